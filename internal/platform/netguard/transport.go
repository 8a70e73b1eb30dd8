package netguard

import (
	"crypto/tls"
	"errors"
	"net/http"
	"time"
)

// TransportOptions are the settings of a transport that differ by destination.
type TransportOptions struct {
	// TLS is how to check the other side; nil means the system's authorities.
	TLS *tls.Config
	// Policy is what holds besides the guard's own rules.
	Policy Policy
	// Connections is the most connections to one host; zero means 32.
	Connections int
	// HeaderTimeout is the longest wait for the first byte; zero means 30 s.
	HeaderTimeout time.Duration
}

const (
	defaultConnections   = 32
	defaultHeaderTimeout = 30 * time.Second
	maxHeaderBytes       = 64 << 10
)

// Transport makes a pooled transport that connects through the guard. It asks
// for no compression by itself, knows no proxy, and must be kept and shared:
// one per destination, never one per request.
func (g *Guard) Transport(o TransportOptions) *http.Transport {
	if o.Connections <= 0 {
		o.Connections = defaultConnections
	}
	if o.HeaderTimeout <= 0 {
		o.HeaderTimeout = defaultHeaderTimeout
	}
	return &http.Transport{
		DialContext:            g.Dialer(o.Policy),
		TLSClientConfig:        o.TLS,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true,
		MaxConnsPerHost:        o.Connections,
		MaxIdleConns:           o.Connections,
		MaxIdleConnsPerHost:    o.Connections,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    5 * time.Second,
		ResponseHeaderTimeout:  o.HeaderTimeout,
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: maxHeaderBytes,
		ReadBufferSize:         32 << 10,
	}
}

// ErrRedirect is why a redirect ends a request.
var ErrRedirect = errors.New("the destination answered with a redirect, which is not followed")

// Client makes a client on a transport of its own: no redirects, no cookies,
// and a bound on the whole exchange. The caller bounds the body.
func (g *Guard) Client(o TransportOptions, timeout time.Duration) *http.Client {
	return &http.Client{
		Transport:     g.Transport(o),
		Timeout:       timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return ErrRedirect },
	}
}
