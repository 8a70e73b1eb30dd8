package httpserver_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

func newTurns(t *testing.T) *httpserver.Turns {
	t.Helper()
	turns, err := httpserver.NewTurns(httpserver.TurnLimits{
		AtOnce: 2, EachAtOnce: 1, Waiting: 10, EachWaiting: 2, Patience: 10 * time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	return turns
}

func TestOneUserHasOneTurnAndOthersGoOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns(t)
		first, err := turns.Take(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		began := make(chan func(), 2)
		for range 2 {
			go func() {
				done, err := turns.Take(t.Context(), "a")
				if err != nil {
					t.Error(err)
				}
				began <- done
			}()
		}
		synctest.Wait()
		if _, err := turns.Take(t.Context(), "a"); !apperror.Is(err, apperror.Limited) {
			t.Fatalf("one more than may wait: %v", err)
		}
		other, err := turns.Take(t.Context(), "b")
		if err != nil {
			t.Fatalf("another user: %v", err)
		}
		if len(began) > 0 {
			t.Fatal("a second turn of the same user")
		}
		first()
		first() // once is enough
		synctest.Wait()
		if len(began) != 1 {
			t.Fatalf("%d have a turn after the first", len(began))
		}
		other()
		(<-began)()
		(<-began)()
	})
}

func TestAWaitEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns(t)
		done, err := turns.Take(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		_, err = turns.Take(t.Context(), "a")
		refusal, ok := errors.AsType[*apperror.Error](err)
		if !ok || refusal.Kind != apperror.Limited || refusal.RetryAfter <= 0 {
			t.Errorf("after the patience: %v", err)
		}
		leaving, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := turns.Take(leaving, "a"); !errors.Is(err, context.Canceled) {
			t.Errorf("a client that went: %v", err)
		}
		done()
		again, err := turns.Take(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		again()
	})
}
