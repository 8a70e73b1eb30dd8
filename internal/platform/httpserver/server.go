package httpserver

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/labstack/echo/v5"
	"github.com/labstack/echo/v5/middleware"
	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/trace"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

const (
	readHeaderTimeout = 5 * time.Second
	// bodyTimeout is how long a body may take to arrive where a route says nothing else.
	bodyTimeout = 60 * time.Second
	// writeTimeout is longer than the longest query may take. A route may have its own;
	// streams and downloads set theirs for every write.
	writeTimeout  = 150 * time.Second
	idleTimeout   = 120 * time.Second
	largestHeader = 32 << 10
	// largestBody is what a body may have where a route says nothing else.
	largestBody = 8 << 20
	deepestBody = 64
	mostValues  = 200_000
)

// Options are what a server needs.
type Options struct {
	Log     *slog.Logger
	Clock   clock.Clock
	Metrics prometheus.Registerer
	// TrustedProxies are CIDR prefixes whose X-Forwarded-For is believed.
	TrustedProxies []string
	// Secure is true when people reach the server by https: it turns HSTS on.
	Secure bool
	// Grace is how long requests under way get at a stop.
	Grace time.Duration
	// Tracer makes a span of each request; nil for none.
	Tracer trace.Tracer
	// Outage words errors that mean that the store is away or full, and gives nil for
	// others; nil for none.
	Outage func(err error) *apperror.Error
}

// Server is the HTTP edge.
type Server struct {
	echo    *echo.Echo
	log     *slog.Logger
	clock   clock.Clock
	trusted []netip.Prefix
	secure  bool
	grace   time.Duration
	metrics *requestMetrics
	tracer  trace.Tracer
	terms   map[string]Terms // by method and path of the route

	outage func(err error) *apperror.Error
}

// New makes a server without routes.
func New(options Options) (*Server, error) {
	server := &Server{
		echo: echo.New(), log: options.Log, clock: options.Clock, secure: options.Secure, grace: options.Grace, tracer: options.Tracer,
		metrics: newRequestMetrics(options.Metrics), outage: options.Outage, terms: map[string]Terms{},
	}
	for _, text := range options.TrustedProxies {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("trusted_proxies: %q must be a CIDR such as 10.0.0.0/8", text)
		}
		server.trusted = append(server.trusted, unmapped(prefix))
	}
	server.echo.Logger = options.Log
	server.echo.HTTPErrorHandler = server.onError
	server.echo.Use(server.observe, server.trace, middleware.Recover(), server.keepTerms)
	return server, nil
}

// Echo gives the router for the wiring.
func (s *Server) Echo() *echo.Echo { return s.echo }

// Handler is the whole edge, for the listener and for tests.
func (s *Server) Handler() http.Handler {
	handler := packed(s.canonicalOnly(s.echo))
	handler = s.sameSiteOnly(handler)
	handler = s.withSecurityHeaders(handler)
	return s.withInfo(handler)
}

// Serve answers on a listener until the context ends, then finishes the requests
// under way within the grace time. Long streams must end by themselves when the
// program stops.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler: s.Handler(), ReadHeaderTimeout: readHeaderTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: largestHeader,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return errors.Join(fmt.Errorf("serve http: %w", err), server.Close())
	case <-ctx.Done():
	}
	stopCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.grace)
	defer cancel()
	err := server.Shutdown(stopCtx)
	if err != nil {
		err = errors.Join(fmt.Errorf("stop http: %w", err), server.Close())
	}
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// unmapped gives a prefix of IPv4 addresses in IPv6 form as one of IPv4.
func unmapped(prefix netip.Prefix) netip.Prefix {
	const mappedBits = 96
	if prefix.Addr().Is4In6() && prefix.Bits() >= mappedBits {
		prefix = netip.PrefixFrom(prefix.Addr().Unmap(), prefix.Bits()-mappedBits)
	}
	return prefix.Masked()
}
