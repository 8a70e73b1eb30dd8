package event

import (
	"context"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// retryAfter is the pause after the table could not be read.
const retryAfter = time.Second

// waiting is how many events wait for a watcher in memory.
const waiting = 4

// interest is what a watcher wants to hear of.
type interest struct {
	projects []string
	// user is whose rights are told from every project, or empty.
	user string
	// all is every project and none; types are then those that are wanted.
	all   bool
	types []string
}

func (i interest) has(e Event) bool {
	if i.all {
		return slices.Contains(i.types, e.Type)
	}
	return slices.Contains(i.projects, e.Project) || e.Type == Member && i.user != "" && e.Subject == i.user
}

// Subscription is one watcher of projects.
type Subscription struct {
	// C gives the events in order. It is closed after Close and when the hub stops.
	C <-chan Event

	hub    *Hub
	wanted interest
	// woken holds one word when there may be more.
	woken  chan struct{}
	from   int64
	after  int64
	out    chan Event
	close  context.CancelFunc
	lagged atomic.Bool
}

func newSubscription(h *Hub, wanted interest, after int64, cancel context.CancelFunc) *Subscription {
	out := make(chan Event, waiting)
	return &Subscription{
		C: out, hub: h, wanted: wanted, woken: make(chan struct{}, 1),
		from: after, after: after, out: out, close: cancel,
	}
}

// poke says that there may be more. It never waits.
func (s *Subscription) poke() {
	select {
	case s.woken <- struct{}{}:
	default:
	}
}

// From is the id after which the events begin.
func (s *Subscription) From() int64 { return s.from }

// Lagged reports whether the watcher was ever told to read again.
func (s *Subscription) Lagged() bool { return s.lagged.Load() }

// Close ends the subscription. It may be called more than once.
func (s *Subscription) Close() { s.close() }

// pump moves events from the hub to the watcher at the watcher's pace.
func (s *Subscription) pump(ctx context.Context) {
	defer close(s.out)
	defer s.hub.unsubscribe(s)
	defer s.close()
	for {
		found, err := s.hub.next(ctx, s)
		switch {
		case err != nil && !s.failed(ctx, err):
			return
		case err != nil:
			continue
		case !s.deliver(ctx, found) || !found.more && !s.wait(ctx):
			return
		}
	}
}

func (s *Subscription) failed(ctx context.Context, err error) (goOn bool) {
	if ctx.Err() != nil {
		return false
	}
	s.hub.log.Warn("reading events for a watcher failed", slog.Any("error", err))
	return clock.Pause(ctx, retryAfter) == nil
}

func (s *Subscription) deliver(ctx context.Context, found batch) bool {
	if found.resync {
		s.lagged.Store(true)
		found.events = []Event{{ID: found.upTo, Project: s.resyncProject(), Type: Resync, At: s.hub.clock.Now()}}
	}
	for _, e := range found.events {
		select {
		case s.out <- e:
		case <-ctx.Done():
			return false
		}
	}
	s.after = found.upTo
	return true
}

// resyncProject is where events were missed: empty when more than one project is
// watched.
func (s *Subscription) resyncProject() string {
	if len(s.wanted.projects) == 1 && s.wanted.user == "" {
		return s.wanted.projects[0]
	}
	return ""
}

// wait waits until there may be more.
func (s *Subscription) wait(ctx context.Context) bool {
	select {
	case <-s.woken:
		return true
	case <-ctx.Done():
		return false
	}
}
