package prometheus

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

// Client asks one metrics server. It is safe for concurrent use and must be kept.
type Client struct{ *upstream.Client }

// New makes a client. It connects to nothing yet.
func New(cfg upstream.Config) (*Client, error) {
	client, err := upstream.New(cfg)
	if err != nil {
		return nil, fmt.Errorf("metrics server: %w", err)
	}
	return &Client{client}, nil
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
	// For are the users who wait for the answer; nil is the program itself.
	For *upstream.Party
}

// ErrNotPrometheus tells that what answered does not speak the Prometheus HTTP API.
var ErrNotPrometheus = errors.New("the answer is not one of the Prometheus HTTP API")

// Do asks. The caller closes the response's body. Errors are those of upstream's Do,
// with ErrNotPrometheus in place of its ErrUnreadable.
func (c *Client) Do(ctx context.Context, q Request) (*upstream.Response, error) {
	request := upstream.Request{
		Path: "/api/v1/" + q.Path, Gzip: q.Gzip, For: q.For, Header: http.Header{"Accept": {"application/json"}},
	}
	if q.Post {
		request.Method, request.Body, request.Repeatable = http.MethodPost, q.Form.Encode(), true
		request.Header["Content-Type"] = []string{"application/x-www-form-urlencoded"}
	} else {
		request.Query = q.Form
	}
	response, err := c.Client.Do(ctx, request)
	if errors.Is(err, upstream.ErrUnreadable) {
		return nil, fmt.Errorf("%w: %w", ErrNotPrometheus, err)
	}
	return response, err //nolint:wrapcheck // sorted by the caller
}
