package grafana_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// carriedOver are the transformations that need no line when they stand alone, without
// options, over one instant query. Every other one that Grafana has needs one, and so
// does one that nobody has heard of.
func carriedOver() []string { return []string{"merge", "labelsToFields", "organize", "sortBy"} }

func allTransformations() []string {
	return append(carriedOver(), strings.Fields(`calculateField concatenate configFromData convertFieldType convertFrameType
		extractFields fieldLookup filterByRefId filterByValue filterFieldsByName formatString formatTime groupBy groupToNestedTable
		groupingToMatrix heatmap histogram joinByField joinByLabels limit partitionByValues prepareTimeSeries reduce regression
		renameByRegex rowsToFields seriesToColumns seriesToRows spatial timeSeriesTable transpose smoothing something-new`)...)
}

func TestMap_no_transformation_is_lost_without_a_line(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"table", "timeseries", "stat", "state-timeline"} {
		for _, id := range allTransformations() {
			_, mapped := mapOne(t, `{"type":"`+kind+`","targets":[{"expr":"x","instant":true}],"transformations":[{"id":"`+id+`"}]}`)
			var said []string
			for _, line := range mapped.Report {
				if line.Field == "panels[0].transformations[0]" {
					said = append(said, string(line.Outcome))
				}
			}
			var want []string
			if kind != "table" || !strings.Contains(" "+strings.Join(carriedOver(), " ")+" ", " "+id+" ") {
				want = []string{"changed"}
			}
			if diff := cmp.Diff(want, said); diff != "" {
				t.Errorf("%s of a %s: %s", id, kind, diff)
			}
		}
	}
}

func TestMap_rows_of_tables(t *testing.T) {
	t.Parallel()
	const one, group = `"targets":[{"expr":"x","instant":true}]`, `"transformations":[{"id":"groupBy","options":{"fields":{"grp":{"operation":"groupby"},`
	const two = `"targets":[{"expr":"sum by (a) (x)","instant":true},{"expr":"sum by (a) (y)","instant":true}]`
	const unlike = `"targets":[{"expr":"x","instant":true},{"expr":"y","instant":true}]`
	const plain = `[{"kind":"MergeSeries","spec":{}}]`
	const joined = `[{"kind":"MergeSeries","spec":{}},{"kind":"JoinByColumnValue","spec":{"columns":["a"]}}]`
	for panel, want := range map[string]struct {
		query, transforms string
		said              []string
	}{
		one + `,` + group + `"Value":{"operation":"aggregate","aggregations":["sum"]}}}}]`:                                {"sum by (grp) (x)", "", []string{"looks Rows in groups"}},
		one + `,` + group + `"job":{"operation":"groupby"},"Value":{"operation":"aggregate","aggregations":["mean"]}}}}]`: {"avg by (grp, job) (x)", "", []string{"looks Rows in groups"}},
		one + `,` + group + `"Value":{"operation":"aggregate","aggregations":["sum","max"]}}}}]`:                          {"x", "", []string{"changed Transformation groupBy"}},
		one + `,` + group + `"Value":{"operation":"aggregate","aggregations":["lastNotNull"]}}}}]`:                        {"x", "", []string{"changed Transformation groupBy"}},
		`"targets":[{"expr":"x"}],` + group + `"Value":{"operation":"aggregate","aggregations":["sum"]}}}}]`:              {"x", "", []string{"changed Transformation groupBy"}},
		two + `,"transformations":[{"id":"merge"}]`:                                                                       {"sum by (a) (x) sum by (a) (y)", plain, nil},
		two + `,"transformations":[{"id":"joinByField","options":{"byField":"a","mode":"outer"}}]`:                        {"sum by (a) (x) sum by (a) (y)", plain, nil},
		two + `,"transformations":[{"id":"joinByField","options":{"byField":"a","mode":"inner"}}]`:                        {"sum by (a) (x) sum by (a) (y)", plain, []string{"changed Join of the rows that all queries have"}},
		two + `,"transformations":[{"id":"joinByField","options":{}}]`:                                                    {"sum by (a) (x) sum by (a) (y)", plain, []string{"changed Join by the time"}},
		unlike + `,"transformations":[{"id":"merge"}]`:                                                                    {"x y", plain, []string{"changed Merge of queries whose labels may differ"}},
		unlike + `,"transformations":[{"id":"joinByField","options":{"byField":"a"}}]`:                                    {"x y", joined, []string{"changed Join of queries whose labels may differ"}},
		two:                        {"sum by (a) (x) sum by (a) (y)", plain, []string{"changed Table of one query at a time"}},
		`"targets":[{"expr":"x"}]`: {"x", "", []string{"changed Table over time"}},
		`"targets":[{"expr":"x"}],"styles":[],"transform":"timeseries_aggregations","columns":[{"text":"Avg","value":"avg"},{"text":"Max","value":"max"}]`: {"x", "", []string{"changed Table of calculations"}},
		`"targets":[{"expr":"x"}],"styles":[],"transform":"timeseries_aggregations","columns":[{"text":"Current","value":"current"}]`:                      {"x", "", nil},
		`"targets":[{"expr":"x"}],"styles":[],"transform":"timeseries_to_rows"`:                                                                            {"x", "", []string{"changed Table over time"}},
		`"targets":[{"expr":"x","instant":true}],"styles":[],"transform":"table"`:                                                                          {"x", "", nil},
	} {
		spec, mapped := mapOne(t, `{"type":"table",`+panel+`}`)
		if got := strings.Join(queriesOf(spec), " "); got != want.query {
			t.Errorf("%s: asks %q", panel, got)
		}
		if got := string(spec.Get("plugin", "spec", "transforms").JSON()); got != want.transforms && want.transforms+got != "null" {
			t.Errorf("%s: %s", panel, got)
		}
		var said []string
		for _, line := range saidOf(mapped) {
			if line != "looks Column of the time" {
				said = append(said, line)
			}
		}
		if diff := cmp.Diff(want.said, said); diff != "" {
			t.Errorf("%s: %s", panel, diff)
		}
	}
}
