package runhub

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// lastTime is how long a connection may still be written to when its stream ends.
const lastTime = time.Second

// wire is a connection of HTTP/1.1 that was taken out of the server's hands after
// the headers of a chunked answer. The server keeps for each request what an idle
// stream has no use for: its buffers, the request, and the stack that grew while
// the request was let in. A wire has two small goroutines instead.
type wire struct {
	connection net.Conn
	clock      clock.Clock
	// broken tells that a write failed: what follows would be no whole answer.
	broken bool

	mu sync.Mutex
	// hurried tells that the last deadline stands.
	hurried bool
}

// takeOver takes the connection of an answer whose headers were sent. False: the
// connection cannot be taken (HTTP/2 has none of its own), and is served as it is.
func takeOver(control *http.ResponseController, clk clock.Clock) (*wire, bool) {
	connection, _, err := control.Hijack()
	return &wire{connection: connection, clock: clk}, err == nil
}

// serve serves a stream on the connection until either ends.
func (w *wire) serve(ctx context.Context, cancel context.CancelFunc, stream *Stream) {
	defer func() { _ = w.connection.Close() }()
	defer cancel()
	defer context.AfterFunc(ctx, w.hurry)()
	go stream.streams.guarded(ctx, func() { w.watch(cancel) })
	_ = stream.Serve(ctx, w.write) // its end is no failure
	if !w.broken {
		_ = w.send([]byte("0\r\n\r\n"))
	}
}

// hurry gives all that is still written one moment together: a reader that is
// stalled must not hold up the stop of the server.
func (w *wire) hurry() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.hurried = true
	_ = w.connection.SetWriteDeadline(w.clock.Now().Add(lastTime))
}

// watch ends the stream when the reader goes. It may send nothing that matters.
func (w *wire) watch(cancel context.CancelFunc) {
	defer cancel()
	const few = 16
	buffer := make([]byte, few)
	for {
		if _, err := w.connection.Read(buffer); err != nil {
			return
		}
	}
}

// write sends frames as one chunk.
func (w *wire) write(frames []byte) error {
	const hexadecimal, ends = 16, 16
	chunk := make([]byte, 0, len(frames)+ends)
	chunk = strconv.AppendInt(chunk, int64(len(frames)), hexadecimal)
	chunk = append(append(append(chunk, "\r\n"...), frames...), "\r\n"...)
	return w.send(chunk)
}

// send gives one write its time.
func (w *wire) send(text []byte) error {
	w.deadline(w.clock.Now().Add(writeTime))
	_, err := w.connection.Write(text)
	w.deadline(time.Time{})
	w.broken = w.broken || err != nil
	return err
}

// deadline sets the end of one write unless the last one is set.
func (w *wire) deadline(at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.hurried {
		_ = w.connection.SetWriteDeadline(at)
	}
}

// detach serves the stream on a connection of its own and returns at once.
func (s *Stream) detach(w *wire, release func()) {
	ctx, cancel := s.streams.lifetime()
	started := s.streams.take(s, w, cancel, func() {
		defer release()
		defer s.streams.drop(w)
		s.streams.guarded(ctx, func() { w.serve(ctx, cancel, s) })
	})
	if !started {
		cancel()
		release()
		_ = w.connection.Close()
	}
}
