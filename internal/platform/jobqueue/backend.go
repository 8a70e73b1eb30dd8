package jobqueue

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// backend is River on one engine.
type backend interface {
	// insert writes jobs; the results are in the order of the jobs.
	insert(ctx context.Context, tx *sqldb.Tx, many []river.InsertManyParams) ([]*rivertype.JobInsertResult, error)
	cancel(ctx context.Context, tx *sqldb.Tx, id int64) error
	newClient(conf *river.Config) (client, error)
	// wakeDue makes waiting jobs fetchable that are due within the horizon. They
	// keep their time, and fetching waits for it. Now is nil for the database's.
	wakeDue(ctx context.Context, now *time.Time, horizon time.Duration) error
}

// client is a River client without its type parameter.
type client interface {
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
	StopAndCancel(ctx context.Context) error
}

func newBackend(db *sqldb.DB, conf *river.Config) (backend, error) {
	if db.Engine() == sqldb.PostgreSQL {
		inserter, err := river.NewClient(riverpgxv5.New(db.Pool()), conf)
		return &postgresBackend{db: db, inserter: inserter}, err
	}
	inserter, err := river.NewClient(riversqlite.New(db.Writer()), conf)
	return &sqliteBackend{db: db, inserter: inserter, bell: newBell()}, err
}

type postgresBackend struct {
	db       *sqldb.DB
	inserter *river.Client[pgx.Tx]
}

func (b *postgresBackend) newClient(conf *river.Config) (client, error) {
	return river.NewClient(riverpgxv5.New(b.db.Pool()), conf)
}

func (b *postgresBackend) insert(
	ctx context.Context, tx *sqldb.Tx, many []river.InsertManyParams,
) (results []*rivertype.JobInsertResult, err error) {
	err = tx.PGX(func(inner pgx.Tx) error {
		results, err = b.inserter.InsertManyTx(ctx, inner, many)
		return err
	})
	return results, err
}

func (b *postgresBackend) cancel(ctx context.Context, tx *sqldb.Tx, id int64) error {
	return tx.PGX(func(inner pgx.Tx) error {
		_, err := b.inserter.JobCancelTx(ctx, inner, id)
		return ignoreMissing(err)
	})
}

func (b *postgresBackend) wakeDue(ctx context.Context, now *time.Time, horizon time.Duration) error {
	_, err := b.db.Pool().Exec(ctx, `UPDATE river_job SET state = 'available'
		WHERE id IN (
			SELECT id FROM river_job
			WHERE state IN ('scheduled', 'retryable')
				AND scheduled_at <= coalesce($1::timestamptz, now()) + make_interval(secs => $2)
			ORDER BY scheduled_at LIMIT 10000 FOR UPDATE SKIP LOCKED)`,
		now, horizon.Seconds())
	return err
}

type sqliteBackend struct {
	db       *sqldb.DB
	inserter *river.Client[*sql.Tx]
	// bell tells the listener of this process that something was enqueued.
	bell *bell
}

func (b *sqliteBackend) newClient(conf *river.Config) (client, error) {
	driver := &quietDriver{Driver: riversqlite.New(b.db.Writer()), db: b.db, bell: b.bell}
	return river.NewClient(driver, conf)
}

func (b *sqliteBackend) insert(
	ctx context.Context, tx *sqldb.Tx, many []river.InsertManyParams,
) ([]*rivertype.JobInsertResult, error) {
	tx.AfterCommit(b.bell.ring)
	return b.inserter.InsertManyTx(ctx, tx.Tx.Tx, many)
}

func (b *sqliteBackend) cancel(ctx context.Context, tx *sqldb.Tx, id int64) error {
	tx.AfterCommit(b.bell.ring)
	_, err := b.inserter.JobCancelTx(ctx, tx.Tx.Tx, id)
	return ignoreMissing(err)
}

// riverLayout is how River writes times on SQLite.
const riverLayout = "2006-01-02 15:04:05.000"

func (b *sqliteBackend) wakeDue(ctx context.Context, now *time.Time, horizon time.Duration) error {
	until := now.Add(horizon).UTC().Format(riverLayout)
	var due bool // looked for among the readers, so that an idle process writes nothing
	err := b.db.Read().NewRaw(`SELECT EXISTS (SELECT 1 FROM river_job
		WHERE state IN ('scheduled', 'retryable') AND scheduled_at <= ?)`, until).Scan(ctx, &due)
	if err != nil || !due {
		return err
	}
	_, err = b.db.Writer().ExecContext(ctx, `UPDATE river_job SET state = 'available'
		WHERE state IN ('scheduled', 'retryable') AND scheduled_at <= ?`, until)
	return err
}

// ignoreMissing lets a job be cancelled whose row is gone already.
func ignoreMissing(err error) error {
	if errors.Is(err, rivertype.ErrNotFound) {
		return nil
	}
	return err
}
