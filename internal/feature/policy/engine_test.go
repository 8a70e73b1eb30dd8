package policy_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/checkplan"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/engine"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/feature/policy"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
	"github.com/dashkeep/dashkeep/internal/testkit/runtest"
)

// producer checks nothing, but asks the policies what is planned as the real one does.
type producer struct{ service *policy.Service }

func (p *producer) Kind() run.Kind { return run.Kind{Resource: "dashboard", Action: "validate"} }

func (p *producer) Plan(ctx context.Context, r run.Run) ([]run.NewItem, error) {
	var target checkplan.Target
	if err := json.Unmarshal(r.Target, &target); err != nil {
		return nil, err
	}
	planned, err := p.service.Planned(ctx, access.System(r.Project, "tester"), target)
	items := make([]run.NewItem, 0, len(planned.Checks))
	for _, c := range planned.Checks {
		items = append(items, run.NewItem{Key: c.Asset, Title: c.Asset, NotBefore: c.NotBefore, NotAfter: c.NotAfter})
	}
	return items, err
}

func (p *producer) Do(context.Context, *run.Work) run.Outcome {
	return run.Outcome{Status: run.ItemSucceeded}
}

func (p *producer) Finished(ctx context.Context, tx *sqldb.Tx, r run.Run) error {
	var target checkplan.Target
	if err := json.Unmarshal(r.Target, &target); err != nil {
		return err
	}
	return p.service.Finished(ctx, tx, target, r)
}

// engineBench is the feature with the real run engine and job queue. Its clock is
// the machine's for the engine, and the test's for the policies.
func engineBench(t *testing.T, db *sqldb.DB, now time.Time) (*bench, *runtest.Bench) {
	t.Helper()
	runs := runtest.New(t, db, engine.Config{})
	b := &bench{t: t, db: db, clock: clock.NewManual(now), ledger: &ledger{}, scope: runs.Scope}
	b.service = policy.New(policy.Needs{
		DB: db, Clock: b.clock, Log: slog.New(slog.DiscardHandler), Environments: inventory(12), Checks: b.ledger, Runs: runs.Engine,
	})
	runs.Engine.Register(&producer{b.service})
	runs.Work()
	return b, runs
}

func TestItemsOfTheEngineAreDueAtTheirSlots(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		tomorrow := clock.System{}.Now().AddDate(0, 0, 1)
		opens := time.Date(tomorrow.Year(), tomorrow.Month(), tomorrow.Day(), 6, 0, 0, 0, time.UTC)
		b, runs := engineBench(t, db, opens.Add(-time.Minute))
		p := b.create(morning())
		id := b.windows(p.ID)[0].RunID
		runs.When(id, "what the run should be", func(r run.Run) bool { return r.Planned })
		page, err := runs.Reader.Items(t.Context(), b.scope, id, read.ItemFilter{}, read.ItemCursor{}, 100)
		if err != nil || len(page.Items) != 12 {
			t.Fatalf("%d items, %v", len(page.Items), err)
		}
		for i, item := range page.Items {
			from := opens.Add(time.Duration(i) * 5 * time.Minute)
			if item.DueAt.Before(from) || !item.DueAt.Before(from.Add(5*time.Minute)) || !item.NotAfter.Equal(opens.Add(time.Hour)) {
				t.Errorf("item %d is due at %s until %s", i, item.DueAt, item.NotAfter)
			}
		}
		if _, err := b.service.SetActive(t.Context(), b.scope, p.ID, false); err != nil {
			t.Fatal(err)
		}
		r := runs.When(id, "what the run should be", func(r run.Run) bool { return r.Status.Terminal() })
		if r.Status != run.Cancelled || r.Counts.Skipped != 12 || b.windows(p.ID)[0].State != policy.Cancelled {
			t.Errorf("after the pause: %s %+v, %+v", r.Status, r.Counts, b.windows(p.ID))
		}
	})
}

func TestItemsOfAMissedWindowAreSkippedByTheEngine(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b, runs := engineBench(t, db, at("05:00").AddDate(-6, 0, 0))
		p := b.create(morning())
		b.clock.Advance(3 * time.Hour)
		b.plan()
		missed := b.windows(p.ID)[0]
		r := runs.When(missed.RunID, "what the run should be", func(r run.Run) bool { return r.Status.Terminal() })
		page, err := runs.Reader.Items(t.Context(), b.scope, r.ID, read.ItemFilter{Reason: run.WindowMissed}, read.ItemCursor{}, 100)
		if err != nil || r.Counts.Skipped != 12 || len(page.Items) != 12 || missed.State != policy.Missed {
			t.Errorf("%s %+v, %d missed items, window %+v, %v", r.Status, r.Counts, len(page.Items), missed, err)
		}
	})
}

func TestASpreadAndTheEndOfItsRunDoNotBlockEachOther(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		if db.Engine() == sqldb.SQLite {
			t.Skip("on SQLite there is one writer: they can't meet")
		}
		tomorrow := clock.System{}.Now().AddDate(0, 0, 1)
		opens := time.Date(tomorrow.Year(), tomorrow.Month(), tomorrow.Day(), 6, 0, 0, 0, time.UTC)
		b, runs := engineBench(t, db, opens.Add(-time.Minute))
		p := b.create(morning())
		b.plan()
		id := b.windows(p.ID)[0].RunID
		r := runs.When(id, "what the run should be", func(r run.Run) bool { return r.Planned })
		var target checkplan.Target
		if err := json.Unmarshal(r.Target, &target); err != nil {
			t.Fatal(err)
		}
		b.clock.Set(opens.Add(30 * time.Minute))
		var work sync.WaitGroup
		inTx(t, db, func(tx *sqldb.Tx) error { // the last item of the run ends
			_, err := tx.ExecContext(t.Context(), "UPDATE run SET heartbeat_at = heartbeat_at WHERE id = ?", id)
			work.Go(func() {
				if err := b.service.Plan(t.Context()); err != nil {
					t.Errorf("spread: %v", err)
				}
			})
			b.untilSomebodyWaits()
			return errors.Join(err, b.service.Finished(t.Context(), tx, target, run.Run{ID: id, Status: run.Succeeded}))
		})
		work.Wait()
	})
}
