package grafana_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A soft bound of Grafana gives way to the data; an axis of Perses cuts them off.
func TestMap_a_soft_bound_never_cuts_data(t *testing.T) {
	t.Parallel()
	const soft = "looks Soft bound of an axis"
	for defaults, want := range map[string]struct {
		axis string
		said []string
	}{
		`"custom":{"axisSoftMax":1}`:                                   {`{"format":{"unit":"percent"}}`, []string{soft}},
		`"custom":{"axisSoftMin":0,"axisSoftMax":100}`:                 {`{"format":{"unit":"percent"}}`, []string{soft}},
		`"min":0,"max":50,"custom":{"axisSoftMin":5,"axisSoftMax":40}`: {`{"format":{"unit":"percent"},"min":0,"max":50}`, nil},
	} {
		spec, mapped := mapOne(t, `{"type":"timeseries","targets":[{"expr":"up"}],"fieldConfig":{"defaults":{"unit":"percent",`+defaults+`}}}`)
		if got := string(spec.Get("plugin", "spec", "yAxis").JSON()); got != want.axis {
			t.Errorf("%s: %s", defaults, got)
		}
		if diff := cmp.Diff(want.said, saidOf(mapped)); diff != "" {
			t.Errorf("%s: %s", defaults, diff)
		}
	}
}
