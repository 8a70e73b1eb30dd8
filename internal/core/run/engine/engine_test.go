package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
	"github.com/dashkeep/dashkeep/internal/testkit/jobtest"
)

func TestMain(m *testing.M) {
	if childMode() {
		runChild()
		return
	}
	goleak.VerifyTestMain(m)
}

const patience = jobtest.Patience

// fake is a producer whose behaviour a test gives.
type fake struct {
	kind     run.Kind
	plan     func(ctx context.Context, r run.Run) ([]run.NewItem, error)
	do       func(ctx context.Context, w *run.Work) run.Outcome
	finished func(ctx context.Context, tx *sqldb.Tx, r run.Run) error
}

func (f *fake) Kind() run.Kind { return f.kind }

func (f *fake) Plan(ctx context.Context, r run.Run) ([]run.NewItem, error) { return f.plan(ctx, r) }

func (f *fake) Do(ctx context.Context, w *run.Work) run.Outcome { return f.do(ctx, w) }

func (f *fake) Finished(ctx context.Context, tx *sqldb.Tx, r run.Run) error {
	if f.finished == nil {
		return nil
	}
	return f.finished(ctx, tx, r)
}

func items(count int) func(context.Context, run.Run) ([]run.NewItem, error) {
	return func(context.Context, run.Run) ([]run.NewItem, error) {
		made := make([]run.NewItem, count)
		for i := range made {
			made[i] = run.NewItem{Key: fmt.Sprintf("asset-%03d", i+1), Title: fmt.Sprintf("Asset %d", i+1)}
		}
		return made, nil
	}
}

func succeed(context.Context, *run.Work) run.Outcome { return run.Outcome{Status: run.ItemSucceeded} }

// bench is an engine at work on a database.
type bench struct {
	t      testing.TB
	db     *sqldb.DB
	engine *Engine
	reader *read.Reader
	queue  *jobqueue.Queue
	scope  access.Scope
}

func quickConfig() Config {
	return Config{
		ItemTimeout: patience, Grace: patience,
		RetryAfter: func(int) time.Duration { return time.Millisecond },
	}
}

// planQueue gives plans workers of their own, as the program does.
func planQueue() map[string]int { return map[string]int{PlanQueueName: 2} }

// newBench makes an engine; working also does jobs.
func newBench(tb testing.TB, db *sqldb.DB, cfg Config, working bool, producers ...run.Producer) *bench {
	tb.Helper()
	log := slog.New(slog.DiscardHandler)
	registry := jobqueue.NewRegistry()
	cfg.PlanQueue = PlanQueueName
	if cfg.Box == nil {
		cfg.Box = testBox(tb)
	}
	engine := New(db, registry, clock.System{}, log, cfg)
	registry.Every("run.sweep", time.Minute, engine.Sweep)
	for _, p := range producers {
		engine.Register(p)
	}
	queue := jobtest.New(tb, db, registry, planQueue())
	engine.Use(queue)
	b := &bench{t: tb, db: db, engine: engine, reader: read.New(db), queue: queue, scope: access.System("shop", "tester")}
	if working {
		b.work()
	}
	return b
}

// testBox seals with a key that all benches share, as replicas do.
func testBox(tb testing.TB) *secret.Box {
	tb.Helper()
	box, err := secret.NewBox([]byte("0123456789abcdef0123456789abcdef"))
	if err != nil {
		tb.Fatal(err)
	}
	return box
}

func (b *bench) work() {
	b.t.Helper()
	jobtest.Work(b.t, b.queue)
}

func (b *bench) start(kind run.Kind, target string) run.Run {
	b.t.Helper()
	r, created, err := b.engine.Start(b.t.Context(), b.scope, run.Request{Kind: kind, Title: "Check", Target: json.RawMessage(target)})
	if err != nil || !created {
		b.t.Fatalf("start: created %v, %v", created, err)
	}
	return r
}

// until waits until a condition holds, looking every few milliseconds.
func (b *bench) until(what string, holds func() bool) {
	b.t.Helper()
	jobtest.Until(b.t, what, holds)
}

func (b *bench) get(id string) run.Run {
	b.t.Helper()
	r, err := b.reader.Get(b.t.Context(), b.scope, id)
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

func (b *bench) ended(id string) run.Run {
	b.t.Helper()
	b.until("the end of the run", func() bool { return b.get(id).Status.Terminal() })
	b.consistent(id)
	return b.get(id)
}

func (b *bench) items(id string) []run.Item {
	b.t.Helper()
	page, err := b.reader.Items(b.t.Context(), b.scope, id, read.ItemFilter{}, read.ItemCursor{}, 1000)
	if err != nil {
		b.t.Fatal(err)
	}
	return page.Items
}

func (b *bench) lines(id string) []run.Line {
	b.t.Helper()
	lines, err := b.reader.Lines(b.t.Context(), b.scope, id, read.LineFilter{After: new(int64(0))}, 1000)
	if err != nil {
		b.t.Fatal(err)
	}
	return lines
}

// consistent checks what always holds.
func (b *bench) consistent(id string) {
	b.t.Helper()
	r, counts := b.get(id), run.Counts{}
	for _, item := range b.items(id) {
		counts.Total++
		counts = counts.With(item.Status)
		if r.Status.Terminal() && !item.Status.Finished() {
			b.t.Errorf("item %d is %s in a run that is %s", item.Seq, item.Status, r.Status)
		}
	}
	if counts != r.Counts && counts.Total <= 1000 && (r.Planned || r.Status.Terminal()) {
		b.t.Errorf("counts %+v, items make %+v", r.Counts, counts)
	}
	for i, line := range b.lines(id) {
		if line.Seq != int64(i+1) {
			b.t.Fatalf("line %d has the sequence %d", i+1, line.Seq)
		}
	}
	from := run.Status("")
	transitions, err := b.reader.Transitions(b.t.Context(), b.scope, id)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, transition := range transitions {
		if !from.CanBecome(transition.Status) {
			b.t.Errorf("the run went from %q to %q", from, transition.Status)
		}
		from = transition.Status
	}
	if from != r.Status {
		b.t.Errorf("the timeline ends at %q, the run is %q", from, r.Status)
	}
}

var validate = run.Kind{Resource: "dashboard", Action: "validate"}

func TestRunDoesEveryItemOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		var done sync.Map
		var finished atomic.Int32
		b := newBench(t, db, quickConfig(), true, &fake{
			kind: validate, plan: items(60),
			do: func(_ context.Context, w *run.Work) run.Outcome {
				if _, again := done.LoadOrStore(w.Item.Key, true); again {
					t.Errorf("%s is done twice", w.Item.Key)
				}
				if string(w.Run.Target) != `{"environment":"e"}` {
					t.Errorf("target %s", w.Run.Target)
				}
				w.Log(run.Info, "checked", slog.String("password", "hunter2"), slog.Int("charts", 3))
				return run.Outcome{Status: run.ItemSucceeded}
			},
			finished: func(_ context.Context, _ *sqldb.Tx, r run.Run) error {
				finished.Add(1)
				if r.Status != run.Succeeded || r.Counts.Done() != 60 {
					t.Errorf("finished with %+v", r)
				}
				return nil
			},
		})
		r := b.ended(b.start(validate, `{"environment":"e"}`).ID)
		if r.Status != run.Succeeded || r.Counts != (run.Counts{Total: 60, Succeeded: 60}) || finished.Load() != 1 {
			t.Errorf("run %+v, finished %d times", r, finished.Load())
		}
		if string(r.Target) != `{"environment":"e"}` {
			t.Errorf("target %s", r.Target)
		}
		if r.StartedAt.IsZero() || r.FinishedAt.IsZero() || r.Initiator != (run.Initiator{Kind: run.BySystem, Name: "tester"}) {
			t.Errorf("run %+v", r)
		}
		lines := b.lines(r.ID)
		if last := lines[len(lines)-1]; last.Message != "Succeeded: 60 succeeded" {
			t.Errorf("last line %+v", last)
		}
		// The engine's own lines stand anywhere between.
		checked := slices.IndexFunc(lines, func(line run.Line) bool { return line.Message == "checked" })
		if checked < 0 || string(lines[checked].Context) != `{"charts":3,"password":"[redacted]"}` {
			t.Errorf("no such line, or without its context: %+v", lines)
		}
	})
}

func TestOutcomesMakeTheStatus(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, quickConfig(), true, &fake{
			kind: validate, plan: items(4),
			do: func(_ context.Context, w *run.Work) run.Outcome {
				switch w.Item.Seq {
				case 1:
					return run.Outcome{Status: run.ItemSucceeded}
				case 2:
					return run.Outcome{Status: run.ItemWarned, Reason: run.EmptyResult, Message: "2 of 6 charts"}
				case 3:
					return run.Outcome{Status: run.ItemFailed, Reason: run.QueryFailed, Message: "https://u:geheim@x said no"}
				default:
					return run.Outcome{Status: run.ItemFailed, Reason: "made_up"}
				}
			},
		})
		r := b.ended(b.start(validate, "").ID)
		if r.Status != run.PartiallySucceeded || r.Counts != (run.Counts{Total: 4, Succeeded: 1, Warned: 1, Failed: 2}) {
			t.Errorf("run %+v", r)
		}
		all := b.items(r.ID)
		if all[0].Status != run.ItemFailed || all[0].Message != "https://[redacted]@x said no" || all[1].Reason != run.Internal {
			t.Errorf("items %+v", all)
		}
		if r.Message != "2 of 4 failed, 1 of them: Something went wrong in Dashkeep" || r.FirstErrorSeq == 0 {
			t.Errorf("message %q, first error %d", r.Message, r.FirstErrorSeq)
		}
	})
}

func TestRunWithoutItemsSucceeds(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, quickConfig(), true, &fake{kind: validate, plan: items(0), do: succeed})
		if r := b.ended(b.start(validate, "").ID); r.Status != run.Succeeded {
			t.Errorf("run %+v", r)
		}
	})
}

func TestAHundredIdenticalStartsMakeOneRun(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, quickConfig(), false, &fake{kind: validate, plan: items(1), do: succeed})
		var created atomic.Int32
		var ids sync.Map
		var starts sync.WaitGroup
		for n := range 100 {
			target := `{"assets":["a","b"],"environment":"e"}`
			if n%2 == 1 {
				target = `{"environment":"e", "assets":["b","a","b"]}`
			}
			starts.Go(func() {
				r, fresh, err := b.engine.Start(t.Context(), b.scope, run.Request{Kind: validate, Title: "t", Target: json.RawMessage(target)})
				if err != nil {
					t.Error(err)
				}
				ids.Store(r.ID, true)
				if fresh {
					created.Add(1)
				}
			})
		}
		starts.Wait()
		different := 0
		ids.Range(func(id, _ any) bool {
			different++
			if r := b.get(id.(string)); r.Joined != 99 || r.LastLogSeq != 99 {
				t.Errorf("joined %d times, %d lines", r.Joined, r.LastLogSeq)
			}
			return true
		})
		stats, err := b.queue.Stats(t.Context())
		if err != nil || different != 1 || created.Load() != 1 || stats.Available != 1 {
			t.Errorf("%d runs, %d created, jobs %+v, %v", different, created.Load(), stats, err)
		}
	})
}

func TestAfterTheEndTheSameStartsAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db, quickConfig(), true, &fake{kind: validate, plan: items(1), do: succeed})
		first := b.ended(b.start(validate, `{"x":1}`).ID)
		if second := b.ended(b.start(validate, `{"x":1}`).ID); second.ID == first.ID || second.Key != first.Key {
			t.Errorf("%+v and %+v", first, second)
		}
	})
}
