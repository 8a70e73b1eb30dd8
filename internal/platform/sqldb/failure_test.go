package sqldb_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// A database that is away is never a fault of the server: whatever its death
// looks like from here.
func TestOutage(t *testing.T) {
	t.Parallel()
	// Nobody listens in an empty folder.
	down := sqldb.Config{URL: "postgres:///d?host=" + t.TempDir() + "&user=u&sslmode=disable", MaxConns: 8}
	_, failure := sqldb.Open(t.Context(), down, clock.System{}, slog.New(slog.DiscardHandler))
	code := func(code string) error { return fmt.Errorf("read token: %w", &pgconn.PgError{Code: code}) }
	reset := &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
	for name, each := range map[string]struct {
		err  error
		want string
	}{
		"nobody listens":         {failure, "store_unavailable"},
		"shut down":              {code("57P01"), "store_unavailable"},
		"crashed":                {code("57P02"), "store_unavailable"},
		"starting":               {code("57P03"), "store_unavailable"},
		"idle session":           {code("57P05"), "store_unavailable"},
		"idle transaction":       {code("25P03"), "store_unavailable"},
		"a standby":              {code("25006"), "store_unavailable"},
		"statement too long":     {code("57014"), "store_unavailable"},
		"deadlock":               {code("40P01"), "store_unavailable"},
		"connection":             {code("08006"), "store_unavailable"},
		"too many connections":   {code("53300"), "store_unavailable"},
		"bad connection":         {fmt.Errorf("x: %w", driver.ErrBadConn), "store_unavailable"},
		"reset":                  {fmt.Errorf("begin transaction: %w", reset), "store_unavailable"},
		"refused":                {fmt.Errorf("x: %w", syscall.ECONNREFUSED), "store_unavailable"},
		"broken pipe":            {fmt.Errorf("x: %w", syscall.EPIPE), "store_unavailable"},
		"cut off":                {fmt.Errorf("x: %w", io.ErrUnexpectedEOF), "store_unavailable"},
		"closed by pgx":          {errors.New("failed to send: conn closed"), "store_unavailable"},
		"closed by database/sql": {fmt.Errorf("commit: %w", sql.ErrConnDone), "store_unavailable"},
		"rolled back meanwhile":  {fmt.Errorf("commit: %w", sql.ErrTxDone), "store_unavailable"},
		"the server's disk":      {code("53100"), "disk_full"},
		"our disk":               {fmt.Errorf("open: %w", syscall.ENOSPC), "disk_full"},
		"our quota":              {fmt.Errorf("open: %w", syscall.EDQUOT), "disk_full"},
		"unique":                 {code("23505"), ""},
		"syntax":                 {code("42601"), ""},
		"the client went":        {context.Canceled, ""},
		"other":                  {errors.New("x"), ""},
		"nothing":                {nil, ""},
	} {
		got := sqldb.Outage(each.err)
		switch {
		case got == nil && each.want != "", got != nil && got.Code != each.want:
			t.Errorf("%s: %v for %v", name, got, each.err)
		case got != nil && (got.Kind != apperror.Unavailable || got.RetryAfter <= 0 || !errors.Is(got, each.err)):
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A database that may not grow behaves as one on a full disk.
func TestAFullDiskIsSaid(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, sqldb.SQLite)
	var pages int
	if err := db.Writer().QueryRowContext(t.Context(), "PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Writer().ExecContext(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
		t.Fatal(err)
	}
	err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.ExecContext(ctx, "CREATE TABLE more (text TEXT)")
		if err == nil {
			_, err = tx.ExecContext(ctx, "INSERT INTO more VALUES (?)", strings.Repeat("x", 1<<20))
		}
		return err
	})
	full := sqldb.Outage(err)
	if full == nil || full.Code != sqldb.DiskFull || !strings.Contains(full.Message, "data folder is full") {
		t.Fatalf("%v: %+v", err, full)
	}
	if !db.Full() {
		t.Error("the database does not know that it is full")
	}
	if _, err := db.Writer().ExecContext(t.Context(), "PRAGMA max_page_count = 1000000"); err != nil {
		t.Fatal(err)
	}
	err = db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.ExecContext(ctx, "CREATE TABLE more (text TEXT)")
		return err
	})
	if err != nil || db.Full() {
		t.Errorf("after there is room again: full %v, %v", db.Full(), err)
	}
}
