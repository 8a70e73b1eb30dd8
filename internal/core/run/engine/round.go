package engine

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/run/fair"
	"github.com/dashkeep/dashkeep/internal/core/run/place"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/core/run/told"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// mostSteps bounds a round: so many items are taken, or found to be too late.
const mostSteps = 100

// round is one transaction that gives places.
type round struct {
	engine *Engine
	tx     *sqldb.Tx
	now    time.Time // until when items count as due
	// turn is the number of the last place.
	turn int64
	// queues are those that are due; all says that there are no others.
	queues []place.Waiting
	all    bool
	// runs are those that were touched, nil for one that has ended; told are their events.
	runs map[string]*store.RunRow
	told map[string][]event.Event
	// shares and projects have changed and are not written yet.
	shares   map[string]place.Share
	projects map[string]int64
}

// errNone rolls a claim back that finds nothing, so that it writes nothing.
var errNone = errors.New("nobody waits for a place")

// claimRound takes an item for each of some tickets, as long as there are any. Again says
// that there may be more.
func (e *Engine) claimRound(ctx context.Context, tickets []*asked) (found []*claimed, again bool, err error) {
	now := e.clock.Now()
	for _, each := range tickets {
		if due := e.due(each.ticket); due.After(now) {
			now = due
		}
	}
	err = e.inTurn(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		r := &round{
			engine: e, tx: tx, now: now, runs: map[string]*store.RunRow{}, told: map[string][]event.Event{},
			shares: map[string]place.Share{}, projects: map[string]int64{},
		}
		found, again = nil, true
		for step := 0; step < mostSteps && again && len(found) < len(tickets); step++ {
			claim, more, err := r.give(ctx, tickets[len(found)].start)
			switch {
			case err != nil:
				return err
			case !more && step == 0:
				again = false
				return errNone
			case claim != nil:
				found = append(found, claim)
			}
			again = more
		}
		return r.end(ctx)
	})
	if err != nil && !errors.Is(err, errNone) {
		return nil, false, err
	}
	return found, again, nil
}

// read finds out who waits. The first call makes all others wait who choose.
func (r *round) read(ctx context.Context) (err error) {
	if r.turn == 0 {
		if r.turn, err = place.Lock(ctx, r.tx); err != nil {
			return err
		}
	}
	r.queues, r.all, err = place.WaitingQueues(ctx, r.tx, r.now)
	return err
}

// give takes the item whose turn it is. More is false when there was none; without a
// claim there was one that has its outcome now, or that has just gone.
func (r *round) give(ctx context.Context, start place.Start) (claim *claimed, more bool, err error) {
	if !r.all {
		if err := errors.Join(r.write(ctx), r.read(ctx)); err != nil {
			return nil, false, err
		}
	}
	candidates, places := r.candidates()
	if len(candidates) == 0 {
		return nil, false, nil
	}
	next, passed := fair.Next(candidates)
	queue := &r.queues[places[next]]
	row, err := r.touch(ctx, queue.Run)
	if err != nil || row == nil {
		r.leave(queue.Run)
		return nil, true, err
	}
	item, err := place.TakeNext(ctx, r.tx, queue.Run, queue.Lane, start)
	if err == nil {
		err = place.AdvanceQueue(ctx, r.tx, queue)
	}
	if err != nil || item == nil {
		return nil, true, err
	}
	if over, err := r.engine.giveUp(ctx, r.tx, row, item); over || err != nil {
		if row.Status.Terminal() {
			r.leave(queue.Run)
		}
		return nil, true, err
	}
	if passed >= 0 {
		r.share(places[passed], place.Share{Served: r.queues[places[passed]].Served, Passed: r.queues[places[passed]].Passed + 1})
	}
	r.serve(places[next])
	r.told[row.ID] = append(r.told[row.ID], told.Item(row, item))
	mine := *row
	return &claimed{run: &mine, item: item}, true, nil
}

// candidates are the queues whose first item could begin, and where they are.
func (r *round) candidates() (found []fair.Candidate, places []int) {
	for i, queue := range r.queues {
		if queue.Free > 0 && !queue.Due.After(r.now) {
			found, places = append(found, queue.Candidate(r.now)), append(places, i)
		}
	}
	return found, places
}

// touch takes a run's lock; nil when it has ended.
func (r *round) touch(ctx context.Context, id string) (*store.RunRow, error) {
	if row, known := r.runs[id]; known {
		return row, nil
	}
	row, err := store.TouchRun(ctx, r.tx, id)
	if err := quiet(err); err != nil {
		return nil, err
	}
	if row != nil && row.Status.Terminal() { // so that nobody finds it again
		if err := place.LeaveQueues(ctx, r.tx, id); err != nil {
			return nil, err
		}
		row = nil
	}
	if row != nil {
		if err := store.LoadTarget(ctx, r.tx, row); err != nil {
			return nil, err
		}
	}
	r.runs[id] = row
	return row, nil
}

// leave forgets the queues of a run that has ended.
func (r *round) leave(id string) {
	r.runs[id] = nil
	delete(r.shares, id)
	r.queues = slices.DeleteFunc(r.queues, func(q place.Waiting) bool { return q.Run == id })
}

// serve notes who got a place.
func (r *round) serve(at int) {
	r.turn++
	served := r.queues[at]
	r.share(at, place.Share{Served: r.turn})
	if served.ByHand {
		r.projects[served.Project] = r.turn
	}
	for i := range r.queues {
		queue := &r.queues[i]
		if queue.Project != served.Project {
			continue
		}
		if served.ByHand {
			queue.Turn = r.turn
		}
		if served.Lane != "" && queue.Lane == served.Lane {
			queue.Free--
		}
	}
}

// Share notes what the run of a queue got, in all its queues.
func (r *round) share(at int, s place.Share) {
	id := r.queues[at].Run
	r.shares[id] = s
	for i := range r.queues {
		if r.queues[i].Run == id {
			r.queues[i].Served, r.queues[i].Passed = s.Served, s.Passed
		}
	}
}

// write writes what was noted.
func (r *round) write(ctx context.Context) error {
	for _, id := range slices.Sorted(maps.Keys(r.shares)) {
		if err := place.SaveShare(ctx, r.tx, id, r.shares[id]); err != nil {
			return err
		}
	}
	if len(r.shares) > 0 {
		r.projects[""] = r.turn
		if err := place.SaveTurns(ctx, r.tx, r.projects); err != nil {
			return err
		}
	}
	clear(r.shares)
	clear(r.projects)
	return nil
}

// end writes what is left to write, and tells of the items that have begun.
func (r *round) end(ctx context.Context) error {
	for _, id := range slices.Sorted(maps.Keys(r.told)) {
		if row := r.runs[id]; row != nil {
			r.engine.publish(r.tx, row, r.told[id]...)
		}
	}
	return r.write(ctx)
}
