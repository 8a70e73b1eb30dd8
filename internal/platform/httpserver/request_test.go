package httpserver_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

func prefixes(texts ...string) []netip.Prefix {
	var all []netip.Prefix
	for _, text := range texts {
		all = append(all, netip.MustParsePrefix(text))
	}
	return all
}

func TestClientAddress(t *testing.T) {
	t.Parallel()
	trusted := prefixes("10.0.0.0/8", "fd00::/8")
	const spoofed = "198.51.100.7"
	cases := []struct {
		name, peer string
		header     http.Header
		want       string
	}{
		{"a peer alone", "203.0.113.9:4000", nil, "203.0.113.9"},
		{"an untrusted peer's header is ignored", "203.0.113.9:4000", http.Header{"X-Forwarded-For": {spoofed}}, "203.0.113.9"},
		{"a trusted proxy names the client", "10.1.1.1:4000", http.Header{"X-Forwarded-For": {"203.0.113.9"}}, "203.0.113.9"},
		{"what a client claims stands to the left and is ignored", "10.1.1.1:4000", http.Header{"X-Forwarded-For": {spoofed + ", 203.0.113.9"}}, "203.0.113.9"},
		{"two headers are one list", "10.1.1.1:4000", http.Header{"X-Forwarded-For": {spoofed, "203.0.113.9"}}, "203.0.113.9"},
		{"a chain of trusted proxies is walked", "10.1.1.1:4000", http.Header{"X-Forwarded-For": {spoofed + ",203.0.113.9,10.2.2.2, 10.3.3.3"}}, "203.0.113.9"},
		{"all hops trusted: the leftmost", "10.1.1.1:4000", http.Header{"X-Forwarded-For": {"10.9.9.9, 10.2.2.2"}}, "10.9.9.9"},
		{"a port is cut off", "10.1.1.1:4000", http.Header{"X-Forwarded-For": {"203.0.113.9:8123"}}, "203.0.113.9"},
		{"IPv6 in brackets with a port", "10.1.1.1:4000", http.Header{"X-Forwarded-For": {"[2001:db8::1]:8123"}}, "2001:db8::1"},
		{"IPv6 in brackets", "10.1.1.1:4000", http.Header{"X-Forwarded-For": {"[2001:db8::1]"}}, "2001:db8::1"},
		{"IPv6 peer that is trusted", "[fd00::5]:4000", http.Header{"X-Forwarded-For": {"2001:db8::1"}}, "2001:db8::1"},
		{"IPv4 in IPv6 form is the same address", "[::ffff:10.1.1.1]:4000", http.Header{"X-Forwarded-For": {"::ffff:203.0.113.9"}}, "203.0.113.9"},
		{"a zone is cut off", "[fe80::1%eth0]:4000", nil, "fe80::1"},
		{"an entry that is no address ends the search", "10.1.1.1:4000", http.Header{"X-Forwarded-For": {spoofed + ", unknown, 10.2.2.2"}}, "10.2.2.2"},
		{"an empty header", "10.1.1.1:4000", http.Header{"X-Forwarded-For": {""}}, "10.1.1.1"},
		{"ten kilobytes of claims", "10.1.1.1:4000", http.Header{"X-Forwarded-For": {strings.Repeat(spoofed+",", 700) + "203.0.113.9"}}, "203.0.113.9"},
		{"other headers mean nothing", "10.1.1.1:4000", http.Header{
			"Forwarded": {"for=" + spoofed}, "X-Real-Ip": {spoofed}, "True-Client-Ip": {spoofed}, "Cf-Connecting-Ip": {spoofed},
			"X_forwarded_for": {spoofed}, "X-Client-Ip": {spoofed},
		}, "10.1.1.1"},
		{"a peer without a port", "203.0.113.9", nil, "203.0.113.9"},
		{"a peer that is no address", "@", http.Header{"X-Forwarded-For": {spoofed}}, "@"},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			t.Parallel()
			r := &http.Request{RemoteAddr: each.peer, Header: each.header}
			if got := httpserver.ClientAddress(r, trusted); got != each.want {
				t.Errorf("%s, want %s", got, each.want)
			}
		})
	}
}

func TestAddressKey(t *testing.T) {
	t.Parallel()
	same := [][2]string{{"2001:db8::1", "2001:db8:0:0:ffff::9"}, {"192.0.2.1", "192.0.2.1"}, {"not an address", "not an address"}}
	for _, pair := range same {
		if httpserver.AddressKey(pair[0]) != httpserver.AddressKey(pair[1]) {
			t.Errorf("%s and %s are told apart", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"2001:db8::1", "2001:db8:0:1::1"}, {"192.0.2.1", "192.0.2.2"}} {
		if httpserver.AddressKey(pair[0]) == httpserver.AddressKey(pair[1]) {
			t.Errorf("%s and %s are not told apart", pair[0], pair[1])
		}
	}
}

func TestTrustedProxies(t *testing.T) {
	t.Parallel()
	t.Run("a prefix in IPv6 form is one of IPv4", func(t *testing.T) {
		t.Parallel()
		server := newEdge(t, func(options *httpserver.Options) { options.TrustedProxies = []string{"::ffff:192.0.2.0/120"} })
		var seen string
		server.Echo().GET("/x", func(c *echo.Context) error { seen = httpserver.InfoOf(c.Request().Context()).ClientAddress; return nil })
		r := httptest.NewRequest(http.MethodGet, "/x", nil)
		r.Header.Set("X-Forwarded-For", "203.0.113.9")
		server.send(r)
		if seen != "203.0.113.9" {
			t.Error(seen)
		}
	})
	t.Run("what is no prefix is refused", func(t *testing.T) {
		t.Parallel()
		_, err := httpserver.New(httpserver.Options{Metrics: newRegistry(), TrustedProxies: []string{"10.0.0.1"}})
		if err == nil || !strings.Contains(err.Error(), "trusted_proxies") {
			t.Error(err)
		}
	})
}

func TestInfo(t *testing.T) {
	t.Parallel()
	server := newEdge(t)
	var seen httpserver.Info
	server.Echo().GET("/x", func(c *echo.Context) error { seen = httpserver.InfoOf(c.Request().Context()); return nil })
	agents := map[string]string{
		strings.Repeat("é", 200): strings.Repeat("é", 150), "broken \xff\xfe bytes": "broken  bytes", "": "",
		strings.Repeat("x", 299) + "é": strings.Repeat("x", 299),
	}
	for sent, want := range agents {
		r := httptest.NewRequest(http.MethodGet, "/x", nil)
		r.Header.Set("User-Agent", sent)
		r.Header.Set("X-Request-Id", "of the client")
		answer := server.send(r)
		if seen.UserAgent != want || !utf8.ValidString(seen.UserAgent) {
			t.Errorf("%q became %q", sent, seen.UserAgent)
		}
		if seen.ID == "of the client" || seen.ID == "" || answer.Header.Get("X-Request-Id") != seen.ID {
			t.Errorf("id %q, header %q", seen.ID, answer.Header.Get("X-Request-Id"))
		}
	}
	if got := httpserver.InfoOf(t.Context()); got != (httpserver.Info{}) {
		t.Error(got)
	}
}

func FuzzClientAddress(f *testing.F) {
	f.Add("10.1.1.1:80", "203.0.113.9, 10.2.2.2")
	f.Add("[::1]:1", "[2001:db8::1%25eth0]:99,,")
	f.Add("203.0.113.9:1", "::ffff:10.0.0.1")
	trusted := prefixes("10.0.0.0/8", "::1/128")
	f.Fuzz(func(t *testing.T, peer, forwarded string) {
		alone := httpserver.ClientAddress(&http.Request{RemoteAddr: peer}, trusted)
		got := httpserver.ClientAddress(&http.Request{RemoteAddr: peer, Header: http.Header{"X-Forwarded-For": {forwarded}}}, trusted)
		address, err := netip.ParseAddr(alone)
		if err != nil || (!trusted[0].Contains(address) && !trusted[1].Contains(address)) {
			if got != alone {
				t.Fatalf("an untrusted peer %q made itself %q", peer, got)
			}
			return
		}
		if read, err := netip.ParseAddr(got); err != nil || read.Is4In6() || read.Zone() != "" || read.String() != got {
			t.Fatalf("%q is no plain address (%v)", got, err)
		}
		// Whatever a client writes in front of what the proxy wrote changes nothing.
		if behind := forwarded + ", 203.0.113.9"; httpserver.ClientAddress(
			&http.Request{RemoteAddr: peer, Header: http.Header{"X-Forwarded-For": {behind}}}, trusted) != "203.0.113.9" {
			t.Fatalf("a claim %q in front changed the answer", forwarded)
		}
	})
}
