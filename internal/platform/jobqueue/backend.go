package jobqueue

import (
	"context"
	"database/sql"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// backend is River on one engine.
type backend interface {
	newClient(conf *river.Config) (client, error)
	// wakeDue makes waiting jobs fetchable that are due within the horizon. They
	// keep their time, and fetching waits for it. Now is nil for the database's.
	wakeDue(ctx context.Context, now *time.Time, horizon time.Duration) error
	// wrote is told of each transaction that may write a notification.
	wrote(tx *sqldb.Tx)
}

// client is a River client without its type parameter.
type client interface {
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
	StopAndCancel(ctx context.Context) error
}

func newBackend(db *sqldb.DB) backend {
	if db.Engine() == sqldb.PostgreSQL {
		return &postgresBackend{db: db}
	}
	return &sqliteBackend{db: db, bell: newBell()}
}

// driver is River's driver for what happens in transactions of sqldb, which are
// database/sql's on both engines. The pool may be nil where nothing is asked.
func driver(engine sqldb.Engine, pool *sql.DB) riverdriver.Driver[*sql.Tx] {
	if engine == sqldb.PostgreSQL {
		return riverdatabasesql.New(pool)
	}
	return riversqlite.New(pool)
}

type postgresBackend struct{ db *sqldb.DB }

// newClient works on pgx itself, which listens.
func (b *postgresBackend) newClient(conf *river.Config) (client, error) {
	return river.NewClient(riverpgxv5.New(b.db.Pool()), conf)
}

func (b *postgresBackend) wrote(*sqldb.Tx) {}

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
	db *sqldb.DB
	// bell tells the listener of this process that something was written.
	bell *bell
}

func (b *sqliteBackend) newClient(conf *river.Config) (client, error) {
	driver := &quietDriver{Driver: riversqlite.New(b.db.Writer()), db: b.db, bell: b.bell}
	return river.NewClient(driver, conf)
}

func (b *sqliteBackend) wrote(tx *sqldb.Tx) { tx.AfterCommit(b.bell.ring) }

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
