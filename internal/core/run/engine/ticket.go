package engine

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/run/place"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/core/run/told"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// ticketArgs are those of a job that does items, whichever it is whose turn it is then. A
// ticket that finds none that could begin ends; so there are always tickets for what
// could: they are issued with the items that come, for their times where they have one,
// and with each place that becomes free and whose worker does not go on itself.
type ticketArgs struct {
	// Due is the time that the job was made for. It has come when the job starts, even
	// when the clock of the replica that does it is behind.
	Due time.Time `json:"due,omitzero"`
}

// Kind is the job's name.
func (ticketArgs) Kind() string { return "run.item" }

// issue writes tickets: those without a time for now.
func (e *Engine) issue(ctx context.Context, tx *sqldb.Tx, tickets ...ticketArgs) error {
	entries := make([]jobqueue.Entry, 0, len(tickets))
	for _, ticket := range tickets {
		options := jobqueue.Options{Queue: e.cfg.ItemQueue, MaxAttempts: manyAttempts, At: ticket.Due}
		if ticket.Due.IsZero() {
			ticket.Due = tx.Now()
		}
		entries = append(entries, jobqueue.Entry{Args: ticket, Options: options})
	}
	if _, err := e.jobs().EnqueueMany(ctx, tx, entries); err != nil {
		return fmt.Errorf("issue %d tickets: %w", len(tickets), err)
	}
	return nil
}

// passOn hands the place that an item gives back to whoever is next: the worker goes on
// itself, or at the end of its stint, or of its process, issues a ticket.
func (e *Engine) passOn(ctx context.Context, tx *sqldb.Tx, c *claimed) error {
	goOn := c.until.After(tx.Now())
	tx.AfterCommit(func() { c.over, c.goOn = true, goOn })
	if goOn {
		return nil
	}
	return e.issue(ctx, tx, ticketArgs{})
}

// timed is the ticket for the time of an item.
func timed(item store.ItemRow, now time.Time) ticketArgs {
	if !item.DueAt.After(now) {
		return ticketArgs{}
	}
	return ticketArgs{Due: item.DueAt.Time}
}

// manyTickets are enough for items without a lane: more than work at the same time.
const manyTickets = 50

// ticketsFor are the tickets that new items need: each that waits for a time its
// own, and of those that could begin at once no more than there can be places. A
// lane that has grown can take in others too.
func ticketsFor(rows []store.ItemRow, ceilings map[string]int, grown map[string]bool, now time.Time) []ticketArgs {
	var tickets []ticketArgs
	begin := map[string]int{}
	for lane := range grown {
		if grown[lane] {
			begin[lane] = ceilings[lane]
		}
	}
	for _, row := range rows {
		if ticket := timed(row, now); !ticket.Due.IsZero() {
			tickets = append(tickets, ticket)
			continue
		}
		if row.Lane == "" && begin[""] < manyTickets || begin[row.Lane] < ceilings[row.Lane] {
			begin[row.Lane]++
		}
	}
	for _, count := range begin {
		tickets = append(tickets, make([]ticketArgs, count)...)
	}
	return tickets
}

// skew is how far the clocks of two replicas may be apart without an item that waits
// longer for it.
const skew = 10 * time.Second

// comeBack makes a ticket that found nothing look once more when an item is due soon.
// One that is due by the clock of the replica that wrote it may not be by that of the
// one whose ticket this is, and its own ticket may have ended where its lane was full.
func (e *Engine) comeBack(ctx context.Context, job jobqueue.Job[ticketArgs]) error {
	if job.Attempt > 1 {
		return nil
	}
	wait, err := place.SoonDue(ctx, e.db.Read(), e.due(job.Args), skew)
	if err != nil || wait == 0 {
		return err
	}
	return jobqueue.Snooze(wait)
}

// claim takes the item whose turn it is. Nil means that none can begin.
func (e *Engine) claim(ctx context.Context, job jobqueue.Job[ticketArgs]) (*claimed, error) {
	start := place.Start{Job: job.ID, Attempt: job.Attempt, Replica: job.Replica}
	if job.Attempt > 1 { // the process of an earlier start may have died with an item
		if found, again, err := e.claimLost(ctx, start); err != nil || found != nil || again {
			return found, err
		}
	}
	waiting, err := place.AnyCandidate(ctx, e.db.Read(), e.due(job.Args))
	if err != nil || !waiting {
		return nil, err
	}
	return e.claimDue(ctx, job)
}

// claimLost takes the item again that an earlier start of the job held. Again says
// that there is one, which another start may have, or which may have ended meanwhile.
func (e *Engine) claimLost(ctx context.Context, start place.Start) (found *claimed, again bool, err error) {
	runID, seq, again, err := place.LostItem(ctx, e.db.Read(), start.Job)
	if err != nil || !again {
		return nil, false, err
	}
	err = e.inTurn(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		row, err := store.TouchRun(ctx, tx, runID)
		if err != nil {
			return err
		}
		item, err := place.RetakeItem(ctx, tx, runID, seq, start)
		if err != nil {
			return err
		}
		if item == nil { // its run was cancelled, and perhaps nobody was left to give the place back
			return e.freeLost(ctx, tx, runID, seq, start)
		}
		over, err := e.giveUp(ctx, tx, row, item)
		if err != nil {
			return err
		}
		if over { // and the place is free
			return e.issue(ctx, tx, ticketArgs{})
		}
		e.publish(tx, row, told.Item(row, item))
		found = &claimed{run: row, item: item}
		return store.LoadTarget(ctx, tx, row)
	})
	if err != nil {
		return nil, false, err
	}
	return found, true, nil
}

// freeLost gives the place back that an earlier start of a job had for an item, which has
// its outcome by now.
func (e *Engine) freeLost(ctx context.Context, tx *sqldb.Tx, runID string, seq int, start place.Start) error {
	freed, err := place.FreePlaces(ctx, tx, "run_id = ? AND seq = ? AND job_id = ? AND job_attempt < ?",
		runID, seq, start.Job, start.Attempt)
	if err != nil {
		return err
	}
	return e.issue(ctx, tx, make([]ticketArgs, freed)...)
}

// giveUp gives an item that was just taken its outcome when there is no sense in beginning.
func (e *Engine) giveUp(ctx context.Context, tx *sqldb.Tx, row *store.RunRow, item *store.ItemRow) (over bool, err error) {
	out, hopeless := e.beforehand(item, tx.Now())
	if !hopeless {
		return false, nil
	}
	return true, e.write(ctx, tx, &claimed{run: row, item: item}, out, nil)
}

// leave gives the place of an item back that was taken away from this attempt: its
// run was cancelled, or its end is written. Another attempt keeps what it has. There is a
// ticket in any case: the end may be written by this attempt, although the database's
// answer was lost.
func (e *Engine) leave(ctx context.Context, c *claimed) {
	if c.over {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), finishTime)
	defer cancel()
	err := e.inTurn(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		freed, err := place.FreePlaces(ctx, tx, "run_id = ? AND seq = ? AND attempt = ?", c.item.RunID, c.item.Seq, c.item.Attempt)
		if err != nil {
			return err
		}
		return e.issue(ctx, tx, make([]ticketArgs, max(freed, 1))...)
	})
	if err != nil { // Sweep does it
		e.log.WarnContext(ctx, "the place of an item is not given back", slog.String("run_id", c.run.ID),
			slog.Int("item", c.item.Seq), slog.Any("error", err))
	}
}

// freeDead gives the places of dead processes back whose items nobody takes again.
// Those of the others stay theirs: their jobs come back.
func (e *Engine) freeDead(ctx context.Context, tx *sqldb.Tx, replicas []string) error {
	freed, err := place.FreePlaces(ctx, tx, "holder IN (?)", bun.List(replicas))
	if err != nil {
		return err
	}
	return e.issue(ctx, tx, make([]ticketArgs, freed)...)
}
