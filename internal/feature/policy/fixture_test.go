package policy_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/checkplan"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/feature/policy"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// inventory is an environment with a fixed number of dashboards; every second is tagged archive.
type inventory int

const builtin = "builtin"

func (n inventory) Get(_ context.Context, scope access.Scope, id string) (asset.Environment, error) {
	if id != builtin {
		return asset.Environment{}, apperror.New(apperror.NotFound, "there is no environment %q; the project has builtin", id)
	}
	return asset.Environment{ID: builtin, Project: scope.Project(), Name: "Built-in", Kind: asset.Perses, Ceiling: 4}, nil
}

func (n inventory) Assets(ctx context.Context, scope access.Scope, id string) ([]asset.Asset, error) {
	if _, err := n.Get(ctx, scope, id); err != nil {
		return nil, err
	}
	all := make([]asset.Asset, n)
	for i := range all {
		all[i] = asset.Asset{
			Environment: builtin, Key: fmt.Sprintf("d%03d", i), Title: fmt.Sprintf("Dashboard %d", i), State: asset.Live,
		}
		if i%2 == 1 {
			all[i].Tags = []string{"Archive"}
		}
	}
	return all, nil
}

// ledger behaves like the checks: it knows how long they take, and what was checked.
type ledger struct {
	mu      sync.Mutex
	checked []string
	// fails is what it answers instead; nil for nothing.
	fails error
}

func (l *ledger) UsualCheck(context.Context, access.Scope, string) (time.Duration, error) {
	return 5 * time.Second, nil
}

func (l *ledger) CheckedSince(context.Context, access.Scope, string, time.Time) ([]string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.checked), l.fails
}

func (l *ledger) fail(with error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fails = with
}

func (l *ledger) check(names ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.checked = append(l.checked, names...)
}

// fakeEngine behaves like the run engine as far as policies see it: one active run
// for a target, and cancelling tells the schedule.
type fakeEngine struct {
	mu       sync.Mutex
	runs     map[string]run.Run
	schedule func(ctx context.Context, tx *sqldb.Tx, target checkplan.Target, r run.Run) error
	// starting is called at the start of a run, in its transaction; nil for nothing.
	starting func()
}

func (e *fakeEngine) StartIn(_ context.Context, _ *sqldb.Tx, scope access.Scope, req run.Request) (run.Run, bool, error) {
	if e.starting != nil {
		e.starting()
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, r := range e.runs {
		if string(r.Target) == string(req.Target) && !r.Status.Terminal() {
			return r, false, nil
		}
	}
	r := run.Run{
		ID: fmt.Sprintf("run-%d", len(e.runs)+1), Project: scope.Project(), Kind: req.Kind, Title: req.Title,
		Status: run.Queued, Trigger: req.Trigger, Initiator: req.Initiator, Target: req.Target,
	}
	e.runs[r.ID] = r
	return r, true, nil
}

func (e *fakeEngine) CancelIn(ctx context.Context, tx *sqldb.Tx, _ access.Scope, id string) error {
	r, target, err := e.end(id, run.Cancelled)
	if err != nil || target.Window == "" {
		return err
	}
	return e.schedule(ctx, tx, target, r)
}

func (e *fakeEngine) end(id string, status run.Status) (run.Run, checkplan.Target, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	r, found := e.runs[id]
	if !found || r.Status.Terminal() {
		return run.Run{}, checkplan.Target{}, apperror.New(apperror.Conflict, "This run has already ended")
	}
	r.Status = status
	e.runs[id] = r
	var target checkplan.Target
	err := json.Unmarshal(r.Target, &target)
	return r, target, err
}

func (e *fakeEngine) active() []run.Run {
	e.mu.Lock()
	defer e.mu.Unlock()
	var active []run.Run
	for _, r := range e.runs {
		if !r.Status.Terminal() {
			active = append(active, r)
		}
	}
	return active
}

func (e *fakeEngine) count() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.runs)
}

type bench struct {
	t       *testing.T
	db      *sqldb.DB
	clock   *clock.Manual
	ledger  *ledger
	engine  *fakeEngine
	service *policy.Service
	scope   access.Scope
}

// newBench makes the feature at 05:00 UTC on a Saturday, with 60 dashboards.
func newBench(t *testing.T, db *sqldb.DB) *bench {
	t.Helper()
	b := &bench{
		t: t, db: db, clock: clock.NewManual(at("05:00")), ledger: &ledger{},
		engine: &fakeEngine{runs: map[string]run.Run{}}, scope: access.System("shop", "tester"),
	}
	b.service = b.another()
	b.engine.schedule = b.service.Finished
	return b
}

// another is the feature on another replica.
func (b *bench) another() *policy.Service {
	return policy.New(policy.Needs{
		DB: b.db, Clock: b.clock, Log: slog.New(slog.DiscardHandler), Environments: inventory(60),
		Checks: b.ledger, Runs: b.engine,
	})
}

// at is a time on 2026-11-21, UTC.
func at(clock string) time.Time {
	instant, err := time.Parse("2006-01-02 15:04", "2026-11-21 "+clock)
	if err != nil {
		panic(err)
	}
	return instant
}

// morning is a policy from 06:00 to 07:00 UTC, every day, all dashboards.
func morning() policy.Input {
	return policy.Input{
		Name: "Morning", Active: true, Environment: builtin, Assets: policy.Assets{Kind: policy.Rule},
		Days: []int{0, 1, 2, 3, 4, 5, 6}, WindowStart: "06:00", WindowEnd: "07:00", TimeZone: "UTC",
		Checks: checkplan.DefaultThresholds(), Notify: policy.Notify{When: "on_change", Owners: true},
	}
}

func (b *bench) create(in policy.Input) policy.View {
	b.t.Helper()
	view, err := b.service.Create(b.t.Context(), b.scope, in)
	if err != nil {
		b.t.Fatal(err)
	}
	return view
}

// tick moves the clock and lets the scheduler look.
func (b *bench) tick(clock string) {
	b.t.Helper()
	b.clock.Set(at(clock))
	b.plan()
}

// walk lets the scheduler look every 90 seconds until a time.
func (b *bench) walk(clock string) {
	b.t.Helper()
	for b.clock.Now().Before(at(clock)) {
		b.clock.Advance(90 * time.Second)
		b.plan()
	}
}

func (b *bench) plan() {
	b.t.Helper()
	if err := b.service.Plan(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

// planned gives the checks of the only active run.
func (b *bench) planned() checkplan.Planned {
	b.t.Helper()
	active := b.engine.active()
	if len(active) != 1 {
		b.t.Fatalf("%d active runs", len(active))
	}
	var target checkplan.Target
	if err := json.Unmarshal(active[0].Target, &target); err != nil {
		b.t.Fatal(err)
	}
	planned, err := b.service.Planned(b.t.Context(), b.scope, target)
	if err != nil {
		b.t.Fatal(err)
	}
	return planned
}

// inside fails unless the checks are in order within [from, to).
func (b *bench) inside(planned checkplan.Planned, count int, from, to time.Time) {
	b.t.Helper()
	if len(planned.Checks) != count {
		b.t.Fatalf("%d checks, want %d", len(planned.Checks), count)
	}
	last := from
	for _, c := range planned.Checks {
		if c.NotBefore.Before(last) || !c.NotBefore.Before(to) || !c.NotAfter.Equal(to) {
			b.t.Fatalf("%s is due at %s until %s, window %s to %s", c.Asset, c.NotBefore, c.NotAfter, from, to)
		}
		last = c.NotBefore
	}
}

func (b *bench) windows(id string) []policy.Window {
	b.t.Helper()
	windows, err := b.service.Windows(b.t.Context(), b.scope, id)
	if err != nil {
		b.t.Fatal(err)
	}
	return windows
}

func inTx(t *testing.T, db *sqldb.DB, work func(tx *sqldb.Tx) error) {
	t.Helper()
	err := db.InTx(t.Context(), func(_ context.Context, tx *sqldb.Tx) error { return work(tx) })
	if err != nil {
		t.Fatal(err)
	}
}
