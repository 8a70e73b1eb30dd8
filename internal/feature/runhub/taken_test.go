package runhub

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// serveTaken serves streams as the edge does over HTTP/1.1.
func serveTaken(t *testing.T, s *stage) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		stream := s.streams.OpenShared(olga(t), []string{"shop"}, event.Now)
		answer := answer{ctx: r.Context, stream: stream, clock: clock.System{}, chunked: true}
		if err := answer.VisitStreamMyEventsResponse(w); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	return server
}

// connect opens a stream and gives a function that reads its next lines up to one
// with a text.
func connect(t *testing.T, server *httptest.Server) (answer *http.Response, until func(text string)) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err = server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(answer.Body)
	return answer, func(text string) {
		for lines.Scan() {
			if strings.Contains(lines.Text(), text) {
				return
			}
		}
		t.Errorf("the stream ended before %q: %v", text, lines.Err())
	}
}

// watching is how many streams are counted.
func (s *stage) watching() int {
	s.streams.mu.Lock()
	defer s.streams.mu.Unlock()
	return len(s.streams.open["olga"])
}

func TestATakenConnectionIsAWholeAnswer(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	server := serveTaken(t, s)
	answer, until := connect(t, server)
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != "text/event-stream" ||
		strings.Join(answer.TransferEncoding, "") != "chunked" || !answer.Close {
		t.Errorf("%+v", answer)
	}
	until("event: beat")
	s.events <- event.Event{ID: 41, Project: "shop", Type: event.Run, Data: []byte(`{"x":"` + strings.Repeat("long ", 2000) + `"}`)}
	until("event: run")
	until("long long")
	s.close(t)
	// The end is the end of an answer, and no error.
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		t.Errorf("the answer has no end: %v", err)
	}
	if s.watching() != 0 {
		t.Errorf("%d streams are counted still", s.watching())
	}
}

func TestATakenConnectionEndsWithItsReader(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	server := serveTaken(t, s)
	answer, until := connect(t, server)
	until("event: beat")
	if s.watching() != 1 {
		t.Errorf("%d streams are counted", s.watching())
	}
	_ = answer.Body.Close()
	server.CloseClientConnections()
	for deadline := time.Now().Add(time.Minute); s.watching() != 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the stream is counted a minute after its reader went")
		}
	}
	s.close(t)
}

// close closes the keeper of the streams.
func (s *stage) close(t *testing.T) {
	t.Helper()
	if err := s.streams.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

// stalled serves a stream on a connection that nobody reads.
func (s *stage) stalled(t *testing.T) *Stream {
	t.Helper()
	stream := s.streams.OpenShared(olga(t), []string{"shop"}, event.Now)
	release, err := stream.enter()
	if err != nil {
		t.Fatal(err)
	}
	near, far := net.Pipe()
	t.Cleanup(func() { _ = far.Close() })
	stream.detach(&wire{connection: near, clock: clock.System{}}, release)
	synctest.Wait()
	return stream
}

func TestAStalledReaderDoesNotHoldTheStop(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		s.stalled(t)
		began := time.Now()
		s.close(t)
		if took := time.Since(began); took > lastTime {
			t.Errorf("the stop took %v", took)
		}
	})
}

func TestCloseEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		s.stalled(t)
		ctx, cancel := context.WithTimeout(t.Context(), lastTime/2)
		defer cancel()
		if err := s.streams.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("closed with %v", err)
		}
		synctest.Wait()
		if s.watching() != 0 {
			t.Errorf("%d streams go on", s.watching())
		}
	})
}

// Connections that died unseen must not keep their user out.
func TestOneStreamTooManyEndsTheOldest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		oldest := s.stalled(t)
		second := s.stalled(t)
		for range perUser - 1 {
			s.stalled(t)
		}
		if !oldest.isOver() || second.isOver() {
			t.Errorf("the oldest is over: %v, the second: %v", oldest.isOver(), second.isOver())
		}
		time.Sleep(lastTime)
		synctest.Wait()
		if s.watching() != perUser {
			t.Errorf("%d streams are counted", s.watching())
		}
		s.close(t)
	})
}

func TestAPanicEndsOneStreamOnly(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		s.streams.subscribe = func([]access.Scope, string, int64) (<-chan event.Event, int64, func()) { panic("oh") }
		s.stalled(t)
		if s.watching() != 0 {
			t.Errorf("%d streams are counted", s.watching())
		}
		s.close(t)
	})
}
