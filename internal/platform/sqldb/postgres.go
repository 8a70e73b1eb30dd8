package sqldb

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
)

const defaultMaxConns = 20

func (db *DB) openPostgres(ctx context.Context, cfg Config) error {
	db.engine = PostgreSQL
	conf, err := pgxpool.ParseConfig(cfg.URL)
	if err != nil {
		return fmt.Errorf("read the database URL: %w", err) // pgx leaves the password out of this error
	}
	conf.MaxConns = defaultMaxConns
	if cfg.MaxConns > 0 {
		conf.MaxConns = int32(min(cfg.MaxConns, 10_000))
	}
	// bun writes values into the text, so nearly every text is new. Prepared
	// statements would pile up in every server process; descriptions cost it nothing.
	conf.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeCacheDescribe
	conf.ConnConfig.RuntimeParams["timezone"] = "UTC"
	// A process that is frozen within a transaction must not keep its locks, or
	// nobody can take over its work. Transactions here are short.
	conf.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"] = "15s"
	if conf.ConnConfig.RuntimeParams["application_name"] == "" {
		conf.ConnConfig.RuntimeParams["application_name"] = "dashkeep"
	}
	if db.pool, err = pgxpool.NewWithConfig(ctx, conf); err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	db.writer = bun.NewDB(stdlib.OpenDBFromPool(db.pool), pgdialect.New())
	db.reader = db.writer
	return db.Ping(ctx)
}

// dedicated opens a connection outside the pool, for what must hold one: a
// session lock or LISTEN. The caller closes it.
func (db *DB) dedicated(ctx context.Context) (*pgx.Conn, error) {
	conn, err := pgx.ConnectConfig(ctx, db.pool.Config().ConnConfig)
	if err != nil {
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	return conn, nil
}
