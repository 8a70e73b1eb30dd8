package upstream

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
)

const (
	defaultPlaces   = 20 // what a Prometheus evaluates at once by default
	defaultWaiting  = 1000
	defaultMaxBytes = 32 << 20
	maxConnections  = 32
)

// Config describes one server.
type Config struct {
	// URL is the server's base, such as http://prometheus:9090/prefix. Required.
	URL string
	// Guard makes the connections. Required.
	Guard *netguard.Guard
	// Policy is what holds for the connections besides the guard's own rules.
	Policy netguard.Policy
	// TLS says how to check the server; the zero value uses the system's authorities.
	TLS TLS
	// BearerFile is a file with a token, read again when it changes; may be empty.
	BearerFile string
	// Login is how the program makes itself known, besides the file.
	Login Login
	// Places is the most requests at a time; zero means 20, at most 32.
	Places int
	// Waiting is the most requests that wait for a place; zero means 1000.
	Waiting int
	// MaxBytes bounds an answer as it comes over the wire; zero means 32 MiB.
	MaxBytes int64
	// HeaderTimeout is the longest wait for the beginning of an answer; zero means a minute.
	HeaderTimeout time.Duration
	// UntoldRest is how long a server is left alone that answers 429 and does not say for how
	// long; zero leaves that to the caller.
	UntoldRest time.Duration
	// Clock tells how long a server is left alone; nil is the machine's.
	Clock clock.Clock
}

// Client asks one server. It is safe for concurrent use and must be kept.
type Client struct {
	base      *url.URL
	guard     *netguard.Guard
	policy    netguard.Policy
	transport *http.Transport
	bearer    *bearer
	login     Login
	line      *Line
	circuit   *circuit
	maxBytes  int64
}

// New makes a client. It connects to nothing yet.
func New(cfg Config) (*Client, error) {
	if cfg.Guard == nil {
		return nil, errors.New("upstream: a guard is required")
	}
	base, err := netguard.ParseURL(cfg.URL)
	if err != nil {
		return nil, fmt.Errorf("upstream: %w", err)
	}
	settings, err := cfg.TLS.config()
	if err == nil {
		settings, err = cfg.Login.extend(settings)
	}
	if err != nil {
		return nil, fmt.Errorf("upstream: %w", err)
	}
	if cfg.Places <= 0 {
		cfg.Places = defaultPlaces
	}
	if cfg.Waiting <= 0 {
		cfg.Waiting = defaultWaiting
	}
	if cfg.MaxBytes <= 0 {
		cfg.MaxBytes = defaultMaxBytes
	}
	if cfg.HeaderTimeout <= 0 {
		cfg.HeaderTimeout = time.Minute
	}
	if cfg.Clock == nil {
		cfg.Clock = clock.System{}
	}
	return &Client{
		base: base, guard: cfg.Guard, policy: cfg.Policy, bearer: newBearer(cfg.BearerFile), login: cfg.Login, maxBytes: cfg.MaxBytes,
		line: NewLine(min(cfg.Places, maxConnections), cfg.Waiting), circuit: &circuit{clock: cfg.Clock, untold: cfg.UntoldRest},
		transport: cfg.Guard.Transport(netguard.TransportOptions{
			TLS: settings, Policy: cfg.Policy, Connections: maxConnections, HeaderTimeout: cfg.HeaderTimeout,
		}),
	}, nil
}

// Close closes the kept connections. Requests that are under way end normally.
func (c *Client) Close() { c.transport.CloseIdleConnections() }

// Load tells how many requests are under way and how many wait for a place.
func (c *Client) Load() (running, waiting int) { return c.line.Load() }

// Response is an answer whose body the caller must close. The body fails with a
// *TooLarge behind the ceiling.
type Response struct {
	Status int
	// Gzip is true when the body is compressed.
	Gzip bool
	// Length is the announced size of the body in bytes, at most the ceiling;
	// zero when it was not announced.
	Length int64
	// RetryAfter is how long the server asks to be left alone; zero when it does not.
	// The client keeps to it, up to a bound.
	RetryAfter time.Duration
	// Header is what the server said beside the body, at most 64 KiB. Cookies among it are
	// kept by nobody unless the caller does.
	Header http.Header
	Body   *Body
}

// ErrUnreadable tells that the answer is a redirect, or in an encoding that was not
// asked for.
var ErrUnreadable = errors.New("the answer is none that was asked for")

// Redirect is the ErrUnreadable of an answer that sends elsewhere. It is never followed.
type Redirect struct {
	// Status is 300 to 399.
	Status int
	// Location is where to, as the server wrote it; may be empty.
	Location string
}

// Error leaves the destination out, which a stranger wrote.
func (*Redirect) Error() string { return ErrUnreadable.Error() + ": it is a redirect" }

// Unwrap gives ErrUnreadable.
func (*Redirect) Unwrap() error { return ErrUnreadable }

// Do asks. The context's deadline covers waiting for a place, the answer and
// reading its body. Errors are *netguard.Denied, *netguard.Reserved, *Resting,
// ErrBusy, ErrUnreadable (of which a *Redirect is one), a context error, or a connection's.
func (c *Client) Do(ctx context.Context, q Request) (*Response, error) {
	request, err := c.build(ctx, q)
	if err != nil {
		return nil, err
	}
	if q.For == nil {
		q.For = NewParty("")
	}
	leave, err := c.line.Enter(ctx, q.For)
	if err != nil {
		return nil, err
	}
	response, rest, err := c.send(ctx, request) //nolint:bodyclose // Response.Body closes it
	if err != nil {
		leave()
		return nil, err
	}
	limit := c.maxBytes
	if q.MaxBytes > 0 {
		limit = q.MaxBytes
	}
	body := &Body{source: response.Body, left: limit, limit: limit, release: leave}
	if err := checkHeader(response); err != nil {
		_ = body.Close()
		return nil, err
	}
	return &Response{
		Status: response.StatusCode, Gzip: response.Header.Get("Content-Encoding") == "gzip", RetryAfter: rest, Body: body,
		Length: min(max(response.ContentLength, 0), limit), Header: response.Header,
	}, nil
}

// send asks unless the server is left alone, and notes whether it lives.
func (c *Client) send(ctx context.Context, request *http.Request) (response *http.Response, rest time.Duration, err error) {
	probe, err := c.circuit.begin()
	if err != nil {
		return nil, 0, err
	}
	response, err = c.guard.RoundTrip(c.transport, c.policy, request)
	switch {
	case err == nil:
		rest = c.circuit.restOf(response)
		c.circuit.answered(rest)
		return response, rest, nil
	case isRefused(err):
		c.circuit.spared(probe)
	default:
		c.circuit.failed(ctx, probe)
	}
	return nil, 0, refusalOf(err)
}

// isRefused reports whether the guard let no connection happen.
func isRefused(err error) bool {
	_, denied := errors.AsType[*netguard.Denied](err)
	_, reserved := errors.AsType[*netguard.Reserved](err)
	return denied || reserved
}

// refusalOf takes the guard's refusal out of an error, without the words around it.
func refusalOf(err error) error {
	if reserved, ok := errors.AsType[*netguard.Reserved](err); ok {
		return reserved
	}
	if denial, ok := errors.AsType[*netguard.Denied](err); ok {
		return denial
	}
	return fmt.Errorf("ask upstream: %w", err)
}

func checkHeader(response *http.Response) error {
	switch encoding := response.Header.Get("Content-Encoding"); encoding {
	case "", "identity", "gzip":
	default:
		return fmt.Errorf("%w: it is encoded as %.20q", ErrUnreadable, encoding)
	}
	if response.StatusCode >= 300 && response.StatusCode < 400 {
		return &Redirect{Status: response.StatusCode, Location: response.Header.Get("Location")}
	}
	return nil
}
