package httpserver_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
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
		Longest: 5 * time.Second,
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

// Two users who send without end hold up a third for one turn of theirs at most.
func TestWhoHadATurnGoesBehindTheOthers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns(t)
		first, err := turns.Take(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		second, err := turns.Take(t.Context(), "b")
		if err != nil {
			t.Fatal(err)
		}
		began := make(chan string, 5)
		ended := make(chan func(), 5)
		for _, key := range []string{"a", "a", "b", "b", "c"} {
			go func() {
				done, err := turns.Take(t.Context(), key)
				if err != nil {
					t.Error(err)
				}
				began <- key
				ended <- done
			}()
			synctest.Wait()
		}
		first()
		if key := <-began; key != "c" {
			t.Errorf("%s had a turn before c", key)
		}
		second()
		for range 5 {
			(<-ended)()
		}
	})
}

func TestATurnEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns(t)
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", nil)
		limited, over := turns.Within(httptest.NewRecorder(), r)
		defer over()
		began := time.Now()
		<-limited.Context().Done()
		if took := time.Since(began); took != 5*time.Second {
			t.Errorf("a turn lasted %s", took)
		}
		fault := fmt.Errorf("map: %w", limited.Context().Err())
		overdue, ok := errors.AsType[*apperror.Error](turns.Overdue(limited.Context(), fault))
		if !ok || overdue.Code != "took_too_long" || overdue.Kind != apperror.Unavailable || overdue.RetryAfter <= 0 {
			t.Errorf("got %v", overdue)
		}
		if fault := apperror.InvalidField("x", "is wrong"); !errors.Is(turns.Overdue(limited.Context(), fault), fault) {
			t.Error("a fault of the request became another one")
		}
		if fault := errors.New("broken"); !errors.Is(turns.Overdue(t.Context(), fault), fault) {
			t.Error("a fault in time became another one")
		}
		if turns.Overdue(limited.Context(), nil) != nil {
			t.Error("what was done at the last moment is no fault")
		}
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
