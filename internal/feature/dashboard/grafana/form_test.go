package grafana_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

func mapFile(t *testing.T, path string) grafana.Mapping {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	root := read(t, text)
	if !grafana.Recognises(root) {
		t.Fatalf("%s is not taken for one of Grafana", path)
	}
	mapped, err := grafana.Map(root, options())
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return mapped
}

// One dashboard, written in each form that Grafana has, becomes one dashboard.
func TestMap_all_forms_of_a_dashboard_become_the_same(t *testing.T) {
	t.Parallel()
	classic := mapFile(t, filepath.Join("testdata", "forms", "classic.json"))
	want := string(classic.Dashboard.Root().Get("spec").Canonical())
	for _, name := range []string{"v0alpha1", "v1beta1", "v1", "v2alpha1", "v2beta1", "v2", "v2-bare"} {
		mapped := mapFile(t, filepath.Join("testdata", "forms", name+".json"))
		if diff := cmp.Diff(want, string(mapped.Dashboard.Root().Get("spec").Canonical())); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(classic.Counts, mapped.Counts); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(classic.Sources, mapped.Sources); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(saidOf(classic), saidOf(mapped)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if got := mapped.Dashboard.Name(); name != "v2-bare" && got != "uid1" {
			t.Errorf("%s: the name is %s", name, got)
		}
		checkFields(t, filepath.Join("testdata", "forms", name+".json"), mapped)
	}
}

// checkFields wants that every place of a report is one of the document.
func checkFields(t *testing.T, path string, mapped grafana.Mapping) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range mapped.Report {
		value := read(t, text)
		for step := range strings.SplitSeq(strings.NewReplacer("[", ".[", `"`, "").Replace(line.Field), ".") {
			if index, ok := strings.CutPrefix(step, "["); ok {
				items := value.Items()
				value = nil
				if i := int(index[0] - '0'); index[0] >= '0' && index[0] <= '9' && i < len(items) {
					value = items[i]
				}
				continue
			}
			value = value.Get(step)
		}
		if value == nil && !strings.HasSuffix(line.Field, ".datasource") {
			t.Errorf("%s: there is no %s (%s)", path, line.Field, line.Reason)
		}
	}
}

const rowsOfTabs = `{"apiVersion":"dashboard.grafana.app/v2beta1","kind":"Dashboard","metadata":{"name":"n"},"spec":{"title":"T","elements":{
	"a":{"kind":"Panel","spec":{"id":1,"title":"A","vizConfig":{"kind":"VizConfig","group":"text","spec":{"options":{"content":"a"}}}}},
	"b":{"kind":"Panel","spec":{"id":2,"title":"B","vizConfig":{"kind":"VizConfig","group":"text","spec":{"options":{"content":"b"}}}}},
	"c":{"kind":"Panel","spec":{"id":3,"title":"C","vizConfig":{"kind":"VizConfig","group":"text","spec":{"options":{"content":"c"}}}}},
	"lost":{"kind":"Panel","spec":{"id":4,"title":"D","vizConfig":{"kind":"VizConfig","group":"text","spec":{}}}}},
	"variables":[{"kind":"SwitchVariable","spec":{"name":"s","current":"on","enabledValue":"on","disabledValue":"a,b"}}],
	"layout":{"kind":"TabsLayout","spec":{"tabs":[
		{"kind":"TabsLayoutTab","spec":{"title":"One","layout":{"kind":"AutoGridLayout","spec":{"maxColumnCount":2,"rowHeightMode":"short","items":[
			{"kind":"AutoGridLayoutItem","spec":{"element":{"name":"a"},"conditionalRendering":{"kind":"ConditionalRenderingGroup","spec":{"items":[]}}}},
			{"kind":"AutoGridLayoutItem","spec":{"element":{"name":"b"}}},
			{"kind":"AutoGridLayoutItem","spec":{"element":{"name":"a"}}}]}}}},
		{"kind":"TabsLayoutTab","spec":{"title":"Two","repeat":{"mode":"variable","value":"gone"},"layout":{"kind":"RowsLayout","spec":{"rows":[
			{"kind":"RowsLayoutRow","spec":{"title":"Deep","collapse":true,"layout":{"kind":"GridLayout","spec":{"items":[
				{"kind":"GridLayoutItem","spec":{"x":3,"y":2,"width":6,"height":4,"element":{"name":"c"}}}]}}}}]}}}}]}}}}`

func TestMap_tabs_become_rows(t *testing.T) {
	t.Parallel()
	mapped, err := grafana.Map(read(t, []byte(rowsOfTabs)), options())
	if err != nil {
		t.Fatal(err)
	}
	want := read(t, []byte(`[
		{"kind":"Grid","spec":{"display":{"title":"One","collapse":{"open":true}},"items":[
			{"x":0,"y":0,"width":12,"height":5,"content":{"$ref":"#/spec/panels/panel-1"}},
			{"x":12,"y":0,"width":12,"height":5,"content":{"$ref":"#/spec/panels/panel-2"}}]}},
		{"kind":"Grid","spec":{"display":{"title":"Two / Deep","collapse":{"open":false}},"items":[
			{"x":3,"y":0,"width":6,"height":4,"content":{"$ref":"#/spec/panels/panel-3"}}]}}]`))
	spec := mapped.Dashboard.Root().Get("spec")
	if diff := cmp.Diff(string(want.Canonical()), string(spec.Get("layouts").Canonical())); diff != "" {
		t.Error(diff)
	}
	if got := string(spec.Get("variables").Items()[0].Get("spec", "plugin", "spec", "values").JSON()); got != `["on","a,b"]` {
		t.Error(got)
	}
	said := []string{
		"looks Switch", "changed Tabs", "changed Place without a panel of its own", "looks Panel that no layout places",
		"changed Setting conditionalRendering", "changed Repeated row",
	}
	if diff := cmp.Diff(said, saidOf(mapped)); diff != "" {
		t.Error(diff)
	}
	if at := mapped.Report[len(mapped.Report)-1].Field; at != "spec.layout.spec.tabs[1].spec.layout.spec.rows[0].spec.repeat" {
		t.Error(at)
	}
}

func TestRecognises_resources_of_Grafana(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]bool{
		`{"apiVersion":"dashboard.grafana.app/v1","kind":"Dashboard","spec":{"panels":[]}}`:               true,
		`{"metadata":{"name":"in-a-list"},"spec":{"schemaVersion":41,"panels":[]}}`:                       true,
		`{"apiVersion":"dashboard.grafana.app/v2","kind":"Dashboard","spec":{}}`:                          true,
		`{"kind":"Dashboard","spec":{"elements":{},"layout":{"kind":"GridLayout"}}}`:                      true,
		`{"elements":{},"layout":{"kind":"GridLayout","spec":{}}}`:                                        true,
		`{"kind":"Dashboard","metadata":{"name":"p"},"spec":{"panels":{},"layouts":[]}}`:                  false,
		`{"apiVersion":"perses.dev/v1alpha1","kind":"PersesDashboard","spec":{"panels":{},"layouts":[]}}`: false,
	} {
		if got := grafana.Recognises(read(t, []byte(document))); got != want {
			t.Errorf("%s: %v", document, got)
		}
	}
	_, err := grafana.Map(read(t, []byte(`{"apiVersion":"dashboard.grafana.app/v9","kind":"Dashboard","spec":{"things":[]}}`)), options())
	if !apperror.Is(err, apperror.Invalid) || !strings.Contains(err.Error(), "Classic") {
		t.Error(err)
	}
}
