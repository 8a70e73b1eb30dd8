package httpserver_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

func newFailures(t *testing.T, clk clock.Clock, count int) *httpserver.Failures {
	t.Helper()
	failures, err := httpserver.NewFailures(clk, count, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return failures
}

func attempt(t *testing.T, failures *httpserver.Failures, key string, failed bool) error {
	t.Helper()
	end, err := failures.Begin(t.Context(), key)
	if err == nil {
		end(failed)
	}
	return err
}

func TestFailures(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	t.Run("only failures count", func(t *testing.T) {
		t.Parallel()
		failures := newFailures(t, clock.NewManual(start), 3)
		for range 100 {
			if err := attempt(t, failures, "a", false); err != nil {
				t.Fatal(err)
			}
		}
		for range 3 {
			if err := attempt(t, failures, "a", true); err != nil {
				t.Fatal(err)
			}
		}
		err := attempt(t, failures, "a", false)
		known, ok := errors.AsType[*apperror.Error](err)
		if !ok || known.Kind != apperror.Limited || known.RetryAfter != 20*time.Second {
			t.Fatalf("the fourth failure: %v", err)
		}
		if err := attempt(t, failures, "b", true); err != nil {
			t.Errorf("another key pays for it: %v", err)
		}
	})
	t.Run("they are made up for evenly", func(t *testing.T) {
		t.Parallel()
		clk := clock.NewManual(start)
		failures := newFailures(t, clk, 3)
		for range 3 {
			_ = attempt(t, failures, "a", true)
		}
		if got := failures.Level("a"); got != 3 {
			t.Errorf("%d failures are known, not 3", got)
		}
		clk.Advance(20 * time.Second)
		if got := failures.Level("a"); got != 2 {
			t.Errorf("%d failures are left, not 2", got)
		}
		if err := attempt(t, failures, "a", true); err != nil {
			t.Error(err)
		}
		if err := attempt(t, failures, "a", true); !apperror.Is(err, apperror.Limited) {
			t.Errorf("more than one was made up for: %v", err)
		}
	})
	t.Run("attempts at once fail no more often than one after the other", func(t *testing.T) {
		t.Parallel()
		failures := newFailures(t, clock.NewManual(start), 3)
		var looked atomic.Int32
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				if end, err := failures.Begin(t.Context(), "a"); err == nil {
					looked.Add(1)
					end(true)
				}
			})
		}
		all.Wait()
		if looked.Load() != 3 {
			t.Errorf("%d guesses were looked at, not 3", looked.Load())
		}
	})
	t.Run("many that succeed at once all get their turn", func(t *testing.T) {
		t.Parallel()
		failures := newFailures(t, clock.NewManual(start), 3)
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				end, err := failures.Begin(t.Context(), "a")
				if err != nil {
					t.Error(err)
					return
				}
				end(false)
			})
		}
		all.Wait()
	})
	t.Run("who goes away waits no longer", func(t *testing.T) {
		t.Parallel()
		failures := newFailures(t, clock.NewManual(start), 1)
		end, err := failures.Begin(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		defer end(false)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := failures.Begin(ctx, "a"); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a flood of keys shuts nobody out and keeps no more than its share of memory", func(t *testing.T) {
		t.Parallel()
		failures := newFailures(t, clock.NewManual(start), 1)
		for i := range 150_000 {
			failures.Fail(fmt.Sprintf("flood %d", i))
		}
		if got := failures.Known(); got > 100_000 {
			t.Errorf("%d keys are kept", got)
		}
		if err := attempt(t, failures, "somebody", false); err != nil {
			t.Errorf("somebody new pays for the flood: %v", err)
		}
	})
}
