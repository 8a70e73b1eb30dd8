package runhub

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
)

// Stop ends every stream at once. Call it before the server waits for requests.
func (s *Streams) Stop() { s.stop() }

// Close stops, and waits for the streams that the server does not wait for, and for
// the look at them. When ctx ends first, it closes the connections that are left.
func (s *Streams) Close(ctx context.Context) error {
	s.stop()
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	done := make(chan struct{})
	go func() {
		s.taken.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for w := range s.wires {
		_ = w.connection.Close()
	}
	return fmt.Errorf("%d streams did not end in time: %w", len(s.wires), ctx.Err())
}

// take starts the work on a stream's own connection, which end ends; false when the
// keeper is closed.
func (s *Streams) take(stream *Stream, w *wire, end, work func()) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.wires[w] = struct{}{}
	stream.leave = end
	s.taken.Go(work)
	return true
}

// drop forgets a connection.
func (s *Streams) drop(w *wire) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.wires, w)
}

// guarded does work outside of the server's handlers: its panic ends the work, not
// the program.
func (s *Streams) guarded(ctx context.Context, work func()) {
	defer func() {
		if value := recover(); value != nil {
			s.log.ErrorContext(ctx, "a live stream panicked", slog.Any("panic", value),
				slog.String("trace", string(debug.Stack())))
		}
	}()
	work()
}
