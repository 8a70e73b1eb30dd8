package engine

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/run/place"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
)

// mostAtOnce is how many tickets of this process are given an item in one transaction.
const mostAtOnce = 20

// asked is a ticket that asks for an item.
type asked struct {
	ticket ticketArgs
	start  place.Start
	answer chan answered
}

// answered is what a ticket gets: nothing when nothing could begin.
type answered struct {
	claim *claimed
	err   error
}

// asks are the tickets that ask just now. All claims follow each other, so those that come
// while one is under way are answered together by the next one.
type asks struct {
	mu      sync.Mutex
	waiting []*asked
	busy    bool
}

// add tells whether the caller has to see to it that somebody answers.
func (a *asks) add(one *asked) (first bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.waiting = append(a.waiting, one)
	first, a.busy = !a.busy, true
	return first
}

// take gives those who wait; none ends the answering.
func (a *asks) take() []*asked {
	a.mu.Lock()
	defer a.mu.Unlock()
	count := min(len(a.waiting), mostAtOnce)
	batch := a.waiting[:count:count]
	a.waiting, a.busy = a.waiting[count:], count > 0
	return batch
}

// claimDue takes the item whose turn it is among those that are due. The caller thinks
// that there is one. Nil means that none can begin.
func (e *Engine) claimDue(ctx context.Context, job jobqueue.Job[ticketArgs]) (*claimed, error) {
	mine := &asked{job.Args, place.Start{Job: job.ID, Attempt: job.Attempt, Replica: job.Replica}, make(chan answered, 1)}
	if e.asks.add(mine) {
		go func() { // whoever asks works on as soon as he has his own answer
			for batch := e.asks.take(); len(batch) > 0; batch = e.asks.take() {
				e.answerIn(context.WithoutCancel(ctx), batch)
			}
		}()
	}
	got := <-mine.answer
	return got.claim, got.err
}

// answerIn answers within the time of a last write.
func (e *Engine) answerIn(ctx context.Context, batch []*asked) {
	ctx, cancel := context.WithTimeout(ctx, finishTime)
	defer cancel()
	e.answer(ctx, batch)
}

// answer claims items for tickets. When that fails for some together each has a try alone.
func (e *Engine) answer(ctx context.Context, batch []*asked) {
	found, err := e.claimFor(ctx, batch)
	if err != nil && len(batch) > 1 {
		for i := range batch {
			e.answer(ctx, batch[i:i+1])
		}
		return
	}
	for i, one := range batch {
		got := answered{err: err}
		if err == nil && i < len(found) {
			got.claim = found[i]
		}
		one.answer <- got
	}
}

// claimFor gives items to the first of some tickets, and to all if there are enough.
func (e *Engine) claimFor(ctx context.Context, batch []*asked) (found []*claimed, err error) {
	defer func() {
		if value := recover(); value != nil { // of a producer's Finished
			found, err = nil, fmt.Errorf("claim items: panic: %v\n%s", value, debug.Stack())
		}
	}()
	for again := true; again && len(found) < len(batch); {
		var more []*claimed
		if more, again, err = e.claimRound(ctx, batch[len(found):]); err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	return found, nil
}

// due is until when items count as due for a ticket.
func (e *Engine) due(ticket ticketArgs) time.Time {
	now := e.clock.Now()
	if ticket.Due.After(now) {
		return ticket.Due
	}
	return now
}
