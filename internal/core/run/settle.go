package run

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// tryAgain puts the item back for a later try, or fails it when there were enough.
func (e *Engine) tryAgain(ctx context.Context, c *claimed, w *Work, out Outcome) error {
	reason := out.Reason
	if !reason.Known() {
		reason = Internal
	}
	message := w.sanitizer().Message(out.Message)
	if c.item.Tries+1 >= e.cfg.MaxTries {
		return quiet(e.finish(ctx, c, w, Outcome{Status: ItemFailed, Reason: reason, Message: message}))
	}
	lines := w.stop()
	wait := e.cfg.RetryAfter(c.item.Tries + 1)
	return quiet(e.release(ctx, c, func(ctx context.Context, tx *sqldb.Tx, item *itemRow) ([]Line, error) {
		item.DueAt = sqldb.At(tx.Now().Add(wait))
		item.Tries++
		said := e.itemLine(tx, Warning, item, "%s. Try %d of %d in %s",
			sentence(reason, message), item.Tries+1, e.cfg.MaxTries, wait)
		return append(lines, said), errors.Join(e.passOn(ctx, tx, c), e.issue(ctx, tx, timed(*item, tx.Now())))
	}))
}

// itemLine makes a line about an item.
func (e *Engine) itemLine(tx *sqldb.Tx, level Level, item *itemRow, format string, args ...any) Line {
	line := e.line(tx, level, "%s: "+format, append([]any{item.Title}, args...)...)
	line.Item = item.Seq
	return line
}

// giveBack puts the item back without counting a try, because the process stops
// or the run was cancelled. When it stops the job comes back as well, and is the
// ticket for the place.
func (e *Engine) giveBack(ctx context.Context, c *claimed, w *Work) error {
	lines, cancelled := w.stop(), jobqueue.Cancelled(ctx)
	err := e.release(ctx, c, func(ctx context.Context, tx *sqldb.Tx, item *itemRow) ([]Line, error) {
		if cancelled {
			return lines, e.issue(ctx, tx, timed(*item, tx.Now()))
		}
		return lines, nil
	})
	if err != nil && quiet(err) == nil {
		return nil
	}
	return ctx.Err()
}

// release makes a held item queued again and gives its place back.
func (e *Engine) release(
	ctx context.Context, c *claimed, change func(ctx context.Context, tx *sqldb.Tx, item *itemRow) ([]Line, error),
) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), finishTime)
	defer cancel()
	return e.inTurn(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		row, err := touchRun(ctx, tx, c.run.ID)
		if err != nil {
			return err
		}
		item := *c.item
		lines, err := change(ctx, tx, &item)
		if err != nil {
			return err
		}
		item.Status, item.StartedAt, item.Holder = ItemQueued, nil, ""
		if len(lines) > 0 {
			item.FirstLogSeq = cmp.Or(item.FirstLogSeq, row.LogSeq+1)
		}
		if err := saveItem(ctx, tx, &item, "tries", "due_at", "started_at", "first_log_seq", "holder"); err != nil {
			return err
		}
		if err := queueItems(ctx, tx, item); err != nil {
			return err
		}
		tx.AfterCommit(func() { c.over = true }) // whose place has a ticket, or the job that comes back
		if err := appendLines(ctx, tx, row, lines); err != nil {
			return err
		}
		e.publish(tx, row, itemEvent(row, &item), logEvent(row))
		return nil
	})
}

// endIfDone gives the run its final status once all items are known and have
// their outcome.
func (e *Engine) endIfDone(ctx context.Context, tx *sqldb.Tx, row *runRow, more ...event.Event) (done bool, err error) {
	counts := row.run().Counts
	if !row.Planned || row.Status != Running || counts.Done() < counts.Total {
		return false, nil
	}
	c := change{to: counts.verdict()}
	if counts.Failed > 0 {
		c.reason, c.message, err = e.failureOf(ctx, tx, row, counts)
	} else {
		c, err = orMissed(ctx, tx, row.ID, counts, c)
	}
	if err != nil {
		return false, err
	}
	level, text := Info, c.to.Label()+": "+e.outcomeWords(row)
	if c.reason != "" {
		level = Error
	}
	if err := appendLines(ctx, tx, row, []Line{e.line(tx, level, "%s", text)}); err != nil {
		return false, err
	}
	event.Publish(tx, more...)
	return true, e.end(ctx, tx, row, c)
}

// orMissed makes a run failed that had something to do and came to none of it in
// time. Items that were skipped because there was nothing to do don't count.
func orMissed(ctx context.Context, tx *sqldb.Tx, runID string, counts Counts, otherwise change) (change, error) {
	if counts.Skipped == 0 || counts.Skipped < counts.Total {
		return otherwise, nil
	}
	missed, err := tx.NewSelect().Table("run_item").Where("run_id = ?", runID).Where("status = ?", string(ItemSkipped)).
		Where("reason_code = ?", string(WindowMissed)).Count(ctx)
	if err != nil {
		return change{}, fmt.Errorf("count missed items: %w", err)
	}
	if missed == 0 {
		return otherwise, nil
	}
	message := fmt.Sprintf("%d of %d missed: %s", missed, counts.Total, sentence(WindowMissed, ""))
	return change{Failed, WindowMissed, message}, nil
}

// failureOf is what a run with failed items says about them.
func (e *Engine) failureOf(ctx context.Context, tx *sqldb.Tx, row *runRow, counts Counts) (ReasonCode, string, error) {
	top, err := topFailure(ctx, tx, row.ID)
	word := e.failedWord(row)
	switch {
	case err != nil:
		return "", "", err
	case counts.Total == 1:
		return top.Reason, sentence(top.Reason, top.Message), nil
	case top.Count == counts.Failed:
		return top.Reason, fmt.Sprintf("%d of %d %s: %s", counts.Failed, counts.Total, word, top.words()), nil
	default:
		return top.Reason, fmt.Sprintf("%d of %d %s, %d of them: %s", counts.Failed, counts.Total, word, top.Count, top.words()), nil
	}
}

// failedWord is what the run's producer calls an item that failed.
func (e *Engine) failedWord(row *runRow) string {
	p, err := e.producer(Kind{row.Resource, row.Action})
	if speaker, speaks := p.(Speaker); err == nil && speaks {
		return speaker.FailedWord()
	}
	return "failed"
}

// outcomeWords tells what came of a run's items: the verdicts where there are
// any, else the counts.
func (e *Engine) outcomeWords(row *runRow) string {
	r := row.run()
	if r.Findings.All() == 0 {
		return r.Counts.words(e.failedWord(row))
	}
	words := r.Findings.words()
	if r.Counts.Failed > 0 {
		words += fmt.Sprintf(", %d %s", r.Counts.Failed, e.failedWord(row))
	}
	if r.Counts.Skipped > 0 {
		words += fmt.Sprintf(", %d skipped", r.Counts.Skipped)
	}
	return words
}

// publishLines tells watchers of the log.
func (e *Engine) publishLines(tx *sqldb.Tx, row *runRow) {
	event.Publish(tx, logEvent(row))
	tx.AfterCommit(e.cfg.Wake)
}
