package jobqueue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// life is a River client and the loops beside it, under one replica id.
type life struct {
	id      string
	client  client
	replica membership

	stopTicks, stopWork, stopBeats context.CancelFunc
	ticks, beats                   sync.WaitGroup
	// lost is closed when the others may already have taken over.
	lost chan struct{}
}

// membership is a process's place among those that work on one database.
type membership interface {
	// join recovers what the dead left and makes this process known.
	join(ctx context.Context) error
	// renew says that this process lives; errLost when it counts as dead.
	renew(ctx context.Context) error
	// takeOver recovers what the dead left.
	takeOver(ctx context.Context) error
	// claim asks for the turn at periodic work.
	claim(ctx context.Context, name string, interval time.Duration) (mine bool, err error)
	release(ctx context.Context, name string) error
	// leave is called after a clean end.
	leave(ctx context.Context) error
	close()
}

var errLost = errors.New("this replica counts as dead")

func (q *Queue) begin(ctx context.Context) (_ *life, err error) {
	id, err := uuid.NewV7()
	if err != nil {
		return nil, fmt.Errorf("make a replica id: %w", err)
	}
	l := &life{id: id.String(), lost: make(chan struct{})}
	if l.replica, err = q.newMembership(ctx, l.id); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			l.replica.close()
		}
	}()
	conf, err := q.cfg.workerConfig(l.id, q.registry, q.clock, q.log)
	if err != nil {
		return nil, err
	}
	if l.client, err = q.backend.newClient(conf); err != nil {
		return nil, err
	}
	if err = l.replica.join(ctx); err != nil { // before the first job is taken
		return nil, err
	}
	lasting := context.WithoutCancel(ctx)
	if err = l.client.Start(lasting); err != nil {
		return nil, err
	}
	q.startLoops(lasting, l)
	return l, nil
}

func (q *Queue) startLoops(ctx context.Context, l *life) {
	var ticking, working, beating context.Context
	ticking, l.stopTicks = context.WithCancel(ctx)
	working, l.stopWork = context.WithCancel(ctx)
	beating, l.stopBeats = context.WithCancel(ctx)
	l.ticks.Go(func() { q.repeat(ticking, q.cfg.DueInterval, "wake due jobs", q.wakeDue) })
	for _, each := range q.registry.periodic {
		l.ticks.Go(func() {
			q.repeat(ticking, each.interval, "periodic work", func(context.Context) error {
				return q.takeTurn(working, l, each)
			})
		})
	}
	if q.db.Engine() == sqldb.PostgreSQL {
		l.ticks.Go(func() { q.repeat(ticking, q.cfg.Beat, "take over jobs of dead replicas", l.replica.takeOver) })
		l.beats.Go(func() { q.beat(beating, l) })
	}
}

// repeat calls work now and after every interval until ctx ends.
func (q *Queue) repeat(ctx context.Context, interval time.Duration, what string, work func(context.Context) error) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		if err := work(ctx); err != nil && ctx.Err() == nil {
			q.log.Warn("repeated work failed", slog.String("work", what), slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if ctx.Err() != nil { // both were ready
			return
		}
	}
}

func (q *Queue) wakeDue(ctx context.Context) error {
	now := q.clock.Now()
	if isSystem(q.clock) && q.db.Engine() == sqldb.PostgreSQL {
		return q.backend.wakeDue(ctx, nil, q.horizon())
	}
	return q.backend.wakeDue(ctx, &now, q.horizon())
}

// takeTurn does periodic work when it is this replica's turn.
func (q *Queue) takeTurn(ctx context.Context, l *life, p periodic) (err error) {
	mine, err := l.replica.claim(ctx, p.name, p.interval)
	if err != nil || !mine {
		return err
	}
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("%s panicked: %v\n%s", p.name, value, debug.Stack())
		}
		leaving, cancel := context.WithTimeout(context.WithoutCancel(ctx), q.cfg.Beat)
		defer cancel()
		err = errors.Join(err, l.replica.release(leaving, p.name))
	}()
	working, cancel := context.WithTimeout(ctx, q.cfg.PeriodicTimeout)
	defer cancel()
	if err := p.work(working); err != nil {
		return fmt.Errorf("%s: %w", p.name, err)
	}
	return nil
}

// beat renews until ctx ends. It gives the life up after two thirds of the dead
// time without success: with one more renewal under way that is still before
// the others take over.
func (q *Queue) beat(ctx context.Context, l *life) {
	lease := time.NewTimer(q.cfg.Dead * 2 / 3)
	defer lease.Stop()
	ticker := time.NewTicker(q.cfg.Beat)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-lease.C:
			close(l.lost)
			return
		case <-ticker.C:
		}
		renewing, cancel := context.WithTimeout(ctx, q.cfg.Beat)
		err := l.replica.renew(renewing)
		cancel()
		switch {
		case errors.Is(err, errLost):
			close(l.lost)
			return
		case err == nil:
			lease.Reset(q.cfg.Dead * 2 / 3)
		case ctx.Err() == nil:
			q.log.Warn("replica cannot beat", slog.String("replica", l.id), slog.Any("error", err))
		}
	}
}

// end lets work go on until it is done or the soft stop is over, then cancels
// it. After an error some work goes on, so the replica beats on as well.
func (l *life) end(ctx context.Context, softStop time.Duration) error {
	l.stopTicks()
	soft := time.AfterFunc(softStop, l.stopWork)
	defer soft.Stop()
	if err := errors.Join(l.client.Stop(ctx), waitFor(ctx, &l.ticks)); err != nil {
		return err
	}
	l.stopWork()
	l.stopBeats()
	l.beats.Wait()
	defer l.replica.close()
	return l.replica.leave(ctx)
}

// kill cancels all work at once, because the others may begin it.
func (l *life) kill(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), killWait)
	defer cancel()
	l.stopTicks()
	l.stopWork()
	l.stopBeats()
	err := errors.Join(l.client.StopAndCancel(ctx), waitFor(ctx, &l.ticks))
	l.beats.Wait()
	l.replica.close()
	return err
}

func waitFor(ctx context.Context, group *sync.WaitGroup) error {
	done := make(chan struct{})
	go func() {
		group.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
