package netguard_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
)

// zone is a name server that answers what the test says at the moment.
type zone struct {
	mu      sync.Mutex
	records map[string][]string
	broken  bool
}

func (z *zone) set(host string, addresses ...string) {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.records[host+"."] = addresses
}

func (z *zone) fail(broken bool) {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.broken = broken
}

// newZone starts a name server, and gives the resolver that asks it.
func newZone(tb testing.TB) (*zone, *net.Resolver) {
	tb.Helper()
	socket, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = socket.Close() })
	z := &zone{records: map[string][]string{}}
	go func() {
		packet := make([]byte, 1500)
		for {
			n, from, err := socket.ReadFrom(packet)
			if err != nil {
				return
			}
			_, _ = socket.WriteTo(z.answer(packet[:n]), from)
		}
	}()
	return z, &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", socket.LocalAddr().String())
	}}
}

// answer writes a response to a query with one question.
func (z *zone) answer(query []byte) []byte {
	z.mu.Lock()
	defer z.mu.Unlock()
	end, host := 12, ""
	for query[end] != 0 {
		host += string(query[end+1:end+1+int(query[end])]) + "."
		end += 1 + int(query[end])
	}
	kind := binary.BigEndian.Uint16(query[end+1:])
	question := query[12 : end+5]
	var answers []byte
	count := 0
	for _, text := range z.records[strings.ToLower(host)] {
		address := netip.MustParseAddr(text)
		if address.Is4() != (kind == 1) {
			continue
		}
		data := address.AsSlice()
		answers = append(answers, 0xc0, 12, 0, byte(kind), 0, 1, 0, 0, 0, 0, 0, byte(len(data)))
		answers = append(answers, data...)
		count++
	}
	code := byte(0)
	switch _, known := z.records[strings.ToLower(host)]; {
	case z.broken:
		code = 2 // the server failed
	case !known:
		code = 3 // there is no such name
	}
	head := []byte{query[0], query[1], 0x81, 0x80 | code, 0, 1, 0, byte(count), 0, 0, 0, 0}
	return append(append(head, question...), answers...)
}

// recorder is a server that counts what reaches it, on 127.0.0.1 and [::1].
func recorder(tb testing.TB) (port uint16, hits *atomic.Int64) {
	tb.Helper()
	hits = &atomic.Int64{}
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		hits.Add(1)
		_, _ = io.WriteString(w, "what it has")
	})
	for {
		first := httptest.NewServer(handler)
		port = netip.MustParseAddrPort(first.Listener.Addr().String()).Port()
		second, err := net.Listen("tcp", fmt.Sprintf("[::1]:%d", port))
		if err != nil && strings.Contains(err.Error(), "in use") {
			first.Close()
			continue
		}
		tb.Cleanup(first.Close)
		if err == nil {
			other := &httptest.Server{Listener: second, Config: &http.Server{Handler: handler}}
			other.Start()
			tb.Cleanup(other.Close)
		}
		return port, hits
	}
}

func ask(tb testing.TB, g *netguard.Guard, transport *http.Transport, p netguard.Policy, address string) error {
	tb.Helper()
	request, err := http.NewRequestWithContext(tb.Context(), http.MethodGet, address, nil)
	if err != nil {
		tb.Fatal(err)
	}
	response, err := g.RoundTrip(transport, p, request)
	if err != nil {
		return err
	}
	_, err = io.ReadAll(response.Body)
	return errors.Join(err, response.Body.Close())
}

// machineAddress is an address of this machine besides the loopback, or nothing.
func machineAddress() string {
	all, _ := net.InterfaceAddrs()
	for _, one := range all {
		if prefix, err := netip.ParsePrefix(one.String()); err == nil && prefix.Addr().Is4() && !prefix.Addr().IsLoopback() {
			return prefix.Addr().String()
		}
	}
	return ""
}

// The address that is dialled decides whether a server is the reserved one, not
// how somebody writes it.
func TestPolicy_keeps_from_a_reserved_server_however_it_is_written(t *testing.T) {
	t.Parallel()
	port, hits := recorder(t)
	z, resolver := newZone(t)
	z.set("prom.example", "127.0.0.1")
	z.set("alias.example", "127.0.0.1")
	z.set("six.example", "::1")
	z.set("both.example", "127.0.0.1", "::1")
	z.set("pair.example", "10.99.0.1", "127.0.0.1")
	own := machineAddress()
	machine, _ := os.Hostname()
	g := guard(t, netguard.Config{AllowProjects: []string{"127.0.0.0/8", "::1/128", "0.0.0.0/0", "::/0", own}, Resolver: resolver})
	hosts := []string{
		"127.0.0.1", "[::1]", "localhost", "LOCALHOST", "localhost.", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "127.0.0.2", "127.1.2.3",
		"[0:0:0:0:0:0:0:1]", "prom.example", "PROM.example", "prom.example.", "alias.example", "six.example", "both.example", own, machine,
	}
	for _, reserved := range []string{"127.0.0.1", "::1", "localhost", "prom.example", "six.example", "both.example", "pair.example"} {
		policy := netguard.Policy{Projects: true, Reserved: []netguard.Server{{Host: reserved, Port: port}}}
		transport := g.Transport(netguard.TransportOptions{Policy: policy})
		for _, host := range hosts {
			for _, digits := range []string{"%d", "0%d"} {
				if host == "" {
					continue
				}
				address := "http://" + host + ":" + fmt.Sprintf(digits, port)
				err := ask(t, g, transport, policy, address)
				if _, ok := errors.AsType[*netguard.Reserved](err); !ok && !isUnresolved(err) {
					t.Errorf("%s against %s: %v", address, reserved, err)
				}
			}
		}
		transport.CloseIdleConnections()
	}
	if n := hits.Load(); n != 0 {
		t.Errorf("the server was asked %d times", n)
	}
}

func TestPolicy_lets_other_servers_and_open_ones_through(t *testing.T) {
	t.Parallel()
	port, hits := recorder(t)
	z, resolver := newZone(t)
	z.set("far.example", "10.99.0.1")
	z.set("open.example", "127.0.0.1")
	g := guard(t, netguard.Config{AllowProjects: []string{"127.0.0.0/8"}, Resolver: resolver})
	here := netguard.Server{Host: "127.0.0.1", Port: port}
	for name, policy := range map[string]netguard.Policy{
		"another_port":    {Projects: true, Reserved: []netguard.Server{{Host: "127.0.0.1", Port: port + 1}}},
		"another_address": {Projects: true, Reserved: []netguard.Server{{Host: "far.example", Port: port}}},
		"no_such_name":    {Projects: true, Reserved: []netguard.Server{{Host: "gone.example", Port: port}}},
		"open_too":        {Projects: true, Reserved: []netguard.Server{here}, Open: []netguard.Server{{Host: "open.example", Port: port}}},
	} {
		transport := g.Transport(netguard.TransportOptions{Policy: policy})
		for range 2 { // the second one over the kept connection
			if err := ask(t, g, transport, policy, "http://"+here.String()); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		transport.CloseIdleConnections()
	}
	if n := hits.Load(); n != 8 {
		t.Errorf("%d requests", n)
	}
}

// A connection that was kept is no way around: its address is looked at again.
func TestPolicy_looks_again_at_kept_connections(t *testing.T) {
	t.Parallel()
	port, _ := recorder(t)
	z, resolver := newZone(t)
	z.set("shared.example", "10.99.0.1")
	clk := clock.NewManual(time.Unix(1_800_000_000, 0))
	g := guard(t, netguard.Config{AllowProjects: []string{"127.0.0.0/8"}, Resolver: resolver, Clock: clk})
	policy := netguard.Policy{Projects: true, Reserved: []netguard.Server{{Host: "shared.example", Port: port}}}
	transport := g.Transport(netguard.TransportOptions{Policy: policy})
	t.Cleanup(transport.CloseIdleConnections)
	address := fmt.Sprintf("http://127.0.0.1:%d", port)
	if err := ask(t, g, transport, policy, address); err != nil {
		t.Fatal(err)
	}
	z.set("shared.example", "127.0.0.1") // it moves here
	clk.Advance(time.Minute)
	refused := func(when string) {
		t.Helper()
		if _, ok := errors.AsType[*netguard.Reserved](ask(t, g, transport, policy, address)); !ok {
			t.Errorf("%s: was let through", when)
		}
	}
	refused("moved")
	z.set("shared.example", "10.99.0.2") // and gives its addresses in turn
	clk.Advance(time.Minute)
	refused("in turn")
	z.fail(true) // the name server is away: what is known holds
	clk.Advance(time.Minute)
	refused("name server away")
}

func TestPolicy_refuses_while_it_cannot_tell(t *testing.T) {
	t.Parallel()
	port, hits := recorder(t)
	z, resolver := newZone(t)
	z.fail(true)
	g := guard(t, netguard.Config{AllowProjects: []string{"127.0.0.0/8"}, Resolver: resolver})
	policy := netguard.Policy{Projects: true, Reserved: []netguard.Server{{Host: "shared.example", Port: port}}}
	transport := g.Transport(netguard.TransportOptions{Policy: policy})
	err := ask(t, g, transport, policy, fmt.Sprintf("http://127.0.0.1:%d", port))
	if reserved, ok := errors.AsType[*netguard.Reserved](err); !ok || !reserved.Unsure || hits.Load() != 0 {
		t.Errorf("%v, %d requests", err, hits.Load())
	}
}

// What projects name reaches public addresses and what the list of the projects says.
func TestPolicy_of_projects_has_a_list_of_its_own(t *testing.T) {
	t.Parallel()
	port, _ := recorder(t)
	z, resolver := newZone(t)
	z.set("prom.team.example", "127.0.0.1")
	z.set("other.example", "127.0.0.1")
	z.set("meta.example", "169.254.169.254")
	for name, c := range map[string]struct {
		allow, projects string
		kept            bool
		host            string
		setting         string // of the refusal; empty: it is let through
	}{
		"the administrators' list is not theirs": {"127.0.0.0/8", "", false, "127.0.0.1", netguard.ProjectsSetting},
		"but for what was there before":          {"127.0.0.0/8", "", true, "127.0.0.1", ""},
		"which needs an entry still":             {"10.0.0.0/8", "", true, "127.0.0.1", netguard.ProjectsSetting},
		"an address":                             {"", "127.0.0.1", false, "127.0.0.1", ""},
		"a range and a port":                     {"", "127.0.0.0/8:PORT", false, "other.example", ""},
		"a range and another port":               {"", "127.0.0.0/8:1", false, "127.0.0.1", netguard.ProjectsSetting},
		"a name":                                 {"", "prom.team.example", false, "prom.team.example", ""},
		"a name in other letters":                {"", "Prom.Team.example:PORT", false, "PROM.team.example.", ""},
		"another name of the same server":        {"", "prom.team.example:PORT", false, "other.example", netguard.ProjectsSetting},
		"a name is not its address":              {"", "prom.team.example:PORT", false, "127.0.0.1", netguard.ProjectsSetting},
		"a name and another port":                {"", "prom.team.example:1", false, "prom.team.example", netguard.ProjectsSetting},
		"a name that leads to credentials":       {"", "meta.example", false, "meta.example", netguard.ProjectsSetting},
		"everything is not this machine":         {"", "0.0.0.0/0", false, "127.0.0.1", netguard.ProjectsSetting},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			number := fmt.Sprint(port)
			g := guard(t, netguard.Config{
				Allow: []string{c.allow}, AllowProjects: []string{strings.ReplaceAll(c.projects, "PORT", number)}, Resolver: resolver,
			})
			policy := netguard.Policy{Projects: true, Kept: c.kept}
			transport := g.Transport(netguard.TransportOptions{Policy: policy})
			t.Cleanup(transport.CloseIdleConnections)
			err := ask(t, g, transport, policy, "http://"+net.JoinHostPort(c.host, number))
			denied, _ := errors.AsType[*netguard.Denied](err)
			if (denied != nil) != (c.setting != "") || denied == nil && err != nil || denied != nil && denied.Setting != c.setting {
				t.Errorf("%v", err)
			}
		})
	}
	for _, text := range []string{"x:0", "*.example", "prom.example/x", "127.1", "10.0.0.0/33", "prom example"} {
		if _, err := netguard.New(netguard.Config{AllowProjects: []string{text}}); err == nil {
			t.Errorf("the entry %q was read", text)
		}
	}
}
