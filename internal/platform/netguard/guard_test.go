package netguard_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/netguard"
)

func guard(tb testing.TB, cfg netguard.Config) *netguard.Guard {
	tb.Helper()
	g, err := netguard.New(cfg)
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

// everything is the widest list that somebody could write.
func everything() []string {
	return []string{"0.0.0.0/0", "::/0", "10.0.0.0/8", "169.254.0.0/16", "fe80::/10", "fd00::/8"}
}

func TestCheck_denies_inner_addresses_by_default(t *testing.T) {
	t.Parallel()
	g := guard(t, netguard.Config{})
	for _, address := range []string{
		// F1 metadata
		"169.254.169.254", "fd00:ec2::254", "100.100.100.200", "192.0.0.192", "168.63.129.16",
		// F2 the machine itself
		"127.0.0.1", "127.255.255.254", "::1", "0.0.0.0", "::", "0.1.2.3",
		// F3 translated and embedded
		"::ffff:169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:a9fe:a9fe::",
		"::7f00:1", "fec0::1", "fe80::1", "fe80::1%eth0", "::ffff:0:127.0.0.1", "::ffff:0:a9fe:a9fe", "::ffff:0:10.0.0.1",
		"64:ff9b::10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
		"::10.0.0.1", "2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:127.0.0.1", "100:0:0:1::1", "fd12::5efe:a00:1",
		// private and special
		"10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "198.18.0.1", "240.0.0.1",
		"255.255.255.255", "224.0.0.1", "ff02::1", "fc00::1", "fd12::1", "2001::1", "2001:db8::1", "192.0.2.1",
		"198.51.100.1", "203.0.113.1", "192.88.99.1", "100::1", "3fff::1", "5f00::1",
	} {
		if err := g.Check(netip.AddrPortFrom(netip.MustParseAddr(address), 443)); err == nil {
			t.Errorf("%s was let through", address)
		}
	}
	for _, address := range []string{"1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "11.0.0.1"} {
		if err := g.Check(netip.AddrPortFrom(netip.MustParseAddr(address), 443)); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestCheck_never_allows_metadata_whatever_the_list_says(t *testing.T) {
	t.Parallel()
	g := guard(t, netguard.Config{Allow: everything()})
	for _, address := range []string{
		"169.254.169.254", "fd00:ec2::254", "100.100.100.200", "192.0.0.192", "::ffff:169.254.169.254",
		"64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::", "0.0.0.0", "::", "fe80::1", "224.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::10.0.0.1",
		"2606:4700::5efe:10.0.0.1", "2001::1", "::10.0.0.1",
		// 0.0.0.0/0 does not mean the machine itself
		"127.0.0.1", "::1", "::ffff:127.0.0.1", "::7f00:1",
	} {
		if err := g.Check(netip.AddrPortFrom(netip.MustParseAddr(address), 443)); err == nil {
			t.Errorf("%s was let through", address)
		}
	}
	if err := g.Check(netip.MustParseAddrPort("10.1.2.3:9090")); err != nil {
		t.Error(err)
	}
}

func TestCheck_follows_the_list(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		allow, to string
		ok        bool
	}{
		"range":                 {"10.0.0.0/8", "10.9.9.9:9090", true},
		"range_other":           {"10.0.0.0/8", "192.168.0.1:9090", false},
		"range_not_loopback":    {"10.0.0.0/8", "127.0.0.1:9090", false},
		"port":                  {"10.0.0.0/8:9090", "10.9.9.9:9090", true},
		"port_other":            {"10.0.0.0/8:9090", "10.9.9.9:9091", false},
		"loopback":              {"127.0.0.1/32", "127.0.0.1:9090", true},
		"loopback_range":        {"127.0.0.0/8:9090", "127.0.0.1:9090", true},
		"loopback_address":      {"127.0.0.1:9090", "127.0.0.1:9090", true},
		"loopback_mapped":       {"127.0.0.1:9090", "[::ffff:127.0.0.1]:9090", true},
		"loopback_6":            {"[::1]:9090", "[::1]:9090", true},
		"loopback_6_range":      {"[::1/128]:9090", "[::1]:9090", true},
		"too_wide_for_loopback": {"126.0.0.0/7", "127.0.0.1:9090", false},
		"private_6":             {"fd00::/8", "[fd12::1]:9090", true},
		"mail_port":             {"10.0.0.0/8", "10.0.0.1:25", false},
		"redis_port":            {"10.0.0.0/8", "10.0.0.1:6379", false},
		"port_by_name":          {"10.0.0.0/8:6379", "10.0.0.1:6379", true},
		"own_port":              {"127.0.0.1/32", "127.0.0.1:8080", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := guard(t, netguard.Config{Allow: []string{c.allow}, OwnPorts: []uint16{8080}})
			if err := g.Check(netip.MustParseAddrPort(c.to)); (err == nil) != c.ok {
				t.Errorf("%s with %s: %v", c.to, c.allow, err)
			}
		})
	}
	for _, text := range []string{
		"x", "10.0.0.0/33", "10.0.0.1:0", "10.0.0.1:99999", "[::1", "fe80::1%eth0", "localhost:9090",
	} {
		if _, err := netguard.New(netguard.Config{Allow: []string{text}}); err == nil {
			t.Errorf("the entry %q was read", text)
		}
	}
}

func TestDenied_names_the_setting_and_the_entry(t *testing.T) {
	t.Parallel()
	g := guard(t, netguard.Config{})
	_, err := g.DialContext(t.Context(), "tcp", "localhost:19090")
	denial, ok := errors.AsType[*netguard.Denied](err)
	if !ok || denial.Never {
		t.Fatalf("%v", err)
	}
	for _, want := range []string{"localhost", "loopback", "/32:19090", netguard.Setting} {
		if want == "/32:19090" && denial.Address.Addr().Is6() {
			want = "/128]:19090"
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q lacks %q", err, want)
		}
	}
	if err := g.Check(netip.MustParseAddrPort("169.254.169.254:80")); strings.Contains(err.Error(), netguard.Setting) {
		t.Errorf("promises to open metadata: %v", err)
	}
}

// F4: the decision falls on the dialled address, not on the name.
func TestDialContext_decides_on_the_resolved_address(t *testing.T) {
	t.Parallel()
	g := guard(t, netguard.Config{})
	for _, host := range []string{"localhost:80", "localhost.:80", "[::1]:80", "127.0.0.1:80", "[::ffff:127.0.0.1]:80"} {
		if _, err := g.DialContext(t.Context(), "tcp", host); err == nil {
			t.Errorf("%s was dialled", host)
		} else if _, ok := errors.AsType[*netguard.Denied](err); !ok && !isUnresolved(err) {
			t.Errorf("%s: %v", host, err)
		}
	}
}

func isUnresolved(err error) bool {
	_, ok := errors.AsType[*net.DNSError](err)
	return ok
}

// F7: whether somebody listens makes no difference.
func TestDialContext_tells_nothing_of_open_ports(t *testing.T) {
	t.Parallel()
	open, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = open.Close() })
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = closed.Close()
	g := guard(t, netguard.Config{})
	message := func(l net.Listener) string {
		_, err := g.DialContext(t.Context(), "tcp", l.Addr().String())
		_, port, _ := net.SplitHostPort(l.Addr().String())
		return strings.ReplaceAll(err.Error(), port, "port")
	}
	if a, b := message(open), message(closed); a != b {
		t.Errorf("%q and %q differ", a, b)
	}
}

// F2, F5, F6: forms of URLs.
func TestParseURL_refuses_odd_forms(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "file:///etc/passwd", "gopher://x", "ftp://x", "dict://x", "unix:///run/x", "jar:http://x", "data:,x",
		"http:127.0.0.1", "//x", "http://", "http:///x", "http://ok@127.0.0.1", "http://u:p@x", `http://x\@y`,
		"http://x y", "http://x\r\nHost: y", "http://x/\x00", "http://x?a=b", "http://x#f", "http://x:0", "http://x:",
		"http://x:99999", "http://127.1", "http://2130706433", "http://0x7f000001", "http://0177.0.0.1.08.9",
		"http://①②⑦.0.0.1", "http://127.0.0.0x1", "http://[fe80::1%25eth0]", "http://xn--/\t", "http://x%2f", "HTTP//x",
	} {
		if u, err := netguard.ParseURL(text); err == nil {
			t.Errorf("%q was read as %v", text, u)
		}
	}
	for _, text := range []string{
		"http://prometheus:9090", "https://prometheus.example.org/thanos/", "http://127.0.0.1:9090", "http://[::1]:9090",
		"http://prometheus.monitoring.svc.cluster.local.:9090", "http://p-1.x2",
	} {
		if _, err := netguard.ParseURL(text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func local(tb testing.TB, h http.Handler) (*httptest.Server, *netguard.Guard) {
	tb.Helper()
	server := httptest.NewServer(h)
	tb.Cleanup(server.Close)
	return server, guard(tb, netguard.Config{Allow: []string{strings.TrimPrefix(server.URL, "http://")}})
}

func TestClient_reaches_an_allowed_destination(t *testing.T) {
	t.Parallel()
	server, g := local(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("Accept-Encoding"); got != "" {
			t.Errorf("asked for %q by itself", got)
		}
		_, _ = io.WriteString(w, "ok")
	}))
	client := g.Client(netguard.TransportOptions{}, time.Minute)
	t.Cleanup(client.CloseIdleConnections)
	response, err := client.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if body, _ := io.ReadAll(response.Body); string(body) != "ok" {
		t.Errorf("%s", body)
	}
}

func TestClient_follows_no_redirect(t *testing.T) {
	t.Parallel()
	var hits int
	server, g := local(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hits++
		http.Redirect(w, r, "http://169.254.169.254/latest", []int{301, 302, 307, 308}[hits%4])
	}))
	client := g.Client(netguard.TransportOptions{}, time.Minute)
	t.Cleanup(client.CloseIdleConnections)
	for range 4 {
		response, err := client.Post(server.URL, "text/plain", strings.NewReader("x"))
		if err == nil {
			_ = response.Body.Close()
		}
		if !errors.Is(err, netguard.ErrRedirect) {
			t.Errorf("%v", err)
		}
	}
	if hits != 4 {
		t.Errorf("%d requests", hits)
	}
}

func TestClient_ignores_the_proxy_of_the_environment(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	server, g := local(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	}))
	transport := g.Transport(netguard.TransportOptions{})
	t.Cleanup(transport.CloseIdleConnections)
	request, _ := http.NewRequestWithContext(context.Background(), http.MethodGet, server.URL, nil)
	if transport.Proxy != nil {
		t.Error("has a proxy function")
	}
	response, err := transport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
}

func TestClient_bounds_slow_destinations_and_huge_headers(t *testing.T) {
	t.Parallel()
	stop := make(chan struct{})
	server, g := local(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/headers" {
			for i := range 2000 {
				w.Header().Set("X-"+strconv.Itoa(i), strings.Repeat("x", 100))
			}
			return
		}
		<-stop
	}))
	defer close(stop)
	client := g.Client(netguard.TransportOptions{HeaderTimeout: 50 * time.Millisecond}, time.Minute)
	t.Cleanup(client.CloseIdleConnections)
	for _, path := range []string{"/slow", "/headers"} {
		response, err := client.Get(server.URL + path)
		if err == nil {
			_ = response.Body.Close()
			t.Errorf("%s: answered", path)
		}
	}
}

func FuzzParseURL(f *testing.F) {
	f.Add("http://127.1/")
	f.Add("http://[::ffff:7f00:1]:80/x")
	f.Fuzz(func(t *testing.T, text string) {
		u, err := netguard.ParseURL(text)
		if err != nil {
			return
		}
		if u.User != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
			t.Errorf("%q became %v", text, u)
		}
	})
}
