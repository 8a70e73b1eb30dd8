package dashboard_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/imports"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// asking is a dashboard whose one query asks a datasource by name.
func asking(name, datasource string) string {
	return strings.Replace(string(doc(name, "T "+name, "up")), `"query":"up"`,
		`"query":"up","datasource":{"kind":"PrometheusDatasource","name":"`+datasource+`"}`, 1)
}

func TestImport_several_documents_stand_for_themselves(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.t.Context(), w.writer()
		w.must(w.SeedEmbedded(ctx, time.Second))
		array := "[" + string(doc("a", "A", "up")) + `,{"kind":"Project","metadata":{"name":"p"},"spec":{}},` +
			string(doc("a", "A again", "up")) + "," + string(doc("b", "B", "sum(")) + "]"
		all, err := w.Import(ctx, scope, imports.Import{Source: array, DryRun: true})
		w.must(err)
		if len(all) != 4 || all[0].Fault != nil || all[0].Exists || all[2].Fault != nil || !all[2].Exists || all[2].FreeName != "a-2" {
			w.t.Fatalf("%+v", all)
		}
		if !strings.Contains(all[1].Fault.Error(), "this is a Project") || !apperror.Is(all[3].Fault, apperror.Invalid) {
			w.t.Errorf("%v; %v", all[1].Fault, all[3].Fault)
		}
		all, err = w.Import(ctx, scope, imports.Import{Source: array})
		w.must(err)
		if !all[0].Saved || all[2].Saved || code(all[2].Fault) != "already_exists" || all[3].Saved {
			w.t.Errorf("%+v", all)
		}
		third := 2
		renamed, err := w.importOne(ctx, scope, imports.Import{Source: array, Only: &third, Name: "Other", Tags: []string{"x", "slo"}})
		w.must(err)
		if renamed.Name != "other" || renamed.NameInFile != "a" || !strings.Contains(string(renamed.Document), `"tags":["slo","x"]`) {
			w.t.Errorf("%+v %s", renamed, renamed.Document)
		}
		beyond := 9
		for _, in := range []imports.Import{{Source: array, Only: &beyond}, {Source: array, Name: "x"}, {Source: "[]"}, {Source: "1"}} {
			if _, err := w.Import(ctx, scope, in); !apperror.Is(err, apperror.Invalid) {
				w.t.Errorf("%.20s: %v", in.Source, err)
			}
		}
	})
}

func TestImport_takes_the_forms_that_dashboards_have_in_the_field(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.t.Context(), w.writer()
		spec := "  display: {name: Nodes}\n  duration: 1h\n  panels: {}\n  layouts: []\n"
		alpha1 := "apiVersion: perses.dev/v1alpha1\nkind: PersesDashboard\nmetadata:\n  name: Node-Overview\n  namespace: x\n  labels: {a: b}\nspec:\n" + spec
		alpha2 := "apiVersion: perses.dev/v1alpha2\nkind: PersesDashboard\nmetadata: {name: two}\nspec:\n config:\n" +
			strings.ReplaceAll(spec, "  ", "   ") + " instanceSelector: {}\n"
		list := `{"kind":"PersesDashboardList","items":[{"kind":"PersesDashboard","metadata":{"name":"three"},"spec":{"panels":{},"layouts":[]}}]}`
		all, err := w.Import(ctx, scope, imports.Import{Source: "---\n# first\n---\n" + alpha1 + "---\n" + alpha2 + "--- # more\n" + list + "\n"})
		w.must(err)
		var names []string
		for _, one := range all {
			w.must(one.Fault)
			names = append(names, one.Name+"="+one.Title)
		}
		if diff := cmp.Diff([]string{"node-overview=Nodes", "two=Nodes", "three=three"}, names); diff != "" {
			w.t.Error(diff)
		}
		if got := all[0].Report; len(got) != 2 || got[1].Becomes != "node-overview in place of Node-Overview" {
			w.t.Errorf("%+v", got)
		}
		one, err := w.importOne(ctx, scope, imports.Import{Source: list})
		if !apperror.Is(err, apperror.Conflict) {
			w.t.Errorf("%+v %v", one, err)
		}
	})
}

func TestImport_forms_of_Grafana_are_never_taken_for_Perses(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		const panel = `{"id":1,"type":"text","options":{"content":"a"}}`
		const element = `{"kind":"Panel","spec":{"id":1,"title":"A","vizConfig":{"kind":"VizConfig","group":"text","spec":{"options":{"content":"a"}}}}}`
		for source, want := range map[string]string{
			`{"apiVersion":"dashboard.grafana.app/v1beta1","kind":"Dashboard","metadata":{"name":"Ab1"},"spec":{"title":"T","panels":[` + panel + `]}}`: "ab1 T 1",
			`{"apiVersion":"dashboard.grafana.app/v2beta1","kind":"Dashboard","metadata":{"name":"x"},"spec":{"title":"T","elements":{"e":` + element +
				`},"layout":{"kind":"GridLayout","spec":{"items":[{"kind":"GridLayoutItem","spec":{"x":0,"y":0,"width":4,"height":4,"element":{"name":"e"}}}]}}}}`: "x T 1",
			`{"kind":"DashboardList","apiVersion":"dashboard.grafana.app/v1","items":[{"metadata":{"name":"y"},"spec":{"title":"T","panels":[` + panel + `]}}]}`: "y T 1",
			`{"apiVersion":"dashboard.grafana.app/v9","kind":"Dashboard","metadata":{"name":"x"},"spec":{"panels":{}}}`:                                          "apiVersion",
			`{"apiVersion":"example.org/v1","kind":"Dashboard","metadata":{"name":"x"},"spec":{"panels":{},"layouts":[]}}`:                                       "apiVersion",
			`{"apiVersion":"perses.dev/v1","kind":"Dashboard","metadata":{"name":"p"},"spec":{"display":{"name":"P"},"panels":{},"layouts":[]}}`:                 "p P 0",
		} {
			all, err := w.Import(w.t.Context(), w.writer(), imports.Import{Source: source, DryRun: true})
			got := fmt.Sprint(err)
			if err == nil {
				got = fmt.Sprintf("%s %s %d", all[0].Name, all[0].Title, all[0].Counts.Panels)
			}
			if !strings.Contains(got, want) {
				w.t.Errorf("%s: %s", source, got)
			}
		}
	})
}

func TestImport_datasources_of_another_server(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.t.Context(), w.writer()
		w.must(w.SeedEmbedded(ctx, time.Second))
		_, err := w.CreateResource(ctx, w.manager(), perses.Datasource, sourceText("Datasource", "thanos", false, `{"url":"https://p"}`))
		w.must(err)
		trial, err := w.importOne(ctx, scope, imports.Import{Source: asking("a", "Their Prometheus"), DryRun: true})
		w.must(err)
		want := []imports.ImportSource{{Name: "Their Prometheus", Kind: "PrometheusDatasource", Queries: 1, Drawable: true, Here: "Their Prometheus"}}
		if diff := cmp.Diff(want, trial.Sources); diff != "" {
			w.t.Error(diff)
		}
		if len(trial.Report) != 1 || trial.Report[0].Missing != "Their Prometheus" {
			w.t.Errorf("the report says which datasource is missing: %+v", trial.Report)
		}
		mapped, err := w.importOne(ctx, scope, imports.Import{
			Source: asking("a", "Their Prometheus"), Datasources: map[string]string{"Their Prometheus": "thanos"},
		})
		w.must(err)
		if len(mapped.Report) != 0 {
			w.t.Errorf("nothing is missing of what is mapped: %+v", mapped.Report)
		}
		if !mapped.Sources[0].Found || !strings.Contains(string(mapped.Document), `{"kind":"PrometheusDatasource","name":"thanos"}`) {
			w.t.Errorf("%+v %s", mapped, mapped.Document)
		}
		usual, err := w.importOne(ctx, scope, imports.Import{
			Source: asking("b", "Their Prometheus"), Datasources: map[string]string{"Their Prometheus": ""},
		})
		w.must(err)
		if usual.Sources[0].Here != "embedded" || !strings.Contains(string(usual.Document), `{"kind":"PrometheusDatasource"}`) {
			w.t.Errorf("%+v %s", usual, usual.Document)
		}
		grafana := `{"title":"G","panels":[{"type":"timeseries","datasource":"$ds","targets":[{"expr":"up"}]},{"type":"timeseries","datasource":{"uid":"abc"},"targets":[{"expr":"up"}]}],` +
			`"templating":{"list":[{"name":"ds","type":"datasource","query":"prometheus"}]}}`
		over, err := w.importOne(ctx, scope, imports.Import{Source: grafana, Datasources: map[string]string{"abc": "thanos"}})
		w.must(err)
		if text := string(over.Document); !strings.Contains(text, `"defaultValue":"embedded"`) || !strings.Contains(text, `"datasource":"$ds"`) ||
			!strings.Contains(text, `"name":"thanos"`) {
			w.t.Error(text)
		}
		_, err = w.Import(ctx, scope, imports.Import{Source: grafana, Datasources: map[string]string{"abc": "nobody"}})
		if !apperror.Is(err, apperror.Invalid) {
			w.t.Error(err)
		}
	})
}

func TestImport_shows_what_titles_hide(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.t.Context(), w.writer()
		w.must(w.SeedEmbedded(ctx, time.Second))
		grafana := `{"title":"gpj.\u202eexe","tags":["a\u2066b"],"panels":[{"type":"timeseries","title":"Up\u001b\u202e","targets":[{"expr":"up"}]}]}`
		for _, source := range []string{grafana, strings.Replace(string(doc("x", "gpj.TURNexe", "up")), "TURN", `\u202e`, 1)} {
			got, err := w.importOne(ctx, scope, imports.Import{Source: source})
			w.must(err)
			if got.Title != "gpj.exe" || strings.ContainsAny(string(got.Document), "\u202e\u2066\x1b") {
				w.t.Errorf("%q %s", got.Title, got.Document)
			}
			told := 0
			for _, line := range got.Report {
				if line.Reason == "Hidden characters in a name or title" {
					told++
				}
			}
			if want := 1 + 2*strings.Count(source, "targets"); told != want {
				w.t.Errorf("%d lines tell of it, want %d: %+v", told, want, got.Report)
			}
		}
		if _, err := w.Create(ctx, scope, []byte(strings.Replace(string(doc("y", "gpj.TURNexe", "up")), "TURN", `\u202e`, 1)), dashboard.Save{}); !apperror.Is(err, apperror.Invalid) ||
			!strings.Contains(err.Error(), "turn the direction of writing") {
			w.t.Errorf("saved: %v", err)
		}
	})
}

// Two megabytes of names with hidden characters are no answer of thirty.
func TestImport_tells_of_so_many_hidden_characters_only(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.t.Context(), w.writer()
		w.must(w.SeedEmbedded(ctx, time.Second))
		names := strings.Repeat(`{"name":"\u202e"},`, 6000) + `{"name":"\u202e"}`
		dashboards := map[string]string{
			"grafana": `{"title":"G","panels":[],"extra":[` + names + `]}`,
			"perses":  `{"kind":"Dashboard","metadata":{"name":"p"},"spec":{"panels":{},"layouts":[],"annotations":[{"a":[` + names + `]}]}}`,
		}
		for name, source := range dashboards {
			got, err := w.importOne(ctx, scope, imports.Import{Source: source, DryRun: true})
			w.must(err)
			last := got.Report[len(got.Report)-1]
			if len(got.Report) != 5001 || len(got.Warnings) > 5101 || last.Reason != "More" ||
				!strings.HasSuffix(last.Becomes, "more lines that don't fit here") {
				w.t.Errorf("%s: %d lines and %d warnings, the last is %+v", name, len(got.Report), len(got.Warnings), last)
			}
		}
		all, err := w.Import(ctx, scope, imports.Import{DryRun: true, Source: "[" + strings.Repeat(dashboards["grafana"]+",", 9) + dashboards["perses"] + "]"})
		w.must(err)
		lines := 0
		for _, each := range all {
			lines += len(each.Report)
			if each.Report[len(each.Report)-1].Reason != "More" {
				w.t.Errorf("%d: the others are not counted", each.Index)
			}
		}
		if lines > 20_000+len(all) {
			w.t.Errorf("%d lines", lines)
		}
	})
}

func TestHTTP_import_gives_the_whole_report_before_anything_is_saved(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.must(w.SeedEmbedded(w.t.Context(), time.Second))
		source, err := json.Marshal(`[{"title":"G","panels":[{"id":4,"type":"logs","title":"Logs","datasource":"$loki","targets":[{"expr":"{a=\"b\"}"}]},` +
			`{"id":5,"type":"stat","targets":[{"expr":"up"}],"fieldConfig":{"defaults":{"unit":"hertz"}}}]},{"kind":"Role"}]`)
		w.must(err)
		answer, kind := w.ask(w.writer(), http.MethodPost, "/api/v1/projects/shop/imports", `{"dry_run":true,"source":`+string(source)+`}`)
		if kind != "" {
			w.t.Fatal(kind)
		}
		var result api.ImportResult
		w.must(json.Unmarshal(answer.Body.Bytes(), &result))
		one := result.Documents[0]
		if one.Saved || one.Panels != 2 || one.Notes != 1 || one.Changed != 1 || len(one.Report) != 2 || *one.Report[0].Panel != "panel-4" ||
			one.Report[0].Outcome != api.ImportLineOutcomeNote || one.Datasources[0].Drawable || one.Document == nil {
			w.t.Errorf("%+v", one)
		}
		if fault := result.Documents[1].Fault; fault == nil || len(fault.Errors) != 1 || fault.Errors[0].Field != "kind" {
			w.t.Errorf("%+v", fault)
		}
		if _, kind := w.ask(w.writer(), http.MethodGet, dashboards+"/g", ""); kind != apperror.NotFound {
			w.t.Errorf("a dry run saved it: %s", kind)
		}
	})
}
