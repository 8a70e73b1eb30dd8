package validation_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/validation"
	"github.com/dashkeep/dashkeep/internal/feature/validation/outcome"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// BenchmarkHealth reads the health of 10 000 assets with 1 000 000 records. The
// figure that counts is p50 of the first page, under 50 ms. Filling takes
// minutes, so it only runs with DASHKEEP_BENCH_HEALTH=1.
func BenchmarkHealth(b *testing.B) {
	if os.Getenv("DASHKEEP_BENCH_HEALTH") == "" {
		b.Skip("set DASHKEEP_BENCH_HEALTH=1")
	}
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		b.Run(string(engine), func(b *testing.B) {
			db := dbtest.Open(b, engine)
			crowd(b, db, 10_000, 100)
			service := validation.New(validation.Needs{DB: db, Clock: clock.System{}, Environments: &shelf{}}, validation.Config{})
			scope := access.System("shop", "bench")
			for name, read := range reads(service, scope) {
				b.Run(name, func(b *testing.B) {
					for b.Loop() {
						if err := read(b.Context()); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		})
	}
}

func reads(s *validation.Service, scope access.Scope) map[string]func(ctx context.Context) error {
	return map[string]func(ctx context.Context) error{
		"first_page": func(ctx context.Context) error {
			_, err := s.Health(ctx, scope, outcome.Filter{}, outcome.ByStatus, "", 100)
			return err
		},
		"text_by_since": func(ctx context.Context) error {
			_, err := s.Health(ctx, scope, outcome.Filter{Text: "board 77"}, outcome.BySince, "", 100)
			return err
		},
		"causes": func(ctx context.Context) error {
			_, err := s.Causes(ctx, scope, outcome.Filter{})
			return err
		},
		"report": func(ctx context.Context) error {
			_, err := s.Report(ctx, scope, builtin, "board-00077")
			return err
		},
		"standing": func(ctx context.Context) error {
			_, err := s.Standing(ctx, scope, builtin)
			return err
		},
	}
}

// crowd writes assets and records by SQL, spread over the last days.
func crowd(tb testing.TB, db *sqldb.DB, assets, each int) {
	tb.Helper()
	numbers := "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)"
	now := sqldb.At(time.Now().Add(-time.Hour)).Format("2006-01-02 15:04:05")
	name, stamp := "printf('board-%05d', i)", "printf('2026-10-%02d %02d:00:00.000000+00:00', 1 + i % 28, i % 24)"
	recordID := "printf('r-%05d-%04d', a.i, r.i)"
	if db.Engine() == sqldb.PostgreSQL {
		name = "'board-' || lpad(i::text, 5, '0')"
		stamp = "('2026-10-' || lpad((1 + i % 28)::text, 2, '0') || ' ' || lpad((i % 24)::text, 2, '0') || ':00:00+00')::timestamptz"
		recordID = "'r-' || lpad(a.i::text, 5, '0') || '-' || lpad(r.i::text, 4, '0')"
	}
	status := "CASE WHEN i % 25 = 0 THEN 'FAIL' WHEN i % 40 = 1 THEN 'WARN' WHEN i % 50 = 2 THEN 'UNKNOWN' ELSE 'PASS' END"
	steps := []string{
		`INSERT INTO asset_health SELECT 'shop', 'builtin', ` + name + `, 'Board ' || i, 'board ' || i,
			'[{"kind":"group","name":"team-' || (i % 20) || '"}]', '|prod|t' ||
			(i % 10) || '|', TRUE, s, CASE s WHEN 'FAIL' THEN 0 WHEN 'WARN' THEN 1 WHEN 'UNKNOWN' THEN 2 ELSE 3 END, 'summary ' || i,
			CASE WHEN s = 'PASS' THEN '' ELSE 'metric_missing:m' || (i % 7) END, CASE WHEN s = 'PASS' THEN '' ELSE 'metric_missing' END,
			'm' || (i % 7), 'Metric is absent', ` + aliasedRecord(db) + `, CAST('` + now + `.000000+00:00' AS ` + timeType(db) + `), ` + stamp + `, NULL, 0, NULL,
			NULL, 0, 'PPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPPF', 8, 1, '', '',
			100 + i % 900, 3, '|team-' || (i % 20) || '|' FROM (SELECT i, ` + status + ` AS s FROM (` + numbers + ` SELECT i FROM n) AS x) AS y`,
		`INSERT INTO validation_record SELECT ` + recordID + `, 'shop', 'builtin', ` + aliased(name) + `, 'PASS', 'summary', '', '', '', 3, 1, 0,
			` + stampOf(db) + `, ` + stampOf(db) + `, '[]', '[{"key":"p"}]', '[]'
			FROM (` + numbers + ` SELECT i FROM n) AS a, (` + fmt.Sprintf("SELECT i FROM (WITH RECURSIVE m(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM m WHERE i + 1 < %d) SELECT i FROM m) AS q", each) + `) AS r`,
	}
	for _, step := range steps {
		err := db.InTx(tb.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			_, err := tx.NewRaw(step, assets).Exec(ctx)
			return err
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	err := db.InTx(tb.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.NewRaw("ANALYZE").Exec(ctx)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
}

func aliasedRecord(db *sqldb.DB) string {
	if db.Engine() == sqldb.PostgreSQL {
		return "'r-' || lpad(i::text, 5, '0') || '-0099'"
	}
	return "printf('r-%05d-0099', i)"
}

func timeType(db *sqldb.DB) string {
	if db.Engine() == sqldb.PostgreSQL {
		return "timestamptz"
	}
	return "TEXT"
}

func aliased(name string) string {
	return map[string]string{
		"printf('board-%05d', i)":           "printf('board-%05d', a.i)",
		"'board-' || lpad(i::text, 5, '0')": "'board-' || lpad(a.i::text, 5, '0')",
	}[name]
}

func stampOf(db *sqldb.DB) string {
	if db.Engine() == sqldb.PostgreSQL {
		return "timestamptz '2026-08-01 00:00:00+00' + r.i * interval '1 day'"
	}
	return "strftime('%Y-%m-%d %H:%M:%S', '2026-08-01', '+' || r.i || ' days') || '.000000+00:00'"
}
