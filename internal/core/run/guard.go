package run

import (
	"context"
	"errors"
	"runtime/debug"
	"time"
)

var errTooLong = errors.New("it took longer than allowed")

// ending is how a producer's function ended besides its answer.
type ending struct {
	// panicked is what it panicked with; nil when it did not.
	panicked any
	trace    string
	// timedOut says that its time was over, whether or not it then returned.
	timedOut bool
	// abandoned says that it did not return although its context had ended. It
	// may still be at work.
	abandoned bool
}

// guard calls a producer's function with a limit of time. It always returns.
func guard[A any](ctx context.Context, cfg Config, work func(ctx context.Context) A) (A, ending) {
	ctx, cancel := context.WithTimeoutCause(ctx, cfg.ItemTimeout, errTooLong)
	defer cancel()
	type result struct {
		answer A
		how    ending
	}
	results := make(chan result, 1)
	go func() {
		got := result{how: ending{panicked: "the function left its goroutine"}}
		defer func() {
			if value := recover(); value != nil {
				got.how = ending{panicked: value, trace: string(debug.Stack())}
			}
			results <- got
		}()
		got.answer = work(ctx)
		got.how = ending{}
	}()
	timedOut := func() bool { return errors.Is(context.Cause(ctx), errTooLong) }
	select {
	case got := <-results:
		got.how.timedOut = timedOut()
		return got.answer, got.how
	case <-ctx.Done():
	}
	grace := time.NewTimer(cfg.Grace)
	defer grace.Stop()
	select {
	case got := <-results:
		got.how.timedOut = timedOut()
		return got.answer, got.how
	case <-grace.C:
		var none A
		return none, ending{timedOut: timedOut(), abandoned: true}
	}
}
