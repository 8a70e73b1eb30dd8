package jobqueue

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// recoverJobs gives running jobs back. It follows the rules of River's own
// rescue: a wish to cancel wins, and a last attempt was the last.
const recoverJobs = `UPDATE river_job SET
	state = CASE WHEN metadata ->> 'cancel_attempted_at' IS NOT NULL THEN 'cancelled'
		WHEN attempt >= max_attempts THEN 'discarded' ELSE 'available' END%s,
	finalized_at = CASE WHEN metadata ->> 'cancel_attempted_at' IS NOT NULL OR attempt >= max_attempts THEN %s END
	WHERE state = 'running'`

func (q *Queue) newMembership(ctx context.Context, id string) (membership, error) {
	if q.db.Engine() == sqldb.SQLite {
		return &single{id: id, db: q.db, free: q.freeHoldings}, nil
	}
	conf := q.db.Pool().Config()
	conf.MaxConns, conf.MinConns, conf.MinIdleConns = 2, 0, 0
	// A pool of its own: busy workers must not keep a replica from beating.
	pool, err := pgxpool.NewWithConfig(ctx, conf)
	if err != nil {
		return nil, fmt.Errorf("connect the replica's beat: %w", err)
	}
	return &replica{id: id, dead: q.cfg.Dead, pool: pool, db: q.db, free: q.freeHoldings}, nil
}

// freeHoldings frees what the jobs of dead lives held.
func (q *Queue) freeHoldings(ctx context.Context, tx *sqldb.Tx, dead []string) error {
	if len(dead) == 0 {
		return nil
	}
	for _, each := range q.registry.holdings {
		if err := each.free(ctx, tx, dead); err != nil {
			return fmt.Errorf("free what dead jobs held, %s: %w", each.name, err)
		}
	}
	return nil
}

// freeing frees what dead lives held.
type freeing func(ctx context.Context, tx *sqldb.Tx, dead []string) error

// single is the only process of a SQLite file.
type single struct {
	id   string
	db   *sqldb.DB
	free freeing
}

// join takes the place of every earlier life: the lock says that they are dead.
func (s *single) join(ctx context.Context) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		recoverAll := fmt.Sprintf(recoverJobs, "", "strftime('%Y-%m-%d %H:%M:%f', 'now')")
		if _, err := tx.ExecContext(ctx, recoverAll); err != nil {
			return fmt.Errorf("recover jobs: %w", err)
		}
		var dead []string
		if err := tx.NewRaw("DELETE FROM replica RETURNING id").Scan(ctx, &dead); err != nil {
			return fmt.Errorf("find earlier lives: %w", err)
		}
		_, err := tx.NewRaw("INSERT INTO replica (id, beat_at) VALUES (?, ?)", s.id, sqldb.At(tx.Now())).Exec(ctx)
		if err != nil {
			return fmt.Errorf("make this life known: %w", err)
		}
		return s.free(ctx, tx, dead)
	})
}

func (s *single) renew(context.Context) error                                { return nil }
func (s *single) takeOver(context.Context) error                             { return nil }
func (s *single) claim(context.Context, string, time.Duration) (bool, error) { return true, nil }
func (s *single) release(context.Context, string) error                      { return nil }
func (s *single) leave(context.Context) error                                { return nil }
func (s *single) close()                                                     {}

// replica is one of several processes of a PostgreSQL database. All times are by
// the database's clock.
type replica struct {
	id   string
	dead time.Duration
	pool *pgxpool.Pool
	db   *sqldb.DB
	free freeing
}

// join makes the replica known last: it cannot beat yet, and a take-over that
// lasts would let it age until the others hold it for dead.
func (r *replica) join(ctx context.Context) error {
	if err := r.takeOver(ctx); err != nil {
		return err
	}
	if _, err := r.pool.Exec(ctx, "INSERT INTO replica (id, beat_at) VALUES ($1, now())", r.id); err != nil {
		return fmt.Errorf("make the replica known: %w", err)
	}
	return nil
}

// renew never brings a replica back that the others hold for dead.
func (r *replica) renew(ctx context.Context) error {
	tag, err := r.pool.Exec(ctx, `UPDATE replica SET beat_at = now()
		WHERE id = $1 AND beat_at > now() - make_interval(secs => $2)`, r.id, r.dead.Seconds())
	if err != nil {
		return fmt.Errorf("beat: %w", err)
	}
	if tag.RowsAffected() == 0 {
		return errLost
	}
	return nil
}

// takeOverLock lets one replica at a time look for dead ones: "takeover".
const takeOverLock = 0x74616b656f766572

// databaseWait bounds one take-over, and one try to begin again. It has nothing to
// do with how often replicas beat: a slow database or a long list of jobs may take
// longer than a replica may be silent.
const databaseWait = time.Minute

func (r *replica) takeOver(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, databaseWait)
	defer cancel()
	if err := r.freeDead(ctx); err != nil {
		return fmt.Errorf("take over: %w", err)
	}
	err := pgx.BeginFunc(ctx, r.pool, func(tx pgx.Tx) error {
		var mine bool
		err := tx.QueryRow(ctx, "SELECT pg_try_advisory_xact_lock($1)", int64(takeOverLock)).Scan(&mine)
		if err != nil || !mine {
			return err
		}
		_, err = tx.Exec(ctx, fmt.Sprintf(recoverJobs, "::river_job_state", "now()")+` AND NOT EXISTS (
			SELECT 1 FROM replica WHERE replica.id = attempted_by[array_upper(attempted_by, 1)]
				AND beat_at > now() - make_interval(secs => $1))`, r.dead.Seconds())
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, "DELETE FROM replica WHERE beat_at < now() - make_interval(secs => $1)", 10*r.dead.Seconds())
		return err
	})
	if err != nil {
		return fmt.Errorf("take over: %w", err)
	}
	return nil
}

// freeDead comes before their jobs are given back: those want what was held. The
// row of a dead life stays long enough for that to be tried many times.
func (r *replica) freeDead(ctx context.Context) error {
	rows, err := r.pool.Query(ctx, "SELECT id FROM replica WHERE beat_at <= now() - make_interval(secs => $1)", r.dead.Seconds())
	if err != nil {
		return fmt.Errorf("find dead replicas: %w", err)
	}
	dead, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("find dead replicas: %w", err)
	}
	if len(dead) == 0 {
		return nil
	}
	return r.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error { return r.free(ctx, tx, dead) })
}

// claim takes the turn when it is due and its last holder has ended it or is
// dead. The next turn is a little earlier than a whole interval, so that the
// same replica's next tick is not just too soon.
func (r *replica) claim(ctx context.Context, name string, interval time.Duration) (bool, error) {
	tag, err := r.pool.Exec(ctx, `INSERT INTO periodic_turn AS turn (name, holder, next_at)
		VALUES ($1, $2, now() + make_interval(secs => $3))
		ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, next_at = excluded.next_at
		WHERE turn.next_at <= now() AND (turn.holder IN ('', excluded.holder) OR NOT EXISTS (
			SELECT 1 FROM replica WHERE id = turn.holder AND beat_at > now() - make_interval(secs => $4)))`,
		name, r.id, 0.9*interval.Seconds(), r.dead.Seconds())
	if err != nil {
		return false, fmt.Errorf("claim the turn of %s: %w", name, err)
	}
	return tag.RowsAffected() == 1, nil
}

func (r *replica) release(ctx context.Context, name string) error {
	_, err := r.pool.Exec(ctx, "UPDATE periodic_turn SET holder = '' WHERE name = $1 AND holder = $2", name, r.id)
	if err != nil {
		return fmt.Errorf("end the turn of %s: %w", name, err)
	}
	return nil
}

func (r *replica) leave(ctx context.Context) error {
	_, err := r.pool.Exec(ctx, "DELETE FROM replica WHERE id = $1", r.id)
	if err != nil {
		return fmt.Errorf("leave: %w", err)
	}
	return nil
}

func (r *replica) close() { r.pool.Close() }
