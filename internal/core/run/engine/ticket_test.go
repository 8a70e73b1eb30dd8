package engine

import (
	"context"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// stintBench is an engine without workers, a planned run of three items in a lane of one
// place, and the job of its only ticket. Its items take so long by the clock.
func stintBench(t *testing.T, engine sqldb.Engine, long time.Duration) (*bench, run.Run, jobqueue.Job[ticketArgs]) {
	t.Helper()
	clk := clock.NewManual(time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC))
	b, r, job := hold(t, dbtest.OpenAt(t, engine, clk), &fake{
		kind: validate, plan: inLane(3, run.Lane{ID: "environment/e", Ceiling: 1}),
		do: func(context.Context, *run.Work) run.Outcome {
			clk.Advance(long)
			return run.Outcome{Status: run.ItemSucceeded}
		},
	})
	b.engine.clock = clk
	return b, r, job
}

func TestAWorkerGoesOnToWhoeverIsNext(t *testing.T) {
	t.Parallel()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		b, r, job := stintBench(t, engine, time.Second)
		if err := b.engine.workTicket(t.Context(), job); err != nil {
			t.Fatal(err)
		}
		if got := b.get(r.ID); got.Status != run.Succeeded || got.Counts.Succeeded != 3 || b.ticket() != job.ID {
			t.Errorf("%s: run %+v, and the tickets are %d and %d", engine, got, job.ID, b.ticket())
		}
		b.noPlaces()
	}
}

func TestAWorkerLetsOtherJobsHaveTheirTurn(t *testing.T) {
	t.Parallel()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		b, r, job := stintBench(t, engine, stint)
		if err := b.engine.workTicket(t.Context(), job); err != nil {
			t.Fatal(err)
		}
		if got := b.get(r.ID); got.Counts.Succeeded != 1 || b.ticket() == job.ID {
			t.Errorf("%s: run %+v, and the tickets are %d and %d", engine, got, job.ID, b.ticket())
		}
	}
}

// The end of an item may be written although the database's answer is lost. Then nobody
// holds the place, and nobody goes on: there is a ticket.
func TestALostAnswerLosesNoTicket(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b, r, job := hold(t, db, &fake{kind: validate, plan: inLane(2, run.Lane{ID: "environment/e", Ceiling: 1}), do: succeed})
		claim, err := b.engine.claim(t.Context(), job)
		if err != nil || claim == nil {
			t.Fatal(claim, err)
		}
		claim.until = time.Now().Add(time.Hour)
		written := *claim
		if err := b.engine.finishOnce(t.Context(), &written, run.Outcome{Status: run.ItemSucceeded}, nil); err != nil {
			t.Fatal(err)
		}
		before := b.ticket()
		if err := b.engine.work(t.Context(), claim); err != nil {
			t.Fatal(err)
		}
		if got := b.get(r.ID); claim.goOn || got.Counts.Succeeded != 1 || b.ticket() == before {
			t.Errorf("goes on: %v, run %+v, and the newest ticket is %d as before", claim.goOn, got, before)
		}
	})
}
