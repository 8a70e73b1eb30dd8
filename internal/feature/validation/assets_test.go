package validation_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/feature/validation"
	"github.com/dashkeep/dashkeep/internal/feature/validation/outcome"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// counter counts the statements that are read with, and the transactions.
type counter struct{ statements, transactions atomic.Int64 }

func (c *counter) BeforeQuery(ctx context.Context, _ *bun.QueryEvent) context.Context { return ctx }

func (c *counter) AfterQuery(context.Context, *bun.QueryEvent) { c.statements.Add(1) }

func count(db *sqldb.DB) *counter {
	c := &counter{}
	db.Read().(*bun.DB).AddQueryHook(c) //nolint:staticcheck // the hook has to be on what the stores use, not on a copy
	db.OnTransaction(func(time.Duration) { c.transactions.Add(1) })
	return c
}

func (c *counter) reset() { c.statements.Store(0); c.transactions.Store(0) }

// crowded is the environment whose health crowd writes.
func crowded(n int) *shelf {
	s := &shelf{assets: map[string]asset.Asset{}}
	for i := range n {
		key := fmt.Sprintf("board-%05d", i)
		s.assets[key] = asset.Asset{
			Environment: builtin, Key: key, Title: fmt.Sprintf("Board %d", i), State: asset.Live,
			Owners: []asset.Subject{{Kind: asset.Group, Name: fmt.Sprintf("team-%d", i%20)}},
			Tags:   []string{"prod", fmt.Sprintf("t%d", i%10)},
		}
	}
	return s
}

// Health is compared in pages and written only where it differs, also with 10 000 assets.
func TestComparingTenThousandAssetsCostsWhatDiffers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		const assets = 10_000
		crowd(t, db, assets, 1)
		inventory, counted := crowded(assets), count(db)
		service := validation.New(validation.Needs{DB: db, Clock: clock.System{}, Environments: inventory}, validation.Config{})
		compare := func() {
			t.Helper()
			counted.reset()
			if err := service.Compare(t.Context(), []string{"shop"}); err != nil {
				t.Fatal(err)
			}
		}
		compare()
		if n := counted.statements.Load(); counted.transactions.Load() != 0 || n > assets/1000+1 {
			t.Errorf("comparing what is the same cost %d statements and %d transactions", n, counted.transactions.Load())
		}
		moved := inventory.assets["board-04000"]
		moved.Title = "Moved"
		inventory.assets["board-04000"] = moved
		inventory.assets["board-04000a"] = asset.Asset{Environment: builtin, Key: "board-04000a", State: asset.Live}
		inventory.remove("board-09999")
		compare()
		if n := counted.transactions.Load(); n != 3 {
			t.Errorf("three differences cost %d transactions", n)
		}
		page, err := service.Health(t.Context(), access.System("shop", "tester"), outcome.Filter{Text: "moved"}, "", "", 10)
		if err != nil || len(page.Entries) != 1 || page.Entries[0].Asset != "board-04000" {
			t.Errorf("moved: %+v, %v", page.Entries, err)
		}
		page, err = service.Health(t.Context(), access.System("shop", "tester"), outcome.Filter{}, "", "", 1)
		if err != nil || page.Total != assets {
			t.Errorf("%d assets, %v", page.Total, err)
		}
		compare()
		if n := counted.transactions.Load(); n != 0 {
			t.Errorf("comparing again cost %d transactions", n)
		}
	})
}
