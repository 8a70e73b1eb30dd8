package engine

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestLogIsReadableWhileTheItemRuns(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		goOn := make(chan struct{})
		b := newBench(t, db, quickConfig(), true, &fake{kind: validate, plan: items(1), do: func(_ context.Context, w *run.Work) run.Outcome {
			w.Log(run.Warning, "half way")
			<-goOn
			return run.Outcome{Status: run.ItemSucceeded}
		}})
		r := b.start(validate, "")
		b.until("the line", func() bool {
			lines := b.lines(r.ID)
			return len(lines) > 0 && lines[len(lines)-1].Message == "half way"
		})
		if got := b.get(r.ID); got.Status != run.Running || b.items(r.ID)[0].FirstLogSeq != got.LastLogSeq {
			t.Errorf("run %+v, items %+v", got, b.items(r.ID))
		}
		close(goOn)
		b.ended(r.ID)
	})
}

func TestManyWritersShareOneSequence(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		const each = 450 // more than two flushes
		b := newBench(t, db, quickConfig(), true, &fake{kind: validate, plan: items(8), do: func(_ context.Context, w *run.Work) run.Outcome {
			var writers sync.WaitGroup
			for writer := range 3 {
				writers.Go(func() {
					for n := range each / 3 {
						w.Log(run.Debug, fmt.Sprintf("%d/%d", writer, n), slog.Int("n", n))
					}
				})
			}
			writers.Wait()
			return run.Outcome{Status: run.ItemSucceeded}
		}})
		r := b.ended(b.start(validate, "").ID)
		after, count, perItem := int64(0), 0, map[string]int{}
		for {
			lines, err := b.reader.Lines(t.Context(), b.scope, r.ID, read.LineFilter{After: &after}, 1000)
			if err != nil {
				t.Fatal(err)
			}
			if len(lines) == 0 {
				break
			}
			for _, line := range lines {
				if line.Seq != after+1 {
					t.Fatalf("line %d after %d", line.Seq, after)
				}
				after = line.Seq
				if line.Level == run.Debug {
					count++
					perItem[fmt.Sprint(line.Item, line.Message)]++
				}
			}
		}
		if count != 8*each || len(perItem) != 8*each || r.LastLogSeq != after {
			t.Errorf("%d lines, %d different, last %d of %d", count, len(perItem), after, r.LastLogSeq)
		}
	})
}
