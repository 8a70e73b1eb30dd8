package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// fullQueue takes one batch of items, and no more.
type fullQueue struct {
	Queue
	batches int
}

func (f *fullQueue) EnqueueMany(ctx context.Context, tx *sqldb.Tx, entries []jobqueue.Entry) ([]int64, error) {
	if f.batches++; f.batches > 1 {
		return nil, errors.New("the queue is full")
	}
	return f.Queue.EnqueueMany(ctx, tx, entries)
}

func TestCancelInTheMiddleOfThePlanCountsTheItemsThatThereAre(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, quickConfig(), false, &fake{kind: validate, plan: items(maxInsert + 100), do: succeed})
		b.engine.Use(&fullQueue{Queue: b.queue})
		r := b.start(validate, "")
		var jobs []int64
		if err := db.Read().NewSelect().Table("run").Column("plan_job_id").Where("id = ?", r.ID).Scan(t.Context(), &jobs); err != nil {
			t.Fatal(err)
		}
		job := jobqueue.Job[planArgs]{ID: jobs[0], Attempt: 1, Args: planArgs{r.ID}}
		if err := b.engine.workPlan(t.Context(), job); err == nil || b.get(r.ID).Counts.Total != maxInsert+100 {
			t.Fatalf("the plan went through: %v, %+v", err, b.get(r.ID).Counts)
		}
		if err := b.engine.Cancel(t.Context(), b.scope, validate, r.ID); err != nil {
			t.Fatal(err)
		}
		got := b.ended(r.ID)
		if progress, known := got.Progress(); got.Counts != (run.Counts{Total: maxInsert, Skipped: maxInsert}) || progress != 1 || !known {
			t.Errorf("counts %+v, progress %v", got.Counts, progress)
		}
	})
}

func TestTheLogOfAnAttemptWhoseEffectsFailedIsKept(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		cfg := quickConfig()
		cfg.FlushEvery = time.Hour // so that the lines are still to be written at the end
		b := newBench(t, db, cfg, true, &fake{kind: validate, plan: items(1), do: func(_ context.Context, w *run.Work) run.Outcome {
			w.Log(run.Info, fmt.Sprintf("attempt %d", w.Attempt))
			return run.Outcome{Status: run.ItemSucceeded, Apply: func(context.Context, *sqldb.Tx) error {
				if w.Attempt == 1 {
					return errors.New("disk full")
				}
				return nil
			}}
		}})
		r := b.ended(b.start(validate, "").ID)
		var said []string
		for _, line := range b.lines(r.ID) {
			if strings.HasPrefix(line.Message, "attempt") {
				said = append(said, line.Message)
			}
		}
		if !slices.Equal(said, []string{"attempt 1", "attempt 2"}) || r.Status != run.Succeeded {
			t.Errorf("the log has %q of a run that %s", said, r.Status)
		}
	})
}

func TestARunThatMissedAllItsItemsHasFailed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		over := time.Now().Add(-time.Second)
		for name, test := range map[string]struct {
			items  []run.NewItem
			status run.Status
			reason run.ReasonCode
		}{
			"all missed":   {[]run.NewItem{{Key: "a", NotAfter: over}, {Key: "b", NotAfter: over}}, run.Failed, run.WindowMissed},
			"none is due":  {[]run.NewItem{{Key: "gone"}, {Key: "b", NotAfter: over}}, run.Failed, run.WindowMissed},
			"nothing was":  {[]run.NewItem{{Key: "gone"}}, run.Succeeded, ""},
			"one was done": {[]run.NewItem{{Key: "a"}, {Key: "b", NotAfter: over}}, run.Succeeded, ""},
		} {
			kind := run.Kind{Resource: "dashboard", Action: strings.ReplaceAll(name, " ", "_")}
			b := newBench(t, db, quickConfig(), false, &fake{
				kind: kind,
				plan: func(context.Context, run.Run) ([]run.NewItem, error) { return test.items, nil },
				do: func(_ context.Context, w *run.Work) run.Outcome {
					if w.Item.Key == "gone" {
						return run.Outcome{Status: run.ItemSkipped, Reason: run.NotFound}
					}
					return run.Outcome{Status: run.ItemSucceeded}
				},
			})
			r := b.start(kind, "")
			if err := b.queue.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
			if r = b.ended(r.ID); r.Status != test.status || r.Reason != test.reason {
				t.Errorf("%s: %s, %s %q", name, r.Status, r.Reason, r.Message)
			}
			if err := b.queue.Stop(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	})
}
