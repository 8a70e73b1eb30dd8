package run

import (
	"regexp"
	"slices"
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// A partial index is used, and a unique one holds, only for the statuses that it
// names itself. They stand in a migration, which no compiler compares with the code.
func TestThePartialIndexesHaveTheStatusesOfTheCode(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		for index, want := range map[string][]string{
			"run_active_key":   texts(activeStatuses()),
			"run_unplanned":    texts(unplannedStatuses()),
			"run_item_waiting": texts(openItemStatuses()),
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

func TestRanksAreApartAndLeaveRoom(t *testing.T) {
	t.Parallel()
	for _, status := range ItemStatuses() {
		for _, finding := range append(EveryFinding(), NoFinding) {
			if rank := itemRank(status, finding); rank == 0 || rank%10 != 0 {
				t.Errorf("%s %s has the rank %d", status, finding, rank)
			}
		}
	}
	for rank := range 6 { // those of the time when a rank was a place in a list
		if (ItemCursor{Rank: rank, Seq: 1}).Valid() {
			t.Errorf("a cursor of the old rank %d is taken", rank)
		}
	}
	if last := (ItemCursor{Rank: itemRank(ItemQueued, NoFinding), Seq: 1}); !last.Valid() {
		t.Errorf("%+v is refused", last)
	}
}
