package grafana_test

import (
	"encoding/json"
	"testing"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
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
