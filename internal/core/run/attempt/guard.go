package attempt

import (
	"context"
	"errors"
	"runtime/debug"
	"time"
)

var errTooLong = errors.New("it took longer than allowed")

// Ending is how a producer's function ended besides its answer.
type Ending struct {
	// Panicked is what it panicked with; nil when it did not.
	Panicked any
	Trace    string
	// TimedOut says that its time was over, whether or not it then returned.
	TimedOut bool
	// Abandoned says that it did not return although its context had ended. It
	// may still be at work.
	Abandoned bool
}

// Guard calls a producer's function with a limit of time, and with some more for one that
// does not return when its context ends. It always returns.
func Guard[A any](ctx context.Context, limit, grace time.Duration, work func(ctx context.Context) A) (A, Ending) {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errTooLong)
	defer cancel()
	type result struct {
		answer A
		how    Ending
	}
	results := make(chan result, 1)
	go func() {
		got := result{how: Ending{Panicked: "the function left its goroutine"}}
		defer func() {
			if value := recover(); value != nil {
				got.how = Ending{Panicked: value, Trace: string(debug.Stack())}
			}
			results <- got
		}()
		got.answer = work(ctx)
		got.how = Ending{}
	}()
	timedOut := func() bool { return errors.Is(context.Cause(ctx), errTooLong) }
	select {
	case got := <-results:
		got.how.TimedOut = timedOut()
		return got.answer, got.how
	case <-ctx.Done():
	}
	patience := time.NewTimer(grace)
	defer patience.Stop()
	select {
	case got := <-results:
		got.how.TimedOut = timedOut()
		return got.answer, got.how
	case <-patience.C:
		var none A
		return none, Ending{TimedOut: timedOut(), Abandoned: true}
	}
}
