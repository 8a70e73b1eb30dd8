package netguard

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
)

// Policy is what holds for the connections of one destination besides the guard's
// own rules. The zero Policy is for destinations that an administrator named.
type Policy struct {
	// Projects is true for a destination that a project named: it needs the list of
	// the projects' destinations to reach what is not public.
	Projects bool
	// Kept lets the administrators' own list count as well, for destinations that
	// were named before there were two lists.
	Kept bool
	// Permit lets one server through that a setting of its own names.
	Permit Permit
	// Reserved are servers that must not be reached, by whatever name or address;
	// Open are those that may be even when they are the same as a reserved one.
	Reserved, Open []Server
}

// Permit is for a destination with a purpose, such as a mail server or the cluster's
// API: the administrator named it in the setting for just that, so it needs no entry in
// an allow-list, and opens nothing to anybody else. It holds for host and port as the
// setting has them, wherever the name leads but to what is never allowed; a port that is
// closed to others is open to it. The zero Permit lets nothing through.
type Permit struct {
	// Setting is the one that names the server, for messages.
	Setting string
	Server  Server
}

// admits reports whether a destination that was asked for by a host is the permit's.
func (p Permit) admits(host string, to netip.AddrPort) bool {
	return p.Server != Server{} && p.Server == Server{Host: hostValue(host), Port: to.Port()}
}

// Key tells policies apart: connections of different ones are never shared.
func (p Policy) Key() string {
	var key strings.Builder
	_, _ = fmt.Fprintf(&key, "%t %t %q %q", p.Projects, p.Kept, p.Permit.Setting, p.Permit.Server)
	for _, list := range [][]Server{p.Reserved, p.Open} {
		key.WriteString(" |")
		for _, server := range list {
			key.WriteString(" " + strconv.Quote(server.String()))
		}
	}
	return key.String()
}

// Reserved tells that a connection would lead, or leads, to a reserved server.
type Reserved struct {
	// Server is the one of the policy.
	Server Server
	// Unsure is true when the addresses of the server could not be found out.
	Unsure bool
}

// Error is for logs.
func (r *Reserved) Error() string {
	if r.Unsure {
		return fmt.Sprintf("it cannot be told whether the destination is %s, which is reserved", r.Server)
	}
	return fmt.Sprintf("the destination is %s, which is reserved", r.Server)
}

// admit decides about an address by the reserved servers of a policy. It compares
// what names lead to, never names.
func (g *Guard) admit(ctx context.Context, p Policy, to netip.AddrPort) error {
	var refusal *Reserved
	for _, server := range p.Reserved {
		if server.Port != to.Port() {
			continue
		}
		is, err := g.leadsTo(ctx, server, to.Addr())
		if is || err != nil {
			refusal = &Reserved{Server: server, Unsure: !is}
		}
		if is {
			break
		}
	}
	if refusal == nil {
		return nil
	}
	for _, server := range p.Open {
		if is, err := g.leadsTo(ctx, server, to.Addr()); err == nil && is && server.Port == to.Port() {
			return nil
		}
	}
	return refusal
}

// leadsTo reports whether an address is one of a server's. All addresses of this
// machine are the same server: what listens on one listens on others.
func (g *Guard) leadsTo(ctx context.Context, server Server, address netip.Addr) (bool, error) {
	all, err := g.names.of(ctx, server.Host)
	if err != nil {
		return false, err
	}
	address = address.Unmap()
	if slices.Contains(all, address) {
		return true, nil
	}
	return slices.ContainsFunc(all, g.isOwn) && g.isOwn(address), nil
}

// RoundTrip asks by a transport of the guard that was made with the same policy.
// New connections are decided about before they are made; this looks again at those
// that were kept, because names change: an answer that came over a connection to a
// reserved server is thrown away.
func (g *Guard) RoundTrip(transport *http.Transport, p Policy, request *http.Request) (*http.Response, error) {
	if len(p.Reserved) == 0 {
		return transport.RoundTrip(request) //nolint:wrapcheck // the caller's to sort
	}
	var refusal atomic.Pointer[error]
	ctx, cancel := context.WithCancel(request.Context())
	trace := &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		if err := g.admitRemote(ctx, p, info); err != nil {
			refusal.Store(&err)
			cancel()
		}
	}}
	response, err := transport.RoundTrip(request.WithContext(httptrace.WithClientTrace(ctx, trace)))
	if refused := refusal.Load(); refused != nil {
		if err == nil {
			_ = response.Body.Close()
		}
		cancel()
		transport.CloseIdleConnections()
		return nil, *refused
	}
	if err != nil {
		cancel()
		return nil, err //nolint:wrapcheck // the caller's to sort
	}
	response.Body = &ending{response.Body, cancel}
	return response, nil
}

func (g *Guard) admitRemote(ctx context.Context, p Policy, info httptrace.GotConnInfo) error {
	if !info.Reused {
		return nil // it was decided about a moment ago
	}
	to, err := netip.ParseAddrPort(info.Conn.RemoteAddr().String())
	if err != nil {
		return fmt.Errorf("read the address of a kept connection: %w", err)
	}
	return g.admit(ctx, p, netip.AddrPortFrom(to.Addr().Unmap(), to.Port()))
}

// ending ends the context of a request with its body.
type ending struct {
	io.ReadCloser
	end context.CancelFunc
}

// Close closes the body.
func (e *ending) Close() error {
	defer e.end()
	return e.ReadCloser.Close() //nolint:wrapcheck // the body's own
}
