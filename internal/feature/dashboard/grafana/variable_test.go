package grafana_test

import (
	"encoding/json"
	"testing"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

func TestMap_values_of_custom_variables(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		`a, b ,c`:                 `["a","b","c"]`,
		`3\,5`:                    `["3,5"]`,
		`a\,b : 1\,2, x`:          `[{"value":"1,2","label":"a,b"},"x"]`,
		`one : 1,a : b : 2`:       `[{"value":"1","label":"one"},{"value":"2","label":"a : b"}]`,
		`http://x:80, a:b, c: d,`: `["http://x:80","a:b","c: d"]`,
		``:                        `[]`,
	} {
		written, err := json.Marshal(query)
		if err != nil {
			t.Fatal(err)
		}
		if got := customValues(t, `"query":`+string(written)); got != want {
			t.Errorf("%s: %s, not %s", query, got, want)
		}
	}
	const listed = `"valuesFormat":"json","query":"[{\"text\":\"One, two\",\"value\":\"1\"},{\"value\":\"x\"}]"`
	if got := customValues(t, listed); got != `[{"value":"1","label":"One, two"},{"value":"x","label":"x"}]` {
		t.Errorf("a list in JSON: %s", got)
	}
}

func customValues(t *testing.T, members string) string {
	t.Helper()
	mapped, err := grafana.Map(read(t, []byte(`{"panels":[],"templating":{"list":[{"type":"custom","name":"v",`+members+`}]}}`)), options())
	if err != nil {
		t.Fatal(err)
	}
	variables := mapped.Dashboard.Root().Get("spec", "variables").Items()
	if len(variables) != 1 {
		t.Fatalf("%s: %+v", members, mapped.Report)
	}
	return string(variables[0].Get("spec", "plugin", "spec", "values").JSON())
}

// The queries that Grafana's own functions make of Prometheus, and what can't be asked.
func TestMap_queries_of_variables(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		`label_values(job)`:                  `PrometheusLabelValuesVariable {"labelName":"job"}`,
		`label_values( up{a="b, c"} , job )`: `PrometheusLabelValuesVariable {"labelName":"job","matchers":["up{a=\"b, c\"}"]}`,
		`label_names()`:                      `PrometheusLabelNamesVariable {}`,
		`metrics(node_"x".*)`:                `PrometheusLabelValuesVariable {"labelName":"__name__","matchers":["{__name__=~\"node_\\\"x\\\".*\"}"]}`,
		`query_result(up)`:                   `PrometheusPromQLVariable {"expr":"up","labelName":"instance"}; Variable from the text of an answer: the label instance; choose the label to list`,
		`SHOW TABLES`:                        `; Variable whose query is not one of Prometheus: left out: v`,
		``:                                   `; Variable whose query is not one of Prometheus: left out: v`,
	} {
		root := jsonstrict.NewObject()
		root.Set("panels", jsonstrict.NewArray())
		root.Set("templating", read(t, []byte(`{"list":[{"name":"v","type":"query"}]}`)))
		root.Get("templating", "list").Items()[0].Set("query", jsonstrict.NewString(query))
		mapped, err := grafana.Map(root, options())
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, variable := range mapped.Dashboard.Root().Get("spec", "variables").Items() {
			plugin := variable.Get("spec", "plugin")
			got += plugin.Get("kind").Text() + " " + string(plugin.Get("spec").Canonical())
		}
		for _, line := range mapped.Report {
			got += "; " + line.Message()
		}
		if got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}
