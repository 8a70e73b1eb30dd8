package httpserver

import (
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// withBodyTimeout gives the body of a request a time to arrive in. The server's
// own read timeout would also end requests that wait for something long after
// their body is there, such as streams.
func withBodyTimeout(next http.Handler, timeout time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body == nil || r.Body == http.NoBody {
			next.ServeHTTP(w, r)
			return
		}
		body := &timedBody{ReadCloser: r.Body, control: http.NewResponseController(w)}
		// The network's deadlines are in the machine's time. A connection without
		// deadlines is read all the same.
		_ = body.control.SetReadDeadline(clock.System{}.Now().Add(timeout))
		timed := *r
		timed.Body = body
		next.ServeHTTP(w, &timed)
	})
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
