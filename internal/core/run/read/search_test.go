package read_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/engine"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
	"github.com/dashkeep/dashkeep/internal/testkit/runtest"
)

var validate = run.Kind{Resource: "dashboard", Action: "validate"}

func TestTextIsFoundWhateverTheCaseOfItsLetters(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := runtest.New(t, db, engine.Config{})
		b.Engine.Register(&runtest.Producer{
			For: validate,
			List: func(context.Context, run.Run) ([]run.NewItem, error) {
				return []run.NewItem{{Key: "a", Title: "Übersicht der Öfen, 100 %"}}, nil
			},
			Each: func(_ context.Context, w *run.Work) run.Outcome {
				w.Log(run.Info, "ÜBERSICHT der Öfen")
				return run.Outcome{Status: run.ItemSucceeded}
			},
		})
		b.Work()
		r, _, err := b.Engine.Start(t.Context(), b.Scope, run.Request{Kind: validate, Title: "Öfen prüfen"})
		if err != nil {
			t.Fatal(err)
		}
		b.Ended(r.ID)
		for text, found := range map[string]struct{ runs, items, lines int }{
			"Öfen": {1, 1, 2}, "öfen": {1, 1, 2}, "ÖFEN": {1, 1, 2}, "OFEN": {}, "Übersicht": {0, 1, 1}, "übersicht": {0, 1, 1},
			"PRÜFEN": {1, 0, 1}, "100 %": {0, 1, 0}, "100_%": {}, r.ID: {1, 0, 0},
		} {
			page, errRuns := b.Reader.List(t.Context(), b.Scope, read.Filter{Text: text}, read.Cursor{}, 10)
			items, errItems := b.Reader.Items(t.Context(), b.Scope, r.ID, read.ItemFilter{Text: text}, read.ItemCursor{}, 10)
			lines, seqs, errLines := b.Reader.Matches(t.Context(), b.Scope, r.ID, read.LineFilter{Text: text}, 10)
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
		b := runtest.New(t, db, engine.Config{})
		b.Engine.Register(&runtest.Producer{For: validate})
		for n := range count {
			b.Start(validate, fmt.Sprintf(`{"n":%d}`, n))
		}
		err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			_, err := tx.ExecContext(ctx, "UPDATE run SET created_at = ?", sqldb.At(time.Now()))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for name, filter := range map[string]read.Filter{
			"all": {}, "by status": {Statuses: []run.Status{run.Queued, run.Running}, Initiator: "tester"},
			"by text": {Text: "check"}, "in many ways": {Statuses: run.Statuses(), Triggers: []run.Trigger{run.Manual, run.API, run.Schedule, run.Operator}},
		} {
			seen, after := map[string]bool{}, read.Cursor{}
			for next := &after; next != nil; {
				page, err := b.Reader.List(t.Context(), b.Scope, filter, *next, 4)
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
