package dbtest_test

import (
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestEachGivesAFreshMigratedDatabase(t *testing.T) {
	t.Parallel()
	for range 2 {
		dbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
			var replicas int
			if err := db.Read().NewRaw("SELECT count(*) FROM replica").Scan(t.Context(), &replicas); err != nil {
				t.Fatal(err)
			}
			if replicas != 0 {
				t.Fatalf("a fresh database has %d replicas", replicas)
			}
			if _, err := db.Writer().ExecContext(t.Context(),
				"INSERT INTO replica (id, beat_at) VALUES ('a', '2026-01-01 00:00:00.000000+00:00')"); err != nil {
				t.Fatal(err)
			}
		})
	}
}
