package perses_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// stored is a dashboard with a member of its own in the metadata and in the spec.
const stored = `{"kind":"Dashboard","metadata":{"name":"checkout","project":"shop","own":1.50},"spec":{"duration":"1h",
"variables":[{"kind":"TextVariable","spec":{"name":"env","value":"prod"}}],
"panels":{"p1":{"kind":"Panel","spec":{"display":{"name":"Rate"},"plugin":{"kind":"TimeSeriesChart"},
 "queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{
  "query":"sum by (job) (rate(http_requests_total{job=~\"$job\"}[$__rate_interval]))",
  "datasource":{"kind":"PrometheusDatasource","name":"prom"},"minStep":"15s","seriesNameFormat":"{{job}}"}}}}]}},
 "p2":{"kind":"Panel","spec":{"display":{"name":"Notes"},"plugin":{"kind":"Markdown","spec":{"text":"hello"}}}}},
"layouts":[{"kind":"Grid","spec":{"items":[
 {"x":12,"y":0,"width":12,"height":8,"content":{"$ref":"#/spec/panels/p1"}},
 {"x":0,"y":0,"width":12,"height":8,"content":{"$ref":"#/spec/panels/p2"}}]}}],
"links":[{"name":"runbook","url":"https://x.y"}]}}`

func read(tb testing.TB, text string) *perses.Document {
	tb.Helper()
	d, err := perses.Read([]byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func TestPanels_are_listed_as_they_are_shown(t *testing.T) {
	t.Parallel()
	want := []perses.Panel{
		{Key: "p2", Title: "Notes", Kind: "Markdown"},
		{Key: "p1", Title: "Rate", Kind: "TimeSeriesChart", Queries: []perses.Query{{
			Kind: "PrometheusTimeSeriesQuery", Text: `sum by (job) (rate(http_requests_total{job=~"$job"}[$__rate_interval]))`,
			Datasource: perses.DatasourceRef{Kind: "PrometheusDatasource", Name: "prom"},
			MinStep:    "15s",
		}}},
	}
	d := read(t, stored)
	if diff := cmp.Diff(want, perses.Panels(d)); diff != "" {
		t.Error(diff)
	}
	ref := perses.Reference{
		Path:          "spec.panels.p1.spec.queries[0].spec.plugin.spec.datasource",
		DatasourceRef: perses.DatasourceRef{Kind: "PrometheusDatasource", Name: "prom"},
	}
	if diff := cmp.Diff([]perses.Reference{ref}, perses.References(d)); diff != "" {
		t.Error(diff)
	}
}

func TestKeepUnknown_merges_back_what_the_editor_drops(t *testing.T) {
	t.Parallel()
	saved := read(t, stored)
	saved.Root().Get("spec").Delete("links")
	saved.Root().Get("spec").Delete("variables")
	saved.KeepUnknown(read(t, stored))
	if saved.Root().Get("spec", "links") == nil {
		t.Error("links are lost")
	}
	if saved.Root().Get("spec", "variables") != nil {
		t.Error("variables that the editor took away are back")
	}
	saved.Root().Get("spec").Set("links", jsonstrict.NewNull())
	saved.KeepUnknown(read(t, stored))
	saved.Complete()
	if saved.Root().Get("spec", "links") != nil {
		t.Error("null should take links away")
	}
}

func TestStamp_changes_the_servers_part_only(t *testing.T) {
	t.Parallel()
	d := read(t, stored)
	before := d.Digest()
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	d.Stamp(perses.Stamp{Name: "checkout", Project: "shop", Version: 7, CreatedAt: at, UpdatedAt: at.Add(time.Hour)})
	if d.Version() != 7 || d.Digest() != before {
		t.Errorf("version %d, digest %s", d.Version(), d.Digest())
	}
	if !strings.Contains(string(d.JSON()),
		`"own":1.50,"createdAt":"2026-11-20T12:00:00Z","updatedAt":"2026-11-20T13:00:00Z","version":7}`) {
		t.Error(string(d.JSON()[:300]))
	}
}

func TestSourceUses_and_Rename(t *testing.T) {
	t.Parallel()
	text := `{"kind":"Dashboard","spec":{"datasources":{"own":{}},"panels":{"a":{"datasource":{"kind":"P","name":"x"}},` +
		`"b":{"datasource":{"kind":"P","name":"x"}},"c":{"datasource":{"kind":"P","name":"own"}},"d":{"datasource":"$ds"},` +
		`"e":{"datasource":{"kind":"P","name":"$ds"}},"f":{"datasource":{"kind":"P"}}}}}`
	d, err := perses.Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []perses.SourceUse{
		{DatasourceRef: perses.DatasourceRef{Kind: "P", Name: "x"}, Uses: 2},
		{DatasourceRef: perses.DatasourceRef{Kind: "P", Name: "own"}, Uses: 1, Inline: true},
	}
	if diff := cmp.Diff(want, perses.SourceUses(d)); diff != "" {
		t.Error(diff)
	}
	perses.Rename(d, map[string]perses.DatasourceRef{"x": {Kind: "Q", Name: "y"}, "own": {Kind: "P"}})
	got := string(d.JSON())
	if strings.Count(got, `{"kind":"Q","name":"y"}`) != 2 || !strings.Contains(got, `"c":{"datasource":{"kind":"P"}}`) ||
		!strings.Contains(got, `"d":{"datasource":"$ds"}`) || !strings.Contains(got, `"name":"$ds"`) {
		t.Error(got)
	}
}
