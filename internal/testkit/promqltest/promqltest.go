// Package promqltest reads PromQL for tests, apart from the code that changes it.
package promqltest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

// Unrestricted lists the selectors of a query that could read more than the own values of
// the label namespace.
func Unrestricted(tb testing.TB, query string, own ...string) []string {
	tb.Helper()
	var loose []string
	for _, matchers := range parser.ExtractSelectors(parse(tb, query)) {
		if !restricted(matchers, own) {
			loose = append(loose, fmt.Sprint(matchers))
		}
	}
	return loose
}

// restricted reports whether one matcher of the label names own values alone, and no
// other matcher is about it.
func restricted(matchers []*labels.Matcher, own []string) bool {
	pins := 0
	for _, m := range matchers {
		if m.Name != "namespace" {
			continue
		}
		named := m.SetMatches()
		if m.Type == labels.MatchEqual {
			named = []string{m.Value}
		}
		foreign := slices.ContainsFunc(named, func(value string) bool { return !slices.Contains(own, value) })
		if m.Type != labels.MatchEqual && m.Type != labels.MatchRegexp || len(named) == 0 || foreign {
			return false
		}
		pins++
	}
	return pins == 1
}

// Same compares two queries without regard to the order of matchers and to spaces.
func Same(tb testing.TB, a, b string) bool {
	tb.Helper()
	return normal(tb, a) == normal(tb, b)
}

func normal(tb testing.TB, query string) string {
	tb.Helper()
	expr := parse(tb, query)
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			slices.SortFunc(selector.LabelMatchers, func(a, b *labels.Matcher) int {
				return strings.Compare(a.String(), b.String())
			})
		}
		return nil
	})
	return expr.String()
}

func parse(tb testing.TB, query string) parser.Expr {
	tb.Helper()
	expr, err := promexpr.NewParser().ParseExpr(query)
	if err != nil {
		tb.Fatalf("the query cannot be read: %v: %s", err, query)
	}
	return expr
}
