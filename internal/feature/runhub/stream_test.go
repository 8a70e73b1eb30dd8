package runhub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const beatFrame = "event: beat\ndata: {}\n\n"

const runID = "01930000-0000-7000-8000-000000000001"

// fakeRuns has one run whose log a test writes.
type fakeRuns struct {
	mu    sync.Mutex
	lines []run.Line
}

func (f *fakeRuns) write(messages ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, message := range messages {
		f.lines = append(f.lines, run.Line{Seq: int64(len(f.lines) + 1), Level: run.Info, Message: message})
	}
}

func (f *fakeRuns) Get(_ context.Context, scope access.Scope, id string) (run.Run, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if id != runID || scope.Project() != "shop" {
		return run.Run{}, apperror.New(apperror.NotFound, "no")
	}
	return run.Run{ID: id, LastLogSeq: int64(len(f.lines))}, nil
}

func (f *fakeRuns) Lines(_ context.Context, _ access.Scope, _ string, filter read.LineFilter, limit int) ([]run.Line, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	after := min(int(*filter.After), len(f.lines))
	return f.lines[after:min(after+limit, len(f.lines))], nil
}

// stage is a stream whose events a test makes, within a synctest bubble.
type stage struct {
	runs    *fakeRuns
	events  chan event.Event
	after   int64
	streams *Streams
	// user and projects are what the last stream subscribed to.
	user     string
	projects []string
	done     chan error

	mu      sync.Mutex
	frames  strings.Builder
	allowed error
	refuse  error
	// silent is why nobody can tell who may watch, asked how many were asked about.
	silent error
	asked  []int
}

// now changes what the watcher and its reader may do.
func (s *stage) now(allowed, refuse error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.allowed, s.refuse = allowed, refuse
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{runs: &fakeRuns{}, events: make(chan event.Event), done: make(chan error, 1)}
	subscribe := func(scopes []access.Scope, user string, after int64) (<-chan event.Event, int64, func()) {
		s.after, s.user, s.projects = after, user, nil
		for _, scope := range scopes {
			s.projects = append(s.projects, scope.Project())
		}
		if after == event.Now {
			after = 40
		}
		return s.events, after, func() {}
	}
	allowed := func(_ context.Context, scopes []access.Scope) ([]bool, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.asked = append(s.asked, len(scopes))
		answers := make([]bool, len(scopes))
		for i := range answers {
			answers[i] = s.allowed == nil
		}
		return answers, s.silent
	}
	s.streams = NewStreams(t.Context(), s.runs, subscribe, allowed, slog.New(slog.DiscardHandler))
	return s
}

func shop() access.Scope { return access.System("shop", "test") }

func (s *stage) serve(t *testing.T, ctx context.Context, watch Watch) {
	t.Helper()
	stream, err := s.streams.Open(ctx, shop(), watch)
	if err != nil {
		t.Fatal(err)
	}
	go func() { s.done <- stream.Serve(ctx, s.write) }()
	synctest.Wait()
}

func (s *stage) write(frames []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.frames.Write(frames)
	return s.refuse
}

func (s *stage) send(id int64, kind, subject string) {
	s.events <- event.Event{ID: id, Type: kind, Subject: subject, Data: json.RawMessage(`{"x":1}`)}
	synctest.Wait()
}

// take gives what was written since the last time.
func (s *stage) take() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := s.frames.String()
	s.frames.Reset()
	return text
}

func (s *stage) ends(t *testing.T) {
	t.Helper()
	synctest.Wait()
	select {
	case err := <-s.done:
		if err != nil {
			t.Error(err)
		}
	default:
		t.Error("the stream goes on")
	}
}

func TestStreamOpensBeatsAndPassesEventsOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		ctx, leave := context.WithCancel(t.Context())
		s.serve(t, ctx, Watch{EventID: event.Now, LogSeq: -1})
		if got := s.take(); !strings.HasPrefix(got, ": open\nretry: ") || !strings.HasSuffix(got, "\nid: 40\n\n"+beatFrame) {
			t.Errorf("it opens with %q", got)
		}
		s.send(41, event.Run, "any")
		if got := s.take(); got != "id: 41\nevent: run\ndata: {\"x\":1}\n\n" {
			t.Errorf("event %q", got)
		}
		time.Sleep(heartbeat)
		synctest.Wait()
		if got := s.take(); got != beatFrame {
			t.Errorf("beat %q", got)
		}
		leave()
		s.ends(t)
	})
}

func TestStreamOfARunHasItsLogAndNothingElse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		s.runs.write("one", "two")
		s.serve(t, t.Context(), Watch{RunID: runID, EventID: event.Now, LogSeq: 1})
		if got := s.take(); !strings.Contains(got, "id: 40.2\nevent: log\ndata: {") || strings.Contains(got, "one") {
			t.Errorf("it opens with %q", got)
		}
		s.send(41, event.Run, "another")
		if got := s.take(); got != "" {
			t.Errorf("another run's %q", got)
		}
		s.runs.write("three")
		s.send(42, event.RunLog, runID)
		got := s.take()
		if !strings.HasPrefix(got, "id: 41.3\nevent: log\n") || !strings.Contains(got, "three") ||
			!strings.HasSuffix(got, "id: 42.3\nevent: run.log\ndata: {\"x\":1}\n\n") {
			t.Errorf("lines %q", got)
		}
		close(s.events) // the hub stops
		s.ends(t)
	})
}

func TestStreamResumesWithoutLossOrDouble(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		for n := range 1200 { // more than two pages
			s.runs.write(fmt.Sprintf("line %d", n+1))
		}
		watch, err := newWatch(runID, new(int64(7)), "77.100")
		if err != nil || watch != (Watch{RunID: runID, EventID: 77, LogSeq: 100}) {
			t.Fatalf("%+v %v", watch, err)
		}
		s.serve(t, t.Context(), watch)
		got := s.take()
		if s.after != 77 || strings.Count(got, "event: log") != 1100 || !strings.Contains(got, "id: 77.101\n") {
			t.Errorf("after %d, %d lines", s.after, strings.Count(got, "event: log"))
		}
		s.streams.Stop()
		s.ends(t)
	})
}

// The lines that belong to an event are written before it. A reader that is cut
// off in between has the lines but not the event, and has to get it when it is back.
func TestStreamCutOffBehindLogLinesStillHasTheEventBeforeIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		s.serve(t, t.Context(), Watch{RunID: runID, EventID: 40, LogSeq: 0})
		s.take()
		s.runs.write("the last line")
		s.now(nil, errors.New("broken pipe"))
		s.send(41, event.Run, runID)
		s.ends(t)
		frame, _, _ := strings.Cut(strings.TrimPrefix(s.take(), "id: "), "\n")
		watch, err := newWatch(runID, nil, frame)
		if err != nil || watch.EventID != 40 || watch.LogSeq != 1 {
			t.Errorf("it would go on after %+v (%q), %v", watch, frame, err)
		}
	})
}

// A stream that opens before the first event of all gives the place 0.
func TestStreamResumesAtTheVeryBeginning(t *testing.T) {
	t.Parallel()
	first, err := newWatch("", nil, "")
	if err != nil {
		t.Fatal(err)
	}
	again, err := newWatch("", nil, "0")
	if err != nil || again.EventID != 0 || again == first {
		t.Errorf("the first watch %+v, the one that comes back %+v, %v", first, again, err)
	}
}

func TestStreamEndsWhenItMust(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(s *stage){
		"the server stops": func(s *stage) { s.streams.Stop() },
		"the role is gone": func(s *stage) {
			s.now(errors.New("no longer a member"), nil)
			time.Sleep(recheck)
		},
		"the reader is gone": func(s *stage) {
			s.now(nil, errors.New("broken pipe"))
			s.send(41, event.Run, "any")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := newStage(t)
				s.serve(t, t.Context(), Watch{EventID: event.Now, LogSeq: -1})
				end(s)
				s.ends(t)
			})
		})
	}
}

func TestStreamOfAnotherProjectsRunIsNotFound(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	if _, err := s.streams.Open(t.Context(), access.System("other", "x"), Watch{RunID: runID}); !apperror.Is(err, apperror.NotFound) {
		t.Errorf("%v", err)
	}
}

func TestAUserHasTenStreams(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	principal := access.Principal{UserID: "u", Method: access.BySession, Roles: map[string]access.Role{"shop": access.ReadOnly}}
	scope, err := principal.Require("shop", access.RunRead)
	if err != nil {
		t.Fatal(err)
	}
	var releases []func()
	enter := func() error {
		stream, err := s.streams.Open(t.Context(), scope, Watch{})
		if err != nil {
			t.Fatal(err)
		}
		release, err := stream.enter()
		if err == nil {
			releases = append(releases, release)
		}
		return err
	}
	// Ten go on, and ten were told to end and have not yet.
	for range 2 * perUser {
		if err := enter(); err != nil {
			t.Fatal(err)
		}
	}
	if err := enter(); !apperror.Is(err, apperror.Limited) {
		t.Errorf("one more: %v", err)
	}
	releases[0]()
	if err := enter(); err != nil {
		t.Errorf("after one has ended: %v", err)
	}
	for _, release := range releases[1:] {
		release()
	}
	if len(s.streams.open) != 0 {
		t.Errorf("counted still: %v", s.streams.open)
	}
}

func TestLastEventIDIsReadStrictly(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"x", "-1", "1.", ".1", "1.2.3", "01", "1.-2", "99999999999999999999", " 1", "1e3"} {
		if _, err := newWatch(runID, nil, id); !apperror.Is(err, apperror.Invalid) {
			t.Errorf("%q: %v", id, err)
		}
	}
	if _, err := newWatch("", nil, "1.2"); !apperror.Is(err, apperror.Invalid) {
		t.Errorf("a place in a log without a run: %v", err)
	}
}

func FuzzLastEventID(f *testing.F) {
	f.Add("12.34")
	f.Add("12")
	f.Fuzz(func(t *testing.T, id string) {
		watch, err := newWatch(runID, nil, id)
		if err != nil || id == "" {
			return
		}
		place := (&Stream{watch: watch}).id()
		if place != id && place != id+".-1" {
			t.Fatalf("%q was read as %q", id, place)
		}
	})
}

// However many watch, who still may is one question.
func TestWatchersAreLookedAtTogether(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		s.done = make(chan error, 3)
		for range 3 {
			s.serve(t, t.Context(), Watch{EventID: event.Now, LogSeq: -1})
		}
		time.Sleep(recheck)
		synctest.Wait()
		if len(s.asked) != 1 || s.asked[0] != 3 {
			t.Errorf("asked about %v", s.asked)
		}
		s.now(errors.New("no longer a member"), nil)
		time.Sleep(recheck)
		for range 3 {
			s.ends(t)
		}
	})
}

// A database that is away for a moment cuts nobody off; for longer it does.
func TestAWatcherStaysWhileNobodyCanTell(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		s.serve(t, t.Context(), Watch{EventID: event.Now, LogSeq: -1})
		s.mu.Lock()
		s.silent = errors.New("the database is away")
		s.mu.Unlock()
		time.Sleep((mostSilent - 1) * recheck)
		synctest.Wait()
		if len(s.done) != 0 {
			t.Fatal("cut off at once")
		}
		time.Sleep(recheck)
		s.ends(t)
	})
}
