package jobqueue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// run is the time between Start and Stop. On PostgreSQL it can be several lives:
// a replica that lost touch with the database ends one and begins another.
type run struct {
	unlock func() error // of the lock file; nil on PostgreSQL
	halt   func()       // ends supervise
	ended  chan struct{}
	life   *life // nil between two lives; guarded by Queue.mu
}

// killWait bounds how long a lost life may take to end its work.
const killWait = 5 * time.Second

// Start recovers what died with an earlier process and begins to work. It
// returns at once; the work goes on until Stop, whatever becomes of ctx. When
// another process works on the same SQLite file the error has the code
// "already_running".
func (q *Queue) Start(ctx context.Context) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.run != nil {
		return errors.New("the job queue is started already")
	}
	unlock, err := q.lockFile()
	if err != nil {
		return err
	}
	first, err := q.begin(ctx)
	if err != nil {
		return errors.Join(fmt.Errorf("start the job queue: %w", err), unlock())
	}
	watching, halt := context.WithCancel(context.WithoutCancel(ctx))
	q.run = &run{unlock: unlock, halt: halt, ended: make(chan struct{}), life: first}
	go q.supervise(watching, q.run, first)
	return nil
}

// lockFile makes sure that one process works on a SQLite file: what is running
// when it starts was left by a dead one.
func (q *Queue) lockFile() (unlock func() error, err error) {
	if q.db.Engine() != sqldb.SQLite {
		return func() error { return nil }, nil
	}
	unlock, err = sqldb.LockFile(q.db.Path() + ".lock")
	if errors.Is(err, sqldb.ErrLocked) {
		return nil, apperror.New(apperror.Conflict, "Another Dashkeep is running on the database %s. Stop it first; "+
			"several replicas need PostgreSQL", q.db.Path()).WithCode("already_running").WithCause(err)
	}
	return unlock, err
}

// supervise begins a new life whenever the last one was lost.
func (q *Queue) supervise(ctx context.Context, run *run, current *life) {
	defer close(run.ended)
	for {
		select {
		case <-ctx.Done():
			return
		case <-current.lost:
		}
		q.log.Error("replica lost touch with the database", slog.String("replica", current.id))
		q.setLife(run, nil)
		if err := current.kill(ctx); err != nil {
			q.log.Error("work of the lost replica goes on", slog.String("replica", current.id), slog.Any("error", err))
		}
		if current = q.beginAgain(ctx); current == nil {
			return
		}
		q.setLife(run, current)
		q.log.Info("replica works again", slog.String("replica", current.id))
	}
}

// beginAgain tries until it works; nil when ctx ends first.
func (q *Queue) beginAgain(ctx context.Context) *life {
	for {
		trying, cancel := context.WithTimeout(ctx, databaseWait)
		next, err := q.begin(trying)
		cancel()
		if err == nil {
			return next
		}
		q.log.Warn("replica cannot begin again", slog.Any("error", err))
		if clock.Pause(ctx, q.cfg.Beat) != nil {
			return nil
		}
	}
}

func (q *Queue) setLife(run *run, current *life) {
	q.mu.Lock()
	defer q.mu.Unlock()
	run.life = current
}

// Working reports whether this process takes jobs just now.
func (q *Queue) Working() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.run != nil && q.run.life != nil
}

// Stop takes no more work, lets what runs go on for Config.SoftStop, then ends
// its contexts and gives the jobs back. When ctx ends first the error is its
// error: call Stop again to wait longer, or end the process, whose jobs are then
// recovered by another.
func (q *Queue) Stop(ctx context.Context) error {
	q.stopping.Lock()
	defer q.stopping.Unlock()
	q.mu.Lock()
	run := q.run
	q.mu.Unlock()
	if run == nil {
		return nil
	}
	run.halt()
	select {
	case <-run.ended:
	case <-ctx.Done():
		return fmt.Errorf("stop the job queue: %w", context.Cause(ctx))
	}
	if run.life != nil { // supervise has ended, so nobody else touches it
		if err := run.life.end(ctx, q.cfg.SoftStop); err != nil {
			return fmt.Errorf("stop the job queue: %w", err)
		}
	}
	q.mu.Lock()
	q.run = nil
	q.mu.Unlock()
	return run.unlock()
}
