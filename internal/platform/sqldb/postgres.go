package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
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
	// Answers come as texts (onceConn), whose forms a role or a database may have changed.
	conf.ConnConfig.RuntimeParams["datestyle"] = "ISO"
	conf.ConnConfig.RuntimeParams["bytea_output"] = "hex"
	// A process that is frozen within a transaction must not keep its locks, or
	// nobody can take over its work. Transactions here are short.
	conf.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"] = "15s"
	if conf.ConnConfig.RuntimeParams["application_name"] == "" {
		conf.ConnConfig.RuntimeParams["application_name"] = "dashkeep"
	}
	if db.pool, err = pgxpool.NewWithConfig(ctx, conf); err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	pool := sql.OpenDB(onceConnector{stdlib.GetPoolConnector(db.pool)})
	pool.SetMaxIdleConns(0) // the pool keeps them
	db.writer = bun.NewDB(pool, pgdialect.New())
	db.reader = db.writer
	return db.Ping(ctx)
}

// onceConnector makes connections that ask once what has no parameters. A text with its
// values in it is new nearly every time, so its description would be asked for first,
// and the server would read it twice.
type onceConnector struct{ driver.Connector }

// Connect takes a connection from the pool.
func (c onceConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if plain, ok := conn.(*stdlib.Conn); ok && err == nil {
		return onceConn{plain}, nil
	}
	return conn, err //nolint:wrapcheck // database/sql looks for the driver's own
}

type onceConn struct{ *stdlib.Conn }

// QueryContext asks for rows.
func (c onceConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if len(args) == 0 {
		args = []driver.NamedValue{{Ordinal: 1, Value: pgx.QueryExecModeExec}}
	}
	return c.Conn.QueryContext(ctx, query, args) //nolint:wrapcheck // database/sql looks for the driver's own
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
