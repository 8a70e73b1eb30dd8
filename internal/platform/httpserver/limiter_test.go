package httpserver_test

import (
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

func newLimiter(t interface{ Fatal(args ...any) }, clk clock.Clock, count int, period time.Duration) *httpserver.Limiter {
	limiter, err := httpserver.NewLimiter(clk, count, period)
	if err != nil {
		t.Fatal(err)
	}
	return limiter
}

func noon() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }

func TestLimiter(t *testing.T) {
	t.Parallel()
	t.Run("allows the count at once and tells when the next may come", func(t *testing.T) {
		t.Parallel()
		clk := clock.NewManual(noon())
		limiter := newLimiter(t, clk, 3, time.Minute)
		for range 3 {
			if err := limiter.Take("a"); err != nil {
				t.Fatal(err)
			}
		}
		clk.Advance(5 * time.Second)
		failure, ok := errors.AsType[*apperror.Error](limiter.Take("a"))
		if !ok || failure.Kind != apperror.Limited || failure.RetryAfter != 15*time.Second {
			t.Fatalf("%+v", failure)
		}
		clk.Advance(failure.RetryAfter - time.Nanosecond)
		if limiter.Take("a") == nil {
			t.Error("let through too early")
		}
		clk.Advance(time.Nanosecond)
		if err := limiter.Take("a"); err != nil {
			t.Error(err)
		}
	})
	t.Run("keys do not share", func(t *testing.T) {
		t.Parallel()
		limiter := newLimiter(t, clock.NewManual(noon()), 1, time.Minute)
		if err := errors.Join(limiter.Take("a"), limiter.Take("b")); err != nil {
			t.Error(err)
		}
		if limiter.Take("a") == nil {
			t.Error("the second of one key was let through")
		}
	})
	t.Run("a flood of keys neither forgets who is limited nor grows", func(t *testing.T) {
		t.Parallel()
		clk := clock.NewManual(noon())
		limiter := newLimiter(t, clk, 2, time.Hour)
		_, _ = limiter.Take("guilty"), limiter.Take("guilty")
		refused := 0
		for index := range 120_000 {
			if limiter.Take(strconv.Itoa(index)) != nil {
				refused++
			}
		}
		if limiter.Take("guilty") == nil {
			t.Error("the flood washed the key away")
		}
		if refused == 0 {
			t.Error("the flood was never limited")
		}
		clk.Advance(2 * time.Hour)
		for index := range 1000 {
			if err := limiter.Take("later " + strconv.Itoa(index)); err != nil {
				t.Fatal(err)
			}
		}
	})
	t.Run("is right under many hands", func(t *testing.T) {
		t.Parallel()
		limiter := newLimiter(t, clock.NewManual(noon()), 100, time.Minute)
		var allowed atomic.Int64
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				for range 50 {
					if limiter.Take("a") == nil {
						allowed.Add(1)
					}
				}
			})
		}
		group.Wait()
		if allowed.Load() != 100 {
			t.Error(allowed.Load())
		}
	})
	t.Run("impossible limits are refused", func(t *testing.T) {
		t.Parallel()
		for _, each := range []struct {
			count  int
			period time.Duration
		}{{0, time.Minute}, {-1, time.Minute}, {1, 0}, {5, 4}} {
			if _, err := httpserver.NewLimiter(clock.NewManual(noon()), each.count, each.period); err == nil {
				t.Errorf("%+v was taken", each)
			}
		}
	})
}

// TestLimiterProperty: in no period are more than twice the count let through,
// and one who keeps to the pace is never refused.
func TestLimiterProperty(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		count := rapid.IntRange(1, 20).Draw(t, "count")
		const period = time.Minute
		clk := clock.NewManual(noon())
		limiter := newLimiter(t, clk, count, period)
		var let []time.Time
		for range rapid.IntRange(1, 200).Draw(t, "events") {
			clk.Advance(time.Duration(rapid.Int64Range(0, int64(period/4)).Draw(t, "pause")))
			if limiter.Take("a") == nil {
				let = append(let, clk.Now())
			}
		}
		for index, first := range let {
			within := 0
			for _, each := range let[index:] {
				if each.Sub(first) < period {
					within++
				}
			}
			if within > 2*count {
				t.Fatalf("%d in one period, the limit is %d", within, count)
			}
		}
		clk.Advance(period)
		for range 3 * count {
			if err := limiter.Take("a"); err != nil {
				t.Fatalf("one who keeps the pace was refused: %v", err)
			}
			clk.Advance(period/time.Duration(count) + 1)
		}
	})
}
