package runhub_test

import (
	"context"
	"fmt"
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

// seedLog gives the seeded run with a number a log of so many lines.
func seedLog(tb testing.TB, db *sqldb.DB, id string, lines int) {
	tb.Helper()
	numbers := "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT i FROM n) AS n"
	if db.Engine() == sqldb.PostgreSQL {
		numbers = "(SELECT generate_series(1, %d) AS i) AS n"
	}
	statement := fmt.Sprintf(`INSERT INTO run_log (run_id, seq, project, at, level, item_seq, message, context)
		SELECT '%s', i, 'shop', '%s', CASE WHEN i %% 500 = 0 THEN 3 ELSE 1 END, i %% 40,
		'Dashboard ' || i || ': read back, 6 of 6 charts answer', NULL FROM `+numbers,
		id, time.Now().UTC().Format("2006-01-02 15:04:05.000000-07:00"), lines)
	err := db.InTx(context.Background(), func(ctx context.Context, tx *sqldb.Tx) error {
		if _, err := tx.Tx.Tx.ExecContext(ctx, statement); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "UPDATE run SET log_seq = ? WHERE id = ?", lines, id)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkLog times what the log viewer asks for, in a log of 20 and of 200 000
// lines. Opening must cost the same for both.
func BenchmarkLog(b *testing.B) {
	scope := access.System("shop", "bench")
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		for _, lines := range []int{20, 200_000} {
			b.Run(fmt.Sprintf("%s/%d_lines", engine, lines), func(b *testing.B) {
				db := dbtest.Open(b, engine)
				seed(b, db, 1000)
				id := fmt.Sprintf("0193%08x-7000-8000-%012x", 777, 777)
				seedLog(b, db, id, lines)
				service := runhub.NewService(read.New(db), clock.System{}, nil)
				page := func(f read.LineFilter) func(ctx context.Context) (int, error) {
					return func(ctx context.Context) (int, error) {
						_, found, err := service.Lines(ctx, scope, id, f, 200)
						return len(found), err
					}
				}
				for _, question := range []question{
					{"open_at_the_end", page(read.LineFilter{})},
					{"open_in_the_middle", page(read.LineFilter{After: new(int64(lines / 2))})},
					{"errors_only", page(read.LineFilter{Levels: []run.Level{run.Error}})},
					{"one_item", page(read.LineFilter{Item: new(7)})},
					{"search_often", func(ctx context.Context) (int, error) {
						total, _, err := service.Search(ctx, scope, id, read.LineFilter{Text: "charts"})
						return total, err
					}},
					{"search_nowhere", func(ctx context.Context) (int, error) {
						total, _, err := service.Search(ctx, scope, id, read.LineFilter{Text: "nowhere"})
						return total, err
					}},
				} {
					b.Run(question.name, func(b *testing.B) { percentiles(b, question.ask) })
				}
			})
		}
	}
}
