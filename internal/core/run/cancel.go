package run

import (
	"context"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Page is where the interface shows a run in its feature; empty for nowhere.
func (e *Engine) Page(r Run) string {
	p, _ := e.producer(r.Kind) // nil when it went with an older version
	if paged, has := p.(Paged); has {
		return paged.Page(r)
	}
	return ""
}

// Cancel ends an active run of the scope's project and of the kind that the scope is
// for: items that have not ended are skipped, and running ones are told to stop.
// Kinds of error: not_found, conflict.
func (e *Engine) Cancel(ctx context.Context, scope access.Scope, kind Kind, id string) error {
	return e.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		row, err := touchRun(ctx, tx, id)
		if err != nil {
			return err
		}
		if (Kind{row.Resource, row.Action}) != kind {
			return missing()
		}
		return e.cancel(ctx, tx, scope, row)
	})
}

// CancelIn is Cancel in the transaction of a caller who knows what the run is.
func (e *Engine) CancelIn(ctx context.Context, tx *sqldb.Tx, scope access.Scope, id string) error {
	row, err := touchRun(ctx, tx, id)
	if err != nil {
		return err
	}
	return e.cancel(ctx, tx, scope, row)
}

func (e *Engine) cancel(ctx context.Context, tx *sqldb.Tx, scope access.Scope, row *runRow) error {
	if !scope.Granted() || row.Project != scope.Project() {
		return missing()
	}
	if row.Status.Terminal() {
		return apperror.New(apperror.Conflict, "This run has already ended: %s", row.Status.Label()).WithCode("run_ended")
	}
	who := initiatorOf(scope, Initiator{})
	message := e.clean.Message("Cancelled by " + who.Name)
	jobs, err := skipRest(ctx, tx, row, CancelledByUser, message)
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
	if err := appendLines(ctx, tx, row, []Line{e.line(tx, Warning, "%s", message)}); err != nil {
		return err
	}
	if err := e.end(ctx, tx, row, change{Cancelled, CancelledByUser, message}); err != nil {
		return err
	}
	return noteInTrail(ctx, tx, scope, row, "run.cancel")
}

// end gives a run its final status and tells whoever wants to know.
func (e *Engine) end(ctx context.Context, tx *sqldb.Tx, row *runRow, c change) error {
	begun := row.Status != Queued
	if err := changeStatus(ctx, tx, row, c); err != nil {
		return err
	}
	if err := leaveQueues(ctx, tx, row.ID); err != nil {
		return err
	}
	if begun { // it makes room
		if err := e.letIn(ctx, tx, row); err != nil {
			return err
		}
	}
	e.publish(tx, row, logEvent(row))
	p, _ := e.producer(Kind{row.Resource, row.Action}) // nil when it went with an older version
	finisher, wants := p.(Finisher)
	if !wants {
		return nil
	}
	if err := loadTarget(ctx, tx, row); err != nil {
		return err
	}
	if err := finisher.Finished(ctx, tx, row.run()); err != nil {
		return fmt.Errorf("finish %s: %w", p.Kind(), err)
	}
	return nil
}
