package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

// Engine is the database product behind a DB.
type Engine string

// The engines.
const (
	SQLite     Engine = "sqlite"
	PostgreSQL Engine = "postgres"
)

// Config says which database to open.
type Config struct {
	// URL is "postgres://…" or "postgresql://…" for PostgreSQL, else the path of a SQLite file.
	URL string
	// MaxConns bounds the PostgreSQL pool; zero means 20. SQLite ignores it.
	MaxConns int
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	engine Engine
	clock  clock.Clock
	log    *slog.Logger
	path   string
	writer *bun.DB
	reader *bun.DB
	pool   *pgxpool.Pool
	// observe is told how long each transaction took; nil for nobody.
	observe atomic.Pointer[func(took time.Duration)]
	// full is true from a transaction that found no room to the next that did.
	full atomic.Bool
	// sign is SignWith's.
	sign atomic.Pointer[func(message []byte) []byte]
	// things are what rooms above keep with the database.
	things sync.Map
}

// Open opens the database and checks that it answers. A missing SQLite file is
// made, its folder is not. The caller closes the DB.
func Open(ctx context.Context, cfg Config, clk clock.Clock, log *slog.Logger) (*DB, error) {
	if cfg.URL == "" || clk == nil || log == nil {
		return nil, errors.New("sqldb: a URL, a clock and a logger are required")
	}
	db := &DB{clock: clk, log: log}
	open := db.openSQLite
	if EngineOf(cfg.URL) == PostgreSQL {
		open = db.openPostgres
	}
	if err := open(ctx, cfg); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// EngineOf tells which engine a database URL means.
func EngineOf(url string) Engine {
	if strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://") {
		return PostgreSQL
	}
	return SQLite
}

// Engine is the database product.
func (db *DB) Engine() Engine { return db.engine }

// Path is the absolute path of the SQLite file, empty on PostgreSQL.
func (db *DB) Path() string { return db.path }

// Read gives the reader pool. It sees committed state only; writing through it
// fails on SQLite.
func (db *DB) Read() bun.IDB { return db.reader }

// Pool is PostgreSQL's connection pool, nil on SQLite, for what pgx alone can do:
// stores use InTx and Read.
func (db *DB) Pool() *pgxpool.Pool { return db.pool }

// Writer is the database/sql pool that writes: on SQLite it has exactly one
// connection. It is for what can't go through InTx; stores use InTx.
func (db *DB) Writer() *sql.DB { return db.writer.DB }

// Attach keeps a value for a room above with the database, so that every transaction
// can reach it, and gives it; when there is one already, that one. The key is of a type
// of the room's own.
func (db *DB) Attach(key, value any) any {
	kept, _ := db.things.LoadOrStore(key, value)
	return kept
}

func (db *DB) attached(key any) any {
	kept, _ := db.things.Load(key)
	return kept
}

// Ping checks that the database answers to readers and writers.
func (db *DB) Ping(ctx context.Context) error {
	if err := db.reader.PingContext(ctx); err != nil {
		return fmt.Errorf("ping %s reader: %w", db.engine, err)
	}
	if db.writer == db.reader {
		return nil
	}
	if err := db.writer.PingContext(ctx); err != nil {
		return fmt.Errorf("ping %s writer: %w", db.engine, err)
	}
	return nil
}

// Close closes every connection. Transactions that run are waited for.
func (db *DB) Close() error {
	var failures []error
	if db.reader != nil && db.reader != db.writer {
		failures = append(failures, db.reader.Close())
	}
	if db.writer != nil {
		failures = append(failures, db.writer.Close())
	}
	if db.pool != nil {
		db.pool.Close()
	}
	return errors.Join(failures...)
}

// errNoSigner is returned where something has to be signed before SignWith.
var errNoSigner = errors.New("sqldb: there is no key to sign with")

// SignWith gives the function that signs what only this program may have written.
// It takes a message to its keyed hash. Call it before the first transaction.
func (db *DB) SignWith(sign func(message []byte) []byte) { db.sign.Store(&sign) }

// Sign gives the keyed hash of a message.
func (db *DB) Sign(message []byte) ([]byte, error) {
	sign := db.sign.Load()
	if sign == nil {
		return nil, errNoSigner
	}
	return (*sign)(message), nil
}

// Sign gives the keyed hash of a message.
func (t *Tx) Sign(message []byte) ([]byte, error) { return t.db.Sign(message) }

// OnTransaction tells a function how long each transaction took, committed or
// not, the wait for its connection included.
func (db *DB) OnTransaction(observe func(took time.Duration)) { db.observe.Store(&observe) }

// Full reports whether the last transactions found no room on the disk.
func (db *DB) Full() bool { return db.full.Load() }

// Pools gives the state of the connection pools by name: writer and reader on
// SQLite, main on PostgreSQL.
func (db *DB) Pools() map[string]sql.DBStats {
	if db.engine == SQLite {
		return map[string]sql.DBStats{"writer": db.writer.Stats(), "reader": db.reader.Stats()}
	}
	stat := db.pool.Stat()
	return map[string]sql.DBStats{
		"main": {
			MaxOpenConnections: int(stat.MaxConns()), OpenConnections: int(stat.TotalConns()),
			InUse: int(stat.AcquiredConns()), Idle: int(stat.IdleConns()),
		},
	}
}
