package httpserver

import (
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

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
