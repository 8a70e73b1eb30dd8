package retention

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/engine"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
	"github.com/dashkeep/dashkeep/internal/testkit/runtest"
)

var validate = run.Kind{Resource: "dashboard", Action: "validate"}

// benchOf is an engine at work that has one producer.
func benchOf(t *testing.T, db *sqldb.DB, producer run.Producer) *runtest.Bench {
	t.Helper()
	b := runtest.New(t, db, engine.Config{})
	b.Engine.Register(producer)
	b.Work()
	return b
}

func TestRetentionKeepsWhatIsActiveAndTheNewestOfEachAsset(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := benchOf(t, db, &runtest.Producer{
			For: validate,
			List: func(_ context.Context, r run.Run) ([]run.NewItem, error) {
				var target struct{ Assets []string }
				if err := json.Unmarshal(r.Target, &target); err != nil {
					return nil, err
				}
				var items []run.NewItem
				for _, asset := range target.Assets {
					items = append(items, run.NewItem{Key: asset, NotBefore: time.Now().Add(waitOf(asset))})
				}
				return items, nil
			},
		})
		old := b.Ended(b.Start(validate, `{"assets":["a"]}`).ID)
		mixed := b.Ended(b.Start(validate, `{"assets":["a","only here"]}`).ID)
		newest := b.Ended(b.Start(validate, `{"assets":["a", "b"]}`).ID)
		active := b.Start(validate, `{"assets":["a","wait"]}`)
		b.When(active.ID, "the plan", func(r run.Run) bool { return r.Planned })
		b.When(active.ID, "the first item", func(r run.Run) bool { return r.Counts.Done() == 1 })
		if due, err := b.Reader.NextDue(t.Context(), b.Scope, active.ID); err != nil || time.Until(due) < 50*time.Minute {
			t.Errorf("next due %s, %v", due, err)
		}
		later := clock.NewManual(time.Now().AddDate(0, 0, 31))
		removed, complete, err := New(db, later, Keep{}).clean(t.Context(), "shop")
		if err != nil || removed != 1 || !complete {
			t.Errorf("%d removed, complete %v, %v", removed, complete, err)
		}
		for _, kept := range []run.Run{mixed, newest, active} {
			b.Run(kept.ID)
		}
		if _, err := b.Reader.Get(t.Context(), b.Scope, old.ID); err == nil {
			t.Error("the old run is there still")
		}
		for _, table := range []string{"run_item", "run_log", "run_transition", "run_target"} {
			left, err := db.Read().NewSelect().Table(table).Where("run_id = ?", old.ID).Count(t.Context())
			if err != nil || left != 0 {
				t.Errorf("%d rows left in %s, %v", left, table, err)
			}
		}
	})
}

func waitOf(asset string) time.Duration {
	if asset == "wait" {
		return time.Hour
	}
	return 0
}

func TestRetentionKeepsTheNumber(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := benchOf(t, db, &runtest.Producer{For: validate})
		for n := range 6 {
			b.Ended(b.Start(validate, fmt.Sprintf(`{"n":%d}`, n)).ID)
		}
		removed, _, err := New(db, clock.System{}, Keep{Limit: 2}).clean(t.Context(), "shop")
		page, errList := b.Reader.List(t.Context(), b.Scope, read.Filter{}, read.Cursor{}, 10)
		if err != nil || errList != nil || removed != 4 || len(page.Runs) != 2 {
			t.Errorf("%d removed, %d left, %v, %v", removed, len(page.Runs), err, errList)
		}
	})
}

func TestRetentionRunsOnceANight(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		cleaner := New(db, clock.System{}, Keep{})
		b := benchOf(t, db, cleaner)
		now := time.Now().UTC()
		evening := time.Date(now.Year(), now.Month(), now.Day(), nightHour-1, 0, 0, 0, time.UTC)
		for _, at := range []time.Time{evening, now.AddDate(0, 0, -1).Truncate(24 * time.Hour).Add(3 * time.Hour)} {
			cleaner.clock = clock.NewManual(at)
			if err := cleaner.Nightly(t.Context(), b.Engine, []string{"shop"}); err != nil {
				t.Fatal(err)
			}
		}
		page, err := b.Reader.List(t.Context(), b.Scope, read.Filter{Kinds: []run.Kind{cleaner.Kind()}}, read.Cursor{}, 10)
		if err != nil || len(page.Runs) != 1 {
			t.Fatalf("%d runs, %v", len(page.Runs), err)
		}
		r := b.Ended(page.Runs[0].ID)
		if err := cleaner.Nightly(t.Context(), b.Engine, []string{"shop"}); err != nil {
			t.Fatal(err)
		}
		page, err = b.Reader.List(t.Context(), b.Scope, read.Filter{}, read.Cursor{}, 10)
		if err != nil || len(page.Runs) != 1 || r.Status != run.Succeeded || b.Items(r.ID)[0].Message != "0 runs removed" {
			t.Errorf("%d runs, %+v, %v", len(page.Runs), r, err)
		}
	})
}
