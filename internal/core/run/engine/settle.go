package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/attempt"
	"github.com/dashkeep/dashkeep/internal/core/run/place"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/core/run/told"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// tryAgain puts the item back for a later try, or fails it when there were enough.
func (e *Engine) tryAgain(ctx context.Context, c *claimed, j *attempt.Journal, out run.Outcome) error {
	reason := out.Reason
	if !reason.Known() {
		reason = run.Internal
	}
	message := j.Sanitizer().Message(out.Message)
	if c.item.Tries+1 >= e.cfg.MaxTries {
		return quiet(e.finish(ctx, c, j, run.Outcome{Status: run.ItemFailed, Reason: reason, Message: message}))
	}
	lines := j.Stop()
	wait := e.cfg.RetryAfter(c.item.Tries + 1)
	return quiet(e.release(ctx, c, run.ItemQueued, func(ctx context.Context, tx *sqldb.Tx, r *claimed) ([]run.Line, error) {
		item := r.item
		item.DueAt = sqldb.At(tx.Now().Add(wait))
		item.Tries++
		said := e.itemLine(tx, run.Warning, item, "%s. Try %d of %d in %s",
			run.Sentence(reason, message), item.Tries+1, e.cfg.MaxTries, wait)
		return append(lines, said), errors.Join(e.passOn(ctx, tx, c), e.issue(ctx, tx, timed(*item, tx.Now())))
	}))
}

// itemLine makes a line about an item.
func (e *Engine) itemLine(tx *sqldb.Tx, level run.Level, item *store.ItemRow, format string, args ...any) run.Line {
	line := e.line(tx, level, "%s: "+format, append([]any{item.Title}, args...)...)
	line.Item = item.Seq
	return line
}

// giveBack puts the item back without counting a try, because the process stops
// or the run was cancelled. When it stops the job comes back as well, and is the
// ticket for the place.
func (e *Engine) giveBack(ctx context.Context, c *claimed, j *attempt.Journal) error {
	lines, cancelled := j.Stop(), jobqueue.Cancelled(ctx)
	err := e.release(ctx, c, run.ItemQueued, func(ctx context.Context, tx *sqldb.Tx, r *claimed) ([]run.Line, error) {
		if cancelled {
			return lines, e.issue(ctx, tx, timed(*r.item, tx.Now()))
		}
		return lines, nil
	})
	if err != nil && quiet(err) == nil {
		return nil
	}
	return ctx.Err()
}

// release makes a held item one that is queued, or that waits for an answer, and gives
// its place back.
func (e *Engine) release(
	ctx context.Context, c *claimed, to run.ItemStatus,
	change func(ctx context.Context, tx *sqldb.Tx, r *claimed) ([]run.Line, error),
) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), finishTime)
	defer cancel()
	return e.inTurn(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		row, err := store.TouchRun(ctx, tx, c.run.ID)
		if err != nil {
			return err
		}
		item := *c.item
		lines, err := change(ctx, tx, &claimed{run: row, item: &item})
		if err != nil {
			return err
		}
		item.Status, item.StartedAt, item.Holder = to, nil, ""
		if len(lines) > 0 {
			item.FirstLogSeq = cmp.Or(item.FirstLogSeq, row.LogSeq+1)
		}
		err = store.SaveItem(ctx, tx, &item, "tries", "due_at", "started_at", "first_log_seq", "holder", "reason_code", "message")
		if err != nil {
			return err
		}
		if to == run.ItemQueued {
			err := errors.Join(place.QueueItems(ctx, tx, item), c.desk.putBack(ctx, tx, row))
			if err != nil {
				return err
			}
		}
		tx.AfterCommit(func() { c.over = true }) // whose place has a ticket, or the job that comes back
		if err := store.AppendLines(ctx, tx, row, lines); err != nil {
			return err
		}
		e.publish(tx, row, told.Item(row, &item), told.Log(row))
		return nil
	})
}

// endIfDone gives the run its final status once all items are known and have
// their outcome.
func (e *Engine) endIfDone(ctx context.Context, tx *sqldb.Tx, row *store.RunRow, more ...event.Event) (done bool, err error) {
	counts := row.Run().Counts
	if !row.Planned || row.Status != run.Running || counts.Done() < counts.Total {
		return false, nil
	}
	c := store.Change{To: counts.Verdict()}
	if counts.Failed > 0 {
		c.Reason, c.Message, err = e.failureOf(ctx, tx, row, counts)
	} else {
		c, err = orSkipped(ctx, tx, row.ID, counts, c)
	}
	if err != nil {
		return false, err
	}
	level, text := run.Info, c.To.Label()+": "+e.outcomeWords(row)
	if c.Reason != "" {
		level = run.Error
	}
	if err := store.AppendLines(ctx, tx, row, []run.Line{e.line(tx, level, "%s", text)}); err != nil {
		return false, err
	}
	event.Publish(tx, more...)
	return true, e.end(ctx, tx, row, c)
}

// orSkipped makes a run failed that had something to do and came to none of it in time,
// and cancelled one of which a person skipped all that there was to do. Items that were
// skipped because there was nothing to do don't count.
func orSkipped(ctx context.Context, tx *sqldb.Tx, runID string, counts run.Counts, otherwise store.Change) (store.Change, error) {
	if counts.Skipped == 0 || counts.Skipped < counts.Total {
		return otherwise, nil
	}
	missed, err := store.CountSkipped(ctx, tx, runID, run.WindowMissed)
	if err != nil {
		return store.Change{}, err
	}
	if missed > 0 {
		message := fmt.Sprintf("%d of %d missed: %s", missed, counts.Total, run.Sentence(run.WindowMissed, ""))
		return store.Change{To: run.Failed, Reason: run.WindowMissed, Message: message}, nil
	}
	byHand, err := store.CountSkipped(ctx, tx, runID, run.CancelledByUser)
	if err != nil || byHand == 0 {
		return otherwise, err
	}
	message := fmt.Sprintf("All %d were skipped by hand", counts.Total)
	if byHand < counts.Total {
		message = fmt.Sprintf("%d of %d were skipped by hand, and the others had nothing to do", byHand, counts.Total)
	}
	return store.Change{To: run.Cancelled, Reason: run.CancelledByUser, Message: message}, nil
}

// failureOf is what a run with failed items says about them.
func (e *Engine) failureOf(
	ctx context.Context, tx *sqldb.Tx, row *store.RunRow, counts run.Counts,
) (reason run.ReasonCode, message string, err error) {
	top, err := store.TopFailure(ctx, tx, row.ID)
	word := e.failedWord(row)
	switch {
	case err != nil:
		return "", "", err
	case counts.Total == 1:
		return top.Reason, run.Sentence(top.Reason, top.Message), nil
	case top.Count == counts.Failed:
		return top.Reason, fmt.Sprintf("%d of %d %s: %s", counts.Failed, counts.Total, word, top.Words()), nil
	default:
		return top.Reason, fmt.Sprintf("%d of %d %s, %d of them: %s", counts.Failed, counts.Total, word, top.Count, top.Words()), nil
	}
}

// failedWord is what the run's producer calls an item that failed.
func (e *Engine) failedWord(row *store.RunRow) string {
	p, err := e.producer(row.Kind())
	if speaker, speaks := p.(run.Speaker); err == nil && speaks {
		return speaker.FailedWord()
	}
	return "failed"
}

// outcomeWords tells what came of a run's items: the verdicts where there are
// any, else the counts.
func (e *Engine) outcomeWords(row *store.RunRow) string {
	r := row.Run()
	if r.Findings.All() == 0 {
		return r.Counts.Words(e.failedWord(row))
	}
	words := r.Findings.Words()
	if r.Counts.Failed > 0 {
		words += fmt.Sprintf(", %d %s", r.Counts.Failed, e.failedWord(row))
	}
	if r.Counts.Skipped > 0 {
		words += fmt.Sprintf(", %d skipped", r.Counts.Skipped)
	}
	return words
}

// publishLines tells watchers of the log.
func (e *Engine) publishLines(tx *sqldb.Tx, row *store.RunRow) {
	event.Publish(tx, told.Log(row))
	tx.AfterCommit(e.cfg.Wake)
}
