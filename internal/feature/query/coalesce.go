package query

import (
	"context"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

// flights makes equal questions at the same time one. The key is made after
// enforcement, so tenants never share. A waiter that goes away does not end the
// flight while another waits; the last one does. It is safe for concurrent use.
type flights struct {
	mu    sync.Mutex
	going map[string]*flight
}

type flight struct {
	done    chan struct{}
	who     *upstream.Party
	answer  Answer
	err     error
	waiting int
	cancel  context.CancelFunc
}

func newFlights() *flights { return &flights{going: map[string]*flight{}} }

// do gives the answer of ask and whether it is shared with an earlier asker. It is asked
// for all who wait for it.
func (f *flights) do(
	ctx context.Context, key string, timeout time.Duration, user string,
	ask func(context.Context, *upstream.Party) (Answer, error),
) (answer Answer, joined bool, err error) {
	f.mu.Lock()
	one, joined := f.going[key]
	if !joined {
		one = f.start(ctx, key, timeout, user, ask)
	}
	one.waiting++
	f.mu.Unlock()
	if joined {
		one.who.Join(user)
	}
	select {
	case <-one.done:
		return one.answer, joined, one.err
	case <-ctx.Done():
		f.leave(key, one)
		one.who.Part(user)
		return Answer{}, joined, connectionFault(ctx.Err(), 0)
	}
}

// start runs a flight of its own life: the first asker's request may end first.
func (f *flights) start(
	ctx context.Context, key string, timeout time.Duration, user string,
	ask func(context.Context, *upstream.Party) (Answer, error),
) *flight {
	own, cancel := context.WithTimeout(context.WithoutCancel(ctx), timeout)
	one := &flight{done: make(chan struct{}), who: upstream.NewParty(user), cancel: cancel}
	f.going[key] = one
	go func() {
		defer cancel()
		one.answer, one.err = ask(own, one.who)
		f.mu.Lock()
		if f.going[key] == one {
			delete(f.going, key)
		}
		f.mu.Unlock()
		close(one.done)
	}()
	return one
}

func (f *flights) leave(key string, one *flight) {
	f.mu.Lock()
	defer f.mu.Unlock()
	one.waiting--
	if one.waiting == 0 {
		one.cancel()
		if f.going[key] == one {
			delete(f.going, key)
		}
	}
}
