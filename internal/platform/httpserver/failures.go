package httpserver

import (
	"context"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// sampled is how many keys are looked at to find one to forget.
const sampled = 16

// Failures slows down guessing: each key may fail so often a period, and makes up
// for it evenly over the period. What succeeds costs nothing, however often. It
// lives in this process and knows a bounded number of keys: when there are more,
// it forgets one that has failed little, so that a flood of keys shuts nobody out.
type Failures struct {
	clock  clock.Clock
	period time.Duration
	each   time.Duration

	mu    sync.Mutex
	keys  map[string]*failing
	swept time.Time
	most  int
	// ended is closed, and replaced, whenever an attempt ends.
	ended chan struct{}
}

// failing is what is known of a key: when its allowance is whole again, and how
// many attempts are under way.
type failing struct {
	full time.Time
	open int
}

// NewFailures allows count failures a period for each key. Both must be positive.
func NewFailures(clk clock.Clock, count int, period time.Duration) (*Failures, error) {
	if count < 1 || period < time.Duration(count) {
		return nil, fmt.Errorf("make limiter of failures: %d in %s", count, period)
	}
	return &Failures{
		clock: clk, period: period, each: period / time.Duration(count), keys: map[string]*failing{}, most: limiterKeys,
		ended: make(chan struct{}),
	}, nil
}

// Begin lets an attempt of a key begin; the caller tells by end, once, whether it
// failed. Attempts that begin together can't fail more often than one after the
// other: those that might go beyond the allowance wait for the ones before. Kind:
// rate_limited, with the time to wait.
func (f *Failures) Begin(ctx context.Context, key string) (end func(failed bool), err error) {
	for {
		begun, ended, wait := f.begin(key)
		if wait > 0 {
			return nil, tooManyFailures(wait)
		}
		if begun {
			return func(failed bool) { f.end(key, failed) }, nil
		}
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-ended:
		}
	}
}

func tooManyFailures(wait time.Duration) error {
	seconds := int(math.Ceil(wait.Seconds()))
	failure := apperror.New(apperror.Limited, "Too many failed attempts from here. Try again in %d s", seconds)
	failure.RetryAfter = wait
	return failure
}

func (f *Failures) begin(key string) (begun bool, ended <-chan struct{}, wait time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.clock.Now()
	known := f.known(key, now)
	spent := known.full.Sub(now)
	if wait := spent + f.each - f.period; wait > 0 {
		return false, nil, wait
	}
	if spent+time.Duration(known.open+1)*f.each > f.period {
		return false, f.ended, 0
	}
	known.open++
	return true, nil, 0
}

func (f *Failures) end(key string, failed bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	known := f.known(key, f.clock.Now())
	known.open = max(0, known.open-1)
	if failed {
		f.fail(known)
	}
	close(f.ended)
	f.ended = make(chan struct{})
}

// Fail counts a failure of a key that nobody began; it never goes beyond the
// allowance.
func (f *Failures) Fail(key string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fail(f.known(key, f.clock.Now()))
}

func (f *Failures) fail(known *failing) {
	known.full = known.full.Add(f.each)
	if last := f.clock.Now().Add(f.period); known.full.After(last) {
		known.full = last
	}
}

// Level is how many failures of a key are not made up for yet.
func (f *Failures) Level(key string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	known, found := f.keys[key]
	if !found {
		return 0
	}
	return max(0, int(math.Ceil(float64(known.full.Sub(f.clock.Now()))/float64(f.each))))
}

// known gives the entry of a key, made when it is new.
func (f *Failures) known(key string, now time.Time) *failing {
	known, found := f.keys[key]
	if !found {
		f.makeRoom(now)
		known = &failing{full: now}
		f.keys[key] = known
	}
	if known.full.Before(now) {
		known.full = now
	}
	return known
}

// makeRoom forgets keys when there are too many: those with their whole allowance,
// looked for at most once a second, else the one of a few that failed least.
func (f *Failures) makeRoom(now time.Time) {
	if len(f.keys) < f.most {
		return
	}
	if now.Sub(f.swept) >= time.Second {
		f.swept = now
		for key, known := range f.keys {
			if known.open == 0 && !known.full.After(now) {
				delete(f.keys, key)
			}
		}
	}
	if len(f.keys) >= f.most {
		f.forgetOne()
	}
}

func (f *Failures) forgetOne() {
	least, looked := "", 0
	var chosen *failing
	for key, known := range f.keys {
		if known.open == 0 && (chosen == nil || known.full.Before(chosen.full)) {
			least, chosen = key, known
		}
		// The order of a map is random, so a few are a fair sample.
		if looked++; looked >= sampled && chosen != nil {
			break
		}
	}
	if chosen != nil {
		delete(f.keys, least)
	}
}
