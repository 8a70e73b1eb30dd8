package run

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestTextIsFoundWhateverTheCaseOfItsLetters(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, quickConfig(), true, &fake{
			kind: validate,
			plan: func(context.Context, Run) ([]NewItem, error) {
				return []NewItem{{Key: "a", Title: "Übersicht der Öfen, 100 %"}}, nil
			},
			do: func(_ context.Context, w *Work) Outcome {
				w.Log(Info, "ÜBERSICHT der Öfen")
				return Outcome{Status: ItemSucceeded}
			},
		})
		r, _, err := b.engine.Start(t.Context(), b.scope, Request{Kind: validate, Title: "Öfen prüfen"})
		if err != nil {
			t.Fatal(err)
		}
		b.ended(r.ID)
		for text, found := range map[string]struct{ runs, items, lines int }{
			"Öfen": {1, 1, 2}, "öfen": {1, 1, 2}, "ÖFEN": {1, 1, 2}, "OFEN": {}, "Übersicht": {0, 1, 1}, "übersicht": {0, 1, 1},
			"PRÜFEN": {1, 0, 1}, "100 %": {0, 1, 0}, "100_%": {}, r.ID: {1, 0, 0},
		} {
			page, errRuns := b.reader.List(t.Context(), b.scope, Filter{Text: text}, Cursor{}, 10)
			items, errItems := b.reader.Items(t.Context(), b.scope, r.ID, ItemFilter{Text: text}, ItemCursor{}, 10)
			lines, seqs, errLines := b.reader.Matches(t.Context(), b.scope, r.ID, LineFilter{Text: text}, 10)
			if errRuns != nil || errItems != nil || errLines != nil {
				t.Fatal(errRuns, errItems, errLines)
			}
			if len(page.Runs) != found.runs || items.Total != found.items || lines != found.lines || len(seqs) != found.lines {
				t.Errorf("%q is in %d runs, %d items, %d lines, want %+v", text, len(page.Runs), items.Total, lines, found)
			}
		}
	})
}

func TestRunsOfOneInstantArePagedWithoutLossOrDouble(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		const count = 25
		b := newBench(t, db, quickConfig(), false, &fake{kind: validate, plan: items(1), do: succeed})
		for n := range count {
			b.start(validate, fmt.Sprintf(`{"n":%d}`, n))
		}
		err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			_, err := tx.ExecContext(ctx, "UPDATE run SET created_at = ?", sqldb.At(time.Now()))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for name, filter := range map[string]Filter{
			"all": {}, "by status": {Statuses: []Status{Queued, Running}, Initiator: "tester"},
			"by text": {Text: "check"}, "in many ways": {Statuses: Statuses(), Triggers: []Trigger{Manual, API, Schedule, Operator}},
		} {
			seen, after := map[string]bool{}, Cursor{}
			for next := &after; next != nil; {
				page, err := b.reader.List(t.Context(), b.scope, filter, *next, 4)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range page.Runs {
					if seen[r.ID] {
						t.Errorf("%s: %s comes twice", name, r.ID)
					}
					seen[r.ID] = true
				}
				next = page.Next
			}
			if len(seen) != count {
				t.Errorf("%s: %d runs of %d", name, len(seen), count)
			}
		}
	})
}
