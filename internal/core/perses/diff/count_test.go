package diff_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/perses/diff"
)

// titled is a dashboard with a panel of each title, by the keys p0, p1 and so on,
// each with one query.
func titled(query string, titles ...string) string {
	panels := make([]string, 0, len(titles))
	for i, title := range titles {
		panels = append(panels, fmt.Sprintf(`"p%d": {"kind": "Panel", "spec": {"display": {"name": %q},
			"plugin": {"kind": "TimeSeriesChart", "spec": {}}, "queries": [{"kind": "TimeSeriesQuery",
			"spec": {"plugin": {"kind": "PrometheusTimeSeriesQuery", "spec": {"query": %q}}}}]}}`, i, title, query))
	}
	return fmt.Sprintf(`{"kind": "Dashboard", "metadata": {"name": "cnt", "project": "p"},
		"spec": {"duration": "1h", "panels": {%s}, "layouts": []}}`, strings.Join(panels, ","))
}

func TestCompare_counts_panels_by_key(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		before, after string
		summary       string
		counts        diff.Counts
	}{
		"panels_with_one_title_removed": {
			titled("up", "A", "A", "A", "B"), titled("up", "A"),
			"3 panels removed",
			diff.Counts{Removed: 3},
		},
		"two_panels_with_one_title_added": {
			titled("up", "A"), titled("up", "A", "A", "A"),
			"2 panels added",
			diff.Counts{Added: 2},
		},
		"queries_of_panels_with_one_title": {
			titled("up", "A", "A"), titled("down", "A", "A"),
			"2 queries changed",
			diff.Counts{Changed: 2},
		},
		"two_changes_of_one_panel_and_one_of_another": {
			titled("up", "A", "B"),
			strings.Replace(titled("up", "C", "D"), "TimeSeriesChart", "GaugeChart", 1),
			"2 panels changed",
			diff.Counts{Changed: 2},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := diff.Compare(read(t, c.before), read(t, c.after))
			if got.Summary != c.summary || got.Counts != c.counts {
				t.Errorf("got %q and %+v, want %q and %+v", got.Summary, got.Counts, c.summary, c.counts)
			}
		})
	}
}
