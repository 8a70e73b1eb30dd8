package sqldb

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// borrowedTx shows pgx users a transaction that database/sql opened. It only
// ever makes savepoints inside it. It does not embed *pgx.Conn: the Begin and
// the Commit of that would act on the whole transaction.
type borrowedTx struct {
	conn  *pgx.Conn
	depth int
	done  bool
}

var _ pgx.Tx = (*borrowedTx)(nil)

func (t *borrowedTx) savepoint() string { return fmt.Sprintf("borrowed_%d", t.depth) }

func (t *borrowedTx) Begin(ctx context.Context) (pgx.Tx, error) {
	nested := &borrowedTx{conn: t.conn, depth: t.depth + 1}
	if _, err := t.conn.Exec(ctx, "SAVEPOINT "+nested.savepoint()); err != nil {
		return nil, err
	}
	return nested, nil
}

func (t *borrowedTx) Commit(ctx context.Context) error { return t.end(ctx, "RELEASE SAVEPOINT ") }

func (t *borrowedTx) Rollback(ctx context.Context) error {
	return t.end(ctx, "ROLLBACK TO SAVEPOINT ")
}

func (t *borrowedTx) end(ctx context.Context, sql string) error {
	if t.depth == 0 {
		return errors.New("the outer transaction belongs to InTx")
	}
	if t.done {
		return pgx.ErrTxClosed
	}
	t.done = true
	_, err := t.conn.Exec(ctx, sql+t.savepoint())
	return err
}

func (t *borrowedTx) Conn() *pgx.Conn { return t.conn }

func (t *borrowedTx) CopyFrom(
	ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource,
) (int64, error) {
	return t.conn.CopyFrom(ctx, table, columns, rows)
}

func (t *borrowedTx) SendBatch(ctx context.Context, batch *pgx.Batch) pgx.BatchResults {
	return t.conn.SendBatch(ctx, batch)
}

func (t *borrowedTx) LargeObjects() pgx.LargeObjects { return pgx.LargeObjects{} }

func (t *borrowedTx) Prepare(ctx context.Context, name, sql string) (*pgconn.StatementDescription, error) {
	return t.conn.Prepare(ctx, name, sql)
}

func (t *borrowedTx) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	return t.conn.Exec(ctx, sql, args...)
}

func (t *borrowedTx) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	return t.conn.Query(ctx, sql, args...)
}

func (t *borrowedTx) QueryRow(ctx context.Context, sql string, args ...any) pgx.Row {
	return t.conn.QueryRow(ctx, sql, args...)
}
