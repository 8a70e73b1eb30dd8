package jobqueue_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestOutcomes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		attempts := make(chan int, 100)
		d := newDesk(t, db, clock.System{}, func(_ context.Context, job jobqueue.Job[note]) error {
			attempts <- job.Attempt
			switch {
			case job.Args.Text == "discard":
				return jobqueue.Discard(errors.New("no use"))
			case job.Args.Text == "panic":
				panic("oh")
			case job.Args.Text == "snooze" && job.Attempt < 4:
				return jobqueue.Snooze(time.Millisecond)
			case job.Args.Text == "fail":
				return errors.New("again")
			}
			return nil
		})
		start(t, d.Queue)
		for _, test := range []struct {
			text, state string
			attempts    []int
		}{
			{"discard", "cancelled", []int{1}},
			{"snooze", "completed", []int{1, 2, 3, 4}},
			{"fail", "discarded", []int{1, 2, 3}},
			{"panic", "discarded", []int{1, 2, 3}},
		} {
			id := d.enqueue(t, test.text, jobqueue.Options{MaxAttempts: 3})
			d.waitState(t, id, test.state)
			for _, want := range test.attempts {
				if got := receive(t, attempts, "an attempt"); got != want {
					t.Fatalf("%s: attempt %d, want %d", test.text, got, want)
				}
			}
		}
	})
}

func TestRegistryFaultsAreToldAtOnce(t *testing.T) {
	t.Parallel()
	work := func(context.Context, jobqueue.Job[note]) error { return nil }
	look := func(context.Context) error { return nil }
	db := dbtest.Open(t, sqldb.SQLite)
	for name, fill := range map[string]func(r *jobqueue.Registry, cfg *jobqueue.Config){
		"no timeout": func(r *jobqueue.Registry, _ *jobqueue.Config) { jobqueue.Handle(r, 0, work) },
		"two handlers": func(r *jobqueue.Registry, _ *jobqueue.Config) {
			jobqueue.Handle(r, time.Second, work)
			jobqueue.Handle(r, time.Second, work)
		},
		"twice every": func(r *jobqueue.Registry, _ *jobqueue.Config) {
			r.Every("a", time.Second, look)
			r.Every("a", time.Second, look)
		},
		"no interval":   func(r *jobqueue.Registry, _ *jobqueue.Config) { r.Every("a", 0, look) },
		"dead too soon": func(_ *jobqueue.Registry, cfg *jobqueue.Config) { cfg.Dead = cfg.Beat },
	} {
		registry, cfg := jobqueue.NewRegistry(), quick()
		fill(registry, &cfg)
		if _, err := jobqueue.New(db, registry, cfg, clock.System{}, slog.New(slog.DiscardHandler)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
