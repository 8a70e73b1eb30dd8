package runhub_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/feature/runhub"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// seeded is how many runs the benchmarks look at: a million, or what
// HUB_BENCH_RUNS says.
func seeded() int {
	if count, err := strconv.Atoi(os.Getenv("HUB_BENCH_RUNS")); err == nil {
		return count
	}
	return 1_000_000
}

const runsAMinute = 23 // a million in thirty days

// seed fills the table as fast as the engine can. The newest run was made now.
func seed(tb testing.TB, db *sqldb.DB, count int) {
	tb.Helper()
	numbers := "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT i FROM n) AS n"
	id := "printf('0193%%08x-7000-8000-%%012x', i, i)"
	at := "strftime('%%Y-%%m-%%d %%H:%%M:%%f', unixepoch() - (%[1]d - i) * 60.0 / %[2]d, 'unixepoch') || '000+00:00'"
	if db.Engine() == sqldb.PostgreSQL {
		numbers = "(SELECT generate_series(1, %d) AS i) AS n"
		id = "'0193' || lpad(to_hex(i), 8, '0') || '-7000-8000-' || lpad(to_hex(i), 12, '0')"
		at = "now() - (%[1]d - i) * interval '60 seconds' / %[2]d"
	} else {
		id = strings.ReplaceAll(id, "%%", "%")
	}
	at = fmt.Sprintf(at, count, runsAMinute)
	statement := fmt.Sprintf(`INSERT INTO run (id, project, resource, action, title, status, trigger_name, initiator_kind, initiator_id,
		initiator_name, dedup_key, planned, plan_attempt, plan_lost, plan_tries, plan_job_id, total, succeeded, warned, failed,
		skipped, joined, log_seq, first_error_seq, input_request, reason_code, message, parent_id, created_at, started_at, finished_at,
		heartbeat_at)
		SELECT %[1]s, 'shop', CASE WHEN i %% 10 < 7 THEN 'dashboard' WHEN i %% 10 = 7 THEN 'inventory' ELSE 'backup_set' END,
		CASE WHEN i %% 10 < 6 THEN 'validate' WHEN i %% 10 = 6 THEN 'migrate' WHEN i %% 10 = 7 THEN 'sync' ELSE 'snapshot' END,
		'Check Superset number ' || i,
		CASE WHEN i > %[2]d - 20 THEN 'running' WHEN i %% 100 < 90 THEN 'succeeded' WHEN i %% 100 < 95 THEN 'partially_succeeded'
		WHEN i %% 100 < 98 THEN 'failed' ELSE 'cancelled' END,
		CASE WHEN i %% 50 = 0 THEN 'manual' WHEN i %% 5000 = 1 THEN 'operator' ELSE 'schedule' END,
		CASE WHEN i %% 50 = 0 THEN 'user' ELSE 'policy' END, 'u' || (i %% 50), 'person ' || (i %% 50), 'k' || i, TRUE, 1, 0, 0, 0,
		40, 36, 0, 4, 0, 0, 400, 0, NULL, '', '', '', %[3]s, %[3]s, %[3]s, %[3]s FROM %[4]s`, id, count, at, fmt.Sprintf(numbers, count))
	err := db.InTx(context.Background(), func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.Tx.Tx.ExecContext(ctx, statement)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	analyse := "ANALYZE"
	if db.Engine() == sqldb.PostgreSQL {
		analyse = "VACUUM ANALYZE run" // what autovacuum does in time
	}
	if _, err := db.Writer().ExecContext(context.Background(), analyse); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkHub times what the hub's page asks for. The goal is a p95 under 50 ms
// for every first page.
func BenchmarkHub(b *testing.B) {
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		b.Run(string(engine), func(b *testing.B) {
			db := dbtest.Open(b, engine)
			began := time.Now()
			seed(b, db, seeded())
			b.Logf("%d runs seeded in %s", seeded(), time.Since(began).Round(time.Second))
			service := runhub.NewService(read.New(db), clock.System{}, nil)
			for _, question := range questions(service) {
				b.Run(question.name, func(b *testing.B) { percentiles(b, question.ask) })
			}
		})
	}
}

type question struct {
	name string
	ask  func(ctx context.Context) (rows int, err error)
}

func questions(service *runhub.Service) []question {
	scope, now := access.System("shop", "bench"), time.Now()
	list := func(f read.Filter) func(ctx context.Context) (int, error) {
		return func(ctx context.Context) (int, error) {
			runs, _, err := service.List(ctx, scope, f, "", 50)
			return len(runs), err
		}
	}
	failed := []run.Status{run.Failed, run.PartiallySucceeded}
	return []question{
		{"first_page", list(read.Filter{})},
		{"last_24h", list(read.Filter{From: now.Add(-24 * time.Hour)})},
		{"tab_active", list(read.Filter{Statuses: []run.Status{run.Queued, run.Running, run.AwaitingInput}})},
		{"tab_needs_input_none", list(read.Filter{Statuses: []run.Status{run.AwaitingInput}})},
		{"tab_failed", list(read.Filter{Statuses: failed})},
		{"operation", list(read.Filter{Kinds: []run.Kind{{Resource: "inventory", Action: "sync"}}})},
		{"operation_none", list(read.Filter{Kinds: []run.Kind{{Resource: "drift", Action: "generate"}}})},
		{"trigger_rare", list(read.Filter{Triggers: []run.Trigger{run.Operator}})},
		{"initiator", list(read.Filter{Initiator: "person 7"})},
		{"initiator_none", list(read.Filter{Initiator: "nobody"})},
		{"failed_by_operation_and_initiator", list(read.Filter{
			Statuses: failed, Kinds: []run.Kind{{Resource: "dashboard", Action: "validate"}}, Initiator: "u45",
		})},
		{"contradiction", list(read.Filter{Statuses: failed, Initiator: "u7", Triggers: []run.Trigger{run.Manual}})},
		{"page_in_the_middle", func(ctx context.Context) (int, error) {
			_, cursor, err := service.List(ctx, scope, read.Filter{To: now.Add(-15 * 24 * time.Hour)}, "", 50)
			if err != nil {
				return 0, err
			}
			runs, _, err := service.List(ctx, scope, read.Filter{}, cursor, 50)
			return len(runs), err
		}},
		{"text_often", list(read.Filter{Text: "superset"})},
		{"text_of_an_old_one", list(read.Filter{Text: "number 900000"})},
		{"text_nowhere_24h", list(read.Filter{Text: "nowhere", From: now.Add(-24 * time.Hour)})},
		{"text_nowhere_all", list(read.Filter{Text: "nowhere"})},
		{"summary_24h", func(ctx context.Context) (int, error) {
			summary, err := service.Summary(ctx, scope, time.Time{}, time.Time{}, 96)
			return summary.Range.All(), err
		}},
		{"detail", func(ctx context.Context) (int, error) {
			_, err := service.Get(ctx, scope, fmt.Sprintf("0193%08x-7000-8000-%012x", 777, 777))
			return 1, err
		}},
	}
}

// percentiles asks a hundred times and reports p50 and p95 in milliseconds.
func percentiles(b *testing.B, ask func(ctx context.Context) (int, error)) {
	b.Helper()
	const times = 100
	var took []time.Duration
	rows := 0
	for range times {
		began := time.Now()
		count, err := ask(b.Context())
		took = append(took, time.Since(began))
		if err != nil {
			b.Fatal(err)
		}
		rows = count
		if len(took) == 5 && took[4] > time.Second {
			break
		}
	}
	slices.Sort(took)
	milliseconds := func(share int) float64 { return float64(took[len(took)*share/100].Microseconds()) / 1000 }
	b.ReportMetric(milliseconds(50), "p50-ms")
	b.ReportMetric(milliseconds(95), "p95-ms")
	b.ReportMetric(float64(rows), "rows")
	b.ReportMetric(0, "ns/op")
}
