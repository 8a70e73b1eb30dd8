package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestCancelEndsRunningAndWaitingItems(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		begun, stopped := make(chan struct{}, 100), make(chan struct{}, 100)
		b := newBench(t, db, quickConfig(), true, &fake{kind: validate, plan: items(60), do: func(ctx context.Context, _ *run.Work) run.Outcome {
			begun <- struct{}{}
			<-ctx.Done()
			stopped <- struct{}{}
			return run.Outcome{Status: run.ItemFailed, Reason: run.Timeout}
		}})
		r := b.start(validate, "")
		<-begun
		if err := b.engine.Cancel(t.Context(), access.System("other", "x"), validate, r.ID); !apperror.Is(err, apperror.NotFound) {
			t.Errorf("cancelled from another project: %v", err)
		}
		if err := b.engine.Cancel(t.Context(), b.scope, small, r.ID); !apperror.Is(err, apperror.NotFound) {
			t.Errorf("cancelled as another kind: %v", err)
		}
		b.until("the plan", func() bool { return b.get(r.ID).Planned })
		if err := b.engine.Cancel(t.Context(), b.scope, validate, r.ID); err != nil {
			t.Fatal(err)
		}
		got := b.ended(r.ID)
		if got.Status != run.Cancelled || got.Counts != (run.Counts{Total: 60, Skipped: 60}) || got.Reason != run.CancelledByUser {
			t.Errorf("run %+v", got)
		}
		<-stopped
		if err := b.engine.Cancel(t.Context(), b.scope, validate, r.ID); !apperror.Is(err, apperror.Conflict) {
			t.Errorf("cancelled twice: %v", err)
		}
	})
}

func TestCancelBeforeThePlan(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, quickConfig(), false, &fake{kind: validate, plan: items(5), do: succeed})
		r := b.start(validate, "")
		if err := b.engine.Cancel(t.Context(), b.scope, validate, r.ID); err != nil {
			t.Fatal(err)
		}
		b.work()
		next := b.ended(b.start(validate, "").ID)
		if got := b.get(r.ID); got.Status != run.Cancelled || len(b.items(r.ID)) != 0 || next.Status != run.Succeeded {
			t.Errorf("run %+v, the next %+v", got, next)
		}
	})
}

func TestItemsThatMisbehave(t *testing.T) {
	t.Parallel()
	const (
		hidden = "tr0ub4dor"
		short  = 300 * time.Millisecond
	)
	awake := make(chan struct{})
	t.Cleanup(func() { close(awake) })
	for name, test := range map[string]struct {
		do       func(ctx context.Context, w *run.Work) run.Outcome
		tune     func(cfg *Config)
		status   run.ItemStatus
		reason   run.ReasonCode
		message  string
		attempts int
	}{
		"panic": {func(context.Context, *run.Work) run.Outcome { panic("oh " + hidden) }, nil, run.ItemFailed, run.Internal, "", 3},
		"never ending": {func(ctx context.Context, _ *run.Work) run.Outcome {
			<-ctx.Done()
			return run.Outcome{Status: run.ItemFailed, Reason: run.UpstreamError}
		}, func(cfg *Config) { cfg.ItemTimeout = short }, run.ItemFailed, run.Timeout, "", 3},
		"deaf to its context": {func(context.Context, *run.Work) run.Outcome {
			<-awake // longer than any grace
			return run.Outcome{Status: run.ItemSucceeded}
		}, func(cfg *Config) { cfg.ItemTimeout, cfg.Grace = short, short }, run.ItemFailed, run.Timeout, "", 1},
		"retries and gives up": {func(_ context.Context, w *run.Work) run.Outcome {
			w.Hide(hidden)
			return run.Outcome{Reason: run.UpstreamUnavailable, Message: "refused " + hidden, Retry: errors.New("x")}
		}, nil, run.ItemFailed, run.UpstreamUnavailable, "refused [redacted]", 3},
		"retries and succeeds": {func(_ context.Context, w *run.Work) run.Outcome {
			if w.Attempt < 3 {
				return run.Outcome{Reason: run.RateLimited, Retry: errors.New("x")}
			}
			return run.Outcome{Status: run.ItemSucceeded}
		}, nil, run.ItemSucceeded, "", "", 3},
		"no status": {func(context.Context, *run.Work) run.Outcome { return run.Outcome{} }, nil, run.ItemFailed, run.Internal, "", 1},
		"effects can't be written": {func(context.Context, *run.Work) run.Outcome {
			return run.Outcome{Status: run.ItemSucceeded, Apply: func(ctx context.Context, tx *sqldb.Tx) error {
				_, err := tx.ExecContext(ctx, "INSERT INTO nowhere (a) VALUES ('"+hidden+"')")
				return err
			}}
		}, nil, run.ItemFailed, run.Internal, "", 3},
		"effects are refused": {func(context.Context, *run.Work) run.Outcome {
			return run.Outcome{Status: run.ItemSucceeded, Apply: func(context.Context, *sqldb.Tx) error {
				return apperror.New(apperror.NotFound, "The dashboard is gone")
			}}
		}, nil, run.ItemFailed, run.NotFound, "The dashboard is gone", 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
				cfg := quickConfig()
				if test.tune != nil {
					test.tune(&cfg)
				}
				b := newBench(t, db, cfg, true, &fake{kind: validate, plan: items(1), do: test.do})
				r := b.ended(b.start(validate, "").ID)
				got := b.items(r.ID)[0]
				if got.Status != test.status || got.Reason != test.reason || got.Message != test.message || got.Attempt != test.attempts {
					t.Errorf("item %+v", got)
				}
				if text := fmt.Sprint(b.lines(r.ID), r); strings.Contains(text, hidden) {
					t.Errorf("a secret is in %s", text)
				}
			})
		})
	}
}

func TestPlansThatFail(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		plan    func(calls int32) ([]run.NewItem, error)
		status  run.Status
		reason  run.ReasonCode
		message string
		calls   int32
	}{
		"what never helps is not tried again": {func(int32) ([]run.NewItem, error) {
			return nil, apperror.New(apperror.Forbidden, "The account may not list dashboards")
		}, run.Failed, run.Forbidden, "The account may not list dashboards", 1},
		"what may help is": {func(calls int32) ([]run.NewItem, error) {
			if calls < 3 {
				return nil, errors.New("dial tcp: secret-host refused")
			}
			return []run.NewItem{{Key: "a"}}, nil
		}, run.Succeeded, "", "", 3},
		"not for ever": {
			func(int32) ([]run.NewItem, error) { return nil, errors.New("dial tcp: secret-host refused") },
			run.Failed, run.Internal, "Something went wrong in Dashkeep", 3,
		},
		"panic":              {func(int32) ([]run.NewItem, error) { panic("x") }, run.Failed, run.Internal, "Something went wrong in Dashkeep", 3},
		"doubles are one":    {func(int32) ([]run.NewItem, error) { return []run.NewItem{{Key: "a"}, {Key: "a"}}, nil }, run.Succeeded, "", "", 1},
		"items without keys": {func(int32) ([]run.NewItem, error) { return []run.NewItem{{}}, nil }, run.Failed, run.Internal, "An item has no key, or one that is too long", 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
				var calls atomic.Int32
				b := newBench(t, db, quickConfig(), true, &fake{
					kind: validate, do: succeed,
					plan: func(context.Context, run.Run) ([]run.NewItem, error) { return test.plan(calls.Add(1)) },
				})
				r := b.ended(b.start(validate, "").ID)
				if r.Status != test.status || r.Reason != test.reason || r.Message != test.message || calls.Load() != test.calls {
					t.Errorf("run %+v after %d calls", r, calls.Load())
				}
			})
		})
	}
}

func TestItemsWaitForTheirTimeAndNotLonger(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		now := time.Now()
		var early atomic.Bool
		b := newBench(t, db, quickConfig(), true, &fake{
			kind: validate,
			plan: func(context.Context, run.Run) ([]run.NewItem, error) {
				return []run.NewItem{
					{Key: "late", NotAfter: now.Add(-time.Second)},
					{Key: "later", NotBefore: now.Add(1500 * time.Millisecond), NotAfter: now.Add(time.Hour)},
				}, nil
			},
			do: func(_ context.Context, w *run.Work) run.Outcome {
				early.Store(time.Now().Before(w.Item.DueAt))
				return run.Outcome{Status: run.ItemSucceeded}
			},
		})
		r := b.ended(b.start(validate, "").ID)
		got := b.items(r.ID)
		if got[0].Key != "later" || got[0].Status != run.ItemSucceeded || early.Load() {
			t.Errorf("item %+v, too early %v", got[0], early.Load())
		}
		if got[1].Status != run.ItemSkipped || got[1].Reason != run.WindowMissed {
			t.Errorf("item %+v", got[1])
		}
	})
}

// hold gives an engine without workers and a run of one item, planned.
func hold(t *testing.T, db *sqldb.DB, p run.Producer) (*bench, run.Run, jobqueue.Job[ticketArgs]) {
	t.Helper()
	b := newBench(t, db, quickConfig(), false, p)
	r := b.start(validate, "")
	var planJob int64
	if err := db.Read().NewSelect().Table("run").Column("plan_job_id").Where("id = ?", r.ID).Scan(t.Context(), &planJob); err != nil {
		t.Fatal(err)
	}
	err := b.engine.workPlan(t.Context(), jobqueue.Job[planArgs]{ID: planJob, Attempt: 1, Args: planArgs{r.ID}})
	if err != nil {
		t.Fatal(err)
	}
	return b, r, jobqueue.Job[ticketArgs]{ID: b.ticket(), Attempt: 1, Replica: "here"}
}

func TestAZombieWritesNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		applied := atomic.Int32{}
		done := run.Outcome{Status: run.ItemSucceeded, Apply: func(context.Context, *sqldb.Tx) error {
			applied.Add(1)
			return nil
		}}
		b, r, job := hold(t, db, &fake{kind: validate, plan: items(1), do: succeed})
		zombie, err := b.engine.claim(t.Context(), job)
		if err != nil {
			t.Fatal(err)
		}
		later := job
		later.Attempt = 2
		owner, err := b.engine.claim(t.Context(), later)
		if err != nil || owner.item.Lost != 1 {
			t.Fatalf("%+v %v", owner, err)
		}
		if again, err := b.engine.claim(t.Context(), job); again != nil || err != nil {
			t.Errorf("a late start took the item: %+v, %v", again, err)
		}
		before := b.get(r.ID).LastLogSeq
		if err := b.engine.flushLines(t.Context(), zombie, []run.Line{{At: time.Now(), Message: "boo"}}); !errors.Is(err, store.ErrLost) {
			t.Errorf("the zombie logged: %v", err)
		}
		if err := b.engine.finish(t.Context(), zombie, b.engine.journal(zombie), done); !errors.Is(err, store.ErrLost) {
			t.Errorf("the zombie finished: %v", err)
		}
		if err := b.engine.tryAgain(t.Context(), zombie, b.engine.journal(zombie), run.Outcome{Retry: store.ErrLost}); err != nil {
			t.Errorf("the zombie put the item back: %v", err)
		}
		if got := b.get(r.ID); got.LastLogSeq != before || got.Counts.Done() != 0 {
			t.Errorf("the zombie wrote: %+v", got)
		}
		if err := b.engine.finish(t.Context(), owner, b.engine.journal(owner), done); err != nil {
			t.Error(err)
		}
		if got := b.ended(r.ID); got.Status != run.Succeeded {
			t.Errorf("run %+v", got)
		}
	})
}

func TestAnItemThatKillsItsProcessIsGivenUp(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b, r, job := hold(t, db, &fake{kind: validate, plan: items(1), do: succeed})
		for job.Attempt = 1; !b.get(r.ID).Status.Terminal(); job.Attempt++ {
			if _, err := b.engine.claim(t.Context(), job); err != nil || job.Attempt > 20 {
				t.Fatalf("attempt %d: %v", job.Attempt, err)
			}
		}
		if got := b.ended(r.ID); got.Status != run.Failed || got.Reason != run.Interrupted || job.Attempt != 8 {
			t.Errorf("run %+v after %d attempts", got, job.Attempt-1)
		}
	})
}

func TestAStopGivesItemsBackWithoutCountingATry(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		begun := make(chan struct{})
		b, r, job := hold(t, db, &fake{kind: validate, plan: items(1), do: func(ctx context.Context, w *run.Work) run.Outcome {
			if w.Attempt <= 20 {
				begun <- struct{}{}
				<-ctx.Done()
				return run.Outcome{Status: run.ItemFailed, Reason: run.UpstreamUnavailable, Retry: ctx.Err()}
			}
			return run.Outcome{Status: run.ItemSucceeded}
		}})
		for range 20 {
			ctx, stop := context.WithCancel(t.Context())
			go func() {
				<-begun
				stop()
			}()
			if err := b.engine.workTicket(ctx, job); !errors.Is(err, context.Canceled) {
				t.Fatalf("the job is not given back: %v", err)
			}
			job.Attempt++
		}
		if err := b.engine.workTicket(t.Context(), job); err != nil {
			t.Fatal(err)
		}
		if got := b.ended(r.ID); got.Status != run.Succeeded {
			t.Errorf("run %+v", got)
		}
	})
}

func TestSweepReplacesLostJobs(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, quickConfig(), false, &fake{kind: validate, plan: items(3), do: succeed})
		r := b.start(validate, "")
		lose := func() {
			if err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
				_, err := tx.ExecContext(ctx, "DELETE FROM river_job")
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		lose()
		late := clock.NewManual(time.Now().Add(overdue + time.Minute))
		b.engine.clock = late
		if err := b.engine.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := b.engine.Sweep(t.Context()); err != nil { // the second finds that the jobs live
			t.Fatal(err)
		}
		stats, err := b.queue.Stats(t.Context())
		if err != nil || stats.Available != 1 {
			t.Fatalf("jobs %+v, %v", stats, err)
		}
		b.work()
		if got := b.ended(r.ID); got.Status != run.Succeeded {
			t.Errorf("run %+v", got)
		}
	})
}

// die makes the item's job look as if its process had died on the job's last
// attempt, which the queue then throws away.
func (b *bench) die(late *clock.Manual) {
	b.t.Helper()
	err := b.db.InTx(b.t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE river_job SET state = 'discarded', attempt = max_attempts, finalized_at = ?
			WHERE kind = 'run.item' AND state = 'available'`, sqldb.At(tx.Now()))
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	late.Advance(overdue + time.Minute)
	if err := b.engine.Sweep(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

func TestSweepFollowsJobsThatWereThrownAway(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b, r, job := hold(t, db, &fake{kind: validate, plan: items(1), do: succeed})
		late := clock.NewManual(time.Now())
		b.engine.clock = late
		seen := map[int64]bool{}
		for deaths := 0; !b.get(r.ID).Status.Terminal(); deaths++ {
			if deaths > b.engine.cfg.MaxLost+1 {
				t.Fatalf("the item lives on after %d deaths", deaths)
			}
			claim, err := b.engine.claim(t.Context(), job)
			if err != nil {
				t.Fatal(err)
			}
			if claim == nil {
				continue
			}
			seen[job.ID] = true
			b.die(late)
			job.ID, job.Attempt = b.ticket(), 1
			if seen[job.ID] {
				t.Fatalf("no new job after death %d", deaths+1)
			}
		}
		if got := b.ended(r.ID); got.Status != run.Failed || got.Reason != run.Interrupted || len(seen) != b.engine.cfg.MaxLost+1 {
			t.Errorf("run %+v after %d jobs", got, len(seen))
		}
	})
}

// ticket is the job of the newest ticket.
func (b *bench) ticket() (id int64) {
	b.t.Helper()
	err := b.db.Read().NewRaw("SELECT MAX(id) FROM river_job WHERE kind = 'run.item'").Scan(b.t.Context(), &id)
	if err != nil {
		b.t.Fatal(err)
	}
	return id
}

func TestStartRefuses(t *testing.T) {
	t.Parallel()
	b := newBench(t, dbtest.Open(t, sqldb.SQLite), quickConfig(), false, &fake{kind: validate, plan: items(1), do: succeed})
	for name, test := range map[string]struct {
		scope access.Scope
		req   run.Request
		kind  apperror.Kind
	}{
		"no scope":       {access.Scope{}, run.Request{Kind: validate, Title: "t"}, apperror.Forbidden},
		"unknown kind":   {b.scope, run.Request{Kind: run.Kind{Resource: "a", Action: "b"}, Title: "t"}, apperror.Internal},
		"no title":       {b.scope, run.Request{Kind: validate}, apperror.Internal},
		"target is text": {b.scope, run.Request{Kind: validate, Title: "t", Target: json.RawMessage(`"x"`)}, apperror.Invalid},
	} {
		if _, _, err := b.engine.Start(t.Context(), test.scope, test.req); !apperror.Is(err, test.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
