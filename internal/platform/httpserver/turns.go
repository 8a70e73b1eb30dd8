package httpserver

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// largeBody is the size from which a request waits for its turn: what it is read
// into can be many times as large.
const largeBody = 64 << 10

// IsLarge reports whether a request brings a large body, or does not tell.
func IsLarge(r *http.Request) bool {
	return r.Body != nil && r.Body != http.NoBody && (r.ContentLength < 0 || r.ContentLength > largeBody)
}

// TurnLimits bound what goes on at once. All must be positive.
type TurnLimits struct {
	// AtOnce is how many have a turn, EachAtOnce how many of one key.
	AtOnce, EachAtOnce int
	// Waiting is how many wait, EachWaiting how many of one key.
	Waiting, EachWaiting int
	// Patience is how long one waits, Longest how long a turn may last. With a patience
	// that is longer, who waits gets a turn from whoever has one.
	Patience, Longest time.Duration
}

// Turns lets work that needs much memory or time go on a few at a time. Nobody
// gets two turns while somebody else waits for one, neither at once nor one after the
// other.
type Turns struct {
	limits TurnLimits

	mu      sync.Mutex
	working map[string]int
	count   int
	waiting []*waiter
}

type waiter struct {
	key  string
	turn chan struct{}
}

// NewTurns makes the turns of a process.
func NewTurns(limits TurnLimits) (*Turns, error) {
	if min(limits.AtOnce, limits.EachAtOnce, limits.Waiting, limits.EachWaiting) < 1 || min(limits.Patience, limits.Longest) <= 0 {
		return nil, fmt.Errorf("make turns: %+v", limits)
	}
	return &Turns{limits: limits, working: map[string]int{}}, nil
}

// Within bounds what goes on in a turn: the rest of the body must arrive, and the work
// must end, in the longest time of one. The request that it gives ends with that;
// over is to be called when the turn is over.
func (t *Turns) Within(w http.ResponseWriter, r *http.Request) (limited *http.Request, over func()) {
	// The network's deadlines are in the machine's time. A connection without deadlines
	// is read all the same.
	_ = http.NewResponseController(w).SetReadDeadline(clock.System{}.Now().Add(t.limits.Longest))
	ctx, cancel := context.WithTimeoutCause(r.Context(), t.limits.Longest, errTurnOver)
	return r.WithContext(ctx), cancel
}

var errTurnOver = errors.New("the turn of a large request is over")

// Overdue gives the words for a fault that came because the turn of a request was
// over, and every other fault as it is.
func (t *Turns) Overdue(ctx context.Context, fault error) error {
	if fault == nil || !errors.Is(context.Cause(ctx), errTurnOver) {
		return fault
	}
	switch apperror.KindOf(fault) {
	case apperror.Internal, apperror.Unavailable:
	default:
		return fault // it would have been the same in time
	}
	overdue := apperror.New(apperror.Unavailable, "The request was ended after %d seconds of work: send less of it at once. "+
		"Of several documents those that were done by then are saved", int(t.limits.Longest.Seconds())).
		WithCode("took_too_long").WithCause(fault)
	overdue.RetryAfter = t.limits.Longest
	return overdue
}

// Take waits for a turn of a key. Call done when it is over. Kind: rate_limited,
// when too many wait already, or the wait was too long.
func (t *Turns) Take(ctx context.Context, key string) (done func(), err error) {
	w, err := t.queue(key)
	if err != nil {
		return nil, err
	}
	timer := time.NewTimer(t.limits.Patience)
	defer timer.Stop()
	select {
	case <-w.turn:
		return sync.OnceFunc(func() { t.end(key) }), nil
	case <-ctx.Done():
		err = ctx.Err()
	case <-timer.C:
		err = t.refusal()
	}
	if t.leave(w) {
		return nil, err
	}
	// The turn came in the same moment.
	t.end(key)
	return nil, err
}

// queue gives a place in the line, whose turn may have come already.
func (t *Turns) queue(key string) (*waiter, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	mine := 0
	for _, each := range t.waiting {
		if each.key == key {
			mine++
		}
	}
	w := &waiter{key: key, turn: make(chan struct{})}
	t.waiting = append(t.waiting, w)
	t.begin()
	if i := slices.Index(t.waiting, w); i >= 0 && (mine >= t.limits.EachWaiting || i >= t.limits.Waiting) {
		t.waiting = slices.Delete(t.waiting, i, i+1)
		return nil, t.refusal()
	}
	return w, nil
}

func (t *Turns) refusal() error {
	refusal := apperror.New(apperror.Limited, "Too many large requests at once. Send them one after the other")
	refusal.RetryAfter = max(t.limits.Patience/2, time.Second)
	return refusal
}

// begin gives the free turns to those who have waited longest and may have one.
func (t *Turns) begin() {
	t.waiting = slices.DeleteFunc(t.waiting, func(w *waiter) bool {
		if t.count >= t.limits.AtOnce || t.working[w.key] >= t.limits.EachAtOnce {
			return false
		}
		t.count++
		t.working[w.key]++
		close(w.turn)
		return true
	})
}

func (t *Turns) end(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.count--
	if t.working[key]--; t.working[key] == 0 {
		delete(t.working, key)
	}
	t.waiting = behindOthers(t.waiting, key)
	t.begin()
}

// behindOthers lets everybody else before those who wait under a key that had a turn.
func behindOthers(waiting []*waiter, key string) []*waiter {
	var others, same []*waiter
	for _, w := range waiting {
		if w.key == key {
			same = append(same, w)
		} else {
			others = append(others, w)
		}
	}
	return append(others, same...)
}

// leave takes somebody out of the line; false when the turn has come.
func (t *Turns) leave(w *waiter) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	i := slices.Index(t.waiting, w)
	if i >= 0 {
		t.waiting = slices.Delete(t.waiting, i, i+1)
	}
	return i >= 0
}
