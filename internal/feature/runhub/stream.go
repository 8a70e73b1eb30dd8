package runhub

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

const (
	// heartbeat is how often a quiet stream says that it lives: a page that hears
	// nothing for two and a half of them takes it for broken.
	heartbeat = 10 * time.Second
	// recheck is how often a watcher's permission is looked at again.
	recheck = 5 * time.Second
	// perUser is how many streams one user may have open; as many more may be ending.
	perUser = 10
	// writeTime is how long one write to a slow reader may take.
	writeTime = 30 * time.Second
	// logPage is how many log lines are read and written at once.
	logPage = 500
)

// Runs is what streams read of runs.
type Runs interface {
	Get(ctx context.Context, scope access.Scope, id string) (run.Run, error)
	Lines(ctx context.Context, scope access.Scope, id string, f read.LineFilter, limit int) ([]run.Line, error)
}

// Subscribe gives the events of the scopes' projects after an id; -1 is from now
// on, and from tells which id that is. With a user it also gives what is told of
// the user's rights. The channel is closed when the source stops.
type Subscribe func(scopes []access.Scope, user string, after int64) (events <-chan event.Event, from int64, closeIt func())

// FromHub subscribes at a hub.
func FromHub(hub *event.Hub) Subscribe {
	return func(scopes []access.Scope, user string, after int64) (<-chan event.Event, int64, func()) {
		s := hub.SubscribeTo(scopes, user, after)
		return s.C, s.From(), s.Close
	}
}

// Streams keeps the open streams. It is safe for concurrent use.
type Streams struct {
	runs      Runs
	subscribe Subscribe
	// allowed tells which watchers still may watch.
	allowed Allowed
	log     *slog.Logger

	// lifetime gives a context that ends with the keeper; stop ends it.
	lifetime func() (context.Context, context.CancelFunc)
	stopped  <-chan struct{}
	stop     func()
	// taken are the streams whose connections were taken over, and the look at streams.
	taken sync.WaitGroup

	mu sync.Mutex
	// open are each user's streams, the oldest first.
	open map[string][]*Stream
	// wires are the connections that were taken over.
	wires map[*wire]struct{}
	// closed tells that nothing may be started any more.
	closed bool
	// live are the streams that are served, quit ends the look at them.
	live map[*Stream]struct{}
	quit chan struct{}
}

// Allowed tells of each of some watchers whether its sign-in and its role are
// still good, in their order. It is asked about all at once: a thousand idle
// watchers must not be a thousand questions to the database every few seconds.
// The error means that nobody could tell.
type Allowed func(ctx context.Context, scopes []access.Scope) ([]bool, error)

// NewStreams makes a keeper of streams, which lives until it is stopped. Allowed is
// asked every 5 seconds; nil never asks.
func NewStreams(ctx context.Context, runs Runs, subscribe Subscribe, allowed Allowed, log *slog.Logger) *Streams {
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	return &Streams{
		runs: runs, subscribe: subscribe, allowed: allowed, log: log,
		open: map[string][]*Stream{}, live: map[*Stream]struct{}{}, wires: map[*wire]struct{}{},
		lifetime: func() (context.Context, context.CancelFunc) { return context.WithCancel(ctx) },
		stopped:  ctx.Done(), stop: stop,
	}
}

// Watch is what a watcher wants to see.
type Watch struct {
	// RunID narrows the stream to one run and adds its log lines; empty for all.
	RunID string
	// EventID is the last event that was seen, 0 before the first; -1 for from now on.
	EventID int64
	// LogSeq is the last log line that was seen; -1 for from now on.
	LogSeq int64
}

// newWatch reads a watcher's wish. Kind of error: invalid.
func newWatch(runID string, after *int64, lastEventID string) (Watch, error) {
	watch := Watch{RunID: runID, EventID: event.Now, LogSeq: -1}
	if after != nil && runID != "" {
		watch.LogSeq = *after
	}
	if lastEventID == "" {
		return watch, nil
	}
	id, seq, both := strings.Cut(lastEventID, ".")
	eventID, err := number(id)
	if err == nil && both {
		watch.LogSeq, err = number(seq)
	}
	if err != nil || both && runID == "" {
		return Watch{}, apperror.InvalidField("Last-Event-ID", "is not an id that this stream gave")
	}
	watch.EventID = eventID
	return watch, nil
}

// number reads the one text of a number that is not negative.
func number(text string) (int64, error) {
	parsed, err := strconv.ParseInt(text, 10, 64)
	if err == nil && (parsed < 0 || strconv.FormatInt(parsed, 10) != text) {
		return 0, strconv.ErrSyntax
	}
	return parsed, err
}

// Stream is one watcher's stream.
type Stream struct {
	streams *Streams
	// user is who watches.
	user string
	// scopes are the projects that are watched. A shared stream may have none.
	scopes []access.Scope
	// signedIn makes the stream one of a browser: it carries several projects, names
	// the project of each event, and tells what changes in the user's own rights.
	signedIn access.Scope
	// refused are the projects that the watcher asked for and may not watch.
	refused []refusal
	watch   Watch
	// over is closed when the stream must end.
	over chan struct{}
	// leave ends a connection that was taken over.
	leave func()
}

// Open checks that the watcher may see what it wants. Kind of error: not_found.
func (s *Streams) Open(ctx context.Context, scope access.Scope, watch Watch) (*Stream, error) {
	if watch.RunID != "" {
		found, err := s.runs.Get(ctx, scope, watch.RunID)
		if err != nil {
			return nil, err
		}
		if watch.LogSeq < 0 {
			watch.LogSeq = found.LastLogSeq
		}
	}
	return &Stream{
		streams: s, user: scope.Principal().UserID, scopes: []access.Scope{scope}, watch: watch, over: make(chan struct{}),
	}, nil
}

// Serve writes frames until the watcher goes, may not watch any more, or the
// server stops. Each call of write sends what it is given at once; its error ends
// the stream and is no failure.
func (s *Stream) Serve(ctx context.Context, write func(frames []byte) error) error {
	events, from, unsubscribe := s.streams.subscribe(s.scopes, s.ownUser(), s.watch.EventID)
	defer unsubscribe()
	s.watch.EventID = from
	s.streams.join(s)
	defer s.streams.leave(s)
	beats := time.NewTicker(heartbeat)
	defer beats.Stop()
	// Readers come back at different moments after a restart.
	opening := fmt.Sprintf(": open\nretry: %d\nid: %s\n\n%s", 2000+rand.IntN(3000), s.id(), s.beat()) //nolint:gosec // not a secret
	if write(append([]byte(opening), s.refusals()...)) != nil || !s.sendLines(ctx, write) {
		return nil
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-s.streams.stopped:
			return nil
		case <-beats.C:
			if write([]byte(s.beat())) != nil {
				return nil
			}
		case <-s.over:
			return nil
		case e, open := <-events:
			if !open || !s.send(ctx, e, write) {
				return nil
			}
		}
	}
}

// send passes an event on; false ends the stream. The place moves on to the event
// with its own frame only: whoever is cut off after its log lines still gets it.
func (s *Stream) send(ctx context.Context, e event.Event, write func([]byte) error) bool {
	if s.watch.RunID != "" {
		if e.Type != event.Resync && e.Subject != s.watch.RunID {
			s.watch.EventID = e.ID
			return true
		}
		if e.Type != event.RunItem && !s.sendLines(ctx, write) {
			return false
		}
	}
	s.watch.EventID = e.ID
	return write(s.frame(e.Type, s.dataOf(e))) == nil
}

// sendLines writes the log lines that the watcher has not seen; false ends the
// stream.
func (s *Stream) sendLines(ctx context.Context, write func([]byte) error) bool {
	if s.watch.RunID == "" {
		return true
	}
	for {
		after := s.watch.LogSeq
		lines, err := s.streams.runs.Lines(ctx, s.scopes[0], s.watch.RunID, read.LineFilter{After: &after}, logPage)
		if err != nil {
			s.streams.log.WarnContext(ctx, "reading log lines for a watcher failed", slog.Any("error", err))
			return false
		}
		var frames []byte
		for _, line := range lines {
			s.watch.LogSeq = line.Seq
			encoded, err := json.Marshal(lineOf(line))
			if err != nil {
				return false
			}
			frames = append(frames, s.frame("log", encoded)...)
		}
		if len(frames) > 0 && write(frames) != nil {
			return false
		}
		if len(lines) < logPage {
			return true
		}
	}
}

// frame is one event as the browser reads it. Its id is all that is needed to go
// on after it.
func (s *Stream) frame(kind string, data json.RawMessage) []byte {
	return fmt.Appendf(nil, "id: %s\nevent: %s\ndata: %s\n\n", s.id(), kind, data)
}

// id is the watcher's place: the last event and, with a run, the last log line.
func (s *Stream) id() string {
	id := strconv.FormatInt(s.watch.EventID, 10)
	if s.watch.RunID != "" {
		id += "." + strconv.FormatInt(s.watch.LogSeq, 10)
	}
	return id
}
