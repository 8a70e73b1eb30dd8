package grafana_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
)

// A library panel is what the export brings along under its uid, at the place and under
// the title that it has in the dashboard.
func TestMap_library_panels_are_what_the_export_brings_along(t *testing.T) {
	t.Parallel()
	const library = `{"__elements":{"lib":{"model":{"id":99,"type":"stat","title":"Of the library","gridPos":{"x":9,"y":9,"w":9,"h":9},` +
		`"targets":[{"expr":"up"}]}}},"panels":[{"id":1,"title":"Mine","gridPos":{"x":2,"y":0,"w":4,"h":3},"libraryPanel":{"uid":"lib"}},` +
		`{"id":2,"gridPos":{"x":6,"y":0,"w":4,"h":3},"libraryPanel":{"uid":"lib"}},` +
		`{"id":3,"title":"Lost","gridPos":{"x":12,"y":0,"w":4,"h":3},"libraryPanel":{"uid":"gone"}}]}`
	mapped, err := grafana.Map(read(t, []byte(library)), options())
	if err != nil {
		t.Fatal(err)
	}
	panels := mapped.Dashboard.Root().Get("spec", "panels")
	var got []string
	for _, member := range panels.Members() {
		spec := member.Value.Get("spec")
		got = append(got, strings.Join([]string{member.Key, spec.Get("display", "name").Text(), spec.Get("plugin", "kind").Text()}, " "))
	}
	want := []string{"panel-1 Mine StatChart", "panel-2 Of the library StatChart", "panel-3 Lost Markdown"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"note Library panel"}, saidOf(mapped)); diff != "" {
		t.Error(diff)
	}
	wantPlaces := `[{"content":{"$ref":"#/spec/panels/panel-1"},"height":3,"width":4,"x":2,"y":0},` +
		`{"content":{"$ref":"#/spec/panels/panel-2"},"height":3,"width":4,"x":6,"y":0},` +
		`{"content":{"$ref":"#/spec/panels/panel-3"},"height":3,"width":4,"x":12,"y":0}]`
	if got := string(mapped.Dashboard.Root().Get("spec", "layouts").Items()[0].Get("spec", "items").Canonical()); got != wantPlaces {
		t.Errorf("%s", got)
	}
}

// A panel of a type that there is no chart for says what it was, and keeps its queries.
func TestMap_panels_without_a_chart_are_notes_with_their_queries(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string]string{
		"alertlist": "Alert list", "logs": "Logs", "dashlist": "List of dashboards", "annolist": "List of annotations", "news": "News",
		"nodeGraph": "Node graph", "geomap": "Map", "grafana-worldmap-panel": "Map", "acme-panel": "Plugin acme-panel",
		"": "Panel without a type",
	} {
		spec, mapped := mapOne(t, `{"type":"`+kind+`","targets":[{"expr":"sum(up)"}]}`)
		note := spec.Get("plugin", "spec", "text").Text()
		if spec.Get("plugin", "kind").Text() != "Markdown" || !strings.Contains(note, want+".**") || !strings.Contains(note, "\nsum(up)\n") {
			t.Errorf("%q became %s", kind, spec.JSON())
		}
		if mapped.Counts.Notes != 1 || mapped.Counts.QueriesDropped != 1 || mapped.Counts.AsTheyAre() != 0 {
			t.Errorf("%q: %+v", kind, mapped.Counts)
		}
		if diff := cmp.Diff([]string{"note " + want}, saidOf(mapped)); diff != "" {
			t.Errorf("%q: %s", kind, diff)
		}
	}
}
