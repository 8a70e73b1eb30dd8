package engine

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// BenchmarkStart times starts of runs of 5 000 assets while workers do the ones
// before. The goal is an answer within 300 ms.
func BenchmarkStart(b *testing.B) {
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		b.Run(string(engine), func(b *testing.B) {
			w := newBench(b, dbtest.Open(b, engine), Config{}, true, &fake{kind: validate, plan: items(5000), do: succeed})
			var assets []string
			for n := range 5000 {
				assets = append(assets, fmt.Sprintf("superset-prod/dashboard-%d", n))
			}
			var took []time.Duration
			var first run.Run
			for n := range 20 {
				target, err := json.Marshal(map[string]any{"n": n, "assets": assets})
				if err != nil {
					b.Fatal(err)
				}
				began := time.Now()
				r, created, err := w.engine.Start(b.Context(), w.scope, run.Request{Kind: validate, Title: "t", Target: target})
				took = append(took, time.Since(began))
				if err != nil || !created {
					b.Fatal(created, err)
				}
				if n == 0 {
					first = r
				}
				<-time.After(100 * time.Millisecond) // let the workers do something in between
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "max-ms")
			began := time.Now()
			before := w.get(first.ID).Counts.Done()
			for time.Since(began) < 5*time.Second && !w.get(first.ID).Status.Terminal() {
				<-time.After(50 * time.Millisecond)
			}
			b.ReportMetric(float64(w.get(first.ID).Counts.Done()-before)/time.Since(began).Seconds(), "items/s")
			b.ReportMetric(0, "ns/op")
		})
	}
}
