package edge

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// MayReadMetrics tells whether a request may read the program's own metrics: it comes from
// this machine, or has the token.
func MayReadMetrics(r *http.Request, token secret.Text, baseURL string) bool {
	if token.Empty() {
		address, err := netip.ParseAddr(httpserver.InfoOf(r.Context()).ClientAddress)
		return err == nil && address.IsLoopback() && !forwarded(r.Header) && isThisMachine(r.Host) && isPrivate(baseURL)
	}
	given := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	var matches bool
	token.Use(func(plain string) { matches = secret.Matches(given, secret.HashOf(plain)) })
	return matches
}

// isPrivate reports that nobody said that people come by another address than this
// machine's: where there is a proxy, each request comes from this machine.
func isPrivate(baseURL string) bool {
	base, err := url.Parse(baseURL)
	return baseURL == "" || err == nil && isThisMachine(base.Host)
}

// isThisMachine reports whether a host, with or without a port, names the loopback.
func isThisMachine(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	address, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && address.IsLoopback()
}

// forwarded tells whether the request came through a proxy that says so: then the
// peer's address, even this machine's, is not the client's.
func forwarded(header http.Header) bool {
	for _, name := range []string{
		"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via",
		"Cf-Connecting-Ip", "True-Client-Ip", "X-Client-Ip", "X-Cluster-Client-Ip", "X-Forwarded-Server",
	} {
		if header.Get(name) != "" {
			return true
		}
	}
	return false
}
