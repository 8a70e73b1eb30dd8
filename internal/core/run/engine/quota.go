package engine

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/core/run/told"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Quota bounds the runs of one kind in one project. A run that comes over it stays
// queued, says why, and begins when there is room again. Zero values take the
// defaults, which a project does not meet unless something starts runs in a circle.
type Quota struct {
	// Running is how many may be under way at the same time: 2 000.
	Running int
	// Waiting is how many items of those that are under way may be without an outcome
	// when one more begins: 500 000.
	Waiting int
	// Hourly is how many may begin within an hour: 5 000.
	Hourly int
}

func (q Quota) withDefaults() Quota {
	q.Running, q.Waiting, q.Hourly = cmp.Or(q.Running, 2_000), cmp.Or(q.Waiting, 500_000), cmp.Or(q.Hourly, 5_000)
	return q
}

// hindrance is why a run may not begin yet.
type hindrance struct {
	message string
	// until is when to ask again; zero is when another run has ended.
	until time.Time
}

// hindered tells whether a run of which one more would be too many has to wait. The
// caller holds the lock that makes claims follow each other, so two can't begin at once.
func (e *Engine) hindered(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) (hindrance, error) {
	limit := e.cfg.Quota
	var now struct {
		Running int `bun:"running"`
		Waiting int `bun:"waiting"`
	}
	err := tx.NewSelect().Table("run").ColumnExpr("COUNT(*) AS running").
		ColumnExpr("COALESCE(SUM(total - succeeded - warned - failed - skipped), 0) AS waiting").
		Where("project = ?", row.Project).Where("resource = ?", row.Resource).Where("action = ?", row.Action).
		Where("status IN (?, ?)", string(run.Running), string(run.AwaitingInput)).Scan(ctx, &now)
	if err != nil {
		return hindrance{}, fmt.Errorf("count the runs under way: %w", err)
	}
	switch {
	case now.Running >= limit.Running:
		return untilAnotherEnds("%d of its kind are under way in the project", now.Running), nil
	case now.Waiting >= limit.Waiting:
		return untilAnotherEnds("those of its kind have %d items to do", now.Waiting), nil
	}
	return e.hinderedByHour(ctx, tx, row)
}

func untilAnotherEnds(why string, count int) hindrance {
	return hindrance{message: "Waits until another run ends: " + fmt.Sprintf(why, count)}
}

func (e *Engine) hinderedByHour(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) (hindrance, error) {
	var nth []store.RunRow // the one whose hour has to end first
	err := tx.NewSelect().Model(&nth).Column("started_at").
		Where("project = ?", row.Project).Where("resource = ?", row.Resource).Where("action = ?", row.Action).
		Where("started_at > ?", sqldb.At(tx.Now().Add(-time.Hour))).
		OrderExpr("started_at DESC").Offset(int64(e.cfg.Quota.Hourly - 1)).Limit(1).Scan(ctx)
	if err != nil {
		return hindrance{}, fmt.Errorf("count the runs of an hour: %w", err)
	}
	if len(nth) == 0 {
		return hindrance{}, nil
	}
	until := nth[0].StartedAt.Add(time.Hour)
	return hindrance{
		message: fmt.Sprintf("Waits until %s: %d runs of its kind began in the project within an hour",
			until.UTC().Format("15:04 UTC"), e.cfg.Quota.Hourly),
		until: until,
	}, nil
}

// wait keeps a run queued and says why. Next is what the job of its plan returns.
func (e *Engine) wait(ctx context.Context, tx *sqldb.Tx, row *store.RunRow, why hindrance) (next error, err error) {
	said := row.Message
	row.Message, row.PlanLost = why.message, max(row.PlanLost-1, 0)
	if err := store.SaveRun(ctx, tx, row, "message", "plan_lost"); err != nil {
		return nil, err
	}
	if said != why.message {
		if err := store.AppendLines(ctx, tx, row, []run.Line{e.line(tx, run.Info, "%s", why.message)}); err != nil {
			return nil, err
		}
		e.publish(tx, row, told.Log(row))
	}
	if why.until.IsZero() {
		return nil, nil
	}
	return jobqueue.Snooze(why.until.Sub(tx.Now())), nil
}

// letIn gives the run of a kind its plan's job that has waited longest for another
// one to end. The caller ends one that was under way, or begins one: where the end of one
// made room for several, each that begins asks for the next.
func (e *Engine) letIn(ctx context.Context, tx *sqldb.Tx, other *store.RunRow) error {
	var waiting []store.RunRow
	err := held(tx, &waiting).Where("project = ?", other.Project).
		Where("resource = ?", other.Resource).Where("action = ?", other.Action).Limit(1).Scan(ctx)
	if err != nil {
		return fmt.Errorf("find who waits for the end of a run: %w", err)
	}
	if len(waiting) == 0 {
		return nil
	}
	return e.planAnew(ctx, tx, &waiting[0])
}

// held are the runs that wait, over their quota, the oldest first.
func held(tx *sqldb.Tx, rows *[]store.RunRow) *bun.SelectQuery {
	return tx.NewSelect().Model(rows).ColumnExpr(store.RunColumns).Where("planned = FALSE").
		Where("status IN (?)", bun.List(run.UnplannedStatuses())). // as the index has it
		Where("status = ?", string(run.Queued)).Where("message <> ''").OrderExpr("created_at, id")
}

// sweepHeld lets in who was overlooked: it began to wait just when the last one of
// its kind ended.
func (e *Engine) sweepHeld(ctx context.Context) error {
	return e.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		var waiting []store.RunRow
		if err := held(tx, &waiting).Limit(sweepBatch).Scan(ctx); err != nil {
			return fmt.Errorf("find who waits for the end of a run: %w", err)
		}
		let := map[string]bool{}
		for i := range waiting {
			kind := waiting[i].Project + "/" + waiting[i].Resource + "." + waiting[i].Action
			if let[kind] {
				continue
			}
			let[kind] = true
			if err := e.planAnew(ctx, tx, &waiting[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// planAnew gives a held run's plan another job. The one that found it over its quota
// may not have ended yet, so it does not count.
func (e *Engine) planAnew(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) error {
	options := e.planOptions(fmt.Sprintf("%s/%d", row.ID, row.PlanJobID))
	id, err := e.jobs().Enqueue(ctx, tx, planArgs{RunID: row.ID}, options)
	if err != nil {
		return fmt.Errorf("enqueue plan again: %w", err)
	}
	row.PlanJobID, row.PlanAttempt = id, 0
	return store.SaveRun(ctx, tx, row, "plan_job_id", "plan_attempt")
}
