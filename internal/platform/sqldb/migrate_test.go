package sqldb_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
	"github.com/dashkeep/dashkeep/migrations"
)

// eachEmpty runs a test on a database without a schema of each engine.
func eachEmpty(t *testing.T, test func(t *testing.T, url string)) {
	t.Helper()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) { test(t, dbtest.EmptyURL(t, engine)) })
	}
}

// tables gives the columns of all tables, as "table.column".
func tables(t *testing.T, db *sqldb.DB) []string {
	t.Helper()
	query := `SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'goose_db_version' ORDER BY 1`
	if db.Engine() == sqldb.PostgreSQL {
		query = `SELECT table_name || '.' || column_name FROM information_schema.columns
			WHERE table_schema = 'public' AND table_name <> 'goose_db_version' ORDER BY 1`
	}
	var found []string
	if err := db.Read().NewRaw(query).Scan(t.Context(), &found); err != nil {
		t.Fatal(err)
	}
	return found
}

func TestMigrateUpDownUp(t *testing.T) {
	t.Parallel()
	eachEmpty(t, func(t *testing.T, url string) { //nolint:thelper // a test, which fails where it fails
		db := dbtest.Connect(t, url, clock.System{})
		migrate(t, db)
		first := tables(t, db)
		if len(first) < 10 {
			t.Fatalf("only %v", first)
		}
		migrate(t, db)
		if err := sqldb.MigrateDown(t.Context(), db, migrations.Files, jobqueue.Tables()); err != nil {
			t.Fatal(err)
		}
		if left := tables(t, db); len(left) != 0 {
			t.Fatalf("the down sections leave %v", left)
		}
		migrate(t, db)
		if diff := cmp.Diff(first, tables(t, db)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func migrate(t *testing.T, db *sqldb.DB) {
	t.Helper()
	if err := sqldb.Migrate(t.Context(), db, migrations.Files, jobqueue.Tables()); err != nil {
		t.Fatal(err)
	}
}

func TestMigrateAtOnce(t *testing.T) {
	t.Parallel()
	eachEmpty(t, func(t *testing.T, url string) { //nolint:thelper // a test, which fails where it fails
		var group sync.WaitGroup
		for range 3 {
			db := dbtest.Connect(t, url, clock.System{})
			group.Go(func() {
				if err := sqldb.Migrate(t.Context(), db, migrations.Files, jobqueue.Tables()); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
	})
}

func TestMigrateRefusesANewerSchema(t *testing.T) {
	t.Parallel()
	older := files("0001_a.sql", "CREATE TABLE a (id TEXT);")
	newer := files("0001_a.sql", "CREATE TABLE a (id TEXT);", "0002_b.sql", "CREATE TABLE b (id TEXT);")
	eachEmpty(t, func(t *testing.T, url string) { //nolint:thelper // a test, which fails where it fails
		db := dbtest.Connect(t, url, clock.System{})
		if err := sqldb.Migrate(t.Context(), db, newer); err != nil {
			t.Fatal(err)
		}
		wantNewerSchema(t, sqldb.Migrate(t.Context(), db, older))
		if err := sqldb.Migrate(t.Context(), db, newer, jobqueue.Tables()); err != nil {
			t.Fatal(err)
		}
		execute(t, db, "INSERT INTO river_migration (line, version, created_at) VALUES ('main', 999, ?)",
			sqldb.At(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)))
		wantNewerSchema(t, sqldb.Migrate(t.Context(), db, newer, jobqueue.Tables()))
	})
}

func wantNewerSchema(t *testing.T, err error) {
	t.Helper()
	if found, ok := errors.AsType[*apperror.Error](err); !ok || found.Code != "schema_newer" {
		t.Errorf("a newer schema: %v", err)
	}
}

// files gives migrations: names and up sections in turn.
func files(namesAndTexts ...string) fstest.MapFS {
	made := fstest.MapFS{}
	for i := 0; i < len(namesAndTexts); i += 2 {
		made[namesAndTexts[i]] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + namesAndTexts[i+1])}
	}
	return made
}

func TestMigrationsSpeakTheEnginesWords(t *testing.T) {
	t.Parallel()
	text := files(
		"0001_a.sql", "CREATE TABLE a (id ${SERIAL}, at ${TIME} NOT NULL, body ${BLOB}, doc ${JSON});",
		"0002_b.sqlite.sql", "CREATE TABLE b_sqlite (id TEXT);",
		"0002_b.postgres.sql", "CREATE TABLE b_postgres (id TEXT);",
	)
	eachEmpty(t, func(t *testing.T, url string) { //nolint:thelper // a test, which fails where it fails
		db := dbtest.Connect(t, url, clock.System{})
		if err := sqldb.Migrate(t.Context(), db, text); err != nil {
			t.Fatal(err)
		}
		execute(t, db, "INSERT INTO a (at, body, doc) VALUES (?, ?, ?)",
			sqldb.At(time.Now()), []byte{0, 255}, sqldb.JSON(`{"a": 1}`))
		execute(t, db, "INSERT INTO b_"+string(db.Engine())+" (id) VALUES ('here')")
		var id int64
		var body []byte
		if err := db.Read().NewRaw("SELECT id, body FROM a").Scan(t.Context(), &id, &body); err != nil {
			t.Fatal(err)
		}
		if id != 1 || len(body) != 2 {
			t.Fatalf("id %d, body %v", id, body)
		}
		if sqldb.Migrate(t.Context(), db, files("0003_c.sql", "CREATE TABLE c (id ${UNKNOWN});")) == nil {
			t.Fatal("an unknown word was accepted")
		}
	})
}

func TestListen(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, sqldb.PostgreSQL)
	heard := make(chan string, 10)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- db.Listen(ctx, "News Of", func(payload string) { heard <- payload }) }()
	wantHeard(t, heard, "")
	tell(t, db, "first")
	wantHeard(t, heard, "first")
	execute(t, db, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "+
		"WHERE datname = current_database() AND query LIKE 'LISTEN%'")
	wantHeard(t, heard, "") // it is back and says that something may have been missed
	tell(t, db, "second")
	wantHeard(t, heard, "second")
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	lite := dbtest.Open(t, sqldb.SQLite)
	if err := lite.Listen(t.Context(), "News Of", func(string) { t.Error("SQLite notifies") }); err != nil {
		t.Fatal(err)
	}
	tell(t, lite, "nobody hears")
}

func tell(t *testing.T, db *sqldb.DB, what string) {
	t.Helper()
	err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error { return tx.Notify(ctx, "News Of", what) })
	if err != nil {
		t.Fatal(err)
	}
}

func wantHeard(t *testing.T, heard <-chan string, want string) {
	t.Helper()
	select {
	case got := <-heard:
		if got != want {
			t.Fatalf("heard %q, want %q", got, want)
		}
	case <-time.After(2 * time.Minute):
		t.Fatalf("never heard %q", want)
	}
}
