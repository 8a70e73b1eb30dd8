package promql_test

import (
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

func TestReader_Labels_are_those_that_the_query_tells(t *testing.T) {
	t.Parallel()
	const unknown = "?"
	reader := promql.NewReader(promexpr.NewParser())
	for query, want := range map[string]string{
		`up`:                                  unknown,
		`rate(x[5m])`:                         unknown,
		`sum(x)`:                              "",
		`sum by (b, a) (rate(x{c="$c"}[5m]))`: "a,b",
		`topk(3, sum by (a) (x)) > 0`:         "a",
		`histogram_quantile(0.9, sum by (le, a) (rate(x[$__rate_interval])))`: "a",
		`100 * sum by (a) (x) / sum by (a) (y)`:                               "a",
		`sum by (a, b) (x) / on (a) sum by (a) (y)`:                           "a",
		`sum by (a, b) (x) / on (a) group_left sum by (a) (y)`:                unknown,
		`sum by (a) (x) or sum by (b) (x)`:                                    unknown,
		`sum by (a) (x) unless sum by (b) (x)`:                                "a",
		`sum without (a) (x)`:                                                 unknown,
		`sum by ($group) (x)`:                                                 unknown,
		`label_replace(sum by (a) (x), "b", "$1", "a", "(.*)")`:               unknown,
		`max_over_time(sum by (a) (x)[1h:])`:                                  "a",
		`sum(`:                                                                unknown,
	} {
		labels, known := reader.Labels(query)
		got := strings.Join(labels, ",")
		if !known {
			got = unknown
		}
		if got != want {
			t.Errorf("%s: %q, not %q", query, got, want)
		}
	}
}
