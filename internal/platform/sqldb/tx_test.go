package sqldb_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// shelf makes a table of the test's own in a fresh database of each engine.
func shelf(t *testing.T, clk clock.Clock, test func(t *testing.T, db *sqldb.DB)) {
	t.Helper()
	dbtest.EachAt(t, clk, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		instant := "TEXT"
		if db.Engine() == sqldb.PostgreSQL {
			instant = "timestamptz"
		}
		execute(t, db, "CREATE TABLE book (id TEXT PRIMARY KEY, title TEXT UNIQUE, at "+instant+", extra TEXT)")
		test(t, db)
	})
}

func execute(t *testing.T, db *sqldb.DB, statement string, args ...any) {
	t.Helper()
	err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.ExecContext(ctx, statement, args...)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func titles(t *testing.T, db *sqldb.DB) []string {
	t.Helper()
	var found []string
	if err := db.Read().NewRaw("SELECT title FROM book ORDER BY id").Scan(t.Context(), &found); err != nil {
		t.Fatal(err)
	}
	return found
}

func insert(ctx context.Context, tx *sqldb.Tx, id string) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO book (id, title, at) VALUES (?, ?, ?)", id, id, sqldb.At(tx.Now()))
	return err
}

func TestInTx(t *testing.T) {
	t.Parallel()
	shelf(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		var order []string
		say := func(what string) func(context.Context, *sqldb.Tx) error {
			return func(ctx context.Context, tx *sqldb.Tx) error {
				order = append(order, what)
				return insert(ctx, tx, what)
			}
		}
		err := db.InTx(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			tx.AfterCommit(func() { order = append(order, "after 1: "+titles(t, db)[0]) })
			tx.BeforeCommit(say("a before 1"))
			tx.BeforeCommit(func(_ context.Context, tx *sqldb.Tx) error {
				tx.BeforeCommit(say("c added by 2"))
				return nil
			})
			tx.BeforeCommit(say("b before 3"))
			tx.AtEnd(func(_ context.Context, tx *sqldb.Tx) error {
				tx.AtEnd(say("e added at the end"))
				tx.BeforeCommit(func(_ context.Context, tx *sqldb.Tx) error {
					tx.AtEnd(say("f late, but first"))
					tx.BeforeCommit(say("g last"))
					return nil
				})
				return nil
			})
			tx.AtEnd(say("d end 2"))
			tx.AfterCommit(func() {
				execute(t, db, "UPDATE book SET extra = ''") // the writer is free again
				order = append(order, "after 2")
			})
			order = append(order, "work")
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"work", "d end 2", "e added at the end", "a before 1", "b before 3", "f late, but first", "c added by 2", "g last", "after 1: a before 1", "after 2"}
		if diff := cmp.Diff(want, order); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestInTxRollsBack(t *testing.T) {
	t.Parallel()
	boom := errors.New("boom")
	for name, fail := range map[string]func(tx *sqldb.Tx) error{
		"when work fails": func(*sqldb.Tx) error { return boom },
		"when a step before the commit fails": func(tx *sqldb.Tx) error {
			tx.BeforeCommit(func(context.Context, *sqldb.Tx) error { return boom })
			return nil
		},
		"when a step at the end fails": func(tx *sqldb.Tx) error {
			tx.AtEnd(func(context.Context, *sqldb.Tx) error { return boom })
			tx.BeforeCommit(func(context.Context, *sqldb.Tx) error { t.Error("a step after the failure"); return nil })
			return nil
		},
		"when work panics": func(*sqldb.Tx) error { panic(boom) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			shelf(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
				err := inTxCatching(t, db, func(ctx context.Context, tx *sqldb.Tx) error {
					tx.AfterCommit(func() { t.Error("told of a commit that never was") })
					if err := insert(ctx, tx, "lost"); err != nil {
						return err
					}
					return fail(tx)
				})
				if !errors.Is(err, boom) {
					t.Fatalf("got %v", err)
				}
				if found := titles(t, db); len(found) != 0 {
					t.Fatalf("%v is left", found)
				}
				execute(t, db, "UPDATE book SET extra = ''") // the connection is usable
			})
		})
	}
}

func inTxCatching(
	t *testing.T, db *sqldb.DB, work func(context.Context, *sqldb.Tx) error,
) (err error) {
	t.Helper()
	defer func() {
		if value, ok := recover().(error); ok {
			err = value
		}
	}()
	return db.InTx(t.Context(), work)
}

func TestInTxEndsWithItsContext(t *testing.T) {
	t.Parallel()
	shelf(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		reason := errors.New("enough")
		ctx, cancel := context.WithCancelCause(t.Context())
		err := db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			if err := insert(ctx, tx, "lost"); err != nil {
				return err
			}
			cancel(reason)
			return nil
		})
		if !errors.Is(err, reason) {
			t.Fatalf("got %v", err)
		}
		execute(t, db, "UPDATE book SET extra = ''")
		if found := titles(t, db); len(found) != 0 {
			t.Fatalf("%v is left", found)
		}
	})
}

func TestATransactionHasOneNow(t *testing.T) {
	t.Parallel()
	clk := clock.NewManual(time.Date(2026, 3, 1, 12, 0, 0, 123456789, time.FixedZone("x", 3600)))
	shelf(t, clk, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		err := db.InTx(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			before := tx.Now()
			clk.Advance(time.Hour)
			if now := tx.Now(); now != before || now.Location() != time.UTC || now.Nanosecond()%1000 != 0 {
				t.Errorf("now is %v, was %v", now, before)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestReadersSeeCommittedStateOnly(t *testing.T) {
	t.Parallel()
	shelf(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			if err := insert(ctx, tx, "new"); err != nil {
				return err
			}
			if found := titles(t, db); len(found) != 0 {
				t.Errorf("a reader sees %v", found)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if found := titles(t, db); len(found) != 1 {
			t.Errorf("after the commit a reader sees %v", found)
		}
		_, err = db.Read().ExecContext(t.Context(), "DELETE FROM book")
		if refused := err != nil; refused != (db.Engine() == sqldb.SQLite) {
			t.Errorf("writing through the reader: %v", err)
		}
	})
}

func TestIsUniqueViolation(t *testing.T) {
	t.Parallel()
	shelf(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		execute(t, db, "INSERT INTO book (id, title) VALUES ('1', 'one')")
		for statement, want := range map[string]bool{
			"INSERT INTO book (id, title) VALUES ('1', 'two')": true,
			"INSERT INTO book (id, title) VALUES ('2', 'one')": true,
			"INSERT INTO nowhere (id) VALUES ('2')":            false,
		} {
			err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
				_, err := tx.ExecContext(ctx, statement)
				return err
			})
			if err == nil || sqldb.IsUniqueViolation(err) != want {
				t.Errorf("%s: %v", statement, err)
			}
		}
		if sqldb.IsUniqueViolation(nil) {
			t.Error("no error is a violation")
		}
	})
}

func TestOddSQLitePathsOpen(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a b?c#d%20e&f.db")
	db := dbtest.Connect(t, path, clock.System{})
	execute(t, db, "CREATE TABLE book (id TEXT)")
	if db.Path() != path || db.Ping(t.Context()) != nil {
		t.Fatalf("opened %s", db.Path())
	}
	again := dbtest.Connect(t, path, clock.System{})
	var count int
	if err := again.Read().NewRaw("SELECT count(*) FROM book").Scan(t.Context(), &count); err != nil {
		t.Fatal(err)
	}
}

func TestSQLiteIsDurable(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, sqldb.SQLite)
	for pragma, want := range map[string]string{
		"synchronous": "2", "journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "5000",
	} {
		var got string
		if err := db.Writer().QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", pragma, got, want, err)
		}
	}
}

func TestAttach_keeps_what_was_there_first(t *testing.T) {
	t.Parallel()
	type key struct{}
	type anotherKey struct{}
	shelf(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		if first, second := db.Attach(key{}, 1), db.Attach(key{}, 2); first != 1 || second != 1 {
			t.Errorf("%v, then %v", first, second)
		}
		err := db.InTx(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			if tx.Attached(key{}) != 1 || tx.Attached(anotherKey{}) != nil {
				t.Errorf("%v and %v", tx.Attached(key{}), tx.Attached(anotherKey{}))
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}
