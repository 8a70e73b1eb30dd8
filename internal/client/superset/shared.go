package superset

import (
	"context"
	"sync"
	"time"
)

// refusalKept is how long a login that was refused is not tried again: directories lock
// accounts after a few tries.
const refusalKept = 30 * time.Second

// shared is something that one caller makes for all: a login, a token. Who needs it while it
// is being made waits for it, as long as their own context lasts.
type shared[T any] struct {
	// produce makes the next one out of the last; the error is an *Error.
	produce func(ctx context.Context, last T) (T, error)
	// making is held by who makes it.
	making chan struct{}

	mu     sync.Mutex
	value  T
	number uint64 // counts what was made; zero is none
	failed error
	failAt time.Time
}

func newShared[T any](produce func(context.Context, T) (T, error)) *shared[T] {
	return &shared[T]{produce: produce, making: make(chan struct{}, 1)}
}

// peek gives what there is; number zero is nothing.
func (s *shared[T]) peek() (value T, number uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.value, s.number
}

// get gives what there is when it is newer than a number that was refused and not yet due,
// or makes it. Errors are *Error; one that a server gave stands for a moment for everybody.
func (s *shared[T]) get(ctx context.Context, refused uint64, due func(T) bool, now func() time.Time) (T, uint64, error) {
	if value, number := s.peek(); number > refused && !due(value) {
		return value, number, nil
	}
	select {
	case s.making <- struct{}{}:
	case <-ctx.Done():
		var none T
		return none, 0, unanswered(context.Cause(ctx))
	}
	defer func() { <-s.making }()
	value, number := s.peek()
	if number > refused && !due(value) {
		return value, number, nil
	}
	if err := s.lately(now()); err != nil {
		return value, number, err
	}
	made, err := s.produce(ctx, value)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		if ReasonOf(err) == AuthFailed {
			s.failed, s.failAt = err, now()
		}
		return value, number, err
	}
	s.value, s.failed = made, nil
	s.number++
	return made, s.number, nil
}

// lately gives the refusal of a moment ago.
func (s *shared[T]) lately(now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed != nil && now.Sub(s.failAt) < refusalKept {
		return s.failed
	}
	return nil
}
