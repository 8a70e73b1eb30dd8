package query

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

// named finds datasources by their names.
type named map[string]question.Datasource

func (n named) Resolve(_ context.Context, _ access.Scope, ref question.Ref) (question.Datasource, error) {
	return n[ref.Name], nil
}

// T12: the server tells its tenants apart by the login, so the answer to one login
// is not another's, although the question and the server are the same.
func TestFlights_of_other_logins_are_not_shared(t *testing.T) {
	t.Parallel()
	for name, logins := range map[string][2]upstream.Login{
		"by_header":   {{Headers: map[string]string{"X-Scope-OrgID": "a"}}, {Headers: map[string]string{"X-Scope-OrgID": "b"}}},
		"by_password": {{Username: "u", Password: secret.New("a")}, {Username: "u", Password: secret.New("b")}},
		"by_token":    {{Token: secret.New("a")}, {Token: secret.New("b")}},
		"by_nothing":  {{Token: secret.New("a")}, {}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, false)
			address, err := f.service.cfg.Datasources.Resolve(t.Context(), access.Scope{}, question.Ref{Name: "main"})
			if err != nil {
				t.Fatal(err)
			}
			one, other := address, address
			one.Login, other.Login = logins[0], logins[1]
			f.service.cfg.Datasources = named{"one": one, "other": other}
			var together atomic.Bool
			f.answer = func(w http.ResponseWriter, r *http.Request) {
				look := time.NewTicker(time.Millisecond)
				defer look.Stop()
				for !together.Load() { // until both wait
					if f.waiting() == 2 {
						together.Store(true)
					}
					select {
					case <-look.C:
					case <-r.Context().Done():
						return
					}
				}
				_, _ = fmt.Fprintf(w, `{"status":"success","data":{"resultType":"string","result":[1,%q]}}`,
					r.Header.Get("X-Scope-OrgID")+r.Header.Get("Authorization"))
			}
			answers := map[string]string{}
			var mu sync.Mutex
			var both sync.WaitGroup
			for _, source := range []string{"one", "other"} {
				both.Go(func() {
					w := f.getFrom(source, "query", "up")
					mu.Lock()
					defer mu.Unlock()
					answers[source] = w.Body.String()
				})
			}
			both.Wait()
			if len(f.reached()) != 2 || answers["one"] == answers["other"] {
				t.Errorf("%d requests reached the server; the answers are %v", len(f.reached()), answers)
			}
		})
	}
}

// waiting counts the questions that wait for an answer.
func (f *fixture) waiting() int {
	f.service.flights.mu.Lock()
	defer f.service.flights.mu.Unlock()
	sum := 0
	for _, one := range f.service.flights.going {
		sum += one.waiting
	}
	return sum
}

// A flight is asked for all who wait for it, and no more for those who went away.
func TestFlights_are_of_all_who_wait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f, land := newFlights(), make(chan struct{})
		var who *upstream.Party
		fly := func(ctx context.Context, user string) {
			go func() {
				_, _, _ = f.do(ctx, "key", time.Hour, user, func(_ context.Context, waiting *upstream.Party) (Answer, error) {
					who = waiting
					<-land
					return Answer{}, nil
				})
			}()
			synctest.Wait()
		}
		gone, leave := context.WithCancel(t.Context())
		fly(gone, "a")
		fly(t.Context(), "b")
		if got := who.Fewest(map[string]int{"a": 1}); got != "b" {
			t.Errorf("who came later lends no place: %s", got)
		}
		leave()
		synctest.Wait()
		if got := who.Fewest(map[string]int{"b": 1}); got != "b" {
			t.Errorf("who went away lends a place: %s", got)
		}
		close(land)
		synctest.Wait()
	})
}

func TestProxy_asks_once_for_equal_questions_at_the_same_time(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true)
	const viewers = 10
	f.answer = func(w http.ResponseWriter, r *http.Request) {
		look := time.NewTicker(time.Millisecond)
		defer look.Stop()
		for f.waiting() < viewers { // until all wait
			select {
			case <-look.C:
			case <-r.Context().Done():
				return
			}
		}
		_, _ = io.WriteString(w, okAnswer)
	}
	var all sync.WaitGroup
	for i := range viewers {
		all.Go(func() {
			// Spelled differently, but the same question.
			if w, said := f.get("query", "query", "sum( up )"+strings.Repeat(" ", i)); w.Code != http.StatusOK {
				t.Errorf("%+v", said)
			}
		})
	}
	all.Wait()
	if got := f.reached(); len(got) != 1 {
		t.Errorf("%d requests", len(got))
	}
	if joined := testutil.ToFloat64(f.service.metrics.cached.WithLabelValues("hit")); joined != viewers-1 {
		t.Errorf("%v joined", joined)
	}
}

func TestFlights_end_when_nobody_waits_any_more(t *testing.T) {
	t.Parallel()
	f := newFlights()
	started, ended := make(chan struct{}), make(chan struct{})
	ctx, leave := context.WithCancel(t.Context())
	go func() { <-started; leave() }()
	_, _, err := f.do(ctx, "k", time.Minute, "ada", func(ctx context.Context, _ *upstream.Party) (Answer, error) {
		close(started)
		<-ctx.Done()
		close(ended)
		return Answer{}, ctx.Err()
	})
	if question.CodeOf(err) != question.CodeCanceled {
		t.Errorf("%v", err)
	}
	<-ended
}
