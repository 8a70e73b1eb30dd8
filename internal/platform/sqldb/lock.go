package sqldb

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// ErrLocked says that another process holds the file lock.
var ErrLocked = errors.New("another process holds the lock")

// lockRetry is how often a lock that somebody holds is asked for again.
const lockRetry = 50 * time.Millisecond

// schemaLock is the key of PostgreSQL's advisory lock: "dashkeep" in ASCII.
const schemaLock = 0x646173686b656570

// LockFile takes an exclusive lock on a file, which it makes, for as long as the
// process lives or until unlock. ErrLocked when another process has it. The
// system gives the lock back however the process ends; the file stays.
func LockFile(path string) (unlock func() error, err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	if err := lockHandle(file); err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", path, err), file.Close())
	}
	return file.Close, nil
}

// lockSchema waits until this process is the only one that migrates.
func (db *DB) lockSchema(ctx context.Context) (unlock func() error, err error) {
	if db.engine == PostgreSQL {
		return db.lockPostgres(ctx)
	}
	for {
		unlock, err = LockFile(db.path + ".migrate.lock")
		if !errors.Is(err, ErrLocked) {
			return unlock, err
		}
		if err := clock.Pause(ctx, lockRetry); err != nil {
			return nil, err
		}
	}
}

// lockPostgres asks again and again instead of waiting inside the server: a
// waiting statement would hold a snapshot, which blocks CREATE INDEX CONCURRENTLY.
func (db *DB) lockPostgres(ctx context.Context) (unlock func() error, err error) {
	conn, err := db.dedicated(ctx)
	if err != nil {
		return nil, err
	}
	for {
		held, err := tryAdvisory(ctx, conn)
		if held {
			return func() error { return closeConn(ctx, conn) }, nil
		}
		if err == nil {
			err = clock.Pause(ctx, lockRetry)
		}
		if err != nil {
			return nil, errors.Join(err, closeConn(ctx, conn))
		}
	}
}

func tryAdvisory(ctx context.Context, conn *pgx.Conn) (held bool, err error) {
	err = conn.QueryRow(ctx, "SELECT pg_try_advisory_lock($1)", int64(schemaLock)).Scan(&held)
	return held, err
}
