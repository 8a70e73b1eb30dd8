package query

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/query/enforce"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/promstore"
	"github.com/dashkeep/dashkeep/internal/testkit/promqltest"
)

// fixed gives one datasource for every name.
type fixed question.Datasource

func (f fixed) Resolve(context.Context, access.Scope, question.Ref) (question.Datasource, error) {
	return question.Datasource(f), nil
}

const worldStart = 1_800_000_000

// world is a metrics server where tenant a always has the same data and tenant b
// has what the seed says: other values, other series, or none.
func world(tb testing.TB, seed uint64) *promstore.Store {
	tb.Helper()
	store, err := promstore.Open(promstore.Config{Dir: tb.TempDir(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := store.Close(context.Background()); err != nil {
			tb.Error(err)
		}
	})
	random := rand.New(rand.NewPCG(seed, seed))
	var samples []promstore.Sample
	for step := range 20 {
		at := time.Unix(worldStart+int64(step)*30, 0)
		for i, name := range []string{"m1", "m2", "secret"} {
			for j := range 3 {
				value := float64((i+1)*(step+1)) + float64(j)/3
				samples = append(samples, sampleOf(name, "a", j, at, value))
			}
			for j := range 5 {
				if (seed>>j)&1 == 1 {
					samples = append(samples, sampleOf(name, "b", j, at, random.NormFloat64()*10))
				}
			}
		}
	}
	if err := store.Append(context.Background(), samples); err != nil {
		tb.Fatal(err)
	}
	return store
}

func sampleOf(name, namespace string, j int, at time.Time, value float64) promstore.Sample {
	return promstore.Sample{At: at, Value: value, Labels: map[string]string{
		"__name__": name, "namespace": namespace, "x": fmt.Sprint(j), "le": fmt.Sprint(j),
	}}
}

func serviceOn(tb testing.TB, store *promstore.Store, ds question.Datasource) *Service {
	tb.Helper()
	guard, err := netguard.New(netguard.Config{})
	if err != nil {
		tb.Fatal(err)
	}
	ds.Kind, ds.Name = question.Embedded, "e"
	s, err := New(Config{
		Datasources: fixed(ds), Embedded: store.Handler(), Guard: guard,
		Clock: clock.NewManual(time.Unix(worldStart+600, 0)), Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(s.Close)
	return s
}

// grammar draws random queries.
type grammar struct {
	t     *rapid.T
	fresh int
}

func (g *grammar) pick(from ...string) string {
	g.fresh++
	return rapid.SampledFrom(from).Draw(g.t, fmt.Sprint("pick", g.fresh))
}

func (g *grammar) selector() string {
	return g.pick("m1", "m2", "secret") + g.pick("", "", "", "", `{x="1"}`, `{namespace="a"}`, `{namespace!="b"}`,
		`{namespace=~"a|b"}`, `{namespace=~".*"}`, `{x!="0",namespace=~".+"}`, `{namespace="b"}`)
}

func (g *grammar) when() string {
	return g.pick("", "", "", "", " offset 1m", " offset -30s", " @ start()", " @ end()", " @ 1800000300")
}

func (g *grammar) vector(depth int) string {
	if depth == 0 {
		return g.selector() + g.when()
	}
	in := func() string { return g.vector(depth - 1) }
	switch g.pick("selector", "aggregate", "param", "rate", "binary", "call", "label", "sub", "value") {
	case "aggregate":
		return g.pick("sum", "min", "count", "stddev", "group") +
			g.pick("", " by (x)", " without (namespace)", " by (namespace)") + "(" + in() + ")"
	case "param":
		return g.pick("topk", "bottomk", "quantile") + "(" + g.scalar(depth-1) + ", " + in() + ")"
	case "rate":
		return g.pick("rate", "increase", "max_over_time", "last_over_time", "changes") +
			"(" + g.selector() + "[2m]" + g.when() + ")"
	case "binary":
		operator := g.pick(" + ", " / ", " > ", " and ", " or ", " unless ", " * on (x) group_left () ", " == bool ")
		return "(" + in() + operator + in() + ")"
	case "call":
		return g.pick("abs", "-", "sort", "absent", "timestamp", "sgn") + "(" + in() + ")"
	case "label":
		return `label_replace(` + in() + `, "namespace", "b", "x", "1")`
	case "sub":
		return "max_over_time(" + in() + "[3m:1m])"
	case "value":
		return g.pick(`count_values("v", `+in()+`)`, `clamp(`+in()+`, `+g.scalar(depth-1)+`, 9)`,
			`histogram_quantile(`+g.scalar(depth-1)+`, `+in()+`)`, `predict_linear(m1[5m], `+g.scalar(depth-1)+`)`)
	default:
		return g.selector() + g.when()
	}
}

func (g *grammar) scalar(depth int) string {
	if depth <= 0 {
		return g.pick("1", "0.5", "time()")
	}
	return g.pick("2", "scalar("+g.vector(depth-1)+")", "scalar(count("+g.vector(depth-1)+"))")
}

// Whatever is asked, the answer does not depend on another tenant's data: to the
// bit, errors included. Without enforcement the same questions do tell worlds
// apart, which proves that the worlds and the questions are worth something.
func TestPipeline_answers_do_not_depend_on_other_tenants(t *testing.T) {
	t.Parallel()
	var shared, open []*Service
	for _, seed := range []uint64{0, 1, 7, 30, 31, 95} {
		store := world(t, seed)
		shared = append(shared, serviceOn(t, store, question.Datasource{TenantLabel: "namespace", Namespaces: []string{"a"}}))
		open = append(open, serviceOn(t, store, question.Datasource{}))
	}
	scope := access.System("p", "test", access.QueryRun)
	told, found := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		g := &grammar{t: r}
		a := question.Ask{Endpoint: question.RangeQuery, Query: g.vector(rapid.IntRange(0, 3).Draw(r, "depth")), Step: 30 * time.Second}
		a.Start, a.End = time.Unix(worldStart+480, 0), time.Unix(worldStart+510, 0)
		first, firstErr := shared[0].Ask(t.Context(), scope, question.Ref{Project: "p", Name: "e"}, a)
		if question.CodeOf(firstErr) == "internal" {
			r.Fatalf("%s: %v", a.Query, firstErr)
		}
		if first.Series > 0 {
			found++
		}
		for i, s := range shared[1:] {
			if got := learned(s, a); got != learned(shared[0], a) && !meet(shared[0], s, a) {
				r.Fatalf("%s: world %d tells\n%s\nworld 0\n%s", a.Query, i+1, got, learned(shared[0], a))
			}
		}
		if done, err := shared[0].prepare(mustTenant("namespace", "a"), a.Query); err == nil {
			if loose := promqltest.Unrestricted(t, done.Text, "a"); len(loose) > 0 {
				r.Fatalf("%s became %s: unrestricted %q", a.Query, done.Text, loose)
			}
		}
		if learned(open[0], a) != learned(open[4], a) {
			told++
		}
	})
	t.Logf("%d questions found something, %d told the worlds apart without enforcement", found, told)
	if told == 0 || found == 0 {
		t.Error("the questions tell nothing")
	}
}

// learned is everything that an asker learns.
func learned(s *Service, a question.Ask) string {
	answer, err := s.Ask(context.Background(), access.System("p", "test", access.QueryRun), question.Ref{Project: "p", Name: "e"}, a)
	return fmt.Sprintf("%s %v", answer.Plain, err)
}

// meet asks two worlds until they tell the same. The engine walks over maps, so
// the last bit of a sum, or which of two equal series topk takes, is left to
// chance in one world already; what depends on another tenant never meets.
func meet(one, other *Service, a question.Ask) bool {
	ones, others := map[string]bool{}, map[string]bool{}
	for range 300 {
		x, y := learned(one, a), learned(other, a)
		ones[x], others[y] = true, true
		if ones[y] || others[x] {
			return true
		}
	}
	return false
}

func mustTenant(label string, values ...string) enforce.Tenant {
	made, err := enforce.NewTenant(label, values)
	if err != nil {
		panic(err)
	}
	return made
}
