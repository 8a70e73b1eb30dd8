package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

var small = run.Kind{Resource: "small", Action: "one"}

// inLane puts items into a lane.
func inLane(count int, lane run.Lane) func(context.Context, run.Run) ([]run.NewItem, error) {
	return func(ctx context.Context, r run.Run) ([]run.NewItem, error) {
		made, err := items(count)(ctx, r)
		for i := range made {
			made[i].Lane = lane
		}
		return made, err
	}
}

// gate lets one item through for each token.
type gate struct {
	begun, done atomic.Int32
	tokens      chan struct{}
}

func newGate() *gate { return &gate{tokens: make(chan struct{}, 2000)} }

func (g *gate) do(ctx context.Context, _ *run.Work) run.Outcome {
	g.begun.Add(1)
	select {
	case <-g.tokens:
	case <-ctx.Done():
		return run.Outcome{Retry: ctx.Err()}
	}
	g.done.Add(1)
	return run.Outcome{Status: run.ItemSucceeded}
}

func (g *gate) open(count int) {
	for range count {
		g.tokens <- struct{}{}
	}
}

func TestASmallRunWaitsForNoMoreThanTheItemsInWork(t *testing.T) {
	t.Parallel()
	for name, lane := range map[string]run.Lane{"without a ceiling": {}, "under a ceiling": {ID: "environment/e", Ceiling: 3}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
				inWork := map[sqldb.Engine]int{sqldb.SQLite: 10, sqldb.PostgreSQL: 20}[db.Engine()] // the workers
				if lane.ID != "" {
					inWork = lane.Ceiling
				}
				g := newGate()
				b := newBench(t, db, quickConfig(), true,
					&fake{kind: validate, plan: inLane(200, lane), do: g.do}, &fake{kind: small, plan: inLane(1, lane), do: succeed})
				big := b.start(validate, "")
				b.until("items in work", func() bool { return int(g.begun.Load()) == inWork })
				one := b.start(small, "")
				b.until("the plan", func() bool { return b.get(one.ID).Planned })
				g.open(inWork) // those in work end, and no other
				if r := b.ended(one.ID); r.Status != run.Succeeded || int(g.done.Load()) > inWork {
					t.Errorf("the small run %s after %d items of the big one", r.Status, g.done.Load())
				}
				g.open(200 - inWork)
				if r := b.ended(big.ID); r.Status != run.Succeeded {
					t.Errorf("the big run %+v", r)
				}
			})
		})
	}
}

func TestByHandGoesFirstButScheduledGetsEveryFourthPlace(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		g, lane := newGate(), run.Lane{ID: "environment/e", Ceiling: 1}
		var mu sync.Mutex
		order := ""
		note := func(ctx context.Context, w *run.Work) run.Outcome {
			mu.Lock()
			order += string(w.Run.Title[0])
			mu.Unlock()
			return g.do(ctx, w)
		}
		b := newBench(t, db, quickConfig(), true, &fake{kind: validate, do: note, plan: func(ctx context.Context, r run.Run) ([]run.NewItem, error) {
			if r.Title != "urgent" {
				return inLane(9, lane)(ctx, r)
			}
			return []run.NewItem{{Key: "u", Lane: lane, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}}, nil
		}})
		var ids []string
		for title, trigger := range map[string]run.Trigger{"hand": run.Manual, "schedule": run.Schedule, "urgent": run.Schedule} {
			r, _, err := b.engine.Start(t.Context(), b.scope, run.Request{
				Kind: validate, Title: title, Trigger: trigger, Target: json.RawMessage(fmt.Sprintf(`{"n":%q}`, title)),
			})
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, r.ID)
		}
		for _, id := range ids {
			b.until("the plan", func() bool { return b.get(id).Planned })
		}
		b.until("a first item", func() bool { return g.begun.Load() == 1 })
		g.open(19)
		for _, id := range ids {
			b.ended(id)
		}
		rest := strings.Replace(order[1:], "u", "", 1) // the first was taken when not all were there
		if order[0] != 'u' && order[1] != 'u' {
			t.Errorf("the urgent one came late: %s", order)
		}
		for at := 0; at+4 <= len(rest) && strings.Contains(rest[at+3:], "s") && strings.Contains(rest[at+3:], "h"); at++ {
			if four := rest[at : at+4]; strings.Count(four, "s") != 1 {
				t.Errorf("four places in a row were %s, in %s", four, order)
			}
		}
	})
}

// crowd is a random number of runs in a few projects and lanes, which notes what
// happens to them.
type crowd struct {
	random *rand.Rand
	mu     sync.Mutex
	inLane map[string]int
	done   map[string]int
	faults []string
}

func (c *crowd) lane(item string) run.Lane {
	switch sum := len(item) + int(item[len(item)-1]); sum % 4 {
	case 0:
		return run.Lane{}
	default:
		return run.Lane{ID: fmt.Sprintf("lane %d", sum%4), Ceiling: sum % 4}
	}
}

func (c *crowd) plan(_ context.Context, r run.Run) ([]run.NewItem, error) {
	var shape struct{ Items int }
	if err := json.Unmarshal(r.Target, &shape); err != nil {
		return nil, err
	}
	made := make([]run.NewItem, shape.Items)
	for i := range made {
		key := fmt.Sprintf("asset-%d", i)
		made[i] = run.NewItem{Key: key, Title: key, Lane: c.lane(key)}
		if i%7 == 3 {
			made[i].NotBefore = time.Now().Add(time.Duration(i) * 10 * time.Millisecond)
		}
	}
	return made, nil
}

func (c *crowd) do(_ context.Context, w *run.Work) run.Outcome {
	lane := c.lane(w.Item.Key)
	place := w.Run.Project + "/" + lane.ID
	c.mu.Lock()
	if c.inLane[place]++; lane.ID != "" && c.inLane[place] > lane.Ceiling {
		c.faults = append(c.faults, fmt.Sprintf("%d at work in %s", c.inLane[place], place))
	}
	pause, again := time.Duration(c.random.IntN(4))*time.Millisecond, w.Attempt == 1 && c.random.IntN(10) == 0
	c.mu.Unlock()
	<-time.After(pause)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.inLane[place]--
	if again {
		return run.Outcome{Retry: errors.New("once more")}
	}
	c.done[w.Run.ID+w.Item.Key]++
	return run.Outcome{Status: run.ItemSucceeded}
}

func (c *crowd) doneOnce(t *testing.T, id string, count int) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range count {
		if key := fmt.Sprintf("asset-%d", i); c.done[id+key] != 1 {
			t.Errorf("%s of %s was done %d times", key, id, c.done[id+key])
		}
	}
}

func TestACrowdOfRunsIsDoneOnceUnderItsCeilings(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		seed := uint64(time.Now().UnixNano())
		t.Logf("seed %d", seed)
		c := &crowd{random: rand.New(rand.NewPCG(seed, 0)), inLane: map[string]int{}, done: map[string]int{}}
		b := newBench(t, db, quickConfig(), true, &fake{kind: validate, plan: c.plan, do: c.do})
		t.Cleanup(func() {
			if t.Failed() {
				b.tellPlaces()
			}
		})
		counts := map[string]int{}
		for n := range 10 {
			c.mu.Lock()
			count := []int{1, 3, 10, 30}[c.random.IntN(4)]
			scope := access.System([]string{"shop", "bank", "farm"}[c.random.IntN(3)], "tester")
			trigger := []run.Trigger{run.Manual, run.Schedule, run.API}[c.random.IntN(3)]
			c.mu.Unlock()
			r, _, err := b.engine.Start(t.Context(), scope, run.Request{
				Kind: validate, Title: "t", Trigger: trigger, Target: json.RawMessage(fmt.Sprintf(`{"n":%d,"items":%d}`, n, count)),
			})
			if err != nil {
				t.Fatal(err)
			}
			counts[r.ID] = count
			b.scope = scope
			if n%5 == 4 {
				if err := b.engine.Cancel(t.Context(), scope, validate, r.ID); err != nil {
					t.Fatal(err)
				}
				delete(counts, r.ID)
			}
		}
		for id, count := range counts {
			b.until("the end of all", func() bool {
				ended, err := db.Read().NewSelect().Table("run").Where("id = ?", id).Where("status = 'succeeded'").
					Where("succeeded = ?", count).Count(t.Context())
				return err == nil && ended == 1
			})
			c.doneOnce(t, id, count)
		}
		b.noPlaces()
		c.mu.Lock()
		defer c.mu.Unlock()
		if len(c.faults) > 0 {
			t.Error(c.faults)
		}
	})
}

// tellPlaces logs who waits and who works.
func (b *bench) tellPlaces() {
	for _, table := range []string{"run_queue", "run_lane", "run_item WHERE holder <> ''", "river_job WHERE state <> 'completed'"} {
		var count int
		err := b.db.Read().NewRaw("SELECT COUNT(*) FROM "+table).Scan(context.Background(), &count)
		b.t.Logf("%s: %d, %v", table, count, err)
	}
}

// noPlaces checks that nobody holds a place and nothing waits.
func (b *bench) noPlaces() {
	b.t.Helper()
	b.until("places that are all free", func() bool {
		held, err := b.db.Read().NewSelect().Table("run_item").Where("holder <> ''").Count(b.t.Context())
		waiting, failure := b.db.Read().NewSelect().Table("run_queue").Count(b.t.Context())
		if err := errors.Join(err, failure); err != nil {
			b.t.Fatal(err)
		}
		return held+waiting == 0
	})
}

func TestTheItemOfACancelledRunHoldsItsPlaceUntilItStops(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		lane := run.Lane{ID: "environment/e", Ceiling: 1}
		begun, stop := make(chan struct{}, 1), make(chan struct{})
		b := newBench(t, db, quickConfig(), true, &fake{kind: small, plan: inLane(1, lane), do: succeed},
			&fake{kind: validate, plan: inLane(2, lane), do: func(context.Context, *run.Work) run.Outcome {
				begun <- struct{}{}
				<-stop
				return run.Outcome{Status: run.ItemSucceeded}
			}})
		r := b.start(validate, "")
		<-begun
		if err := b.engine.Cancel(t.Context(), b.scope, validate, r.ID); err != nil {
			t.Fatal(err)
		}
		next := b.start(small, "")
		b.until("the plan", func() bool { return b.get(next.ID).Planned })
		if waiting, err := candidatesOf(allQueues(t.Context(), db)); err != nil || len(waiting) != 0 {
			t.Errorf("the place is free while it is worked in: %+v, %v", waiting, err)
		}
		close(stop)
		if r := b.ended(next.ID); r.Status != run.Succeeded {
			t.Errorf("the next run %+v", r)
		}
		b.noPlaces()
	})
}

func TestThePlacesOfTheDeadAreFree(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b, r, job := hold(t, db, &fake{kind: validate, plan: inLane(1, run.Lane{ID: "environment/e", Ceiling: 1}), do: succeed})
		if claim, err := b.engine.claim(t.Context(), job); err != nil || claim == nil {
			t.Fatal(claim, err)
		}
		free := func() {
			err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
				return b.engine.freeDead(ctx, tx, []string{"here", "there"})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		free() // the item is still its job's, which will come back
		held, err := db.Read().NewSelect().Table("run_item").Where("holder = 'here'").Count(t.Context())
		if err != nil || held != 1 {
			t.Fatalf("%d places are held, %v", held, err)
		}
		if err := b.engine.Cancel(t.Context(), b.scope, validate, r.ID); err != nil {
			t.Fatal(err)
		}
		before := b.ticket()
		free()
		if b.noPlaces(); b.ticket() == before {
			t.Error("nobody is told of the free place")
		}
	})
}

func TestThePlaceOfAJobThatComesBackTooLateIsFree(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b, r, job := hold(t, db, &fake{kind: validate, plan: inLane(1, run.Lane{ID: "environment/e", Ceiling: 1}), do: succeed})
		if claim, err := b.engine.claim(t.Context(), job); err != nil || claim == nil {
			t.Fatal(claim, err)
		}
		if err := b.engine.Cancel(t.Context(), b.scope, validate, r.ID); err != nil { // its process is dead by now
			t.Fatal(err)
		}
		before := b.ticket()
		job.Attempt, job.Replica = 2, "there"
		if claim, err := b.engine.claim(t.Context(), job); err != nil || claim != nil {
			t.Fatal(claim, err)
		}
		if b.noPlaces(); b.ticket() == before {
			t.Error("nobody is told of the free place")
		}
	})
}

func TestSweepFreesPlacesInWhichNobodyCanBeAtWork(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b, r, job := hold(t, db, &fake{kind: validate, plan: inLane(1, run.Lane{ID: "environment/e", Ceiling: 1}), do: succeed})
		if claim, err := b.engine.claim(t.Context(), job); err != nil || claim == nil {
			t.Fatal(claim, err)
		}
		if err := b.engine.Cancel(t.Context(), b.scope, validate, r.ID); err != nil {
			t.Fatal(err)
		}
		before := b.ticket()
		b.engine.clock = clock.NewManual(time.Now().Add(b.engine.cfg.whole() + time.Second))
		if err := b.engine.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if b.noPlaces(); b.ticket() == before {
			t.Error("nobody is told of the free place")
		}
	})
}

func TestAChangedCeilingHoldsForWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		g := newGate()
		b := newBench(t, db, quickConfig(), true,
			&fake{kind: validate, plan: inLane(9, run.Lane{ID: "environment/e", Ceiling: 1}), do: g.do})
		r := b.start(validate, "")
		b.until("the first", func() bool { return g.begun.Load() == 1 })
		for _, step := range []struct {
			project string
			lane    run.Lane
		}{
			{r.Project, run.Lane{ID: "other", Ceiling: 9}},
			{"other", run.Lane{ID: "environment/e", Ceiling: 9}},
			{r.Project, run.Lane{ID: "environment/e", Ceiling: 4}},
		} {
			if err := b.engine.SetCeiling(t.Context(), step.project, step.lane); err != nil {
				t.Fatal(err)
			}
		}
		b.until("four at once", func() bool { return g.begun.Load() == 4 })
		if waiting, err := candidatesOf(allQueues(t.Context(), db)); err != nil || len(waiting) != 0 {
			t.Errorf("there is room for more: %+v, %v", waiting, err)
		}
		if err := b.engine.SetCeiling(t.Context(), r.Project, run.Lane{ID: "environment/e", Ceiling: 2}); err != nil {
			t.Fatal(err)
		}
		g.open(9)
		if r := b.ended(r.ID); r.Status != run.Succeeded {
			t.Errorf("run %+v", r)
		}
	})
}
