package runhub

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
)

// mostSilent is how often in a row nobody can tell who may watch until nobody may.
const mostSilent = 3

// join lets a stream be looked at again and again.
func (s *Streams) join(stream *Stream) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.live[stream] = struct{}{}
	if len(s.live) == 1 && s.allowed != nil && !s.closed {
		quit := make(chan struct{})
		s.quit = quit
		// The look is of all streams and outlives the first.
		ctx, cancel := s.lifetime()
		s.taken.Go(func() { s.recheckUntil(ctx, cancel, quit) })
	}
}

// leave ends that; the last one ends the look.
func (s *Streams) leave(stream *Stream) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.live, stream)
	if len(s.live) == 0 && s.quit != nil {
		close(s.quit)
		s.quit = nil
	}
}

func (s *Streams) recheckUntil(ctx context.Context, cancel context.CancelFunc, quit chan struct{}) {
	defer cancel()
	ticker := time.NewTicker(recheck)
	defer ticker.Stop()
	for silent := 0; ; {
		select {
		case <-quit:
			return
		case <-s.stopped:
			return
		case <-ticker.C:
		}
		if s.recheckAll(ctx, silent+1 >= mostSilent) {
			silent = 0
		} else {
			silent++
		}
	}
}

// recheckAll ends the streams of those who may not watch any more; when nobody
// can tell, it ends none, or all if so wished. It reports whether somebody told.
func (s *Streams) recheckAll(ctx context.Context, orAll bool) bool {
	asking, cancel := context.WithTimeout(ctx, recheck)
	defer cancel()
	s.mu.Lock()
	streams, scopes := make([]*Stream, 0, len(s.live)), make([]access.Scope, 0, len(s.live))
	for stream := range s.live {
		for _, scope := range stream.rights() {
			streams, scopes = append(streams, stream), append(scopes, scope)
		}
	}
	s.mu.Unlock()
	allowed, err := s.ask(asking, scopes)
	if err != nil {
		s.log.WarnContext(ctx, "nobody can tell who may watch", slog.Int("rights", len(scopes)), slog.Any("error", err))
	}
	for i, stream := range streams {
		if err == nil && !allowed[i] || err != nil && orAll {
			stream.end()
		}
	}
	return err == nil
}

// ask asks who may watch; a panic is as good as no answer.
func (s *Streams) ask(ctx context.Context, scopes []access.Scope) (allowed []bool, err error) {
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("the look at watchers panicked: %v\n%s", value, debug.Stack())
		}
	}()
	return s.allowed(ctx, scopes)
}
