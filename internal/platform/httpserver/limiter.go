package httpserver

import (
	"fmt"
	"time"

	"github.com/maypok86/otter/v2"
	"golang.org/x/time/rate"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

const limiterKeys = 100_000

// Limiter allows so many events a period for each key, such as a client address.
// It lives in this process.
type Limiter struct {
	clock  clock.Clock
	every  rate.Limit
	burst  int
	period time.Duration
	keys   *otter.Cache[string, *rate.Limiter]
}

// NewLimiter allows count events a period for each key.
func NewLimiter(clk clock.Clock, count int, period time.Duration) (*Limiter, error) {
	keys, err := otter.New(&otter.Options[string, *rate.Limiter]{
		MaximumSize:      limiterKeys,
		ExpiryCalculator: otter.ExpiryAccessing[string, *rate.Limiter](2 * period),
	})
	if err != nil {
		return nil, fmt.Errorf("make limiter: %w", err)
	}
	every := rate.Limit(float64(count) / period.Seconds())
	return &Limiter{clock: clk, every: every, burst: count, period: period, keys: keys}, nil
}

// Take counts one event of a key. Kind: rate_limited, with the time to wait.
func (l *Limiter) Take(key string) error {
	limiter, _ := l.keys.ComputeIfAbsent(key, func() (*rate.Limiter, bool) {
		return rate.NewLimiter(l.every, l.burst), false
	})
	now := l.clock.Now()
	if limiter.AllowN(now, 1) {
		return nil
	}
	failure := apperror.New(apperror.Limited, "Too many attempts. Wait a little and try again")
	failure.RetryAfter = time.Duration(float64(time.Second) / float64(l.every))
	return failure
}
