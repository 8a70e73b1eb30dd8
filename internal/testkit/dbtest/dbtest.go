package dbtest

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/migrations"
)

// Each runs a test on a fresh migrated database of each engine.
func Each(t *testing.T, test func(t *testing.T, db *sqldb.DB)) {
	t.Helper()
	EachAt(t, clock.System{}, test)
}

// EachAt is Each with a clock for the transactions' now.
func EachAt(t *testing.T, clk clock.Clock, test func(t *testing.T, db *sqldb.DB)) {
	t.Helper()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			test(t, OpenAt(t, engine, clk))
		})
	}
}

// Open gives one fresh migrated database, closed and removed after the test.
func Open(t testing.TB, engine sqldb.Engine) *sqldb.DB {
	t.Helper()
	return OpenAt(t, engine, clock.System{})
}

// OpenAt is Open with a clock for the transactions' now.
func OpenAt(t testing.TB, engine sqldb.Engine, clk clock.Clock) *sqldb.DB {
	t.Helper()
	return Connect(t, URL(t, engine), clk)
}

// URL makes a fresh migrated database and tells where it is, for tests that open
// it more than once or from another process. It is removed after the test.
func URL(t testing.TB, engine sqldb.Engine) string {
	t.Helper()
	if engine == sqldb.PostgreSQL {
		return clonePostgres(t)
	}
	path := EmptyURL(t, engine)
	copySQLiteTemplate(t, path)
	return path
}

// EmptyURL is URL without the schema, for tests of migrations.
func EmptyURL(t testing.TB, engine sqldb.Engine) string {
	t.Helper()
	if engine == sqldb.PostgreSQL {
		return emptyPostgres(t)
	}
	return filepath.Join(t.TempDir(), "dashkeep.db")
}

// Connect opens a database that URL or EmptyURL made, closed after the test.
func Connect(t testing.TB, url string, clk clock.Clock) *sqldb.DB {
	t.Helper()
	db, err := open(t.Context(), url, clk)
	if err != nil {
		t.Fatalf("open test database: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close test database: %v", err)
		}
	})
	return db
}

func open(ctx context.Context, url string, clk clock.Clock) (*sqldb.DB, error) {
	db, err := sqldb.Open(ctx, sqldb.Config{URL: url, MaxConns: 16}, clk, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	db.SignWith(Sign)
	return db, nil
}

// Sign signs for test databases, with a key of their own.
func Sign(message []byte) []byte {
	sum := hmac.New(sha256.New, []byte("the key of test databases"))
	_, _ = sum.Write(message)
	return sum.Sum(nil)
}

// migrate makes a template: a database with the whole schema and nobody in it.
func migrate(ctx context.Context, url string) error {
	db, err := open(ctx, url, clock.System{})
	if err != nil {
		return err
	}
	if err := sqldb.Migrate(ctx, db, migrations.Files, jobqueue.Tables()); err != nil {
		_ = db.Close() // the migration's error says more
		return err
	}
	return db.Close()
}

// copySQLiteTemplate copies a migrated file that test processes share, because
// migrating takes longer than most tests.
func copySQLiteTemplate(t testing.TB, target string) {
	t.Helper()
	folder := workFolder(t)
	template := filepath.Join(folder, "sqlite-"+schemaHash(t)+".db")
	unlock := lock(t, filepath.Join(folder, "sqlite.lock"))
	defer unlock()
	if _, err := os.Stat(template); err != nil {
		building := filepath.Join(t.TempDir(), "template.db")
		if err := migrate(t.Context(), building); err != nil {
			t.Fatalf("migrate the SQLite template: %v", err)
		}
		if err := os.WriteFile(template, readFile(t, building), 0o600); err != nil {
			t.Fatalf("keep the SQLite template: %v", err)
		}
	}
	if err := os.WriteFile(target, readFile(t, template), 0o600); err != nil {
		t.Fatalf("copy the SQLite template: %v", err)
	}
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path) //nolint:gosec // the path is made here
	if err != nil {
		t.Fatalf("read %s: %v", path, err)
	}
	return content
}
