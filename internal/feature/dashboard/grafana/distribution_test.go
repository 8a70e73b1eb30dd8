package grafana_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Heat maps and histograms are drawn of native histograms only: anything else becomes
// lines, and the report says so.
func TestMap_distributions_are_drawn_of_native_histograms_only(t *testing.T) {
	t.Parallel()
	const nativeQuery = `"targets":[{"expr":"sum(rate(request_duration_seconds[5m]))"}]`
	for panel, want := range map[string]struct {
		kind string
		said []string
	}{
		`{"type":"heatmap",` + nativeQuery + `}`:                                                         {kind: "HeatMapChart"},
		`{"type":"histogram",` + nativeQuery + `}`:                                                       {kind: "HistogramChart"},
		`{"type":"heatmap","options":{"calculate":true},` + nativeQuery + `}`:                            {"TimeSeriesChart", []string{"changed Heatmap of numbers", "changed Setting calculate"}},
		`{"type":"heatmap","dataFormat":"timeseries",` + nativeQuery + `}`:                               {"TimeSeriesChart", []string{"changed Heatmap of numbers"}},
		`{"type":"heatmap","targets":[{"expr":"sum by (le) (rate(request_duration_bucket[5m]))"}]}`:      {"TimeSeriesChart", []string{"changed Heatmap of numbers"}},
		`{"type":"histogram","targets":[{"expr":"sum(rate(requests_total[5m]))"}]}`:                      {"TimeSeriesChart", []string{"changed Histogram of numbers"}},
		`{"type":"histogram","targets":[{"expr":"temperature"}]}`:                                        {"TimeSeriesChart", []string{"changed Histogram of numbers"}},
		`{"type":"heatmap","targets":[{"expr":"sum(rate(a[5m]))"},{"expr":"sum(rate(b_seconds[5m]))"}]}`: {"TimeSeriesChart", []string{"changed Heatmap of numbers"}},
	} {
		spec, mapped := mapOne(t, panel)
		if kind := spec.Get("plugin", "kind").Text(); kind != want.kind {
			t.Errorf("%s became a %s, want %s", panel, kind, want.kind)
		}
		if diff := cmp.Diff(want.said, saidOf(mapped)); diff != "" {
			t.Errorf("%s: %s", panel, diff)
		}
	}
}

func TestMap_heat_maps_keep_the_units_of_axis_and_cells(t *testing.T) {
	t.Parallel()
	const query = `"targets":[{"expr":"sum(rate(request_duration_seconds[5m]))"}]`
	for panel, want := range map[string]string{
		`{"type":"heatmap","options":{"yAxis":{"unit":"s","decimals":1},"cellValues":{"unit":"reqps"},"legend":{"show":true}},` + query + `}`: `{"countFormat":{"unit":"requests/sec"},"showVisualMap":true,"yAxisFormat":{"decimalPlaces":1,"unit":"seconds"}}`,
		`{"type":"heatmap","yAxis":{"format":"ms","decimals":0},"legend":{"show":true},` + query + `}`:                                        `{"showVisualMap":true,"yAxisFormat":{"decimalPlaces":0,"unit":"milliseconds"}}`,
		`{"type":"heatmap","legend":{"show":false},` + query + `}`:                                                                            `{}`,
	} {
		spec, _ := mapOne(t, panel)
		if got := string(spec.Get("plugin", "spec").Canonical()); got != want {
			t.Errorf("%s: %s, want %s", panel, got, want)
		}
	}
}
