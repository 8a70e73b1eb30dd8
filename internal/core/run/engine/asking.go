package engine

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/attempt"
	"github.com/dashkeep/dashkeep/internal/core/run/input"
	"github.com/dashkeep/dashkeep/internal/core/run/place"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/core/run/told"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// desk gives an attempt what people answered for its item.
type desk struct {
	engine  *Engine
	claim   *claimed
	journal *attempt.Journal

	mu    sync.Mutex
	taken input.Taken
}

// TakeReplies gives the replies once, and hides their values.
func (d *desk) TakeReplies(ctx context.Context) (map[string]run.Reply, error) {
	var taken input.Taken
	err := d.engine.inTurn(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if _, err := store.TouchRun(ctx, tx, d.claim.run.ID); err != nil {
			return err
		}
		mine, err := store.Holds(ctx, tx, *d.claim.item)
		if err != nil {
			return err
		}
		if !mine {
			return store.ErrLost
		}
		taken, err = input.Take(ctx, tx, d.engine.cfg.Box, d.claim.item.RunID, d.claim.item.Seq)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, reply := range taken.Replies {
		reply.Value.Use(func(plain string) { d.journal.Hide(append(input.KeyLines(plain), plain)...) })
	}
	if taken.Late {
		d.journal.Log(run.Warning, "What was answered came too late for this one: it was kept for five minutes")
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.taken = taken
	return taken.Replies, nil
}

// putBack keeps what the attempt has taken for the next one, which follows when this one
// came to nothing.
func (d *desk) putBack(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) error {
	if d == nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return input.PutBack(ctx, tx, d.engine.cfg.Box, row, d.claim.item.Seq, d.taken)
}

// ask puts an item aside until a person has given what it needs.
func (e *Engine) ask(ctx context.Context, c *claimed, j *attempt.Journal, out run.Outcome) error {
	clean := j.Sanitizer()
	fields := input.Clean(out.Ask, clean)
	if err := input.CheckFields(fields); err != nil || e.cfg.Box == nil {
		e.log.ErrorContext(ctx, "a producer asks for what nobody can give", slog.String("run_id", c.run.ID), slog.Any("error", err))
		return e.finish(ctx, c, j, run.Outcome{Status: run.ItemFailed, Reason: run.Internal})
	}
	out = e.valid(run.Outcome{Status: run.ItemFailed, Reason: cmp.Or(out.Reason, run.PasswordRequired), Message: out.Message}, clean)
	lines := j.Stop()
	err := e.release(ctx, c, run.ItemAwaiting, func(ctx context.Context, tx *sqldb.Tx, r *claimed) ([]run.Line, error) {
		if mine, err := store.Holds(ctx, tx, *r.item); err != nil || !mine {
			return nil, cmp.Or(err, store.ErrLost)
		}
		if err := input.Ask(ctx, tx, r.run, r.item.Seq, fields, tx.Now().Add(e.cfg.AskFor)); err != nil {
			return nil, err
		}
		r.item.Reason, r.item.Message = out.Reason, out.Message
		said := e.itemLine(tx, run.Warning, r.item, "%s", plain(run.Sentence(out.Reason, out.Message)))
		if err := errors.Join(e.saveRequest(ctx, tx, r.run), e.passOn(ctx, tx, c)); err != nil {
			return nil, err
		}
		return append(lines[:len(lines):len(lines)], said), e.awaitOrGoOn(ctx, tx, r.run)
	})
	if errors.Is(err, input.ErrFull) {
		j.Put(lines)
		return e.finish(ctx, c, j, run.Outcome{
			Status: run.ItemFailed, Reason: run.PasswordRequired,
			Message: "The run asks for as much as it may already. Answer that, then do this one again",
		})
	}
	return err
}

// saveRequest writes what the run waits for.
func (e *Engine) saveRequest(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) error {
	return store.SaveRun(ctx, tx, row, "input_request", "ask_version", "answered_by", "ask_for")
}

// awaitOrGoOn makes a run that needs something one that waits for it, and one that needs
// nothing any more one that goes on. A run whose items are not all known yet waits from
// then on. The caller holds the run's lock, and the request is in its row.
func (e *Engine) awaitOrGoOn(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) error {
	request, err := input.Of(row)
	if err != nil {
		return err
	}
	needs := len(request.Fields) > 0
	switch {
	case needs && row.Status == run.AwaitingInput:
		row.Message = e.clean.Message(request.Words())
		return store.SaveRun(ctx, tx, row, "message")
	case needs && row.Status == run.Running && row.Planned:
		c := store.Change{To: run.AwaitingInput, Reason: run.PasswordRequired, Message: e.clean.Message(request.Words())}
		return store.ChangeStatus(ctx, tx, row, c)
	case !needs && row.Status == run.AwaitingInput:
		return store.ChangeStatus(ctx, tx, row, store.Change{To: run.Running})
	}
	return nil
}

// Answer gives a run of the scope's project, and of the kind that the scope is for, what
// it asked for: the items that need nothing more go on where they stopped, and those that
// need something that is skipped are skipped. Kinds of error: not_found, invalid with the
// fields, conflict with the code already_answered when somebody else was first.
func (e *Engine) Answer(ctx context.Context, scope access.Scope, kind run.Kind, id string, answer run.Answer) error {
	return e.onRequest(ctx, scope, kind, id, audit.RunAnswer, func(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) error {
		request, err := input.Of(row)
		if err != nil {
			return err
		}
		if err := input.Check(request, answer, row.AnsweredBy); err != nil {
			return err
		}
		settled, err := input.Give(ctx, tx, e.cfg.Box, row, answer)
		if err != nil {
			return err
		}
		who := initiatorOf(scope, run.Initiator{})
		row.AnsweredBy = who.Name
		lines := []run.Line{e.line(tx, run.Info, "%s", input.Words(who.Name, request, answer))}
		if err := errors.Join(e.saveRequest(ctx, tx, row), store.AppendLines(ctx, tx, row, lines)); err != nil {
			return err
		}
		skipped := e.clean.Message("Skipped by " + who.Name + ", who was asked for what it needs")
		over, err := store.SettleAwaiting(ctx, tx, row, settled.Skipped, run.ItemSkipped, run.CancelledByUser, skipped)
		if err != nil {
			return err
		}
		return e.resume(ctx, tx, row, settled.GoOn, over)
	})
}

// resume lets items go on that waited, and the run with them when it needs nothing more.
// Over are those that have their outcome now instead.
func (e *Engine) resume(ctx context.Context, tx *sqldb.Tx, row *store.RunRow, seqs []int, over []store.ItemRow) error {
	items, err := store.Resume(ctx, tx, row, seqs)
	if err != nil {
		return err
	}
	if err := place.QueueItems(ctx, tx, items...); err != nil {
		return err
	}
	tickets := map[string]int{}
	count := 0
	for _, item := range items {
		if tickets[item.Lane] < manyTickets {
			tickets[item.Lane]++
			count++
		}
	}
	if err := errors.Join(e.issue(ctx, tx, make([]ticketArgs, count)...), e.awaitOrGoOn(ctx, tx, row)); err != nil {
		return err
	}
	var changed []event.Event
	for _, item := range slices.Concat(items, over) {
		changed = append(changed, told.Item(row, &item))
	}
	if done, err := e.endIfDone(ctx, tx, row, changed...); done || err != nil {
		return err
	}
	e.publish(tx, row, append(changed, told.Log(row))...)
	return nil
}

// HandOver says who is meant to answer what a run needs; nil is whoever may. Kinds of
// error: not_found, conflict.
func (e *Engine) HandOver(
	ctx context.Context, scope access.Scope, kind run.Kind, id string, to *run.Assignee, comment string,
) error {
	return e.onRequest(ctx, scope, kind, id, audit.RunHandOver, func(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) error {
		comment = e.clean.Message(comment)
		said := "Whoever may answer is asked"
		if to != nil {
			said = "Handed over to " + to.Name
		}
		said += " by " + initiatorOf(scope, run.Initiator{}).Name
		if comment != "" {
			said += ": " + comment
		}
		if err := input.HandOver(row, to, comment); err != nil {
			return err
		}
		lines := []run.Line{e.line(tx, run.Info, "%s", said)}
		if err := errors.Join(e.saveRequest(ctx, tx, row), store.AppendLines(ctx, tx, row, lines)); err != nil {
			return err
		}
		e.publish(tx, row, told.Log(row))
		return nil
	})
}

// SendBack ends a run that waits for an answer: whoever was asked wants another plan, and
// says why. Kinds of error: not_found, conflict.
func (e *Engine) SendBack(ctx context.Context, scope access.Scope, kind run.Kind, id, comment string) error {
	return e.onRequest(ctx, scope, kind, id, audit.RunSendBack, func(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) error {
		said := "Sent back by " + initiatorOf(scope, run.Initiator{}).Name
		if comment != "" {
			said += ": " + comment
		}
		return e.stop(ctx, tx, row, said)
	})
}

// onRequest changes a run that waits for an answer, with its lock, and notes it in the
// trail.
func (e *Engine) onRequest(
	ctx context.Context, scope access.Scope, kind run.Kind, id string, action audit.Action,
	change func(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) error,
) error {
	return e.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		row, err := store.TouchRun(ctx, tx, id)
		if err != nil {
			return err
		}
		switch {
		case !scope.Granted() || row.Project != scope.Project() || row.Kind() != kind:
			return store.Missing()
		case row.Status.Terminal():
			return apperror.New(apperror.Conflict, "This run has already ended: %s", row.Status.Label()).WithCode("run_ended")
		case len(row.InputRequest) == 0:
			return input.AlreadyAnswered(row.AnsweredBy)
		}
		if err := change(ctx, tx, row); err != nil {
			return err
		}
		return noteInTrail(ctx, tx, scope, row, action)
	})
}

// sweepAsked fails what nobody answered in time, and deletes values that nobody took.
func (e *Engine) sweepAsked(ctx context.Context) error {
	late, err := input.Late(ctx, e.db.Read(), e.clock.Now(), sweepBatch)
	if err != nil {
		return err
	}
	for _, id := range late {
		err := e.inTurn(ctx, func(ctx context.Context, tx *sqldb.Tx) error { return e.expire(ctx, tx, id) })
		if quiet(err) != nil {
			return err
		}
	}
	return e.db.InTx(ctx, input.Expire)
}

// expire fails the items of a run whose time to be answered is over.
func (e *Engine) expire(ctx context.Context, tx *sqldb.Tx, id string) error {
	row, err := store.TouchRun(ctx, tx, id)
	if err != nil {
		return err
	}
	late, err := input.GiveUp(ctx, tx, row)
	if err != nil || len(late) == 0 { // answered meanwhile
		return err
	}
	message := "Nobody answered within " + input.Days(e.cfg.AskFor)
	over, err := store.SettleAwaiting(ctx, tx, row, late, run.ItemFailed, run.PasswordRequired, message)
	if err != nil {
		return err
	}
	row.AnsweredBy = ""
	lines := []run.Line{e.line(tx, run.Error, "%s: %d failed that waited for it", message, len(over))}
	if err := errors.Join(e.saveRequest(ctx, tx, row), store.AppendLines(ctx, tx, row, lines)); err != nil {
		return err
	}
	return e.resume(ctx, tx, row, nil, over)
}
