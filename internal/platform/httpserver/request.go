package httpserver

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/google/uuid"
)

// Info is what the edge knows of a request.
type Info struct {
	// ID is the request id, in answers and logs.
	ID string
	// ClientAddress is the address that the request came from.
	ClientAddress string
	// UserAgent is cut to 300 bytes of valid UTF-8.
	UserAgent string
	// Chunked tells that the answer may be chunked: the request is of HTTP/1.1.
	Chunked bool
}

type infoKey struct{}

// InfoOf gives what the edge knows of the request of a context.
func InfoOf(ctx context.Context) Info {
	info, _ := ctx.Value(infoKey{}).(Info)
	return info
}

const longestUserAgent = 300

func (s *Server) withInfo(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, err := uuid.NewV7()
		if err != nil {
			WriteProblem(w, err, "")
			return
		}
		agent := r.UserAgent()
		agent = strings.ToValidUTF8(agent[:min(len(agent), longestUserAgent)], "")
		info := Info{
			ID: id.String(), ClientAddress: ClientAddress(r, s.trusted), UserAgent: agent,
			Chunked: r.ProtoMajor == 1 && r.ProtoMinor >= 1,
		}
		w.Header().Set("X-Request-Id", info.ID)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), infoKey{}, info)))
	})
}

// ClientAddress is the one function that tells where a request comes from: the
// peer, or, when the peer is a trusted proxy, the rightmost untrusted entry of
// X-Forwarded-For. An entry that is no address ends the search at the proxy that
// wrote it. Addresses in IPv6 form of IPv4 are unmapped.
func ClientAddress(r *http.Request, trusted []netip.Prefix) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	peer, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	peer = peer.Unmap().WithZone("")
	if !isTrusted(peer, trusted) {
		return peer.String()
	}
	values := r.Header.Values("X-Forwarded-For")
	hops := strings.Split(strings.Join(values, ","), ",")
	for index := len(hops) - 1; index >= 0; index-- {
		hop, known := hopOf(strings.TrimSpace(hops[index]))
		if !known {
			break
		}
		peer = hop
		if !isTrusted(peer, trusted) {
			break
		}
	}
	return peer.String()
}

// hopOf reads an address with or without a port or brackets: some proxies write
// those.
func hopOf(text string) (netip.Addr, bool) {
	if withPort, err := netip.ParseAddrPort(text); err == nil {
		return withPort.Addr().Unmap().WithZone(""), true
	}
	if inner, bracketed := strings.CutPrefix(text, "["); bracketed {
		text = strings.TrimSuffix(inner, "]")
	}
	address, err := netip.ParseAddr(text)
	return address.Unmap().WithZone(""), err == nil
}

// AddressKey is what a limiter counts a client address under: an IPv4 address is
// one client, but whoever has one IPv6 address has the 2^64 of its network.
func AddressKey(address string) string {
	const network = 64
	if parsed, err := netip.ParseAddr(address); err == nil && parsed.Is6() && !parsed.Is4In6() {
		if prefix, err := parsed.WithZone("").Prefix(network); err == nil {
			address = prefix.String()
		}
	}
	return "address:" + address
}

func isTrusted(address netip.Addr, trusted []netip.Prefix) bool {
	for _, prefix := range trusted {
		if prefix.Contains(address) {
			return true
		}
	}
	return false
}
