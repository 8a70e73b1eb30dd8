package validation_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql/parser"
	"go.uber.org/goleak"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/checkplan"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/engine"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/feature/validation"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	persescheck "github.com/dashkeep/dashkeep/internal/feature/validation/check/perses"
	"github.com/dashkeep/dashkeep/internal/feature/validation/outcome"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/jobtest"
	"github.com/dashkeep/dashkeep/internal/testkit/runtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// prometheus behaves like a metrics server: metrics are there, have no data in
// the range, or never were; it can be down, slow, or fail for a while.
type prometheus struct {
	mu sync.Mutex
	// data has the series of each metric; a metric with 0 exists without data.
	data map[string]int
	// young are metrics that began to exist since the last step of every range.
	young map[string]bool
	// unset are metrics that were no number until then.
	unset map[string]bool
	// last is asked about each question for the end of a range, after which it may fail.
	last func(ctx context.Context) error
	// ends are until when the questions are waited for.
	ends []time.Time
	down bool
	// failures is how many queries fail before one works again.
	failures int
	asked    []string
	// running and most count the dashboards that are asked about at once.
	running, most int
	hold          chan struct{}
}

func (p *prometheus) set(metric string, series int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.data[metric] = series
}

func (p *prometheus) begin(query string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = append(p.asked, query)
	if p.down {
		return refused(check.Unreachable, apperror.Unavailable, "The datasource can't be reached")
	}
	if p.failures > 0 {
		p.failures--
		return refused(check.Unreachable, apperror.Unavailable, "The datasource answers with 502")
	}
	p.running++
	p.most = max(p.most, p.running)
	return nil
}

func refused(failure check.Failure, kind apperror.Kind, message string) error {
	return &persescheck.Refusal{Failure: failure, Err: apperror.New(kind, "%s", message)}
}

func (p *prometheus) together() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.running
}

func (p *prometheus) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.running--
}

func (p *prometheus) Query(ctx context.Context, _ access.Scope, q persescheck.Query) (persescheck.Answer, error) {
	if err := p.begin(q.Expression); err != nil {
		return persescheck.Answer{}, err
	}
	defer p.end()
	if end, ok := ctx.Deadline(); ok {
		p.mu.Lock()
		p.ends = append(p.ends, end)
		p.mu.Unlock()
	}
	if p.last != nil && q.Step == 0 {
		if err := p.last(ctx); err != nil {
			return persescheck.Answer{}, err
		}
	}
	if p.hold != nil {
		select {
		case <-p.hold:
		case <-ctx.Done():
			return persescheck.Answer{}, ctx.Err()
		}
	}
	expression, err := check.Parser().ParseExpr(q.Expression)
	if err != nil {
		return persescheck.Answer{}, refused(check.Rejected, apperror.Invalid, "parse error")
	}
	series, value := 1, "1"
	parser.Inspect(expression, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			p.mu.Lock()
			series = p.data[selector.Name]
			if p.young[selector.Name] && q.Step > 0 {
				series = 0
			}
			if p.unset[selector.Name] && q.Step > 0 {
				value = "NaN"
			}
			p.mu.Unlock()
		}
		return nil
	})
	return persescheck.Answer{Body: body(series, value)}, nil
}

func body(series int, value string) []byte {
	result := []any{}
	for i := range series {
		result = append(result, map[string]any{
			"metric": map[string]string{"instance": fmt.Sprint(i)}, "values": []any{[]any{1, value}},
		})
	}
	encoded, _ := json.Marshal(map[string]any{"resultType": "matrix", "result": result})
	return encoded
}

func (p *prometheus) LabelValues(_ context.Context, _ access.Scope, q persescheck.LabelQuery) ([]string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var found []string
	for metric := range p.data {
		if len(q.Matchers) == 0 || strings.Contains(q.Matchers[0], fmt.Sprintf("%q", metric)) {
			found = append(found, metric)
		}
	}
	return found, nil
}

// shelf is the environment where the dashboards are.
type shelf struct {
	mu   sync.Mutex
	docs map[string]persescheck.Document
	// assets are what the inventory says of them.
	assets map[string]asset.Asset
	// changed is told of an asset that was put, as the wiring tells the checks.
	changed func(a asset.Asset)
	// ceiling is how many are checked at once: 4.
	ceiling int
	// variables are around the dashboards.
	variables []json.RawMessage
	// looked counts how often it was asked what is around the dashboards.
	looked int
}

const builtin = "builtin"

func (s *shelf) List(context.Context, access.Scope) ([]asset.Environment, error) {
	return []asset.Environment{{
		ID: builtin, Project: "shop", Name: "Built-in", Kind: asset.Perses, Ceiling: cmp.Or(s.ceiling, 4),
	}}, nil
}

func (s *shelf) Get(ctx context.Context, scope access.Scope, id string) (asset.Environment, error) {
	all, err := s.List(ctx, scope)
	if id != builtin {
		return asset.Environment{}, apperror.New(apperror.NotFound, "there is no environment %q", id)
	}
	return all[0], err
}

func (s *shelf) Page(ctx context.Context, scope access.Scope, id, after string, limit int) ([]asset.Asset, error) {
	all, err := s.Assets(ctx, scope, id)
	all = slices.DeleteFunc(all, func(a asset.Asset) bool { return a.Key <= after })
	return all[:min(len(all), limit)], err
}

func (s *shelf) Assets(context.Context, access.Scope, string) ([]asset.Asset, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []asset.Asset
	for _, name := range slices.Sorted(maps.Keys(s.assets)) {
		all = append(all, s.assets[name])
	}
	return all, nil
}

func (s *shelf) Asset(_ context.Context, _ access.Scope, _, key string) (asset.Asset, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, there := s.assets[key]
	if !there {
		return asset.Asset{}, apperror.New(apperror.NotFound, "There is no such dashboard")
	}
	return found, nil
}

func (s *shelf) Load(_ context.Context, _ access.Scope, name string) (persescheck.Document, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	document, found := s.docs[name]
	if !found {
		return persescheck.Document{}, apperror.New(apperror.NotFound, "There is no such dashboard")
	}
	return document, nil
}

func (s *shelf) Around(context.Context, access.Scope) (persescheck.Surroundings, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looked++
	return persescheck.Surroundings{
		Datasources: []fill.Datasource{{Name: "prom", Kind: perses.PrometheusDatasource, Default: true}},
		Variables:   slices.Clone(s.variables),
	}, nil
}

// put saves a dashboard with one panel for each query.
func (s *shelf) put(name string, queries ...string) {
	panels, items := map[string]any{}, []any{}
	for i, query := range queries {
		items = append(items, map[string]any{"content": map[string]any{"$ref": fmt.Sprintf("#/spec/panels/p%d", i)}})
		panels[fmt.Sprintf("p%d", i)] = map[string]any{"kind": "Panel", "spec": map[string]any{
			"display": map[string]any{"name": fmt.Sprintf("Panel %d", i+1)}, "plugin": map[string]any{"kind": "TimeSeriesChart"},
			"queries": []any{map[string]any{"spec": map[string]any{"plugin": map[string]any{
				"kind": perses.PrometheusQuery, "spec": map[string]any{"query": query},
			}}}},
		}}
	}
	document, _ := json.Marshal(map[string]any{
		"kind": "Dashboard", "metadata": map[string]any{"name": name},
		"spec": map[string]any{
			"duration": "1h", "panels": panels, "layouts": []any{map[string]any{"spec": map[string]any{"items": items}}},
		},
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	version := s.docs[name].Version + 1
	s.docs[name] = persescheck.Document{
		Name: name, Version: version, Body: document,
	}
	s.assets[name] = asset.Asset{
		Environment: builtin, Key: name, Title: strings.ToUpper(name), Tags: []string{"prod"}, State: asset.Live,
		Owners: []asset.Subject{{Kind: asset.Group, ID: "g-1", Name: "Sales"}, {Kind: asset.User, ID: "u-1", Name: "ada"}}, Version: version,
	}
	if s.changed != nil {
		s.changed(s.assets[name])
	}
}

func (s *shelf) remove(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.docs, name)
	delete(s.assets, name)
}

// schedule is a policy whose checks are given.
type schedule struct{ planned checkplan.Planned }

func (s *schedule) Planned(context.Context, access.Scope, checkplan.Target) (checkplan.Planned, error) {
	return s.planned, nil
}

func (*schedule) Finished(context.Context, *sqldb.Tx, checkplan.Target, run.Run) error { return nil }

func (*schedule) NextChecks(context.Context, access.Scope, string) (map[string]checkplan.Next, error) {
	return map[string]checkplan.Next{}, nil
}

// bench is the feature at work with the real run engine and job queue.
type bench struct {
	policy  schedule
	t       *testing.T
	db      *sqldb.DB
	prom    *prometheus
	shelf   *shelf
	service *validation.Service
	engine  *engine.Engine
	reader  *read.Reader
	scope   access.Scope
	clock   *clock.Manual
	runs    *runtest.Bench
}

func newBench(t *testing.T, db *sqldb.DB, cfg validation.Config) *bench {
	t.Helper()
	return newBenchAsking(t, db, cfg, persescheck.Config{})
}

func newBenchAsking(t *testing.T, db *sqldb.DB, cfg validation.Config, asking persescheck.Config) *bench {
	t.Helper()
	runs := runtest.New(t, db, engine.Config{})
	b := &bench{
		t: t, db: db, prom: &prometheus{data: map[string]int{"up": 2}, young: map[string]bool{}, unset: map[string]bool{}}, shelf: &shelf{docs: map[string]persescheck.Document{}, assets: map[string]asset.Asset{}},
		engine: runs.Engine, reader: runs.Reader, scope: runs.Scope, runs: runs,
		clock: clock.NewManual(time.Date(2026, 11, 20, 9, 42, 0, 0, time.UTC)),
	}
	asking.RetryPause = time.Millisecond
	checker := persescheck.New(b.shelf, b.prom, b.clock, asking)
	b.service = validation.New(validation.Needs{
		DB: db, Clock: b.clock, Log: slog.New(slog.DiscardHandler), Runs: b.engine, Reader: b.reader, Environments: b.shelf,
		Checkers: map[asset.Kind]validation.Checker{asset.Perses: checker}, Schedule: &b.policy,
	}, cfg)
	b.shelf.changed = func(a asset.Asset) {
		inTx(t, db, func(tx *sqldb.Tx) error { return b.service.AssetChanged(t.Context(), tx, "shop", a) })
	}
	runs.Engine.Register(b.service.Producer())
	runs.Work()
	return b
}

// check starts a check and waits for its end.
func (b *bench) check(names ...string) run.Run {
	b.t.Helper()
	b.clock.Advance(time.Minute)
	r, _, err := b.service.Start(b.t.Context(), b.scope, validation.Choice{Assets: names})
	if err != nil {
		b.t.Fatal(err)
	}
	return b.end(r)
}

func (b *bench) end(r run.Run) run.Run {
	b.t.Helper()
	return b.runs.Ended(r.ID)
}

func (b *bench) until(what string, holds func() bool) {
	b.t.Helper()
	jobtest.Until(b.t, what, holds)
}

// item gives an item of a run.
func (b *bench) item(r run.Run, key string) run.Item {
	b.t.Helper()
	page, err := b.reader.Items(b.t.Context(), b.scope, r.ID, read.ItemFilter{Text: key}, read.ItemCursor{}, 10)
	if err != nil {
		b.t.Fatal(err)
	}
	if len(page.Items) != 1 {
		return run.Item{}
	}
	return page.Items[0]
}

// asks tells how often the metrics server was asked.
func (b *bench) asks() int {
	b.prom.mu.Lock()
	defer b.prom.mu.Unlock()
	return len(b.prom.asked)
}

func (b *bench) report(name string) outcome.Report {
	b.t.Helper()
	report, err := b.service.Report(b.t.Context(), b.scope, builtin, name)
	if err != nil {
		b.t.Fatal(err)
	}
	return report
}

func (b *bench) health(f outcome.Filter) outcome.Page {
	b.t.Helper()
	page, err := b.service.Health(b.t.Context(), b.scope, f, "", "", 100)
	if err != nil {
		b.t.Fatal(err)
	}
	return page
}

func inTx(t *testing.T, db *sqldb.DB, work func(tx *sqldb.Tx) error) {
	t.Helper()
	err := db.InTx(t.Context(), func(_ context.Context, tx *sqldb.Tx) error { return work(tx) })
	if err != nil {
		t.Fatal(err)
	}
}

func accessOf(project string) access.Scope { return access.System(project, "tester") }
