package schema

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

// counting tells how many queries were parsed.
type counting struct {
	parser.Parser

	parsed int
	then   func()
}

func (c *counting) ParseExpr(text string) (parser.Expr, error) {
	c.parsed++
	c.then()
	return c.Parser.ParseExpr(text) //nolint:wrapcheck // a test's parser
}

// asking is a dashboard with a panel for each query, of a kind of plugins.
func asking(t *testing.T, kind string, queries ...string) *perses.Document {
	t.Helper()
	var panels []string
	for i, query := range queries {
		panels = append(panels, fmt.Sprintf(`"p%d":{"kind":"Panel","spec":{"plugin":{"kind":"Markdown","spec":{"text":"x"}},
			"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":%q,"spec":{"query":%q}}}}]}}`, i, kind, query))
	}
	d, err := perses.Read([]byte(`{"kind":"Dashboard","metadata":{"name":"d"},"spec":{"panels":{` + strings.Join(panels, ",") + `},"layouts":[]}}`))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestChecker_parses_each_query_once_for_a_save(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"PrometheusTimeSeriesQuery", "Another"} {
		checker := NewChecker()
		inner := &counting{Parser: promexpr.NewParser(), then: func() {}}
		checker.queries = promql.NewReader(inner)
		d := asking(t, kind, "a", "b", "c{d=")
		merged := d.Clone()
		findings := checker.Dashboard(t.Context(), d)
		merged.Recall(d)
		if got := checker.Metrics(merged); !slices.Equal(got, []string{"a", "b"}) {
			t.Errorf("%s: metrics %v, findings %v", kind, got, findings)
		}
		if inner.parsed != 3 {
			t.Errorf("%s: three queries were parsed %d times", kind, inner.parsed)
		}
	}
}

func TestChecker_ends_with_the_context(t *testing.T) {
	t.Parallel()
	ctx, leave := context.WithCancel(t.Context())
	checker := NewChecker()
	inner := &counting{Parser: promexpr.NewParser(), then: leave}
	checker.queries = promql.NewReader(inner)
	findings := checker.Dashboard(ctx, asking(t, "PrometheusTimeSeriesQuery", "a", "b", "c"))
	if err := findings.Err(); !errors.Is(err, context.Canceled) || inner.parsed != 1 || len(findings.Faults) > 0 {
		t.Errorf("%d queries were parsed: %v, %v", inner.parsed, err, findings.Faults)
	}
}

func TestChecker_bounds_the_patterns_of_all_queries(t *testing.T) {
	t.Parallel()
	// Each is within the bound of a query.
	query := `up{job=~"` + strings.Repeat("x{1000}", 14) + `"}`
	if err := promexpr.Check(query); err != nil {
		t.Fatal(err)
	}
	var many []string
	for i := range 20 {
		many = append(many, fmt.Sprintf("%s + %d", query, i))
	}
	checker := NewChecker()
	if faults := checker.Dashboard(t.Context(), asking(t, "PrometheusTimeSeriesQuery", many[:14]...)).Faults; len(faults) > 0 {
		t.Errorf("faults %v", faults)
	}
	inner := &counting{Parser: promexpr.NewParser(), then: func() {}}
	checker.queries = promql.NewReader(inner)
	faults := checker.Dashboard(t.Context(), asking(t, "PrometheusTimeSeriesQuery", many...)).Faults
	if len(faults) != 6 || inner.parsed != 14 || !strings.HasPrefix(faults[0].Message, "can't be asked: The patterns of all queries") {
		t.Errorf("%d were parsed: %v", inner.parsed, faults)
	}
	alone := checker.Dashboard(t.Context(), asking(t, "PrometheusTimeSeriesQuery", `up{job=~"`+strings.Repeat("x{1000}", 1400)+`"}`)).Faults
	if len(alone) != 1 || !strings.HasPrefix(alone[0].Message, "can't be asked: The patterns of the query") {
		t.Errorf("of one query beyond its own bound: %v", alone)
	}
	inner.parsed = 0
	d := asking(t, "Another", many...)
	findings := checker.Dashboard(t.Context(), d)
	checker.Metrics(d)
	if len(findings.Faults) > 0 || inner.parsed != 14 {
		t.Errorf("of plugins that are not known, %d were parsed: %v", inner.parsed, findings.Faults)
	}
}

// hardToRead are queries of few bytes that are tried with all values of their variables.
func hardToRead(t *testing.T) []string {
	t.Helper()
	var queries []string
	for i := range 60 {
		queries = append(queries, fmt.Sprintf(`$a + $b + $c + $d + up{job=~"%s"} + %d )`, strings.Repeat("x{1000}", 14), i))
	}
	if err := promexpr.Check(queries[0]); err != nil {
		t.Fatal(err)
	}
	return queries
}

func TestChecker_bounds_the_patterns_of_all_tries(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"PrometheusTimeSeriesQuery", "Another"} {
		checker := NewChecker()
		inner := &counting{Parser: promexpr.NewParser(), then: func() {}}
		checker.queries = promql.NewReader(inner)
		d := asking(t, kind, hardToRead(t)...)
		checker.Dashboard(t.Context(), d)
		checker.Metrics(d)
		if inner.parsed > 14 {
			t.Errorf("%s: %d texts of 14,000 steps were parsed", kind, inner.parsed)
		}
	}
	checker := NewChecker()
	inner := &counting{Parser: promexpr.NewParser(), then: func() {}}
	checker.queries = promql.NewReader(inner)
	checker.Metrics(asking(t, "Another", hardToRead(t)...))
	if inner.parsed > 14 {
		t.Errorf("of a document that was not checked %d were parsed", inner.parsed)
	}
}

func TestChecker_bounds_the_patterns_of_parts_together(t *testing.T) {
	t.Parallel()
	checker := NewChecker()
	inner := &counting{Parser: promexpr.NewParser(), then: func() {}}
	checker.queries = promql.NewReader(inner)
	for _, read := range map[string]func(one *Checker, query string){
		"faults": func(one *Checker, query string) { _ = one.Queries().Fault(query) },
		"ends":   func(one *Checker, query string) { one.Queries().AtEnd(query) },
		"panels": func(one *Checker, query string) {
			one.Panel(asking(t, "PrometheusTimeSeriesQuery", query).Root().Get("spec", "panels", "p0"))
		},
	} {
		inner.parsed = 0
		one := checker.ForOne()
		for _, query := range hardToRead(t) {
			read(one, query)
		}
		if inner.parsed > 5*14+1 {
			t.Errorf("%d texts of 14,000 steps were parsed", inner.parsed)
		}
	}
}
