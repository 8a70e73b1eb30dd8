package prometheus

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/netguard"
)

const (
	defaultConcurrent = 20 // what a Prometheus evaluates at once by default
	defaultQueue      = 1000
	defaultMaxBytes   = 32 << 20
	maxConnections    = 32
	userAgent         = "Dashkeep"
)

// Config describes one upstream.
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
	// Concurrent is the most requests at a time; zero means 20, at most 32.
	Concurrent int
	// Queue is the most requests that wait for a turn; zero means 1000.
	Queue int
	// MaxBytes bounds an answer as it comes over the wire; zero means 32 MiB.
	MaxBytes int64
}

// TLS are the settings of a TLS connection.
type TLS struct {
	// CAFile is a file with the authorities to trust, in PEM form; may be empty.
	CAFile string
	// ServerName is checked in place of the URL's host; may be empty.
	ServerName string
	// InsecureSkipVerify trusts whoever answers.
	InsecureSkipVerify bool
}

// Client asks one upstream. It is safe for concurrent use and must be kept.
type Client struct {
	base      *url.URL
	guard     *netguard.Guard
	policy    netguard.Policy
	transport *http.Transport
	bearer    *bearer
	login     Login
	turns     chan struct{}
	waiting   chan struct{}
	maxBytes  int64
}

// New makes a client. It connects to nothing yet.
func New(cfg Config) (*Client, error) {
	if cfg.Guard == nil {
		return nil, errors.New("metrics upstream: a guard is required")
	}
	base, err := netguard.ParseURL(cfg.URL)
	if err != nil {
		return nil, fmt.Errorf("metrics upstream: %w", err)
	}
	settings, err := cfg.TLS.config()
	if err == nil {
		settings, err = cfg.Login.extend(settings)
	}
	if err != nil {
		return nil, fmt.Errorf("metrics upstream: %w", err)
	}
	if cfg.Concurrent <= 0 {
		cfg.Concurrent = defaultConcurrent
	}
	if cfg.Queue <= 0 {
		cfg.Queue = defaultQueue
	}
	if cfg.MaxBytes <= 0 {
		cfg.MaxBytes = defaultMaxBytes
	}
	cfg.Concurrent = min(cfg.Concurrent, maxConnections)
	return &Client{
		base: base, guard: cfg.Guard, policy: cfg.Policy, bearer: newBearer(cfg.BearerFile), login: cfg.Login, maxBytes: cfg.MaxBytes,
		turns: make(chan struct{}, cfg.Concurrent), waiting: make(chan struct{}, cfg.Concurrent+cfg.Queue),
		transport: cfg.Guard.Transport(netguard.TransportOptions{
			TLS: settings, Policy: cfg.Policy, Connections: maxConnections, HeaderTimeout: time.Minute,
		}),
	}, nil
}

// Close closes the kept connections. Requests that are under way end normally.
func (c *Client) Close() { c.transport.CloseIdleConnections() }

// Load tells how many requests are under way and how many wait for a turn.
func (c *Client) Load() (running, waiting int) {
	running = len(c.turns)
	return running, max(len(c.waiting)-running, 0)
}

// Request is one question. Path is relative to the base's /api/v1/ and written
// by this program, never by a client.
type Request struct {
	Path string
	Form url.Values
	// Post sends the form in the body, for endpoints that take long queries.
	Post bool
	// Gzip asks for a compressed answer, which is then given as it came.
	Gzip bool
}

// Response is an answer whose body the caller must close. The body fails with a
// *TooLarge behind the ceiling.
type Response struct {
	Status int
	// Gzip is true when the body is compressed.
	Gzip bool
	// Length is the announced size of the body in bytes, at most the ceiling;
	// zero when it was not announced.
	Length int64
	Body   *Body
}

// Do asks. The context's deadline covers waiting for a turn, the answer and
// reading its body. Errors are *netguard.Denied, *netguard.Reserved, ErrBusy,
// ErrNotPrometheus, a context error, or a connection's.
func (c *Client) Do(ctx context.Context, q Request) (*Response, error) {
	request, err := c.build(ctx, q)
	if err != nil {
		return nil, err
	}
	release, err := c.turn(ctx)
	if err != nil {
		return nil, err
	}
	response, err := c.guard.RoundTrip(c.transport, c.policy, request) //nolint:bodyclose // Response.Body closes it
	if err != nil {
		release()
		if reserved, ok := errors.AsType[*netguard.Reserved](err); ok {
			return nil, reserved
		}
		if denial, ok := errors.AsType[*netguard.Denied](err); ok {
			return nil, denial
		}
		return nil, fmt.Errorf("ask metrics upstream: %w", err)
	}
	body := &Body{source: response.Body, left: c.maxBytes, limit: c.maxBytes, release: release}
	if err := checkHeader(response); err != nil {
		_ = body.Close()
		return nil, err
	}
	return &Response{
		Status: response.StatusCode, Gzip: response.Header.Get("Content-Encoding") == "gzip", Body: body,
		Length: min(max(response.ContentLength, 0), c.maxBytes),
	}, nil
}

// ErrBusy tells that too many requests already wait for the upstream.
var ErrBusy = errors.New("too many requests wait for the metrics server")

// ErrNotPrometheus tells that what answered does not speak the Prometheus HTTP API.
var ErrNotPrometheus = errors.New("the answer is not one of the Prometheus HTTP API")

// turn waits until the upstream may have one more request.
func (c *Client) turn(ctx context.Context) (release func(), err error) {
	select {
	case c.waiting <- struct{}{}:
	default:
		return nil, ErrBusy
	}
	select {
	case c.turns <- struct{}{}:
		return func() { <-c.turns; <-c.waiting }, nil
	case <-ctx.Done():
		<-c.waiting
		return nil, fmt.Errorf("wait for the metrics server: %w", ctx.Err())
	}
}

func (c *Client) build(ctx context.Context, q Request) (*http.Request, error) {
	target := *c.base
	target.Path = strings.TrimSuffix(c.base.Path, "/") + "/api/v1/" + q.Path
	target.RawPath = "" // nothing of the path is escaped beyond what the library does
	form := q.Form.Encode()
	method, body := http.MethodGet, ""
	if q.Post {
		method, body = http.MethodPost, form
	} else {
		target.RawQuery = form
	}
	request, err := http.NewRequestWithContext(ctx, method, target.String(), strings.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("build metrics request: %w", err)
	}
	if !q.Post {
		request.Body, request.GetBody, request.ContentLength = http.NoBody, nil, 0
	}
	return request, c.setHeaders(request, q)
}

func (c *Client) setHeaders(request *http.Request, q Request) error {
	request.Header.Set("User-Agent", userAgent)
	request.Header.Set("Accept", "application/json")
	if q.Post {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		// Asking twice does no harm: a kept connection that the server has just
		// closed may be tried again.
		request.Header["Idempotency-Key"] = nil
	}
	if q.Gzip {
		request.Header.Set("Accept-Encoding", "gzip")
	} else {
		request.Header.Set("Accept-Encoding", "identity")
	}
	c.login.authorize(request)
	return c.bearer.authorize(request)
}

func checkHeader(response *http.Response) error {
	switch encoding := response.Header.Get("Content-Encoding"); encoding {
	case "", "identity", "gzip":
	default:
		return fmt.Errorf("%w: it is encoded as %.20q", ErrNotPrometheus, encoding)
	}
	if response.StatusCode >= 300 && response.StatusCode < 400 {
		return fmt.Errorf("%w: it is a redirect", ErrNotPrometheus)
	}
	return nil
}
