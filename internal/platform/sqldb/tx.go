package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// Tx is one open transaction. It is for one goroutine, and only until the
// function that got it returns. Its Commit and Rollback belong to InTx.
type Tx struct {
	bun.Tx

	db     *DB
	engine Engine
	now    time.Time
	ends   []func(ctx context.Context, tx *Tx) error
	before []func(ctx context.Context, tx *Tx) error
	after  []func()
	// values are what rooms keep of the transaction.
	values map[any]any
}

// InTx runs work in one transaction: committed when work and every AtEnd and
// BeforeCommit function return nil, else rolled back. AfterCommit functions run once the
// commit is done and the connection is free. Work uses tx, never the DB.
func (db *DB) InTx(ctx context.Context, work func(ctx context.Context, tx *Tx) error) error {
	began := db.clock.Now()
	after, err := db.runTx(ctx, work)
	if observe := db.observe.Load(); observe != nil {
		(*observe)(db.clock.Now().Sub(began))
	}
	if err != nil {
		if IsDiskFull(err) {
			db.full.Store(true)
		}
		return err
	}
	db.full.Store(false)
	for _, tell := range after {
		tell()
	}
	return nil
}

func (db *DB) runTx(ctx context.Context, work func(ctx context.Context, tx *Tx) error) (_ []func(), err error) {
	inner, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("begin transaction: %w", err)
	}
	defer func() {
		if failure := inner.Rollback(); failure != nil && !errors.Is(failure, sql.ErrTxDone) && err == nil {
			err = fmt.Errorf("roll back: %w", failure)
		}
	}()
	tx := &Tx{Tx: inner, db: db, engine: db.engine, now: db.clock.Now().UTC().Truncate(time.Microsecond)}
	if err = work(ctx, tx); err != nil {
		return nil, err
	}
	if err = tx.runSteps(ctx); err != nil {
		return nil, err
	}
	if err = inner.Commit(); err != nil {
		return nil, commitFailure(ctx, err)
	}
	return tx.after, nil
}

// commitFailure prefers the reason why the context ended: the driver only says
// that the connection is gone.
func commitFailure(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return fmt.Errorf("commit: %w", err)
}

// runSteps runs what was added to the transaction, and what that adds.
func (t *Tx) runSteps(ctx context.Context) error {
	for {
		steps := &t.ends
		if len(t.ends) == 0 {
			steps = &t.before
		}
		if len(*steps) == 0 {
			return nil
		}
		step := (*steps)[0]
		*steps = (*steps)[1:]
		if err := step(ctx, t); err != nil {
			return err
		}
	}
}

// Now is the one instant of the transaction, in UTC, to the microsecond.
func (t *Tx) Now() time.Time { return t.now }

// Engine is the database product.
func (t *Tx) Engine() Engine { return t.engine }

// AtEnd adds a step for when the work is done, before the steps of BeforeCommit: for
// what follows from the work and may wait for rows. Steps run in the order in which
// they were added; an error rolls everything back.
func (t *Tx) AtEnd(step func(ctx context.Context, tx *Tx) error) { t.ends = append(t.ends, step) }

// Attached gives what DB.Attach keeps under a key, or nil.
func (t *Tx) Attached(key any) any { return t.db.attached(key) }

// Value gives what is kept under a key for the time of the transaction; at first it is made.
func (t *Tx) Value(key any, first func() any) any {
	kept, there := t.values[key]
	if !there {
		if t.values == nil {
			t.values = map[any]any{}
		}
		kept = first()
		t.values[key] = kept
	}
	return kept
}

// BeforeCommit adds a last step of the transaction. Steps run in the order in
// which they were added; an error rolls everything back.
func (t *Tx) BeforeCommit(step func(ctx context.Context, tx *Tx) error) {
	t.before = append(t.before, step)
}

// AfterCommit adds something to do once the transaction is committed, in the
// order of adding. It is not run after a rollback, and is lost in a crash.
func (t *Tx) AfterCommit(tell func()) { t.after = append(t.after, tell) }

// Notify tells every listener of the channel, at commit, on PostgreSQL. The
// payload must be shorter than 8000 bytes. On SQLite it does nothing.
func (t *Tx) Notify(ctx context.Context, channel, payload string) error {
	if t.engine != PostgreSQL {
		return nil
	}
	if _, err := t.ExecContext(ctx, "SELECT pg_notify(?, ?)", channel, payload); err != nil {
		return fmt.Errorf("notify %s: %w", channel, err)
	}
	return nil
}

// Affected is how many rows a statement changed, or its error: for the result of Exec.
func Affected(result sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// commitOrderLock is the key of the advisory lock of OrderCommit: "commitor".
const commitOrderLock = 0x636f6d6d69746f72

// OrderCommit makes the transactions that call it commit one after the other, so
// that numbers taken after the call are committed in their order. It is for a
// BeforeCommit step, which keeps the lock short; there is one lock for all rooms,
// so that two of them in one transaction can't wait for each other crosswise. On
// SQLite, with its one writer, it does nothing.
func (t *Tx) OrderCommit(ctx context.Context) error {
	if t.engine != PostgreSQL {
		return nil
	}
	if _, err := t.ExecContext(ctx, "SELECT pg_advisory_xact_lock(?)", int64(commitOrderLock)); err != nil {
		return fmt.Errorf("order commits: %w", err)
	}
	return nil
}

// OrderCommitAndNotify is both, in one statement on PostgreSQL.
func (t *Tx) OrderCommitAndNotify(ctx context.Context, channel, payload string) error {
	if t.engine != PostgreSQL {
		return nil
	}
	_, err := t.ExecContext(ctx, "SELECT pg_advisory_xact_lock(?), pg_notify(?, ?)", int64(commitOrderLock), channel, payload)
	if err != nil {
		return fmt.Errorf("order commits and notify %s: %w", channel, err)
	}
	return nil
}
