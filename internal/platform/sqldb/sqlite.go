package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	_ "modernc.org/sqlite" // the driver "sqlite", without cgo
)

const sqliteReaders = 4

// oldestSQLite is the first version without the corruption of 3.7.0 to 3.51.2,
// where a WAL reset at the wrong moment lost committed pages.
const oldestSQLite = "3.51.3"

func (db *DB) openSQLite(ctx context.Context, cfg Config) error {
	db.engine = SQLite
	path, err := filepath.Abs(cfg.URL)
	if err != nil {
		return fmt.Errorf("open database %s: %w", cfg.URL, err)
	}
	db.path = path
	if err := touchPrivate(path); err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	if db.writer, err = sqlitePool(path, 1, "_txlock=immediate"); err != nil {
		return err
	}
	if err := checkSQLiteVersion(ctx, db.writer); err != nil {
		return fmt.Errorf("open database %s: %w", path, err)
	}
	if db.reader, err = sqlitePool(path, sqliteReaders, "_pragma=query_only(1)"); err != nil {
		return err
	}
	return db.Ping(ctx)
}

// touchPrivate makes the file for its owner only; SQLite gives the files beside
// it the same mode.
func touchPrivate(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return file.Close()
}

// sqlitePool opens connections that keep committed work through a power loss
// (synchronous FULL) and let readers go on while one writes (WAL).
func sqlitePool(path string, conns int, extra string) (*bun.DB, error) {
	dsn := sqliteURL(path) + "?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)" +
		"&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&" + extra
	pool, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	pool.SetMaxOpenConns(conns)
	pool.SetMaxIdleConns(conns)
	return bun.NewDB(pool, sqlitedialect.New()), nil
}

func sqliteURL(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

func checkSQLiteVersion(ctx context.Context, pool *bun.DB) error {
	var version string
	if err := pool.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version); err != nil {
		return fmt.Errorf("read sqlite_version: %w", err)
	}
	if olderVersion(version, oldestSQLite) {
		return fmt.Errorf("the SQLite of this binary is %s; %s or newer is needed", version, oldestSQLite)
	}
	return nil
}

// olderVersion compares dotted numbers; a part that is missing or no number counts as 0.
func olderVersion(version, than string) bool {
	left, right := strings.Split(version, "."), strings.Split(than, ".")
	for i := range max(len(left), len(right)) {
		if a, b := part(left, i), part(right, i); a != b {
			return a < b
		}
	}
	return false
}

func part(parts []string, i int) int {
	if i >= len(parts) {
		return 0
	}
	n, err := strconv.Atoi(parts[i])
	if err != nil {
		return 0
	}
	return n
}

// EraseFree rewrites a database file without what was deleted from it or replaced
// in it, in its log too. PostgreSQL gives such room back itself. It must not be
// called in a transaction, needs room for a second copy, and takes as long as one.
func (db *DB) EraseFree(ctx context.Context) error {
	if db.engine != SQLite {
		return nil
	}
	if _, err := db.Writer().ExecContext(ctx, "VACUUM"); err != nil {
		return fmt.Errorf("rewrite the database file: %w", err)
	}
	var busy, pages, moved int
	err := db.Writer().QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	if err != nil {
		return fmt.Errorf("empty the log of the database: %w", err)
	}
	if busy != 0 {
		return errors.New("empty the log of the database: somebody reads it")
	}
	return nil
}
