package read

import (
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/run"
)

func TestRanksAreApartAndLeaveRoom(t *testing.T) {
	t.Parallel()
	for _, status := range run.ItemStatuses() {
		for _, finding := range append(run.EveryFinding(), run.NoFinding) {
			if rank := run.ItemRank(status, finding); rank == 0 || rank%5 != 0 {
				t.Errorf("%s %s has the rank %d", status, finding, rank)
			}
		}
	}
	for rank := range 6 { // those of the time when a rank was a place in a list
		if (ItemCursor{Rank: rank, Seq: 1}).Valid() {
			t.Errorf("a cursor of the old rank %d is taken", rank)
		}
	}
	if last := (ItemCursor{Rank: run.ItemRank(run.ItemQueued, run.NoFinding), Seq: 1}); !last.Valid() {
		t.Errorf("%+v is refused", last)
	}
}
