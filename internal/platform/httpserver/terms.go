package httpserver

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// Terms are what holds for the requests of one route. Zero fields mean what is usual.
type Terms struct {
	// Body is the most bytes of a body; 8 MiB. A route that takes more reads a body that
	// is no JSON by itself, from the connection.
	Body int64
	// BodyTime is how long a body may take to arrive; a minute.
	BodyTime time.Duration
	// Answer is how long the answer may take, from the beginning of the request; two and
	// a half minutes.
	Answer time.Duration
	// Streams is true where the answer goes on until somebody leaves. It is not timed,
	// sets a deadline for each write by itself, and is refused to pages of other sites.
	Streams bool
	// Frames are the sources that may show the page in a frame, as frame-ancestors has
	// them; nobody.
	Frames string
}

func (t Terms) withDefaults() Terms {
	if t.Body <= 0 {
		t.Body = largestBody
	}
	if t.BodyTime <= 0 {
		t.BodyTime = bodyTimeout
	}
	return t
}

type termsKey struct{}

// termsOf gives the terms of a request's route.
func termsOf(ctx context.Context) Terms {
	terms, _ := ctx.Value(termsKey{}).(Terms)
	return terms.withDefaults()
}

// SetTerms says what holds for a route besides what is usual. It is for the wiring,
// before the server answers.
func (s *Server) SetTerms(method, path string, terms Terms) { s.terms[method+" "+path] = terms }

// keepTerms holds each request to the terms of its route.
func (s *Server) keepTerms(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c *echo.Context) error {
		r := c.Request()
		terms := s.terms[r.Method+" "+c.Path()].withDefaults()
		if terms.Streams {
			if err := sameSite(r); err != nil {
				return err
			}
		}
		if terms.Answer > 0 {
			// The network's deadlines are in the machine's time.
			_ = http.NewResponseController(c.Response()).SetWriteDeadline(clock.System{}.Now().Add(terms.Answer))
		}
		if terms.Frames != "" {
			c.Response().Header().Set("Content-Security-Policy", contentPolicy(terms.Frames))
			c.Response().Header().Del("X-Frame-Options")
		}
		r = r.WithContext(context.WithValue(r.Context(), termsKey{}, terms))
		if r.Body != nil && r.Body != http.NoBody {
			r.Body = timed(c.Response(), http.MaxBytesReader(bare(c.Response()), r.Body, terms.Body), terms.BodyTime)
		}
		c.SetRequest(r)
		return next(c)
	}
}

// bare is the server's own writer below those that are around it: it closes the
// connection of a body that is too long.
func bare(w http.ResponseWriter) http.ResponseWriter {
	for {
		around, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			return w
		}
		w = around.Unwrap()
	}
}

// timed gives the body of a request a time to arrive in. The server's own read
// timeout would also end requests that wait for something long after their body is
// there, such as streams.
func timed(w http.ResponseWriter, body io.ReadCloser, timeout time.Duration) io.ReadCloser {
	control := http.NewResponseController(w)
	// The network's deadlines are in the machine's time. A connection without
	// deadlines is read all the same.
	_ = control.SetReadDeadline(clock.System{}.Now().Add(timeout))
	return &timedBody{ReadCloser: body, control: control}
}

// timedBody ends the deadline with the body.
type timedBody struct {
	io.ReadCloser
	control *http.ResponseController
}

// Read reads from the body.
func (b *timedBody) Read(into []byte) (int, error) {
	read, err := b.ReadCloser.Read(into)
	if errors.Is(err, io.EOF) {
		_ = b.control.SetReadDeadline(time.Time{})
	}
	return read, err
}
