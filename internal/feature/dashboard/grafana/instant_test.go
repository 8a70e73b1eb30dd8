package grafana_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// mapOne maps a dashboard of one panel with the id 1, given as JSON.
func mapOne(t *testing.T, panel string) (spec *jsonstrict.Value, mapped grafana.Mapping) {
	t.Helper()
	root := read(t, []byte(`{"schemaVersion":39,"panels":[`+strings.Replace(panel, "{", `{"id":1,`, 1)+`]}`))
	mapped, err := grafana.Map(root, options())
	if err != nil {
		t.Fatal(err)
	}
	return mapped.Dashboard.Root().Get("spec", "panels", "panel-1", "spec"), mapped
}

// saidOf gives the outcomes and reasons of a report: 'changed Instant query'.
func saidOf(mapped grafana.Mapping) []string {
	var said []string
	for _, line := range mapped.Report {
		said = append(said, string(line.Outcome)+" "+line.Reason)
	}
	return said
}

// queriesOf are the texts of a panel's queries.
func queriesOf(spec *jsonstrict.Value) []string {
	var texts []string
	for _, query := range spec.Get("queries").Items() {
		texts = append(texts, query.Get("spec", "plugin", "spec", "query").Text())
	}
	return texts
}

// One value of each series at one moment: every calculation of it is that value.
func TestMap_instant_queries_are_asked_at_the_end_of_the_range(t *testing.T) {
	t.Parallel()
	const pinned, unlike, digits = "looks Instant query", "changed Calculation without counterpart", "looks Numbers with all of their digits"
	for panel, want := range map[string]struct {
		query, calculation string
		said               []string
	}{
		`{"type":"stat","targets":[{"expr":"up","instant":true}],"options":{"graphMode":"area","reduceOptions":{"calcs":["sum"]}}}`:              {"up @ end()", "last", []string{pinned}},
		`{"type":"gauge","targets":[{"expr":"rate(x[5m])","instant":true,"range":false}],"options":{"reduceOptions":{"calcs":["mean"]}}}`:        {"rate(x[5m] @ end())", "last", []string{pinned}},
		`{"type":"piechart","targets":[{"expr":"topk(1, x)","instant":true}],"options":{"reduceOptions":{"calcs":["lastNotNull"]}}}`:             {"topk(1, x @ end())", "last", []string{pinned}},
		`{"type":"bargauge","targets":[{"expr":"x","instant":true}],"options":{"reduceOptions":{"values":true,"calcs":["p95"]}}}`:                {"x @ end()", "last", []string{pinned, digits}},
		`{"type":"singlestat","valueName":"avg","targets":[{"expr":"x","instant":true}]}`:                                                        {"x @ end()", "last", []string{pinned}},
		`{"type":"stat","targets":[{"expr":"x","instant":true}],"options":{"reduceOptions":{"calcs":["count"]}}}`:                                {"x @ end()", "last", []string{pinned, unlike}},
		`{"type":"stat","targets":[{"expr":"x > time()","instant":true}],"options":{"reduceOptions":{"calcs":["max"]}}}`:                         {"x > time()", "last", []string{"changed Instant query"}},
		`{"type":"stat","targets":[{"expr":"x","instant":false}],"options":{"reduceOptions":{"calcs":["sum"]}}}`:                                 {"x", "sum", nil},
		`{"type":"stat","targets":[{"expr":"x","instant":true,"range":true}],"options":{"reduceOptions":{"calcs":["sum"]}}}`:                     {"x", "sum", []string{"changed Query asked over the time range and for one moment"}},
		`{"type":"stat","targets":[{"expr":"x","instant":true},{"expr":"y"}],"options":{"reduceOptions":{"calcs":["sum"]}}}`:                     {"x @ end() y", "sum", []string{pinned, "changed Instant queries beside others"}},
		`{"type":"stat","targets":[{"expr":"x","instant":true},{"expr":"y"}],"options":{"reduceOptions":{"calcs":["max"]}}}`:                     {"x @ end() y", "max", []string{pinned}},
		`{"type":"bargauge","targets":[{"expr":"x"}],"options":{"reduceOptions":{"values":true,"calcs":["max"]}}}`:                               {"x", "max", []string{"changed All values", digits}},
		`{"type":"barchart","targets":[{"expr":"x","format":"time_series"}]}`:                                                                    {"x", "last-number", []string{"changed Bars over time", digits}},
		`{"type":"barchart","targets":[{"expr":"x","format":"table","instant":true}],"options":{"xField":"host"}}`:                               {"x @ end()", "last", []string{pinned, digits, "changed Setting xField"}},
		`{"type":"timeseries","targets":[{"expr":"x","instant":true}]}`:                                                                          {"x", "", []string{"changed Instant query"}},
		`{"type":"timeseries","targets":[{"expr":"x","instant":true,"range":true}]}`:                                                             {"x", "", nil},
		`{"type":"table","targets":[{"expr":"x","instant":true,"format":"table"}],"fieldConfig":{"overrides":[{"matcher":{"options":"Time"}}]}}`: {"x", "", []string{"changed Override of columns"}},
	} {
		spec, mapped := mapOne(t, panel)
		if got := strings.Join(queriesOf(spec), " "); got != want.query {
			t.Errorf("%s: asks %q", panel, got)
		}
		if got := spec.Get("plugin", "spec", "calculation").Text(); got != want.calculation {
			t.Errorf("%s: calculates %q", panel, got)
		}
		if diff := cmp.Diff(want.said, saidOf(mapped)); diff != "" {
			t.Errorf("%s: %s", panel, diff)
		}
		if slices.Contains(want.said, pinned) && spec.Get("plugin", "spec", "sparkline") != nil {
			t.Errorf("%s: one value has no line", panel)
		}
	}
}
