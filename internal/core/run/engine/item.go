package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/attempt"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/core/run/told"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/redact"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const (
	// finishTime is how long the last write of an item may take.
	finishTime = 20 * time.Second
	// finishTries is how often it is tried while the database does not answer.
	finishTries = 3
	// stint is how long a worker goes on from one item to the next before it lets other
	// jobs have their turn.
	stint = 5 * time.Second
)

// workTicket does the item whose turn it is, and goes on with whoever is next then, for a
// stint: nobody has to fetch a job for each.
func (e *Engine) workTicket(ctx context.Context, job jobqueue.Job[ticketArgs]) error {
	until := e.clock.Now().Add(stint)
	claim, err := e.claim(ctx, job)
	for claim != nil && err == nil {
		claim.until = until
		if err := e.work(ctx, claim); err != nil || !claim.goOn {
			return err
		}
		claim, err = e.claimDue(ctx, job)
	}
	if err != nil {
		return quiet(err)
	}
	return e.comeBack(ctx, job)
}

// work does one attempt at one item.
func (e *Engine) work(ctx context.Context, claim *claimed) error {
	defer e.leave(ctx, claim)
	p, err := e.producer(claim.run.Kind())
	if err != nil {
		return quiet(e.finish(ctx, claim, e.journal(claim), run.Outcome{Status: run.ItemFailed, Reason: run.Internal}))
	}
	j := e.journal(claim)
	ctx, span := e.cfg.Tracer.Start(ctx, "item of "+p.Kind().String(), trace.WithAttributes(
		attribute.String("run_id", claim.run.ID), attribute.Int("item", claim.item.Seq)))
	defer span.End()
	out, how := e.do(ctx, p, claim, j)
	return e.settle(ctx, claim, j, out, how)
}

// claimed is an item that this attempt holds, with its run as it was then.
type claimed struct {
	run  *store.RunRow
	item *store.ItemRow
	// over says that the item was given its outcome, or put back: its place is free.
	over bool
	// until is when the stint of the worker ends.
	until time.Time
	// goOn says that the item is over and that the worker goes on: its job is the ticket
	// for the place, and there is no other.
	goOn bool
	// desk is where the attempt got what people answered; nil before it began.
	desk *desk
}

// beforehand tells when there is no sense in beginning an item.
func (e *Engine) beforehand(item *store.ItemRow, now time.Time) (run.Outcome, bool) {
	switch {
	case item.Lost > e.cfg.MaxLost:
		return run.Outcome{Status: run.ItemFailed, Reason: run.Interrupted}, true
	case item.Tries == 0 && item.NotAfter != nil && now.After(item.NotAfter.Time):
		return run.Outcome{Status: run.ItemSkipped, Reason: run.WindowMissed}, true
	default:
		return run.Outcome{}, false
	}
}

func (e *Engine) journal(c *claimed) *attempt.Journal {
	return attempt.New(c.item.Seq, e.clock, e.clean)
}

// do calls the producer while the log is written and the run is kept alive.
func (e *Engine) do(ctx context.Context, p run.Producer, c *claimed, j *attempt.Journal) (run.Outcome, attempt.Ending) {
	ctx, lose := context.WithCancelCause(ctx)
	lasting := context.WithoutCancel(ctx)
	j.WriteTo(func(lines []run.Line) error { return e.flushLines(lasting, c, lines) }, lose)
	keeping, stopKeeping := context.WithCancel(lasting)
	var keeper sync.WaitGroup
	keeper.Go(func() {
		j.Keep(keeping, e.cfg.FlushEvery, e.cfg.BeatEvery, func(ctx context.Context) error { return e.flushLines(ctx, c, nil) })
	})
	c.desk = &desk{engine: e, claim: c, journal: j}
	w := &run.Work{Run: c.run.Run(), Item: c.item.Item(), Attempt: c.item.Attempt, Journal: j, Desk: c.desk}
	out, how := attempt.Guard(ctx, e.cfg.ItemTimeout, e.cfg.Grace, func(ctx context.Context) run.Outcome { return p.Do(ctx, w) })
	stopKeeping()
	keeper.Wait()
	lose(nil)
	if how.Panicked != nil {
		e.log.ErrorContext(ctx, "producer panicked", slog.String("run_id", c.run.ID), slog.String("kind", p.Kind().String()),
			slog.Int("item", c.item.Seq), slog.String("panic", j.Sanitizer().Message(fmt.Sprint(how.Panicked))),
			slog.String("trace", how.Trace))
	}
	return out, how
}

// flushLines writes lines while the attempt holds the item; store.ErrLost when not.
// Without lines it is a sign of life.
func (e *Engine) flushLines(ctx context.Context, c *claimed, lines []run.Line) error {
	ctx, cancel := context.WithTimeout(ctx, finishTime)
	defer cancel()
	return e.inTurn(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		row, err := store.TouchRun(ctx, tx, c.run.ID)
		if err != nil {
			return err
		}
		mine, err := store.Holds(ctx, tx, *c.item)
		if err != nil {
			return err
		}
		if !mine {
			return store.ErrLost
		}
		first := row.LogSeq + 1
		if err := store.AppendLines(ctx, tx, row, lines); err != nil || len(lines) == 0 {
			return err
		}
		e.publishLines(tx, row)
		return e.markFirstLine(ctx, tx, c.item, first)
	})
}

// markFirstLine keeps where in the log an item begins.
func (e *Engine) markFirstLine(ctx context.Context, tx *sqldb.Tx, item *store.ItemRow, seq int64) error {
	if item.FirstLogSeq != 0 {
		return nil
	}
	marked := *item
	marked.FirstLogSeq = seq
	if err := store.SaveItem(ctx, tx, &marked, "first_log_seq"); err != nil {
		return err
	}
	tx.AfterCommit(func() { item.FirstLogSeq = seq })
	return nil
}

// settle turns what happened into the item's outcome, another try, or the return
// of the job to the queue.
func (e *Engine) settle(ctx context.Context, c *claimed, j *attempt.Journal, out run.Outcome, how attempt.Ending) error {
	switch {
	case how.Abandoned && how.TimedOut:
		// It may still be at work, so another try beside it could double an effect.
		return quiet(e.finish(ctx, c, j, run.Outcome{Status: run.ItemFailed, Reason: run.Timeout}))
	case how.Abandoned:
		return ctx.Err() // the process stops, or the run was cancelled
	case how.Panicked != nil:
		out = run.Outcome{Reason: run.Internal, Retry: errors.New("panic")}
	case how.TimedOut && !good(out):
		out = run.Outcome{Reason: run.Timeout, Message: out.Message, Retry: context.DeadlineExceeded}
	case ctx.Err() != nil && !good(out):
		return e.giveBack(ctx, c, j)
	}
	if out.Retry != nil {
		return e.tryAgain(ctx, c, j, out)
	}
	if len(out.Ask) > 0 {
		return quiet(e.ask(ctx, c, j, out))
	}
	err := e.finish(ctx, c, j, out)
	if failure, ok := errors.AsType[*applyError](err); ok {
		e.log.WarnContext(ctx, "applying an item failed", slog.String("run_id", c.run.ID), slog.Int("item", c.item.Seq),
			slog.String("error", j.Sanitizer().Message(failure.cause.Error())))
		reason, message := e.reasonOf(failure.cause)
		return e.tryAgain(ctx, c, j, run.Outcome{Reason: reason, Message: message, Retry: failure})
	}
	return quiet(err)
}

// good reports whether the producer came to a result that stands, even when its
// context ended meanwhile.
func good(out run.Outcome) bool {
	stands := out.Status == run.ItemSucceeded || out.Status == run.ItemWarned || out.Status == run.ItemSkipped
	return out.Retry == nil && (stands || len(out.Ask) > 0)
}

// applyError is a failure of Outcome.Apply.
type applyError struct{ cause error }

func (a *applyError) Error() string { return "apply outcome: " + a.cause.Error() }
func (a *applyError) Unwrap() error { return a.cause }

// finish writes the outcome, its effects and what follows from it in one
// transaction. It goes on although the job's context has ended.
func (e *Engine) finish(ctx context.Context, c *claimed, j *attempt.Journal, out run.Outcome) error {
	lines := j.Stop()
	out = e.valid(out, j.Sanitizer())
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), finishTime)
	defer cancel()
	var err error
	for try := range finishTries {
		if err = e.finishOnce(ctx, c, out, lines); err == nil || errors.Is(err, store.ErrLost) {
			return err
		}
		if _, applying := errors.AsType[*applyError](err); applying || ctx.Err() != nil {
			j.Put(lines) // for whoever goes on with the item
			return err
		}
		e.log.WarnContext(ctx, "finishing an item failed", slog.String("run_id", c.run.ID), slog.Int("item", c.item.Seq),
			slog.Int("try", try+1), slog.Any("error", err))
	}
	return err
}

// valid keeps outcomes to what may be stored.
func (e *Engine) valid(out run.Outcome, clean *redact.Sanitizer) run.Outcome {
	if !out.Status.Finished() {
		out = run.Outcome{Status: run.ItemFailed, Reason: run.Internal}
	}
	if out.Reason != "" && !out.Reason.Known() || out.Reason == "" && out.Status == run.ItemFailed {
		out.Reason = run.Internal
	}
	if out.Status != run.ItemSucceeded || !out.Finding.Valid() {
		out.Finding = run.NoFinding
	}
	if _, known := out.Cause.Code.Words(); !known {
		out.Cause = run.Cause{}
	}
	out.Message, out.Cause.Sentence = clean.Message(out.Message), clean.Message(out.Cause.Sentence)
	out.Cause.Key = clean.Message(out.Cause.Key)
	return out
}

func (e *Engine) finishOnce(ctx context.Context, c *claimed, out run.Outcome, lines []run.Line) error {
	return e.inTurn(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if out.Apply != nil {
			if err := out.Apply(ctx, tx); err != nil {
				return &applyError{err}
			}
		}
		row, err := store.TouchRun(ctx, tx, c.run.ID)
		if err != nil {
			return err
		}
		item := *c.item
		if err := e.passOn(ctx, tx, c); err != nil {
			return err
		}
		return e.write(ctx, tx, &claimed{run: row, item: &item}, out, lines)
	})
}

// write gives a held item its outcome and its run the counts, and with the last
// item its final status. The caller holds the run's lock.
func (e *Engine) write(ctx context.Context, tx *sqldb.Tx, c *claimed, out run.Outcome, lines []run.Line) error {
	row, item := c.run, c.item
	if out.Reason != "" || out.Message != "" {
		level := map[run.ItemStatus]run.Level{
			run.ItemFailed: run.Error, run.ItemWarned: run.Warning, run.ItemSucceeded: out.Finding.Level(),
		}[out.Status]
		last := e.line(tx, cmp.Or(level, run.Info), "%s: %s", item.Title, plain(run.Sentence(out.Reason, out.Message)))
		last.Item = item.Seq
		lines = append(lines[:len(lines):len(lines)], last)
	}
	now := sqldb.At(tx.Now())
	item.Status, item.Finding, item.Reason, item.Message, item.FinishedAt = out.Status, out.Finding, out.Reason, out.Message, &now
	item.Holder = ""
	item.CauseCode, item.CauseKey, item.Cause = out.Cause.Code, out.Cause.Key, out.Cause.Sentence
	if len(lines) > 0 {
		item.FirstLogSeq = cmp.Or(item.FirstLogSeq, row.LogSeq+1)
	}
	err := store.SaveItem(ctx, tx, item, "finding", "reason_code", "cause_code", "cause_key", "cause", "message", "finished_at",
		"first_log_seq", "holder")
	if err != nil {
		return err
	}
	tx.AfterCommit(func() { e.cfg.ItemDone(out.Status) })
	counts := row.Run().Counts.With(out.Status)
	row.Succeeded, row.Warned, row.Failed, row.Skipped = counts.Succeeded, counts.Warned, counts.Failed, counts.Skipped
	findings := row.Run().Findings.With(out.Finding)
	row.FoundPass, row.FoundWarn, row.FoundFail = findings.Pass, findings.Warn, findings.Fail
	err = store.AppendLines(ctx, tx, row, lines,
		"succeeded", "warned", "failed", "skipped", "found_pass", "found_warn", "found_fail")
	if err != nil {
		return err
	}
	done, err := e.endIfDone(ctx, tx, row, told.Item(row, item))
	if done || err != nil {
		return err
	}
	e.publish(tx, row, told.Item(row, item), told.Log(row))
	return nil
}
