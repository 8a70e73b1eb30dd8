package jobqueue

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Queue writes jobs down and, between Start and Stop, works. It is safe for
// concurrent use.
type Queue struct {
	db       *sqldb.DB
	registry *Registry
	cfg      Config
	clock    clock.Clock
	log      *slog.Logger
	backend  backend
	// inserter writes jobs down in the callers' transactions.
	inserter *river.Client[*sql.Tx]

	stopping sync.Mutex // held by Stop
	mu       sync.Mutex
	run      *run // nil when not started
}

// Options say how to run a job. The zero Options are fine.
type Options struct {
	// Queue is one of Config.Queues; empty is the default queue.
	Queue string
	// At is when to start; zero is at once.
	At time.Time
	// MaxAttempts bounds the tries; zero is Config.MaxAttempts.
	MaxAttempts int
	// UniqueKey lets only one job of its kind and key live: waiting, running or
	// to be tried again. While it lives, enqueuing gives its id.
	UniqueKey string
}

// Entry is one job of EnqueueMany.
type Entry struct {
	Args    Args
	Options Options
}

// New makes a queue. The registry must be complete.
func New(db *sqldb.DB, r *Registry, cfg Config, clk clock.Clock, log *slog.Logger) (*Queue, error) {
	if db == nil || r == nil || clk == nil || log == nil {
		return nil, errors.New("jobqueue: a database, a registry, a clock and a logger are required")
	}
	cfg = cfg.withDefaults(db.Engine())
	if err := errors.Join(append(r.faults, cfg.check())...); err != nil {
		return nil, fmt.Errorf("set up the job queue: %w", err)
	}
	inserter, err := river.NewClient(driver(db.Engine(), db.Writer()), cfg.inserterConfig(clk, log))
	if err != nil {
		return nil, fmt.Errorf("set up the job queue: %w", err)
	}
	return &Queue{
		db: db, registry: r, cfg: cfg, clock: clk, log: log, backend: newBackend(db), inserter: inserter,
	}, nil
}

// Enqueue writes a job in the caller's transaction and gives its id. It starts
// after the commit, on whichever process works.
func (q *Queue) Enqueue(ctx context.Context, tx *sqldb.Tx, a Args, o Options) (int64, error) {
	ids, err := q.EnqueueMany(ctx, tx, []Entry{{Args: a, Options: o}})
	if err != nil {
		return 0, err
	}
	return ids[0], nil
}

// EnqueueMany writes many jobs at once and gives their ids, in their order.
// Entries with an equal kind and UniqueKey share one id.
func (q *Queue) EnqueueMany(ctx context.Context, tx *sqldb.Tx, many []Entry) ([]int64, error) {
	if len(many) == 0 {
		return nil, nil
	}
	places := make([]int, len(many)) // where in params each entry went
	first := map[uniqueJob]int{}
	var params []river.InsertManyParams
	for i, entry := range many {
		job := uniqueJob{kind: entry.Args.Kind(), key: entry.Options.UniqueKey}
		if place, again := first[job]; again && job.key != "" {
			places[i] = place
			continue
		}
		param, err := q.param(entry)
		if err != nil {
			return nil, err
		}
		places[i], first[job] = len(params), len(params)
		params = append(params, param)
	}
	q.backend.wrote(tx)
	results, err := q.inserter.InsertManyTx(ctx, tx.Tx.Tx, params)
	if err != nil {
		return nil, fmt.Errorf("enqueue %d jobs: %w", len(many), err)
	}
	if err := q.wakeNear(ctx, tx, results); err != nil {
		return nil, fmt.Errorf("enqueue %d jobs: %w", len(many), err)
	}
	ids := make([]int64, len(many))
	for i, place := range places {
		ids[i] = results[place].Job.ID
	}
	return ids, nil
}

type uniqueJob struct{ kind, key string }

// liveStates are the states in which a job holds its UniqueKey.
func liveStates() []rivertype.JobState {
	return []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable,
		rivertype.JobStateRunning, rivertype.JobStateScheduled,
	}
}

func (q *Queue) param(entry Entry) (river.InsertManyParams, error) {
	kind, o := entry.Args.Kind(), entry.Options
	if !q.registry.kinds[kind] {
		return river.InsertManyParams{}, fmt.Errorf("enqueue %s: nobody handles this kind", kind)
	}
	if _, known := q.cfg.Queues[o.Queue]; !known && o.Queue != "" && o.Queue != DefaultQueue {
		return river.InsertManyParams{}, fmt.Errorf("enqueue %s: nobody works on the queue %q", kind, o.Queue)
	}
	raw, err := json.Marshal(entry.Args)
	if err != nil {
		return river.InsertManyParams{}, fmt.Errorf("enqueue %s: write arguments: %w", kind, err)
	}
	opts := &river.InsertOpts{Queue: o.Queue, ScheduledAt: o.At, MaxAttempts: o.MaxAttempts}
	if o.UniqueKey != "" {
		opts.UniqueOpts = river.UniqueOpts{ByArgs: true, ByState: liveStates()}
	}
	return river.InsertManyParams{Args: envelope{kind: kind, Key: o.UniqueKey, Args: raw}, InsertOpts: opts}, nil
}

// horizon is how far ahead waiting jobs are made fetchable.
func (q *Queue) horizon() time.Duration { return 2 * q.cfg.DueInterval }

// wakeNear makes jobs fetchable at once that are due before the next look.
// Fetching waits for their time, so they start neither early nor late.
func (q *Queue) wakeNear(ctx context.Context, tx *sqldb.Tx, results []*rivertype.JobInsertResult) error {
	limit := q.clock.Now().Add(q.horizon())
	var near []int64
	for _, result := range results {
		if result.Job.State == rivertype.JobStateScheduled && result.Job.ScheduledAt.Before(limit) {
			near = append(near, result.Job.ID)
		}
	}
	if len(near) == 0 {
		return nil
	}
	_, err := tx.ExecContext(ctx,
		"UPDATE river_job SET state = 'available' WHERE state = 'scheduled' AND id IN (?)", bun.List(near))
	return err
}

// Cancel ends a job for good, in the caller's transaction: a waiting one never
// starts, the context of a running one ends soon after the commit, on whichever
// process it runs. A job that has ended or is not there is left alone.
func (q *Queue) Cancel(ctx context.Context, tx *sqldb.Tx, id int64) error {
	q.backend.wrote(tx)
	_, err := q.inserter.JobCancelTx(ctx, tx.Tx.Tx, id)
	if err != nil && !errors.Is(err, rivertype.ErrNotFound) {
		return fmt.Errorf("cancel job %d: %w", id, err)
	}
	return nil
}
