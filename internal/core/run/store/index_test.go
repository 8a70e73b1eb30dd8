package store

import (
	"regexp"
	"slices"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// A partial index is used, and a unique one holds, only for the statuses that it
// names itself. They stand in a migration, which no compiler compares with the code.
func TestThePartialIndexesHaveTheStatusesOfTheCode(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		for index, want := range map[string][]string{
			"run_active_key":   texts(run.ActiveStatuses()),
			"run_unplanned":    texts(run.UnplannedStatuses()),
			"run_item_waiting": texts(run.OpenItemStatuses()),
		} {
			query := "SELECT sql FROM sqlite_master WHERE name = ?"
			if db.Engine() == sqldb.PostgreSQL {
				query = "SELECT indexdef FROM pg_indexes WHERE indexname = ?"
			}
			var definition string
			if err := db.Read().NewRaw(query, index).Scan(t.Context(), &definition); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, quoted := range regexp.MustCompile(`'([a-z_]+)'`).FindAllStringSubmatch(definition, -1) {
				got = append(got, quoted[1])
			}
			if !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) {
				t.Errorf("%s is for %v, the code says %v", index, got, want)
			}
		}
	})
}

func texts[S ~string](values []S) []string {
	texts := make([]string, 0, len(values))
	for _, value := range values {
		texts = append(texts, string(value))
	}
	return texts
}
