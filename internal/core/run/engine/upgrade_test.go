package engine

import (
	"context"
	"fmt"
	"io/fs"
	"strconv"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
	"github.com/dashkeep/dashkeep/migrations"
)

// before are the migrations that came before the one of a name.
func before(t *testing.T, name string) fs.FS {
	t.Helper()
	names, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	older := fstest.MapFS{}
	for _, file := range names {
		if file >= name {
			continue
		}
		text, err := fs.ReadFile(migrations.Files, file)
		if err != nil {
			t.Fatal(err)
		}
		older[file] = &fstest.MapFile{Data: text}
	}
	return older
}

// oldRun is a run as it was written before there were findings.
func oldRun(id, resource, status, initiator, title string, succeeded, warned, failed int) string {
	return `INSERT INTO run (id, project, resource, action, title, status, trigger_name, initiator_kind, initiator_id,
		initiator_name, dedup_key, planned, plan_attempt, plan_lost, plan_tries, plan_job_id, total, succeeded, warned, failed,
		skipped, joined, log_seq, first_error_seq, reason_code, message, parent_id, created_at) VALUES
		('` + id + `', 'shop', '` + resource + `', 'validate', '` + title + `', '` + status + `', 'schedule', '` + initiator + `',
		'p1', 'Every morning', '` + id + `', TRUE, 1, 0, 0, 1, ` + number(succeeded+warned+failed) + `, ` + number(succeeded) + `, ` +
		number(warned) + `, ` + number(failed) + `, 0, 0, 3, 2, 'empty_result', '` + number(failed) + ` of ` +
		number(succeeded+warned+failed) + ` failed: A query gave no data', '', '2026-11-20 05:00:00.000000+00:00')`
}

func oldItem(run string, seq int, key, status, rank, reason string) string {
	return `INSERT INTO run_item (run_id, seq, project, item_key, title, link, params, status, status_rank, reason_code, message,
		attempt, tries, lost, job_id, job_attempt, first_log_seq, due_at) VALUES ('` + run + `', ` + number(seq) + `, 'shop', '` +
		key + `', 'T', '', '{}', '` + status + `', ` + rank + `, '` + reason + `', 'm', 1, 0, 0, 1, 1, 0, '2026-11-20 05:00:00.000000+00:00')`
}

func oldRecord(id, run, asset, status string) string {
	return `INSERT INTO validation_record (id, project, environment, asset, status, summary, run_id, policy_id, policy_name,
		dashboard_version, attempts, broken_seconds, started_at, finished_at, issues, panels, steps) VALUES ('` + id +
		`', 'shop', 'builtin', '` + asset + `', '` + status + `', 's', '` + run + `', '', '', 1, 1, 0,
		'2026-11-20 05:00:00.000000+00:00', '2026-11-20 05:00:01.000000+00:00', '[]', '[]', '[]')`
}

func number(n int) string { return strconv.Itoa(n) }

// manyOldItems are a run that failed with its items, each with its record: of every four
// items one found something, two met an upstream that was away, and one had no time.
func manyOldItems(run string, count int) []string {
	numbers := `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ` + number(count) + `) `
	return []string{
		oldRun(run, "dashboard", "failed", "user", "Check Built-in", 0, 0, count),
		numbers + `INSERT INTO run_item (run_id, seq, project, item_key, title, link, params, status, status_rank, reason_code,
			message, attempt, tries, lost, job_id, job_attempt, first_log_seq, due_at) SELECT '` + run + `', n, 'shop',
			'many' || CAST(n AS TEXT), 'T', '', '{}', 'failed', 0,
			CASE n % 4 WHEN 0 THEN 'empty_result' WHEN 1 THEN 'timeout' ELSE 'upstream_unavailable' END,
			'm', 1, 0, 0, 1, 1, 0, '2026-11-20 05:00:00.000000+00:00' FROM numbers`,
		numbers + `INSERT INTO validation_record (id, project, environment, asset, status, summary, run_id, policy_id,
			policy_name, dashboard_version, attempts, broken_seconds, started_at, finished_at, issues, panels, steps)
			SELECT 'many' || CAST(n AS TEXT), 'shop', 'builtin', 'many' || CAST(n AS TEXT),
			CASE n % 4 WHEN 0 THEN 'FAIL' ELSE 'UNKNOWN' END, 's', '` + run + `', '', '', 1, 1, 0,
			'2026-11-20 05:00:00.000000+00:00', '2026-11-20 05:00:01.000000+00:00', '[]', '[]', '[]' FROM numbers`,
	}
}

func TestOldChecksGetTheirFindings(t *testing.T) {
	t.Parallel()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			db := dbtest.Connect(t, dbtest.EmptyURL(t, engine), clock.System{})
			if err := sqldb.Migrate(t.Context(), db, before(t, "0021"), jobqueue.Tables()); err != nil {
				t.Fatal(err)
			}
			writeOldChecks(t, db)
			if err := sqldb.Migrate(t.Context(), db, migrations.Files, jobqueue.Tables()); err != nil {
				t.Fatal(err)
			}
			reader, scope := read.New(db), access.System("shop", "tester")
			type seen struct {
				Status   run.Status
				Title    string
				Reason   run.ReasonCode
				Message  string
				Counts   run.Counts
				Findings run.Findings
			}
			for id, want := range map[string]seen{
				"r1": {run.Succeeded, "Check · Every morning", "", "", run.Counts{Total: 4, Succeeded: 4}, run.Findings{Pass: 1, Warn: 1, Fail: 2}},
				"r2": {
					run.PartiallySucceeded, "Check Built-in", run.UpstreamUnavailable, "1 of 3 could not be checked",
					run.Counts{Total: 3, Succeeded: 2, Failed: 1},
					run.Findings{Fail: 2},
				},
				"r4": {
					run.PartiallySucceeded, "Check Built-in", run.UpstreamUnavailable, "15000 of 20000 could not be checked",
					run.Counts{Total: 20_000, Succeeded: 5_000, Failed: 15_000},
					run.Findings{Fail: 5_000},
				},
				"r3": {run.Failed, "Old", run.EmptyResult, "1 of 2 failed: A query gave no data", run.Counts{Total: 2, Warned: 1, Failed: 1}, run.Findings{}},
			} {
				got, err := reader.Get(t.Context(), scope, id)
				if err != nil {
					t.Fatal(err)
				}
				now := seen{got.Status, got.Title, got.Reason, got.Message, got.Counts, got.Findings}
				if diff := cmp.Diff(want, now); diff != "" {
					t.Errorf("%s: %s", id, diff)
				}
			}
			page, err := reader.Items(t.Context(), scope, "r1", read.ItemFilter{}, read.ItemCursor{}, 10)
			if err != nil {
				t.Fatal(err)
			}
			var order []string
			for _, item := range page.Items {
				order = append(order, string(item.Status)+" "+string(item.Finding))
			}
			if diff := cmp.Diff([]string{"succeeded fail", "succeeded fail", "succeeded warn", "succeeded pass"}, order); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func writeOldChecks(t *testing.T, db *sqldb.DB) {
	t.Helper()
	err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		for _, statement := range append(manyOldItems("r4", 20_000), []string{
			// A nightly check that found two broken dashboards; of one the record is gone.
			oldRun("r1", "dashboard", "partially_succeeded", "policy", "Check Built-in", 1, 1, 2),
			oldItem("r1", 1, "a", "succeeded", "4", ""),
			oldItem("r1", 2, "b", "warned", "1", "empty_result"),
			oldItem("r1", 3, "c", "failed", "0", "empty_result"),
			oldItem("r1", 4, "d", "failed", "0", "query_failed"),
			oldRecord("v1", "r1", "c", "FAIL"),
			// All failed; of one the datasource did not answer.
			oldRun("r2", "dashboard", "failed", "user", "Check Built-in", 0, 0, 3),
			oldItem("r2", 1, "a", "failed", "0", "empty_result"),
			oldItem("r2", 2, "b", "failed", "0", "timeout"),
			oldItem("r2", 3, "c", "failed", "0", "upstream_unavailable"),
			oldRecord("v2", "r2", "b", "FAIL"),
			oldRecord("v3", "r2", "c", "UNKNOWN"),
			// No check: nothing changes.
			oldRun("r3", "report", "failed", "user", "Old", 0, 1, 1),
			oldItem("r3", 1, "a", "warned", "1", "empty_result"),
			oldItem("r3", 2, "b", "failed", "0", "empty_result"),
		}...) {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return fmt.Errorf("%s: %w", statement, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// oldItemArgs are those of the jobs of the time when each was for one item.
type oldItemArgs struct {
	RunID string `json:"run_id"`
	Seq   int    `json:"seq"`
}

func (oldItemArgs) Kind() string { return "run.item" }

func TestWhatWaitsAtTheUpgradeIsDone(t *testing.T) {
	t.Parallel()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			db := dbtest.Connect(t, dbtest.EmptyURL(t, engine), clock.System{})
			if err := sqldb.Migrate(t.Context(), db, before(t, "0030"), jobqueue.Tables()); err != nil {
				t.Fatal(err)
			}
			b := newBench(t, db, quickConfig(), false, &fake{kind: validate, plan: items(0), do: succeed})
			err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
				for _, statement := range []string{
					oldRun("r1", "dashboard", "running", "user", "Check Built-in", 0, 0, 0),
					"UPDATE run SET total = 6, log_seq = 0, first_error_seq = 0",
					oldItem("r1", 1, "a", "running", "50", ""), oldItem("r1", 2, "b", "running", "50", ""),
					oldItem("r1", 3, "c", "running", "50", ""), oldItem("r1", 4, "d", "running", "50", ""),
					oldItem("r1", 5, "e", "running", "50", ""), oldItem("r1", 6, "f", "queued", "60", ""),
				} {
					if _, err := tx.ExecContext(ctx, statement); err != nil {
						return err
					}
				}
				for seq := range 6 {
					args := oldItemArgs{RunID: "r1", Seq: seq + 1}
					if _, err := b.queue.Enqueue(ctx, tx, args, jobqueue.Options{UniqueKey: "r1/" + number(seq+1)}); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := sqldb.Migrate(t.Context(), db, migrations.Files, jobqueue.Tables()); err != nil {
				t.Fatal(err)
			}
			b.noItemRuns()
			b.work()
			b.until("the end", func() bool { return b.get("r1").Status.Terminal() })
			if r := b.get("r1"); r.Status != run.Succeeded || r.Counts.Succeeded != 6 {
				t.Errorf("run %+v", r)
			}
			b.noPlaces()
		})
	}
}

// noItemRuns checks that an upgrade leaves no item at work that has no place.
func (b *bench) noItemRuns() {
	b.t.Helper()
	running, err := b.db.Read().NewSelect().Table("run_item").Where("status = 'running' OR lane <> 'environment/builtin'").Count(b.t.Context())
	if err != nil || running != 0 {
		b.t.Fatalf("%d items run, or have no lane, %v", running, err)
	}
}
