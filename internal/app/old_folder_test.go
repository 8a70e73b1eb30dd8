package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// The databases of testdata/6e297bd were written by the program of that commit: it
// was killed while a check of twenty dashboards held four of them at their
// datasource. What is in them is text, so that it can be read and reviewed.

const (
	// oldUpstream is where their datasource is.
	oldUpstream = "http://127.0.0.1:59999"
	oldRun      = "01a22e05-e7db-76f0-90fb-caa6f88aadea"
	moreJobs    = 100_000
)

// moreJobsSQL writes many jobs as that program's River wrote them, of every state,
// none due within the test. What runs was left by a process that is dead.
const moreJobsSQL = `
WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %[1]d),
named(n, st) AS (SELECT n, CASE n %% 8 WHEN 0 THEN 'available' WHEN 1 THEN 'cancelled' WHEN 2 THEN 'completed'
	WHEN 3 THEN 'discarded' WHEN 4 THEN 'pending' WHEN 5 THEN 'retryable' WHEN 6 THEN 'running' ELSE 'scheduled' END FROM numbers)
INSERT INTO river_job (kind, queue, priority, max_attempts, state, attempt, args, metadata, errors, tags,
	attempted_by, attempted_at, created_at, scheduled_at, finalized_at, unique_key, unique_states)
SELECT 'run.item', CASE n %% 16 WHEN 4 THEN 'side' ELSE 'default' END, 1 + n %% 4, 5, %[2]s,
	CASE WHEN st IN ('available', 'pending', 'scheduled') THEN 0 ELSE 2 END,
	%[3]s, %[4]s, %[5]s, %[6]s, CASE WHEN st IN ('available', 'pending', 'scheduled') THEN NULL ELSE %[7]s END,
	CASE WHEN st IN ('available', 'pending', 'scheduled') THEN NULL ELSE %[8]s END, %[8]s,
	%[9]s, CASE WHEN st IN ('cancelled', 'completed', 'discarded') THEN %[8]s END, %[10]s, %[11]s
FROM named`

// moreJobsWords are what the engines call the values of moreJobsSQL, in its order.
func moreJobsWords(engine sqldb.Engine, now time.Time) []any {
	const layout = "2006-01-02 15:04:05.000"
	past, future := now.Add(-time.Minute).UTC().Format(layout), now.Add(24*time.Hour).UTC().Format(layout)
	const (
		args     = `'{"key": "k' || CAST(n AS TEXT) || '", "args": {"run": "gone", "seq": ' || CAST(n AS TEXT) || '}}'`
		metadata = `'{"snoozes": ' || CAST(n % 3 AS TEXT) || '}'`
		failure  = `{"at": "2026-11-28T05:00:00Z", "attempt": 1, "error": "away", "trace": ""}`
	)
	if engine == sqldb.SQLite {
		return []any{
			moreJobs, "st", "jsonb(" + args + ")", "jsonb(" + metadata + ")",
			"CASE st WHEN 'retryable' THEN jsonb('[" + failure + "]') END", "jsonb('[]')", `jsonb('["dead"]')`,
			"'" + past + "'", "'" + future + "'", "CAST('key ' || n AS BLOB)", "245",
		}
	}
	return []any{
		moreJobs, "st::river_job_state", "(" + args + ")::jsonb", "(" + metadata + ")::jsonb",
		"CASE st WHEN 'retryable' THEN ARRAY['" + failure + "'::jsonb] END", "'{}'::varchar(255)[]", "ARRAY['dead']",
		"'" + past + "+00'::timestamptz", "'" + future + "+00'::timestamptz", "('key ' || n)::bytea", "B'11110101'",
	}
}

// restoreOldFolder gives the flags of a server on an old database, whose datasource
// is the held server.
func restoreOldFolder(t *testing.T, engine sqldb.Engine, u *heldServer) (flags map[string]string, db *sqldb.DB) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "6e297bd", string(engine)+".sql"))
	if err != nil {
		t.Fatal(err)
	}
	restored := strings.ReplaceAll(string(text), oldUpstream, u.URL)
	none := noInstance(t, engine)
	flags = map[string]string{
		"data": none.data, "listen": "127.0.0.1:0", "secret_key": oldKey, "outbound_allow": "127.0.0.1/32",
	}
	if engine == sqldb.PostgreSQL {
		flags["database_url"] = none.url
		// Alone, because the text changes what its connection looks at.
		conn, err := pgx.Connect(t.Context(), none.url)
		if err == nil {
			_, err = conn.Exec(t.Context(), restored)
			_ = conn.Close(t.Context())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	db = dbtest.Connect(t, none.url, clock.System{})
	statement := fmt.Sprintf(moreJobsSQL, moreJobsWords(engine, time.Now())...)
	if engine == sqldb.SQLite {
		statement = restored + statement
	}
	if _, err := db.Writer().ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
	return flags, db
}

// jobsOf is a digest of every column of every job.
func jobsOf(t *testing.T, db *sqldb.DB) (digest string, count int) {
	t.Helper()
	query := `SELECT concat_ws('|', id, quote(args), attempt, attempted_at, quote(attempted_by), created_at, quote(errors),
		finalized_at, kind, max_attempts, quote(metadata), priority, queue, state, scheduled_at, quote(tags), quote(unique_key),
		unique_states) FROM river_job ORDER BY id`
	if db.Engine() == sqldb.PostgreSQL {
		query = "SELECT job::text FROM river_job AS job ORDER BY id"
	}
	rows, err := db.Writer().QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	sum := sha256.New()
	for ; rows.Next(); count++ {
		var row string
		if err := rows.Scan(&row); err != nil {
			t.Fatal(err)
		}
		_, _ = fmt.Fprintln(sum, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(sum.Sum(nil)), count
}

// countsOf counts the rows of the tables that the product owns.
func countsOf(t *testing.T, db *sqldb.DB) map[string]int {
	t.Helper()
	query := "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
	if db.Engine() == sqldb.PostgreSQL {
		query = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
	}
	var names []string
	if err := db.Read().NewRaw(query).Scan(t.Context(), &names); err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, name := range names {
		if strings.HasPrefix(name, "river_") || name == "goose_db_version" {
			continue
		}
		var count int
		if err := db.Read().NewRaw("SELECT count(*) FROM "+name).Scan(t.Context(), &count); err != nil {
			t.Fatal(err)
		}
		counts[name] = count
	}
	return counts
}

// statesOf counts the jobs that restoreOldFolder added, by their state.
func statesOf(t *testing.T, db *sqldb.DB) map[string]int {
	t.Helper()
	var rows []struct {
		State string
		Count int
	}
	err := db.Read().NewRaw("SELECT state, count(*) AS count FROM river_job WHERE kind = 'run.item' AND scheduled_at > ? GROUP BY state",
		time.Now().Add(time.Hour).UTC().Format("2006-01-02 15:04:05.000")).Scan(t.Context(), &rows)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, row := range rows {
		counts[row.State] = row.Count
	}
	return counts
}

func TestAnOldFolderKeepsItsJobsAndItsRunsGoOn(t *testing.T) {
	t.Parallel()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			u := newUpstream(t)
			u.release()
			flags, db := restoreOldFolder(t, engine, u)
			jobs, count := jobsOf(t, db)
			before := countsOf(t, db)
			if count < moreJobs || before["dashboard"] < 20 || before["run_item"] < 20 {
				t.Fatalf("%d jobs and the rows %v", count, before)
			}
			if err := Migrate(t.Context(), Options{Flags: flags, Out: &syncBuffer{}, Err: &syncBuffer{}}); err != nil {
				t.Fatal(err)
			}
			if after, kept := jobsOf(t, db); kept != count || after != jobs {
				t.Errorf("of %d jobs %d are there, or they changed", count, kept)
			}
			after := countsOf(t, db)
			delete(before, "check_place") // the places of the process that was killed are free
			maps.DeleteFunc(after, func(name string, _ int) bool { _, old := before[name]; return !old })
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("rows of the tables: %s", diff)
			}
			states := statesOf(t, db)
			s := startServer(t, flags)
			waitEnd(t, newClient(t, flags), s.address+"/api/v1/projects/default/runs/"+oldRun)
			if asked := len(u.asked); asked < 20 {
				t.Errorf("the datasource was asked %d times", asked)
			}
			states["available"] += states["running"] // given back, and due later
			delete(states, "running")
			if diff := cmp.Diff(states, statesOf(t, db)); diff != "" {
				t.Errorf("jobs after the start: %s", diff)
			}
		})
	}
}

// waitEnd waits until a run of old dashboards has checked them all.
func waitEnd(t *testing.T, c client, address string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	for clock.Pause(ctx, 50*time.Millisecond) == nil {
		var seen struct {
			Run struct {
				Counts struct{ Total, Succeeded, Warned, Failed int } `json:"counts"`
			} `json:"run"`
		}
		if err := json.Unmarshal([]byte(c.must(t, http.MethodGet, address, "")), &seen); err != nil {
			t.Fatal(err)
		}
		if counts := seen.Run.Counts; counts.Total >= 20 && counts.Succeeded+counts.Warned+counts.Failed == counts.Total {
			return
		}
	}
	t.Fatal("the run does not end")
}
