package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestRunsOverTheQuotaWaitAndSayWhy(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		quota Quota
		why   string
	}{
		"under way":      {Quota{Running: 1}, "Waits until another run ends: 1 of its kind"},
		"items":          {Quota{Waiting: 2}, "Waits until another run ends: those of its kind have 2 items"},
		"within an hour": {Quota{Hourly: 1}, "1 runs of its kind began in the project within an hour"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
				g, cfg := newGate(), quickConfig()
				cfg.Quota = test.quota
				b := newBench(t, db, cfg, true, &fake{kind: validate, plan: items(2), do: g.do}, &fake{kind: small, plan: items(1), do: succeed})
				first := b.start(validate, `{"n":0}`)
				b.until("the first", func() bool { return g.begun.Load() == 2 })
				var later []string
				for n := range 2 {
					later = append(later, b.start(validate, fmt.Sprintf(`{"n":%d}`, n+1)).ID)
				}
				for _, id := range later {
					b.until("the reason", func() bool { return strings.Contains(b.get(id).Message, test.why) })
					if got := b.get(id); got.Status != run.Queued || got.Reason != "" {
						t.Errorf("run %+v", got)
					}
				}
				if other := b.ended(b.start(small, "").ID); other.Status != run.Succeeded {
					t.Errorf("a run of another kind: %+v", other)
				}
				g.open(6)
				b.ended(first.ID)
				if test.quota.Hourly > 0 {
					for _, id := range later {
						if err := b.engine.Cancel(t.Context(), b.scope, validate, id); err != nil {
							t.Error(err)
						}
					}
					return
				}
				for _, id := range later {
					if r := b.ended(id); r.Status != run.Succeeded || r.Message != "" {
						t.Errorf("run %+v", r)
					}
				}
			})
		})
	}
}

func TestTheEndOfABigRunLetsManySmallOnesIn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		const big, few = 10, 6
		g, cfg := newGate(), quickConfig()
		cfg.Quota = Quota{Waiting: big}
		b := newBench(t, db, cfg, true, &fake{kind: validate, do: g.do, plan: func(ctx context.Context, r run.Run) ([]run.NewItem, error) {
			if r.Title == "big" {
				return items(big)(ctx, r)
			}
			return items(1)(ctx, r)
		}})
		first, _, err := b.engine.Start(t.Context(), b.scope, run.Request{Kind: validate, Title: "big", Target: json.RawMessage(`{}`)})
		if err != nil {
			t.Fatal(err)
		}
		b.until("the first", func() bool { return g.begun.Load() == big })
		var later []string
		for n := range few {
			later = append(later, b.start(validate, fmt.Sprintf(`{"n":%d}`, n)).ID)
		}
		for _, id := range later {
			b.until("the reason", func() bool { return b.get(id).Message != "" })
		}
		g.open(big)
		b.ended(first.ID)
		b.until("all others", func() bool { return g.begun.Load() == big+few }) // at once, though none of them ends
		g.open(few)
		for _, id := range later {
			b.ended(id)
		}
	})
}
