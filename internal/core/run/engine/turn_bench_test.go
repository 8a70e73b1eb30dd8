package engine

import (
	"context"
	"encoding/json"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// BenchmarkSmallBesideBig times a run of one item that starts when a run of 1 000 items
// of 50 ms is under way.
func BenchmarkSmallBesideBig(b *testing.B) {
	one := run.Kind{Resource: "one", Action: "item"}
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		b.Run(string(engine), func(b *testing.B) {
			var done atomic.Int32
			w := newBench(b, dbtest.Open(b, engine), Config{}, true,
				&fake{kind: one, plan: items(1), do: succeed},
				&fake{kind: validate, plan: items(1000), do: func(context.Context, *run.Work) run.Outcome {
					<-time.After(50 * time.Millisecond)
					done.Add(1)
					return run.Outcome{Status: run.ItemSucceeded}
				}})
			for b.Loop() {
				done.Store(0)
				big := w.start(validate, "")
				w.until("some items", func() bool { return done.Load() > 50 })
				began := time.Now()
				w.ended(w.start(one, "").ID)
				b.ReportMetric(float64(time.Since(began).Milliseconds()), "small-ms")
				w.ended(big.ID)
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkItems does runs of 1 000 items that have nothing to do: what is left is what
// the engine itself takes.
func BenchmarkItems(b *testing.B) {
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		b.Run(string(engine), func(b *testing.B) {
			w := newBench(b, dbtest.Open(b, engine), Config{}, true, &fake{kind: validate, plan: items(1000), do: succeed})
			count := 0
			for b.Loop() {
				count++
				w.ended(w.start(validate, "").ID)
			}
			b.ReportMetric(1000*float64(count)/b.Elapsed().Seconds(), "items/s")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkItemsOfManyRuns does 40 runs of 25 items that have nothing to do.
func BenchmarkItemsOfManyRuns(b *testing.B) {
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		b.Run(string(engine), func(b *testing.B) {
			w := newBench(b, dbtest.Open(b, engine), Config{}, true, &fake{kind: validate, plan: items(25), do: succeed})
			count := 0
			for b.Loop() {
				count++
				var all []string
				for n := range 40 {
					target, err := json.Marshal(map[string]int{"n": n})
					if err != nil {
						b.Fatal(err)
					}
					all = append(all, w.start(validate, string(target)).ID)
				}
				for _, id := range all {
					w.ended(id)
				}
			}
			b.ReportMetric(1000*float64(count)/b.Elapsed().Seconds(), "items/s")
			b.ReportMetric(0, "ns/op")
		})
	}
}
