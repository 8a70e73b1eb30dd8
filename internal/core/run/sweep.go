package run

import (
	"context"
	"fmt"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const (
	sweepEvery = time.Minute
	// overdue is how late something is that may have lost its job.
	overdue    = 10 * time.Minute
	sweepBatch = 500
)

// Sweep gives jobs back to plans and items that have lost theirs, which should
// not happen. One that still has its job keeps it: the jobs are unique.
func (e *Engine) Sweep(ctx context.Context) error {
	before := e.clock.Now().Add(-overdue)
	if err := e.sweepPlans(ctx, before); err != nil {
		return err
	}
	return e.sweepItems(ctx, before)
}

func (e *Engine) sweepPlans(ctx context.Context, before time.Time) error {
	return e.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		var rows []runRow
		err := tx.NewSelect().Model(&rows).ColumnExpr(runColumns).
			Where("planned = FALSE").Where("status IN ('queued', 'running')").Where("created_at < ?", sqldb.At(before)).
			Where("heartbeat_at IS NULL OR heartbeat_at < ?", sqldb.At(before)).
			OrderExpr("created_at").Limit(sweepBatch).Scan(ctx)
		if err != nil {
			return fmt.Errorf("find forgotten plans: %w", err)
		}
		for i := range rows {
			id, err := e.jobs().Enqueue(ctx, tx, planArgs{RunID: rows[i].ID}, e.planOptions(rows[i].ID))
			if err != nil {
				return fmt.Errorf("enqueue plan again: %w", err)
			}
			if id == rows[i].PlanJobID {
				continue
			}
			rows[i].PlanJobID, rows[i].PlanAttempt = id, 0
			if err := saveRun(ctx, tx, &rows[i], "plan_job_id", "plan_attempt"); err != nil {
				return err
			}
		}
		return nil
	})
}

func (e *Engine) sweepItems(ctx context.Context, before time.Time) error {
	return e.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		var rows []itemRow
		err := tx.NewSelect().Model(&rows).ColumnExpr(itemColumns).
			Where("status IN ('queued', 'running')").Where("due_at < ?", sqldb.At(before)).
			Where("status = 'queued' OR started_at < ?", sqldb.At(before)).
			OrderExpr("due_at").Limit(sweepBatch).Scan(ctx)
		if err != nil || len(rows) == 0 {
			return err
		}
		entries := make([]jobqueue.Entry, 0, len(rows))
		for _, row := range rows {
			entries = append(entries, e.itemEntry(row, tx.Now()))
		}
		ids, err := e.jobs().EnqueueMany(ctx, tx, entries)
		if err != nil {
			return fmt.Errorf("enqueue items again: %w", err)
		}
		return swept(ctx, tx, rows, ids)
	})
}

// swept notes new jobs, and puts everything that was looked at to the end of the
// line for the next sweep.
func swept(ctx context.Context, tx *sqldb.Tx, rows []itemRow, ids []int64) error {
	for i, row := range rows {
		query := tx.NewUpdate().Table("run_item").Set("due_at = ?", sqldb.At(tx.Now())).
			Where("run_id = ?", row.RunID).Where("seq = ?", row.Seq).Where("status IN ('queued', 'running')")
		if ids[i] != row.JobID {
			query = query.Set("job_id = ?", ids[i]).Set("job_attempt = 0")
		}
		if _, err := query.Exec(ctx); err != nil {
			return fmt.Errorf("note new jobs: %w", err)
		}
	}
	return nil
}
