package runhub

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// wire is a connection of HTTP/1.1 that was taken out of the server's hands after
// the headers of a chunked answer. The server keeps for each request what an idle
// stream has no use for: its buffers, the request, and the stack that grew while
// the request was let in. A wire has two small goroutines instead.
type wire struct {
	connection net.Conn
	clock      clock.Clock
}

// takeOver takes the connection of an answer whose headers were sent. False: the
// connection cannot be taken (HTTP/2 has none of its own), and is served as it is.
func takeOver(control *http.ResponseController, clk clock.Clock) (wire, bool) {
	connection, _, err := control.Hijack()
	return wire{connection: connection, clock: clk}, err == nil
}

// serve serves a stream on the connection until either ends.
func (w wire) serve(ctx context.Context, cancel context.CancelFunc, stream *Stream) {
	defer func() {
		_ = w.within(func() error {
			_, err := w.connection.Write([]byte("0\r\n\r\n"))
			return err
		})
		cancel()
		_ = w.connection.Close()
	}()
	go w.watch(cancel)
	_ = stream.Serve(ctx, w.write) // its end is no failure
}

// watch ends the stream when the reader goes. It may send nothing that matters.
func (w wire) watch(cancel context.CancelFunc) {
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
func (w wire) write(frames []byte) error {
	const hexadecimal, ends = 16, 16
	chunk := make([]byte, 0, len(frames)+ends)
	chunk = strconv.AppendInt(chunk, int64(len(frames)), hexadecimal)
	chunk = append(append(append(chunk, "\r\n"...), frames...), "\r\n"...)
	return w.within(func() error {
		_, err := w.connection.Write(chunk)
		return err
	})
}

// within gives one write its time.
func (w wire) within(write func() error) error {
	_ = w.connection.SetWriteDeadline(w.clock.Now().Add(writeTime))
	err := write()
	_ = w.connection.SetWriteDeadline(time.Time{})
	return err
}

// detach serves the stream on a connection of its own and returns at once.
func (s *Stream) detach(w wire, release func()) {
	ctx, cancel := s.streams.lifetime()
	s.streams.taken.Go(func() {
		defer release()
		w.serve(ctx, cancel, s)
	})
}
