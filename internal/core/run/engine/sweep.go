package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/place"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const (
	// overdue is how late something is that may have lost its job.
	overdue    = 10 * time.Minute
	sweepBatch = 500
)

// Sweep gives jobs back to plans that have lost theirs, and puts items back whose
// attempt was lost, which should not happen. It fails what nobody answered in time.
func (e *Engine) Sweep(ctx context.Context) error {
	before := e.clock.Now().Add(-overdue)
	if err := e.sweepPlans(ctx, before); err != nil {
		return err
	}
	return errors.Join(e.sweepHeld(ctx), e.sweepItems(ctx, before), e.sweepPlaces(ctx, before), e.sweepAsked(ctx))
}

func (e *Engine) sweepPlans(ctx context.Context, before time.Time) error {
	return e.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		var rows []store.RunRow
		err := tx.NewSelect().Model(&rows).ColumnExpr(store.RunColumns).
			Where("planned = FALSE").Where("status IN (?)", bun.List(run.UnplannedStatuses())).Where("created_at < ?", sqldb.At(before)).
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
			if err := store.SaveRun(ctx, tx, &rows[i], "plan_job_id", "plan_attempt"); err != nil {
				return err
			}
		}
		return nil
	})
}

// sweepItems puts items back whose job is lost: none works so long. The caller is
// no job of theirs, so their places are free as well.
func (e *Engine) sweepItems(ctx context.Context, before time.Time) error {
	var lost []store.ItemRow
	err := e.db.Read().NewSelect().Model(&lost).ColumnExpr(store.ItemColumns).Where("status = 'running'").
		Where("started_at < ?", sqldb.At(before)).OrderExpr("run_id, seq").Limit(sweepBatch).Scan(ctx)
	if err != nil {
		return fmt.Errorf("find lost items: %w", err)
	}
	for i := range lost {
		err := e.inTurn(ctx, func(ctx context.Context, tx *sqldb.Tx) error { return e.putBack(ctx, tx, &lost[i]) })
		if err := quiet(err); err != nil {
			return err
		}
	}
	return nil
}

// putBack makes a lost item wait again.
func (e *Engine) putBack(ctx context.Context, tx *sqldb.Tx, item *store.ItemRow) error {
	if _, err := store.TouchRun(ctx, tx, item.RunID); err != nil {
		return err
	}
	item.Status, item.StartedAt, item.Holder = run.ItemQueued, nil, ""
	item.Lost++
	if err := store.SaveItem(ctx, tx, item, "started_at", "holder", "lost"); err != nil {
		return err
	}
	return errors.Join(place.QueueItems(ctx, tx, *item), e.issue(ctx, tx, ticketArgs{}, timed(*item, tx.Now())))
}

// sweepPlaces frees places that a worker could not give back, once it can't be at work any
// more, and issues a ticket wherever items wait much longer than they should.
func (e *Engine) sweepPlaces(ctx context.Context, before time.Time) error {
	return e.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		freed, err := place.FreePlaces(ctx, tx, "finished_at < ?", sqldb.At(e.clock.Now().Add(-e.cfg.whole())))
		if err != nil {
			return err
		}
		late, err := tx.NewSelect().Table("run_queue").Where("due_at < ?", sqldb.At(before)).Count(ctx)
		if err != nil {
			return fmt.Errorf("find items that wait too long: %w", err)
		}
		return e.issue(ctx, tx, make([]ticketArgs, freed+int(min(late, sweepBatch)))...)
	})
}
