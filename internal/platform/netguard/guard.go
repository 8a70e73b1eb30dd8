package netguard

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Setting is the name of the allow-list's setting, for messages.
const Setting = "DASHKEEP_OUTBOUND_ALLOW"

const (
	dialTimeout = 5 * time.Second
	keepAlive   = 30 * time.Second
)

// Config says what a guard lets through besides public addresses.
type Config struct {
	// Allow is the administrator's list of CIDR or CIDR:port.
	Allow []string
	// OwnPorts are the ports that this program listens on: they are closed on
	// every address of this machine, whatever the list says.
	OwnPorts []uint16
}

// Guard decides about outbound connections. It is safe for concurrent use.
type Guard struct {
	rows     []row
	rules    []rule
	ownPorts []uint16
	dialer   net.Dialer
}

// New makes a guard. It fails when an entry of the list cannot be read.
func New(cfg Config) (*Guard, error) {
	g := &Guard{rows: parseTable(), ownPorts: cfg.OwnPorts}
	for _, text := range cfg.Allow {
		if strings.TrimSpace(text) == "" {
			continue
		}
		r, err := parseRule(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", Setting, err)
		}
		g.rules = append(g.rules, r)
	}
	g.dialer = net.Dialer{Timeout: dialTimeout, KeepAlive: keepAlive, ControlContext: g.control}
	return g, nil
}

// Denied tells that a destination is not allowed. Its message says which
// setting changes that, and does not depend on whether anybody listens there.
type Denied struct {
	// Host is what was asked for; Address is what it resolved to.
	Host    string
	Address netip.AddrPort
	// What says what kind of address it is.
	What string
	// Never is true when no setting allows it.
	Never bool
}

// Error is fit for people.
func (d *Denied) Error() string {
	host := ""
	if d.Host != "" && d.Host != d.Address.Addr().String() {
		host = fmt.Sprintf(" (%s)", d.Host)
	}
	if d.Never {
		return fmt.Sprintf("the destination %s%s is not allowed: it is %s", d.Address, host, d.What)
	}
	entry := netip.PrefixFrom(d.Address.Addr(), d.Address.Addr().BitLen()).String()
	if d.Address.Addr().Is6() {
		entry = "[" + entry + "]"
	}
	return fmt.Sprintf("the destination %s%s is not allowed: it is %s; an administrator allows it by adding %s:%d to %s",
		d.Address, host, d.What, entry, d.Address.Port(), Setting)
}

// Check decides about an address and port. It gives nil or a *Denied.
func (g *Guard) Check(to netip.AddrPort) error {
	return g.check("", to)
}

func (g *Guard) check(host string, to netip.AddrPort) error {
	if to.Addr().Is4In6() {
		to = netip.AddrPortFrom(to.Addr().Unmap(), to.Port())
	}
	refuse := func(what string, never bool) error {
		return &Denied{Host: host, Address: to, What: what, Never: never}
	}
	if to.Addr().Zone() != "" {
		return refuse("a link-local address", true)
	}
	if slices.Contains(g.ownPorts, to.Port()) && g.isOwn(to.Addr()) {
		return refuse("Dashkeep itself", true)
	}
	allowed := g.allowed(to)
	if slices.Contains(closedPorts(), to.Port()) && !g.allowedWithPort(to) {
		return refuse("the port of a service that speaks no HTTP", false)
	}
	for _, r := range g.rows {
		if r.prefix.Contains(to.Addr()) {
			if allowed && !r.never {
				return nil
			}
			return refuse(r.what, r.never)
		}
	}
	return nil
}

func (g *Guard) allowed(to netip.AddrPort) bool {
	return slices.ContainsFunc(g.rules, func(r rule) bool {
		return r.admits(to.Addr(), to.Port()) && g.mayOpen(r, to.Addr())
	})
}

func (g *Guard) allowedWithPort(to netip.AddrPort) bool {
	return slices.ContainsFunc(g.rules, func(r rule) bool {
		return r.port != 0 && r.admits(to.Addr(), to.Port()) && g.mayOpen(r, to.Addr())
	})
}

// mayOpen keeps wide rules from opening the loopback.
func (g *Guard) mayOpen(r rule, address netip.Addr) bool {
	for _, loopback := range loopbacks() {
		if loopback.Contains(address) {
			return loopback.Contains(r.prefix.Addr()) && r.prefix.Bits() >= loopback.Bits()
		}
	}
	return true
}

// isOwn reports whether the address is one of this machine.
func (g *Guard) isOwn(address netip.Addr) bool {
	if address.IsLoopback() || address.IsUnspecified() {
		return true
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return true
	}
	return slices.ContainsFunc(addresses, func(a net.Addr) bool {
		prefix, err := netip.ParsePrefix(a.String())
		return err == nil && prefix.Addr().Unmap() == address
	})
}

type hostKey struct{}

// control runs after the name was resolved and before the connection is made.
func (g *Guard) control(ctx context.Context, transport, address string, _ syscall.RawConn) error {
	if !strings.HasPrefix(transport, "tcp") {
		return fmt.Errorf("outbound %s is not allowed", transport)
	}
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("outbound address: %w", err)
	}
	host, _ := ctx.Value(hostKey{}).(string)
	return g.check(host, to)
}

// DialContext connects like net.Dialer, when the destination is allowed. The
// error of a refusal is a *Denied somewhere in its chain.
func (g *Guard) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("outbound address: %w", err)
	}
	if err := checkHost(host); err != nil {
		return nil, err
	}
	conn, err := g.dialer.DialContext(context.WithValue(ctx, hostKey{}, host), network, address)
	if denial, ok := errors.AsType[*Denied](err); ok {
		return nil, denial // without the dialer's words, which repeat the address
	}
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	return conn, nil
}

var errURL = errors.New("the URL must be http:// or https:// with a host, and without user, query and fragment")

// ParseURL reads the URL of an outbound destination. It checks the form only;
// the address is decided about when connecting.
func ParseURL(text string) (*url.URL, error) {
	if strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '\\' }) {
		return nil, errURL
	}
	parsed, err := url.Parse(text)
	if err != nil || parsed.Scheme != "http" && parsed.Scheme != "https" || parsed.Opaque != "" {
		return nil, errURL
	}
	if parsed.User != nil || parsed.RawQuery != "" || parsed.ForceQuery || parsed.Fragment != "" {
		return nil, errURL
	}
	if port := parsed.Port(); port != "" || strings.HasSuffix(parsed.Host, ":") {
		if number, err := strconv.ParseUint(port, 10, 16); err != nil || number == 0 {
			return nil, errURL
		}
	}
	if err := checkHost(parsed.Hostname()); err != nil {
		return nil, err
	}
	return parsed, nil
}

// checkHost refuses spellings that some resolvers read as numbers: 127.1,
// 2130706433, 0x7f000001, 0177.0.0.1, full-width digits.
func checkHost(host string) error {
	if host == "" {
		return errURL
	}
	if address, err := netip.ParseAddr(host); err == nil {
		if address.Zone() != "" {
			return errURL
		}
		return nil
	}
	for _, r := range host {
		if r >= 0x80 || r <= ' ' || strings.ContainsRune(`%/\@?#[]<>"'`, r) {
			return fmt.Errorf("the host name has characters that are not allowed")
		}
	}
	last := strings.TrimSuffix(host, ".")
	last = strings.ToLower(last[strings.LastIndexByte(last, '.')+1:])
	if last == "" || numeric(last) {
		return fmt.Errorf("the host looks like a number: write the address with four parts")
	}
	return nil
}

func numeric(label string) bool {
	if hex, ok := strings.CutPrefix(label, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return strings.Trim(label, "0123456789") == ""
}
