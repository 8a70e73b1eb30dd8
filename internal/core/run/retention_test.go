package run

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestRetentionKeepsWhatIsActiveAndTheNewestOfEachAsset(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, quickConfig(), true, &fake{
			kind: validate, do: succeed,
			plan: func(_ context.Context, r Run) ([]NewItem, error) {
				var target struct{ Assets []string }
				if err := json.Unmarshal(r.Target, &target); err != nil {
					return nil, err
				}
				var items []NewItem
				for _, asset := range target.Assets {
					items = append(items, NewItem{Key: asset, NotBefore: time.Now().Add(waitOf(asset))})
				}
				return items, nil
			},
		})
		old := b.ended(b.start(validate, `{"assets":["a"]}`).ID)
		mixed := b.ended(b.start(validate, `{"assets":["a","only here"]}`).ID)
		newest := b.ended(b.start(validate, `{"assets":["a", "b"]}`).ID)
		active := b.start(validate, `{"assets":["a","wait"]}`)
		b.until("the plan", func() bool { return b.get(active.ID).Planned })
		b.until("the first item", func() bool { return b.get(active.ID).Counts.Done() == 1 })
		if due, err := b.reader.NextDue(t.Context(), b.scope, active.ID); err != nil || time.Until(due) < 50*time.Minute {
			t.Errorf("next due %s, %v", due, err)
		}
		later := clock.NewManual(time.Now().AddDate(0, 0, 31))
		removed, complete, err := NewRetention(db, later, Keep{}).clean(t.Context(), "shop")
		if err != nil || removed != 1 || !complete {
			t.Errorf("%d removed, complete %v, %v", removed, complete, err)
		}
		for _, kept := range []Run{mixed, newest, active} {
			b.get(kept.ID)
		}
		if _, err := b.reader.Get(t.Context(), b.scope, old.ID); err == nil {
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
		b := newBench(t, db, quickConfig(), true, &fake{kind: validate, plan: items(1), do: succeed})
		for n := range 6 {
			b.ended(b.start(validate, fmt.Sprintf(`{"n":%d}`, n)).ID)
		}
		removed, _, err := NewRetention(db, clock.System{}, Keep{Limit: 2}).clean(t.Context(), "shop")
		page, errList := b.reader.List(t.Context(), b.scope, Filter{}, Cursor{}, 10)
		if err != nil || errList != nil || removed != 4 || len(page.Runs) != 2 {
			t.Errorf("%d removed, %d left, %v, %v", removed, len(page.Runs), err, errList)
		}
	})
}

func TestRetentionRunsOnceANight(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		retention := NewRetention(db, clock.System{}, Keep{})
		b := newBench(t, db, quickConfig(), true, retention)
		now := time.Now().UTC()
		evening := time.Date(now.Year(), now.Month(), now.Day(), nightHour-1, 0, 0, 0, time.UTC)
		for _, at := range []time.Time{evening, now.AddDate(0, 0, -1).Truncate(24 * time.Hour).Add(3 * time.Hour)} {
			retention.clock = clock.NewManual(at)
			if err := retention.Nightly(t.Context(), b.engine, []string{"shop"}); err != nil {
				t.Fatal(err)
			}
		}
		page, err := b.reader.List(t.Context(), b.scope, Filter{Kinds: []Kind{retention.Kind()}}, Cursor{}, 10)
		if err != nil || len(page.Runs) != 1 {
			t.Fatalf("%d runs, %v", len(page.Runs), err)
		}
		r := b.ended(page.Runs[0].ID)
		if err := retention.Nightly(t.Context(), b.engine, []string{"shop"}); err != nil {
			t.Fatal(err)
		}
		page, err = b.reader.List(t.Context(), b.scope, Filter{}, Cursor{}, 10)
		if err != nil || len(page.Runs) != 1 || r.Status != Succeeded || b.items(r.ID)[0].Message != "0 runs removed" {
			t.Errorf("%d runs, %+v, %v", len(page.Runs), r, err)
		}
	})
}
