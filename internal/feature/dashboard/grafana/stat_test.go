package grafana_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A stat may show the name of its series, or a text of the answer: here it shows the label
// that has it, or says that it can't.
func TestMap_stats_that_show_a_name_show_the_label_of_it(t *testing.T) {
	t.Parallel()
	for panel, want := range map[string]struct {
		label string
		said  []string
	}{
		`{"type":"stat","options":{"textMode":"name"},"targets":[{"expr":"up","legendFormat":"{{version}}"}]}`:   {label: "^version$"},
		`{"type":"singlestat","valueName":"name","targets":[{"expr":"up","legendFormat":"{{ version }}"}]}`:      {label: "^version$"},
		`{"type":"stat","options":{"textMode":"name"},"targets":[{"expr":"up","legendFormat":"v {{version}}"}]}`: {said: []string{"changed Stat that shows the name"}},
		`{"type":"stat","options":{"textMode":"none"},"targets":[{"expr":"up"}]}`:                                {said: []string{"changed Stat without text"}},
		`{"type":"stat","options":{"textMode":"value"},"targets":[{"expr":"up"}]}`:                               {said: []string{"looks Stat without the name"}},
		`{"type":"stat","options":{"reduceOptions":{"fields":"/^version$/"}},"targets":[{"expr":"up"}]}`:         {label: "^version$"},
		`{"type":"stat","options":{"reduceOptions":{"fields":"/^Value$/"}},"targets":[{"expr":"up"}]}`:           {},
		`{"type":"stat","options":{"reduceOptions":{"fields":"/.*/"}},"targets":[{"expr":"up"}]}`:                {},
		`{"type":"stat","options":{"reduceOptions":{"fields":"/^a b$/"}},"targets":[{"expr":"up"}]}`:             {said: []string{"changed Choice of fields"}},
	} {
		spec, mapped := mapOne(t, panel)
		if got := spec.Get("plugin", "spec", "metricLabel").Text(); got != want.label {
			t.Errorf("%s shows %q, want %q", panel, got, want.label)
		}
		if diff := cmp.Diff(want.said, saidOf(mapped)); diff != "" {
			t.Errorf("%s: %s", panel, diff)
		}
	}
}
