package netguard

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

const (
	// namesFresh is how long the addresses of a name are taken as they were.
	namesFresh = 5 * time.Second
	// namesKept is how long an address that a name had still counts as its own: a
	// name may give other ones of its addresses at every asking.
	namesKept = time.Hour

	lookupTimeout = 3 * time.Second
)

// names remembers the addresses that names lead to. It is safe for concurrent use.
type names struct {
	clock    clock.Clock
	resolver *net.Resolver

	mu    sync.Mutex
	known map[string]*nameFacts
}

type nameFacts struct {
	asked time.Time
	seen  map[netip.Addr]time.Time
}

// of gives every address that a host has or had lately: of a name all of them, of
// whatever family. An error means that it cannot be told.
func (n *names) of(ctx context.Context, host string) ([]netip.Addr, error) {
	if literal, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{literal.Unmap()}, nil
	}
	if fresh, ok := n.fresh(host); ok {
		return fresh, nil
	}
	ctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	found, err := n.resolver.LookupNetIP(ctx, "ip", host)
	if missing, ok := errors.AsType[*net.DNSError](err); ok && missing.IsNotFound {
		err = nil // it leads nowhere now
	}
	return n.note(host, found, err)
}

func (n *names) fresh(host string) ([]netip.Addr, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	facts, ok := n.known[host]
	if !ok || n.clock.Now().Sub(facts.asked) >= namesFresh {
		return nil, false
	}
	return slices.Collect(maps.Keys(facts.seen)), true
}

// note adds what an asking gave. One that failed leaves what was known before.
func (n *names) note(host string, found []netip.Addr, failure error) ([]netip.Addr, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	now := n.clock.Now()
	facts, ok := n.known[host]
	if failure != nil {
		if !ok || len(facts.seen) == 0 {
			return nil, fmt.Errorf("look up %s: %w", host, failure)
		}
		return slices.Collect(maps.Keys(facts.seen)), nil
	}
	if !ok {
		facts = &nameFacts{seen: map[netip.Addr]time.Time{}}
		n.known[host] = facts
	}
	facts.asked = now
	for _, address := range found {
		facts.seen[address.Unmap()] = now
	}
	maps.DeleteFunc(facts.seen, func(_ netip.Addr, at time.Time) bool { return now.Sub(at) > namesKept })
	return slices.Collect(maps.Keys(facts.seen)), nil
}

// met notes an address that a name was connected to, when the name is looked after.
func (n *names) met(host string, address netip.Addr) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if facts, ok := n.known[hostValue(host)]; ok {
		facts.seen[address.Unmap()] = n.clock.Now()
	}
}
