package superset

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/textproto"
	"slices"
	"strings"
	"sync/atomic"
	"time"
	"unicode"

	"github.com/dashkeep/dashkeep/internal/client/superset/refusal"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/redact"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

const (
	defaultPlaces = 4
	// untoldRest is the pause after a 429 that names none: Superset's own names none.
	untoldRest = time.Second
	// longestWait is the longest wait for the beginning of an answer: imports and charts take
	// minutes.
	longestWait = 10 * time.Minute
	// maxHeaders and maxHeaderBytes bound the extra headers.
	maxHeaders     = 30
	maxHeaderBytes = 8 << 10
)

// Config describes one server.
type Config struct {
	// URL is the server's base, such as https://bi.example.com/prefix. Required.
	URL string
	// Guard makes the connections. Required.
	Guard *netguard.Guard
	// Policy is what holds for the connections besides the guard's own rules.
	Policy netguard.Policy
	// TLS says how to check the server; the zero value uses the system's authorities.
	TLS upstream.TLS
	// CA, Certificate and Key are PEM; empty where not used.
	CA, Certificate string
	Key             secret.Text
	// SignIn is how to make oneself known.
	SignIn SignIn
	// Headers are added to every request, such as those that a proxy wants. The names that
	// this package sets itself are refused.
	Headers map[string]secret.Text
	// Places is the most requests at a time; zero means 4.
	Places int
	// Waiting is the most requests that wait for a place; zero means 1000.
	Waiting int
	// Rules tell what refusals mean; nil is the table that comes with the program.
	Rules *refusal.Table
	// Clock tells when tokens end; nil is the machine's.
	Clock clock.Clock
	// Pause waits before something is asked again; nil is clock.Pause.
	Pause func(ctx context.Context, span time.Duration) error
}

// Client asks one server. It is safe for concurrent use and must be kept.
type Client struct {
	up      *upstream.Client
	referer string
	headers http.Header
	signIn  SignIn
	// cookies are those of a session that was given, by name.
	cookies []*http.Cookie
	signer  *shared[tokens]
	forgery *shared[protection]
	rules   *refusal.Table
	clean   *redact.Sanitizer
	clock   clock.Clock
	pause   func(ctx context.Context, span time.Duration) error
	exports atomic.Uint64
}

// New makes a client. It connects to nothing yet. The error says which setting is wrong.
func New(cfg Config) (*Client, error) {
	if cfg.Places <= 0 {
		cfg.Places = defaultPlaces
	}
	if cfg.Clock == nil {
		cfg.Clock = clock.System{}
	}
	if cfg.Pause == nil {
		cfg.Pause = clock.Pause
	}
	var err error
	if cfg.Rules == nil {
		if cfg.Rules, err = refusal.Default(); err != nil {
			return nil, fmt.Errorf("superset: %w", err)
		}
	}
	cookies, err := cfg.SignIn.check()
	if err != nil {
		return nil, fmt.Errorf("superset: sign-in: %w", err)
	}
	headers, err := extraHeaders(cfg.Headers, cfg.SignIn)
	if err != nil {
		return nil, fmt.Errorf("superset: headers: %w", err)
	}
	up, err := upstream.New(upstream.Config{
		URL: cfg.URL, Guard: cfg.Guard, Policy: cfg.Policy, TLS: cfg.TLS, Places: cfg.Places, Waiting: cfg.Waiting, Clock: cfg.Clock,
		Login:         upstream.Login{CA: cfg.CA, Certificate: cfg.Certificate, Key: cfg.Key},
		HeaderTimeout: longestWait, UntoldRest: untoldRest, MaxBytes: maxJSON,
	})
	if err != nil {
		return nil, fmt.Errorf("superset: %w", err)
	}
	c := &Client{
		up: up, referer: strings.TrimSuffix(cfg.URL, "/") + "/", headers: headers, signIn: cfg.SignIn, cookies: cookies,
		rules: cfg.Rules, clock: cfg.Clock, pause: cfg.Pause, clean: redact.New(cfg.secrets()...),
	}
	c.signer, c.forgery = newShared(c.logIn), newShared(c.fetchProtection)
	return c, nil
}

// Close closes the kept connections. Calls that are under way end normally.
func (c *Client) Close() { c.up.Close() }

// Load tells how many requests are under way and how many wait for a place.
func (c *Client) Load() (running, waiting int) { return c.up.Load() }

// secrets are the texts that no message may show.
func (cfg *Config) secrets() []string {
	var all []string
	take := func(plain string) { all = append(all, plain) }
	for _, each := range []secret.Text{cfg.SignIn.Password, cfg.SignIn.Token, cfg.SignIn.Cookie} {
		each.Use(take)
	}
	for _, value := range cfg.Headers {
		value.Use(take)
	}
	return all
}

// ownHeaders are those that only this program sets.
func ownHeaders() []string {
	return []string{
		"Accept", "Accept-Encoding", "Cache-Control", "Connection", "Content-Length", "Content-Type", "Cookie", "Expect", "Host",
		"Idempotency-Key", "Keep-Alive", "Origin", "Proxy-Authorization", "Proxy-Connection", "Referer", "Te", "Trailer",
		"Transfer-Encoding", "Upgrade", "User-Agent", "X-Csrftoken",
	}
}

// extraHeaders checks what is added to every request. A name or value that would end its
// line, or that changes what this package says itself, is refused rather than left out.
func extraHeaders(extra map[string]secret.Text, signIn SignIn) (http.Header, error) {
	if len(extra) > maxHeaders {
		return nil, fmt.Errorf("there are more than %d", maxHeaders)
	}
	headers := http.Header{}
	for name, value := range extra {
		if !isHeaderName(name) {
			return nil, fmt.Errorf("%.40q is no name of a header", name)
		}
		name = textproto.CanonicalMIMEHeaderKey(name)
		own := slices.Contains(ownHeaders(), name)
		if name == "Authorization" && signIn.setsAuthorization() || own {
			return nil, fmt.Errorf("%s is set by this program", name)
		}
		if _, there := headers[name]; there {
			return nil, fmt.Errorf("%s is there twice", name)
		}
		var err error
		value.Use(func(plain string) {
			if !isHeaderValue(plain) {
				err = fmt.Errorf("the value of %s can't be sent", name)
			}
			headers[name] = []string{plain}
		})
		if err != nil {
			return nil, err
		}
	}
	if signIn.Kind == ByHeaders && len(headers) == 0 {
		return nil, errors.New("the sign-in is by headers, and there are none")
	}
	return headers, nil
}

// isHeaderName reports whether a text may stand before the colon of a header.
func isHeaderName(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r)
	})
}

// isHeaderValue reports whether a text says something and may stand behind the colon: one
// line of ASCII, of bounded length.
func isHeaderValue(text string) bool {
	return text != "" && len(text) <= maxHeaderBytes && !strings.ContainsFunc(text, func(r rune) bool {
		return r < ' ' && r != '\t' || r >= 0x7f
	})
}

// printable keeps what may be shown in one line.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
}

// cleaner is the sanitizer that also knows the secrets of one call.
func (c *Client) cleaner(secrets []secret.Text) *redact.Sanitizer {
	if len(secrets) == 0 {
		return c.clean
	}
	known := make([]string, 0, len(secrets))
	for _, each := range secrets {
		each.Use(func(plain string) { known = append(known, plain) })
	}
	return c.clean.With(known...)
}
