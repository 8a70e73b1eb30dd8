package engine

import (
	"context"
	"errors"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/input"
	"github.com/dashkeep/dashkeep/internal/core/run/place"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/core/run/told"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Page is where the interface shows a run in its feature; empty for nowhere.
func (e *Engine) Page(r run.Run) string {
	p, _ := e.producer(r.Kind) // nil when it went with an older version
	if paged, has := p.(run.Paged); has {
		return paged.Page(r)
	}
	return ""
}

// Cancel ends an active run of the scope's project and of the kind that the scope is
// for: items that have not ended are skipped, and running ones are told to stop.
// Kinds of error: not_found, conflict.
func (e *Engine) Cancel(ctx context.Context, scope access.Scope, kind run.Kind, id string) error {
	return e.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		row, err := store.TouchRun(ctx, tx, id)
		if err != nil {
			return err
		}
		if row.Kind() != kind {
			return store.Missing()
		}
		return e.cancel(ctx, tx, scope, row)
	})
}

// CancelIn is Cancel in the transaction of a caller who knows what the run is.
func (e *Engine) CancelIn(ctx context.Context, tx *sqldb.Tx, scope access.Scope, id string) error {
	row, err := store.TouchRun(ctx, tx, id)
	if err != nil {
		return err
	}
	return e.cancel(ctx, tx, scope, row)
}

func (e *Engine) cancel(ctx context.Context, tx *sqldb.Tx, scope access.Scope, row *store.RunRow) error {
	if !scope.Granted() || row.Project != scope.Project() {
		return store.Missing()
	}
	if row.Status.Terminal() {
		return apperror.New(apperror.Conflict, "This run has already ended: %s", row.Status.Label()).WithCode("run_ended")
	}
	if err := e.stop(ctx, tx, row, "Cancelled by "+initiatorOf(scope, run.Initiator{}).Name); err != nil {
		return err
	}
	return noteInTrail(ctx, tx, scope, row, audit.RunCancel)
}

// stop ends a run as cancelled, and says why. The caller holds its lock.
func (e *Engine) stop(ctx context.Context, tx *sqldb.Tx, row *store.RunRow, why string) error {
	message := e.clean.Message(why)
	jobs, err := store.SkipRest(ctx, tx, row, run.CancelledByUser, message)
	if err != nil {
		return err
	}
	if !row.Planned {
		jobs = append(jobs, row.PlanJobID)
	}
	for _, job := range jobs {
		if err := e.jobs().Cancel(ctx, tx, job); err != nil {
			return fmt.Errorf("cancel job of run: %w", err)
		}
	}
	if err := store.AppendLines(ctx, tx, row, []run.Line{e.line(tx, run.Warning, "%s", message)}); err != nil {
		return err
	}
	return e.end(ctx, tx, row, store.Change{To: run.Cancelled, Reason: run.CancelledByUser, Message: message})
}

// end gives a run its final status and tells whoever wants to know.
func (e *Engine) end(ctx context.Context, tx *sqldb.Tx, row *store.RunRow, c store.Change) error {
	begun := row.Status != run.Queued
	if err := store.ChangeStatus(ctx, tx, row, c); err != nil {
		return err
	}
	if err := errors.Join(place.LeaveQueues(ctx, tx, row.ID), input.Forget(ctx, tx, row.ID)); err != nil {
		return err
	}
	if begun { // it makes room
		if err := e.letIn(ctx, tx, row); err != nil {
			return err
		}
	}
	e.publish(tx, row, told.Log(row))
	p, _ := e.producer(row.Kind()) // nil when it went with an older version
	finisher, wants := p.(run.Finisher)
	if !wants {
		return nil
	}
	if err := store.LoadTarget(ctx, tx, row); err != nil {
		return err
	}
	if err := finisher.Finished(ctx, tx, row.Run()); err != nil {
		return fmt.Errorf("finish %s: %w", p.Kind(), err)
	}
	return nil
}

// PurgeProject deletes every run of a project, in the transaction that deletes the project
// itself. Kind: conflict while runs are active.
func (e *Engine) PurgeProject(ctx context.Context, tx *sqldb.Tx, project string) error {
	return store.PurgeProject(ctx, tx, project)
}
