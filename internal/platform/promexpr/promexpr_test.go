package promexpr_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

// counting tells how often the parser behind the bounds was asked.
type counting struct {
	parser.Parser

	calls int
}

func (c *counting) ParseExpr(text string) (parser.Expr, error) {
	c.calls++
	return c.Parser.ParseExpr(text) //nolint:wrapcheck // a test's parser
}

func (c *counting) ParseMetricSelector(text string) ([]*labels.Matcher, error) {
	c.calls++
	return c.Parser.ParseMetricSelector(text) //nolint:wrapcheck // a test's parser
}

func hostile() map[string]string {
	around := func(open, inner, shut string, times int) string {
		return strings.Repeat(open, times) + inner + strings.Repeat(shut, times)
	}
	return map[string]string{
		"brackets of 60 KB":         around("(", "up", ")", 30_000),
		"brackets":                  around("(", "up", ")", 65),
		"open brackets":             strings.Repeat("(", 9_000),
		"calls":                     around("sum(", "up", ")", 65),
		"signs":                     strings.Repeat("-", 65) + "up",
		"signs of 59 KB":            strings.Repeat("-", 59_000) + "up",
		"signs of both kinds":       strings.Repeat("-+", 33) + "up",
		"signs with comments":       strings.Repeat("-#\n", 65) + "up",
		"signs and brackets":        around("-(", "up", ")", 33),
		"signs after a bracket":     "(a) + " + strings.Repeat("-", 64) + "up",
		"a sum":                     "up" + strings.Repeat("+up", 501),
		"a sum of 57 KB":            "up" + strings.Repeat("+up", 19_000),
		"powers":                    "a" + strings.Repeat("^a", 501),
		"ranges":                    "x" + strings.Repeat("[1m:]", 501),
		"a string":                  `"` + strings.Repeat("x", 60_000),
		"brackets right of a sum":   strings.Repeat("a+(", 33) + "up" + strings.Repeat(")", 33),
		"brackets behind a comment": "# a\n" + around("(", "up", ")", 65),
	}
}

func TestHostileTextIsNotParsed(t *testing.T) {
	t.Parallel()
	inner := &counting{Parser: promexpr.ForPrinted()}
	bounded := promexpr.Bounded(inner)
	for name, text := range hostile() {
		if _, err := bounded.ParseExpr(text); !isTooComplex(err) {
			t.Errorf("%s as an expression: %v", name, err)
		}
		if _, err := bounded.ParseMetricSelector(text); !isTooComplex(err) {
			t.Errorf("%s as a selector: %v", name, err)
		}
		if _, err := bounded.ParseMetricSelectors([]string{text}); !isTooComplex(err) {
			t.Errorf("%s as selectors: %v", name, err)
		}
		if _, err := bounded.ParseMetric(text); !isTooComplex(err) {
			t.Errorf("%s as a series: %v", name, err)
		}
		if _, _, err := bounded.ParseSeriesDesc(text); !isTooComplex(err) {
			t.Errorf("%s as a description: %v", name, err)
		}
	}
	if inner.calls > 0 {
		t.Errorf("the parser was asked %d times", inner.calls)
	}
}

func isTooComplex(err error) bool {
	_, is := errors.AsType[*promexpr.TooComplex](err)
	return is
}

func TestWhatPeopleWriteIsParsed(t *testing.T) {
	t.Parallel()
	around := func(open, inner, shut string, times int) string {
		return strings.Repeat(open, times) + inner + strings.Repeat(shut, times)
	}
	for name, text := range map[string]string{
		"64 brackets":            around("(", "up", ")", 64),
		"many brackets in a row": "a" + strings.Repeat(" + (a)", 400),
		"brackets in a string":   `up{a="` + strings.Repeat("(", 500) + `"}`,
		"brackets in a comment":  "up # " + strings.Repeat("(", 500),
		"many matchers":          `up{` + strings.Repeat(`a!="x",`, 600) + `}`,
		"a usual one": `sum by (pod) (rate(http_requests_total{job="a",code=~"5.."}[5m] offset 1h)) / on (pod) group_left ()
			-sum by (pod) (max_over_time(rate(x[1m])[1h:5m])) > bool 0.5 or vector(0)`,
		"the longest": `up{a="` + strings.Repeat("x", promexpr.MaxLength-8) + `"}`,
	} {
		if _, err := promexpr.NewParser().ParseExpr(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsNoPromQLIsTheParsers(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "sum(", "up)", "]]]]", "a b", `"x`, "$x", "{{{"} {
		_, err := promexpr.NewParser().ParseExpr(text)
		if _, is := errors.AsType[parser.ParseErrors](err); !is {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// FuzzCheck: what is let through is as shallow as it is said to be, but for chains of
// operators, which are counted.
func FuzzCheck(f *testing.F) {
	for _, text := range hostile() {
		f.Add(text)
	}
	f.Add(`sum by (a) (rate(x{b="c"}[5m])) - -y @ start()`)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2*promexpr.MaxLength {
			return
		}
		expr, err := promexpr.NewParser().ParseExpr(text)
		if err != nil {
			return
		}
		parser.Inspect(expr, func(_ parser.Node, path []parser.Node) error {
			if len(path) > promexpr.MaxDepth+promexpr.MaxOperators+1 {
				t.Fatalf("%d levels of %q", len(path), text)
			}
			return nil
		})
	})
}
