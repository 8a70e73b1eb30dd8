package upstream

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

const userAgent = "Dashkeep"

// Request is one question to a server.
type Request struct {
	// Method is an HTTP method; empty means GET.
	Method string
	// Path follows the base's own, with a slash in front. It is written by this
	// program, never by who asks.
	Path  string
	Query url.Values
	// Body is sent when it is not empty.
	Body string
	// Content is sent in place of Body: bytes or a form.
	Content Content
	// Header is what this request says besides the client's own headers.
	Header http.Header
	// Gzip asks for a compressed answer, which is then given as it came.
	Gzip bool
	// Repeatable is true when asking twice does no harm whatever the method: a kept
	// connection that the server has just closed may be tried again.
	Repeatable bool
	// MaxBytes bounds the answer in place of the client's own ceiling; zero keeps that.
	MaxBytes int64
	// For are the users who wait for the answer; nil is the program itself.
	For *Party
}

func (c *Client) build(ctx context.Context, q Request) (*http.Request, error) {
	target := *c.base
	target.Path = strings.TrimSuffix(c.base.Path, "/") + q.Path
	target.RawPath = "" // nothing of the path is escaped beyond what the library does
	target.RawQuery = q.Query.Encode()
	request, err := http.NewRequestWithContext(ctx, q.Method, target.String(), strings.NewReader(q.Body))
	if err != nil {
		return nil, fmt.Errorf("build request: %w", err)
	}
	switch size := q.Content.size(); {
	case size > 0:
		request.Body, request.ContentLength = q.Content.reader(), size
		request.GetBody = func() (io.ReadCloser, error) { return q.Content.reader(), nil }
	case q.Body == "":
		request.Body, request.GetBody, request.ContentLength = http.NoBody, nil, 0
	}
	return request, c.setHeaders(request, q)
}

func (c *Client) setHeaders(request *http.Request, q Request) error {
	for name, values := range q.Header {
		request.Header[name] = values
	}
	if q.Content.contentType != "" {
		request.Header.Set("Content-Type", q.Content.contentType)
	}
	request.Header.Set("User-Agent", userAgent)
	if q.Repeatable {
		request.Header["Idempotency-Key"] = nil // known to the transport, not sent
	}
	if q.Gzip {
		request.Header.Set("Accept-Encoding", "gzip")
	} else {
		request.Header.Set("Accept-Encoding", "identity")
	}
	c.login.authorize(request)
	return c.bearer.authorize(request)
}
