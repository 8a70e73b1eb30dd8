package dashboard_test

import (
	"context"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql/promqltest"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// shares are the queries of the seed that divide what failed by all.
func shares(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("seed/dashkeep.json")
	if err != nil {
		t.Fatal(err)
	}
	queries := regexp.MustCompile(`"query": (".* / .*")`).FindAllSubmatch(text, -1)
	found := make([]string, len(queries))
	for i, query := range queries {
		if err := json.Unmarshal(query[1], &found[i]); err != nil {
			t.Fatal(err)
		}
		found[i] = strings.ReplaceAll(found[i], "$__rate_interval", "1m")
	}
	found = slices.DeleteFunc(found, func(query string) bool { return !strings.Contains(query, "requests_total") })
	return found
}

// A share of what failed is 0 where nothing failed, no number where nobody asked, and
// nothing at all where nothing is known.
func TestTheSeedDrawsNoZeroWithoutData(t *testing.T) {
	t.Parallel()
	found := shares(t)
	if len(found) != 2 {
		t.Fatalf("%d shares", len(found))
	}
	for _, query := range found {
		promqltest.RunTest(t, strings.ReplaceAll(`
eval instant at 5m QUERY

load 15s
  dashkeep_http_requests_total{code="200"} 0+30x40
  dashkeep_query_requests_total{code="ok"} 0+30x40

eval instant at 5m QUERY
  {} 0

clear

load 15s
  dashkeep_http_requests_total{code="200"} 7+0x40
  dashkeep_query_requests_total{code="ok"} 0+0x40

eval instant at 5m QUERY
  {} NaN

clear

load 15s
  dashkeep_http_requests_total{code="200"} 0+30x40
  dashkeep_http_requests_total{code="500"} 0+10x40
  dashkeep_query_requests_total{code="ok"} 0+30x40
  dashkeep_query_requests_total{code="query_syntax"} 0+10x40

eval instant at 5m QUERY
  {} 0.25
`, "QUERY", query), promqltest.NewTestEngine(t, false, time.Minute, promqltest.DefaultMaxSamplesPerQuery))
	}
}

// A newer seed takes the place of an older one that nobody has changed.
func TestSeedSelf_replaces_an_older_one(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), access.System("shop", "seed")
		w.Must(w.SeedEmbedded(ctx, 15*time.Second))
		w.Must(w.SeedSelf(ctx, scope))
		w.Must(w.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			_, err := tx.NewRaw("UPDATE dashboard_seed SET seed = 1").Exec(ctx)
			return err
		}))
		w.Must(w.SeedSelf(ctx, scope))
		if _, err := w.Get(ctx, w.Writer(), "dashkeep", false); err != nil {
			w.T.Error(err)
		}
	})
}

func TestSeedSelf_is_put_there_once_and_leaves_edits_alone(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), access.System("shop", "seed")
		w.Must(w.SeedEmbedded(ctx, 15*time.Second))
		w.Must(w.SeedSelf(ctx, scope))
		found, err := w.Get(ctx, w.Writer(), "dashkeep", false)
		w.Must(err)
		d, err := perses.Read(found.Document)
		w.Must(err)
		panels := perses.Panels(d)
		if found.Title != "Dashkeep" || found.Owner != "" || found.Panels < 8 || len(panels) != found.Panels {
			w.T.Errorf("%s with %d panels", found.Title, found.Panels)
		}
		for _, panel := range panels {
			for _, query := range panel.Queries {
				if query.Datasource.Name != "embedded" {
					w.T.Errorf("%s asks %+v", panel.Title, query.Datasource)
				}
			}
		}
		edited := strings.Replace(string(found.Document), `"duration":"15m"`, `"duration":"1h"`, 1)
		_, err = w.Update(ctx, w.Writer(), "dashkeep", []byte(edited), dashboard.Save{})
		w.Must(err)
		w.Must(w.SeedSelf(ctx, scope))
		again, err := w.Get(ctx, w.Writer(), "dashkeep", false)
		w.Must(err)
		if again.Version != 1 {
			w.T.Errorf("version %d", again.Version)
		}
		w.Must(w.Purge(ctx, w.Manager(), "dashkeep"))
		w.Must(w.SeedSelf(ctx, scope))
		if _, err := w.Get(ctx, w.Writer(), "dashkeep", true); !apperror.Is(err, apperror.NotFound) {
			w.T.Error("what a user deleted came back")
		}
	})
}
