package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/attempt"
	"github.com/dashkeep/dashkeep/internal/core/run/place"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/core/run/told"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// PlanQueueName is a good name for the job queue of plans. With a queue of their
// own, new runs show what they have to do while big ones still work.
const PlanQueueName = "plan"

// manyAttempts leaves giving up to the engine, which counts tries itself.
const manyAttempts = 1000

type planArgs struct {
	RunID string `json:"run_id"`
}

// Kind is the job's name.
func (planArgs) Kind() string { return "run.plan" }

func (e *Engine) planOptions(runID string) jobqueue.Options {
	return jobqueue.Options{Queue: e.cfg.PlanQueue, MaxAttempts: manyAttempts, UniqueKey: runID}
}

// workPlan lists a run's items. Starting again after a crash it adds those that
// are missing.
func (e *Engine) workPlan(ctx context.Context, job jobqueue.Job[planArgs]) error {
	row, next, err := e.beginPlan(ctx, job)
	if err != nil || row == nil {
		return cmp.Or(quiet(err), next)
	}
	p, err := e.producer(row.Kind())
	if err != nil {
		return e.failPlan(ctx, row, err, false)
	}
	items, err := e.list(ctx, p, row.Run())
	switch {
	case err != nil && ctx.Err() != nil: // cancelled, or the process stops: then the job comes back
		return errors.Join(err, quiet(e.givePlanBack(ctx, row)))
	case err != nil:
		return e.failPlan(ctx, row, err, tryAgainHelps(err))
	}
	if err := e.insertItems(ctx, row, items); err != nil {
		return quiet(err)
	}
	return quiet(e.endPlan(ctx, row))
}

// givePlanBack says that the attempt was not lost.
func (e *Engine) givePlanBack(ctx context.Context, mine *store.RunRow) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), finishTime)
	defer cancel()
	return e.inTurn(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		row, err := e.holdPlan(ctx, tx, mine)
		if err != nil {
			return err
		}
		row.PlanLost = max(row.PlanLost-1, 0)
		return store.SaveRun(ctx, tx, row, "plan_lost")
	})
}

// quiet takes the error away that only says that somebody else goes on.
func quiet(err error) error {
	if errors.Is(err, store.ErrLost) || apperror.Is(err, apperror.NotFound) {
		return nil
	}
	return err
}

// tryAgainHelps is false for what the same input always gives.
func tryAgainHelps(err error) bool {
	switch apperror.KindOf(err) {
	case apperror.Invalid, apperror.NotFound, apperror.Forbidden, apperror.Conflict, apperror.TooLarge, apperror.Unsupported:
		return false
	default:
		return true
	}
}

// beginPlan counts the attempt and makes the run running. Without a row there is
// nothing to do, and next is what the job returns.
func (e *Engine) beginPlan(ctx context.Context, job jobqueue.Job[planArgs]) (row *store.RunRow, next error, err error) {
	err = e.inTurn(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if _, err := place.Lock(ctx, tx); err != nil { // before the run's lock
			return err
		}
		row, err = store.TouchRun(ctx, tx, job.Args.RunID)
		if err != nil {
			return err
		}
		if row.Status.Terminal() || row.Planned || row.PlanJobID != job.ID || row.PlanAttempt >= job.Attempt {
			row = nil
			return nil
		}
		row.PlanAttempt = job.Attempt
		row.PlanLost++ // until this attempt says how it went
		if err := store.SaveRun(ctx, tx, row, "plan_attempt", "plan_lost"); err != nil {
			return err
		}
		if row.PlanLost > e.cfg.MaxLost+1 {
			return e.abandonPlan(ctx, tx, row)
		}
		next, err = e.mayBegin(ctx, tx, row)
		return err
	})
	if row != nil && (row.Status.Terminal() || row.Status == run.Queued) {
		row = nil
	}
	return row, next, err
}

// mayBegin makes the run running, or keeps it queued while it is over its quota: then next
// is what the job returns.
func (e *Engine) mayBegin(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) (next error, err error) {
	if row.Status == run.Queued {
		why, err := e.hindered(ctx, tx, row)
		if err != nil {
			return nil, err
		}
		if why.message != "" {
			return e.wait(ctx, tx, row, why)
		}
	}
	if err := e.beginRunning(ctx, tx, row); err != nil {
		return nil, err
	}
	return nil, errors.Join(e.letIn(ctx, tx, row), store.LoadTarget(ctx, tx, row))
}

func (e *Engine) abandonPlan(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) error {
	if err := e.beginRunning(ctx, tx, row); err != nil {
		return err
	}
	return e.endFailed(ctx, tx, row, run.Interrupted, "")
}

func (e *Engine) beginRunning(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) error {
	if row.Status != run.Queued {
		return nil
	}
	if err := store.ChangeStatus(ctx, tx, row, store.Change{To: run.Running}); err != nil {
		return err
	}
	line := e.line(tx, run.Info, "%s, started by %s (%s)", row.Title, row.InitiatorName, row.Trigger)
	if err := store.AppendLines(ctx, tx, row, []run.Line{line}); err != nil {
		return err
	}
	e.publish(tx, row, told.Log(row))
	return nil
}

// list calls the producer with a limit of time and without letting it panic.
func (e *Engine) list(ctx context.Context, p run.Producer, r run.Run) ([]run.NewItem, error) {
	type answer struct {
		items []run.NewItem
		err   error
	}
	found, how := attempt.Guard(ctx, e.cfg.ItemTimeout, e.cfg.Grace, func(ctx context.Context) answer {
		items, err := p.Plan(ctx, r)
		return answer{items, err}
	})
	switch {
	case how.Panicked != nil:
		e.log.ErrorContext(ctx, "producer panicked", slog.String("run_id", r.ID), slog.String("kind", r.Kind.String()),
			slog.Any("panic", how.Panicked), slog.String("trace", how.Trace))
		return nil, fmt.Errorf("list the items of %s: panic", r.Kind)
	case how.Abandoned, how.TimedOut && found.err != nil:
		return nil, fmt.Errorf("list the items of %s: %w", r.Kind, context.DeadlineExceeded)
	case found.err != nil:
		return nil, fmt.Errorf("list the items of %s: %w", r.Kind, found.err)
	}
	return found.items, run.CheckItems(found.items)
}

// insertItems adds items and their jobs in batches, each in a transaction of its
// own, and leaves out what is there already.
func (e *Engine) insertItems(ctx context.Context, row *store.RunRow, items []run.NewItem) error {
	known, ceilings := map[string]bool(nil), run.Ceilings(items)
	last, spacing := 0, run.Spacing(items)
	for at := 0; at == 0 || at < len(items); at += maxInsert {
		err := e.inTurn(ctx, func(ctx context.Context, tx *sqldb.Tx) (err error) {
			held, err := e.holdPlan(ctx, tx, row)
			if err != nil {
				return err
			}
			if known == nil { // later batches know, because nobody else plans this run
				if known, last, err = store.PlannedSoFar(ctx, tx, row.ID); err != nil {
					return err
				}
			}
			fresh := notYet(held, known, last, items[at:min(at+maxInsert, len(items))], spacing, tx.Now())
			last += len(fresh)
			held.Total = max(len(items), last)
			e.publish(tx, held)
			return errors.Join(e.insertBatch(ctx, tx, held, fresh, ceilings), store.SaveRun(ctx, tx, held, "total"))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// notYet makes rows of the items that are not known, and makes them known.
func notYet(
	row *store.RunRow, known map[string]bool, last int, batch []run.NewItem, spacing time.Duration, now time.Time,
) []store.ItemRow {
	fresh := make([]store.ItemRow, 0, len(batch))
	for _, item := range batch {
		if known[item.Key] {
			continue
		}
		known[item.Key] = true
		fresh = append(fresh, store.NewItemRow(row, last+len(fresh)+1, item, spacing, now))
	}
	return fresh
}

// holdPlan takes the run's lock and checks that this attempt still plans it.
func (e *Engine) holdPlan(ctx context.Context, tx *sqldb.Tx, mine *store.RunRow) (*store.RunRow, error) {
	row, err := store.TouchRun(ctx, tx, mine.ID)
	if err != nil {
		return nil, err
	}
	if row.PlanAttempt != mine.PlanAttempt || row.PlanJobID != mine.PlanJobID || row.Planned || row.Status.Terminal() {
		return nil, store.ErrLost
	}
	return row, nil
}

// insertBatch adds items that wait from now on, and tickets for them.
func (e *Engine) insertBatch(
	ctx context.Context, tx *sqldb.Tx, row *store.RunRow, rows []store.ItemRow, ceilings map[string]int,
) error {
	if len(rows) == 0 {
		return nil
	}
	if err := place.InsertShare(ctx, tx, row); err != nil {
		return err
	}
	grown, err := place.SetLanes(ctx, tx, row.Project, ceilings)
	if err != nil {
		return err
	}
	for batch := range slices.Chunk(rows, maxInsert) {
		if _, err := tx.NewInsert().Model(&batch).Returning("NULL").Exec(ctx); err != nil {
			return fmt.Errorf("insert items: %w", err)
		}
	}
	if err := place.QueueItems(ctx, tx, rows...); err != nil {
		return err
	}
	return e.issue(ctx, tx, ticketsFor(rows, ceilings, grown, tx.Now())...)
}

// endPlan closes the list of items; a run without items ends here.
func (e *Engine) endPlan(ctx context.Context, mine *store.RunRow) error {
	return e.inTurn(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		row, err := e.holdPlan(ctx, tx, mine)
		if err != nil {
			return err
		}
		_, last, err := store.PlannedSoFar(ctx, tx, row.ID)
		if err != nil {
			return err
		}
		row.Planned, row.Total, row.PlanLost = true, last, 0
		if err := store.SaveRun(ctx, tx, row, "planned", "total", "plan_lost"); err != nil {
			return err
		}
		lines := []run.Line{e.line(tx, run.Info, "%d to do", last)}
		if err := store.AppendLines(ctx, tx, row, lines); err != nil {
			return err
		}
		if err := e.awaitOrGoOn(ctx, tx, row); err != nil {
			return err
		}
		if done, err := e.endIfDone(ctx, tx, row); done || err != nil {
			return err
		}
		e.publish(tx, row, told.Log(row))
		return nil
	})
}

// failPlan tries again later or ends the run as failed.
func (e *Engine) failPlan(ctx context.Context, mine *store.RunRow, cause error, again bool) error {
	e.log.WarnContext(ctx, "listing the items of a run failed", slog.String("run_id", mine.ID), slog.Any("error", cause))
	reason, message := e.reasonOf(cause)
	var next error
	err := e.inTurn(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		row, err := e.holdPlan(ctx, tx, mine)
		if err != nil {
			return err
		}
		row.PlanTries++
		row.PlanLost = max(row.PlanLost-1, 0)
		if err := store.SaveRun(ctx, tx, row, "plan_tries", "plan_lost"); err != nil {
			return err
		}
		if !again || row.PlanTries >= e.cfg.MaxTries {
			return e.endFailed(ctx, tx, row, reason, message)
		}
		wait := e.cfg.RetryAfter(row.PlanTries)
		next = jobqueue.Snooze(wait)
		line := e.line(tx, run.Warning, "Listing what to do failed: %s. Try %d of %d in %s",
			run.Sentence(reason, message), row.PlanTries+1, e.cfg.MaxTries, wait)
		return store.AppendLines(ctx, tx, row, []run.Line{line})
	})
	if err != nil {
		return quiet(err)
	}
	return next
}

// endFailed ends a run that can't go on. Items that have no outcome are skipped.
func (e *Engine) endFailed(ctx context.Context, tx *sqldb.Tx, row *store.RunRow, reason run.ReasonCode, message string) error {
	if _, err := store.SkipRest(ctx, tx, row, reason, message); err != nil {
		return err
	}
	said := run.Sentence(reason, message)
	if err := store.AppendLines(ctx, tx, row, []run.Line{e.line(tx, run.Error, "Failed: %s", said)}); err != nil {
		return err
	}
	return e.end(ctx, tx, row, store.Change{To: run.Failed, Reason: reason, Message: said})
}

// plain is a sentence for the log, where nothing draws the names between backquotes.
func plain(sentence string) string { return strings.ReplaceAll(sentence, "`", "'") }
