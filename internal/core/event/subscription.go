package event

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
)

// retryAfter is the pause after the table could not be read.
const retryAfter = time.Second

// Subscription is one watcher of a project.
type Subscription struct {
	// C gives the events in order. It is closed after Close and when the hub stops.
	C <-chan Event

	hub    *Hub
	scope  access.Scope
	from   int64
	after  int64
	out    chan Event
	close  context.CancelFunc
	lagged atomic.Bool
}

func newSubscription(h *Hub, scope access.Scope, after int64, cancel context.CancelFunc) *Subscription {
	out := make(chan Event, 16)
	return &Subscription{C: out, hub: h, scope: scope, from: after, after: after, out: out, close: cancel}
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
	defer s.hub.unsubscribe(s.scope.Project())
	defer s.close()
	for {
		found, err := s.hub.next(ctx, s.scope.Project(), s.after)
		switch {
		case err != nil && !s.failed(ctx, err):
			return
		case err != nil:
			continue
		case !s.deliver(ctx, found) || !wait(ctx, found.changed):
			return
		}
	}
}

func (s *Subscription) failed(ctx context.Context, err error) (goOn bool) {
	if ctx.Err() != nil {
		return false
	}
	s.hub.log.Warn("reading events for a watcher failed", slog.Any("error", err))
	return pause(ctx, retryAfter)
}

func (s *Subscription) deliver(ctx context.Context, found batch) bool {
	if found.resync {
		s.lagged.Store(true)
		found.events = []Event{{ID: found.upTo, Project: s.scope.Project(), Type: Resync, At: s.hub.clock.Now()}}
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

// wait waits until there is more; nil means that there already is.
func wait(ctx context.Context, changed chan struct{}) bool {
	if changed == nil {
		return true
	}
	select {
	case <-changed:
		return true
	case <-ctx.Done():
		return false
	}
}
