package httpserver

import (
	"fmt"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

const (
	// limiterKeys is how many keys are told apart at the same time.
	limiterKeys = 100_000
	// crowd is the key that the rest share while there are more.
	crowd = ""
)

// Limiter allows so many events a period for each key, such as a client address,
// and makes up for them evenly over the period. It lives in this process.
type Limiter struct {
	clock  clock.Clock
	period time.Duration
	each   time.Duration

	mu sync.Mutex
	// full is when each key's allowance is whole again. A key that is not here has
	// all of it.
	full  map[string]time.Time
	swept time.Time
	most  int
}

// NewLimiter allows count events a period for each key. Both must be positive.
func NewLimiter(clk clock.Clock, count int, period time.Duration) (*Limiter, error) {
	if count < 1 || period < time.Duration(count) {
		return nil, fmt.Errorf("make limiter: %d events in %s", count, period)
	}
	return &Limiter{
		clock: clk, period: period, each: period / time.Duration(count), full: map[string]time.Time{}, most: limiterKeys,
	}, nil
}

// Take counts one event of a key. Kind: rate_limited, with the time to wait.
func (l *Limiter) Take(key string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	key = l.room(key, now)
	full := l.full[key]
	if full.Before(now) {
		full = now
	}
	full = full.Add(l.each)
	if wait := full.Sub(now) - l.period; wait > 0 {
		failure := apperror.New(apperror.Limited, "Too many attempts. Wait a little and try again")
		failure.RetryAfter = wait
		return failure
	}
	l.full[key] = full
	return nil
}

// room gives the key under which to count. When there are too many keys, those
// that have their whole allowance are forgotten, at most once a second; a new key
// that still finds no room shares the crowd's.
func (l *Limiter) room(key string, now time.Time) string {
	if _, known := l.full[key]; known || len(l.full) < l.most {
		return key
	}
	if now.Sub(l.swept) >= time.Second {
		l.swept = now
		for each, full := range l.full {
			if !full.After(now) {
				delete(l.full, each)
			}
		}
	}
	if len(l.full) < l.most {
		return key
	}
	return crowd
}
