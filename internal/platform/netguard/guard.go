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

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// The names of the allow-lists' settings, for messages: of what administrators
// name, and of what projects name.
const (
	Setting         = "DASHKEEP_OUTBOUND_ALLOW"
	ProjectsSetting = "DASHKEEP_OUTBOUND_ALLOW_PROJECTS"
)

const (
	dialTimeout = 5 * time.Second
	keepAlive   = 30 * time.Second
)

// Config says what a guard lets through besides public addresses.
type Config struct {
	// Allow is the administrator's list of CIDR or CIDR:port for what administrators
	// name; AllowProjects is the list for what projects name, which may have names and
	// name:port as well.
	Allow, AllowProjects []string
	// OwnPorts are the ports that this program listens on: they are closed on
	// every address of this machine, whatever the list says.
	OwnPorts []uint16
	// Resolver finds the addresses of names; nil is the machine's.
	Resolver *net.Resolver
	// Clock tells how old what is known of names is; nil is the machine's.
	Clock clock.Clock
}

// Guard decides about outbound connections. It is safe for concurrent use.
type Guard struct {
	rows     []row
	rules    []rule // of what administrators name
	projects []rule // of what projects name
	ownPorts []uint16
	dialer   net.Dialer
	names    names
}

// New makes a guard. It fails when an entry of the list cannot be read.
func New(cfg Config) (*Guard, error) {
	if cfg.Resolver == nil {
		cfg.Resolver = net.DefaultResolver
	}
	if cfg.Clock == nil {
		cfg.Clock = clock.System{}
	}
	g := &Guard{
		rows: parseTable(), ownPorts: cfg.OwnPorts,
		names: names{clock: cfg.Clock, resolver: cfg.Resolver, known: map[string]*nameFacts{}},
	}
	var err error
	if g.rules, err = parseRules(Setting, cfg.Allow, false); err != nil {
		return nil, err
	}
	if g.projects, err = parseRules(ProjectsSetting, cfg.AllowProjects, true); err != nil {
		return nil, err
	}
	g.dialer = net.Dialer{
		Timeout: dialTimeout, KeepAlive: keepAlive, ControlContext: g.control, Resolver: cfg.Resolver,
	}
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
	// Setting is the one that allows it.
	Setting string
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
	return fmt.Sprintf("the destination %s%s is not allowed: it is %s; "+
		"an administrator allows it by adding %s:%d to %s and restarting Dashkeep",
		d.Address, host, d.What, entry, d.Address.Port(), d.Setting)
}

// Check decides about an address and port. It gives nil or a *Denied.
func (g *Guard) Check(to netip.AddrPort) error {
	return g.check("", Policy{}, to)
}

func (g *Guard) check(host string, policy Policy, to netip.AddrPort) error {
	to = netip.AddrPortFrom(to.Addr().Unmap(), to.Port())
	lists, setting := [][]rule{g.rules}, Setting
	if policy.Projects {
		lists[0], setting = g.projects, ProjectsSetting
	}
	if policy.Kept {
		lists = append(lists, g.rules)
	}
	refuse := func(what string, never bool) error {
		return &Denied{Host: host, Address: to, What: what, Never: never, Setting: setting}
	}
	if to.Addr().Zone() != "" {
		return refuse("a link-local address", true)
	}
	if slices.Contains(g.ownPorts, to.Port()) && g.isOwn(to.Addr()) {
		return refuse("Dashkeep itself", true)
	}
	if hasInner(to.Addr()) {
		return refuse("an address with another one inside", true)
	}
	allowed, byPort := allowedBy(lists, host, to)
	if policy.Permit != (Permit{}) {
		allowed = policy.Permit.admits(host, to)
		byPort, setting = allowed, policy.Permit.Setting
	}
	if slices.Contains(closedPorts(), to.Port()) && !byPort {
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

// allowedBy looks through lists, also for an entry that names the port.
func allowedBy(lists [][]rule, host string, to netip.AddrPort) (allowed, byPort bool) {
	for _, list := range lists {
		for _, r := range list {
			if r.admits(host, to) {
				allowed, byPort = true, byPort || r.port != 0
			}
		}
	}
	return allowed, byPort
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

// dialling is what is known where a connection is decided about.
type dialling struct {
	host   string
	policy Policy
}

type diallingKey struct{}

// control runs after the name was resolved and before the connection is made.
func (g *Guard) control(ctx context.Context, transport, address string, _ syscall.RawConn) error {
	if !strings.HasPrefix(transport, "tcp") {
		return fmt.Errorf("outbound %s is not allowed", transport)
	}
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("outbound address: %w", err)
	}
	is, _ := ctx.Value(diallingKey{}).(dialling)
	if err := g.check(is.host, is.policy, to); err != nil {
		return err
	}
	if err := g.admit(ctx, is.policy, netip.AddrPortFrom(to.Addr().Unmap(), to.Port())); err != nil {
		return err
	}
	g.names.met(is.host, to.Addr())
	return nil
}

// DialContext connects like net.Dialer, when the destination is allowed. The
// error of a refusal is a *Denied somewhere in its chain.
func (g *Guard) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	return g.dial(ctx, Policy{}, network, address)
}

// Dialer connects under a policy, for destinations that speak no HTTP. The error of a
// refusal is a *Denied or a *Reserved.
func (g *Guard) Dialer(policy Policy) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		return g.dial(ctx, policy, network, address)
	}
}

// dial connects under a policy. The error of a refusal is a *Denied or a *Reserved.
func (g *Guard) dial(ctx context.Context, policy Policy, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("outbound address: %w", err)
	}
	if err := checkHost(host); err != nil {
		return nil, err
	}
	conn, err := g.dialer.DialContext(context.WithValue(ctx, diallingKey{}, dialling{host, policy}), network, address)
	if reserved, ok := errors.AsType[*Reserved](err); ok {
		return nil, reserved
	}
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
