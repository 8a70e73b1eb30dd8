package imports_test

import (
	"context"
	"encoding/json"
	"errors"
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
	"github.com/dashkeep/dashkeep/internal/testkit/boards"
)

// asking is a dashboard whose one query asks a datasource by name.
func asking(name, datasource string) string {
	return strings.Replace(string(boards.Doc(name, "T "+name, "up")), `"query":"up"`,
		`"query":"up","datasource":{"kind":"PrometheusDatasource","name":"`+datasource+`"}`, 1)
}

func TestImport_several_documents_stand_for_themselves(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		w.Must(w.SeedEmbedded(ctx, time.Second))
		array := "[" + string(boards.Doc("a", "A", "up")) + `,{"kind":"Project","metadata":{"name":"p"},"spec":{}},` +
			string(boards.Doc("a", "A again", "up")) + "," + string(boards.Doc("b", "B", "sum(")) + "]"
		all, err := w.Import(ctx, scope, imports.Import{Source: array, DryRun: true})
		w.Must(err)
		if len(all) != 4 || all[0].Fault != nil || all[0].Exists || all[2].Fault != nil || !all[2].Exists || all[2].FreeName != "a-2" {
			w.T.Fatalf("%+v", all)
		}
		if !strings.Contains(all[1].Fault.Error(), "this is a Project") || !apperror.Is(all[3].Fault, apperror.Invalid) {
			w.T.Errorf("%v; %v", all[1].Fault, all[3].Fault)
		}
		all, err = w.Import(ctx, scope, imports.Import{Source: array})
		w.Must(err)
		if !all[0].Saved || all[2].Saved || boards.Code(all[2].Fault) != "already_exists" || all[3].Saved {
			w.T.Errorf("%+v", all)
		}
		third := 2
		renamed, err := w.ImportOne(ctx, scope, imports.Import{Source: array, Only: &third, Name: "Other", Tags: []string{"x", "slo"}})
		w.Must(err)
		if renamed.Name != "other" || renamed.NameInFile != "a" || !strings.Contains(string(renamed.Document), `"tags":["slo","x"]`) {
			w.T.Errorf("%+v %s", renamed, renamed.Document)
		}
		beyond := 9
		for _, in := range []imports.Import{{Source: array, Only: &beyond}, {Source: array, Name: "x"}, {Source: "[]"}, {Source: "1"}} {
			if _, err := w.Import(ctx, scope, in); !apperror.Is(err, apperror.Invalid) {
				w.T.Errorf("%.20s: %v", in.Source, err)
			}
		}
	})
}

func TestImport_takes_the_forms_that_dashboards_have_in_the_field(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		spec := "  display: {name: Nodes}\n  duration: 1h\n  panels: {}\n  layouts: []\n"
		alpha1 := "apiVersion: perses.dev/v1alpha1\nkind: PersesDashboard\nmetadata:\n  name: Node-Overview\n  namespace: x\n  labels: {a: b}\nspec:\n" + spec
		alpha2 := "apiVersion: perses.dev/v1alpha2\nkind: PersesDashboard\nmetadata: {name: two}\nspec:\n config:\n" +
			strings.ReplaceAll(spec, "  ", "   ") + " instanceSelector: {}\n"
		list := `{"kind":"PersesDashboardList","items":[{"kind":"PersesDashboard","metadata":{"name":"three"},"spec":{"panels":{},"layouts":[]}}]}`
		all, err := w.Import(ctx, scope, imports.Import{Source: "---\n# first\n---\n" + alpha1 + "---\n" + alpha2 + "--- # more\n" + list + "\n"})
		w.Must(err)
		var names []string
		for _, one := range all {
			w.Must(one.Fault)
			names = append(names, one.Name+"="+one.Title)
		}
		if diff := cmp.Diff([]string{"node-overview=Nodes", "two=Nodes", "three=three"}, names); diff != "" {
			w.T.Error(diff)
		}
		if got := all[0].Report; len(got) != 2 || got[1].Becomes != "node-overview in place of Node-Overview" {
			w.T.Errorf("%+v", got)
		}
		one, err := w.ImportOne(ctx, scope, imports.Import{Source: list})
		if !apperror.Is(err, apperror.Conflict) {
			w.T.Errorf("%+v %v", one, err)
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
			all, err := w.Import(w.T.Context(), w.Writer(), imports.Import{Source: source, DryRun: true})
			got := fmt.Sprint(err)
			if err == nil {
				got = fmt.Sprintf("%s %s %d", all[0].Name, all[0].Title, all[0].Counts.Panels)
			}
			if !strings.Contains(got, want) {
				w.T.Errorf("%s: %s", source, got)
			}
		}
	})
}

func TestImport_datasources_of_another_server(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		w.Must(w.SeedEmbedded(ctx, time.Second))
		_, err := w.CreateResource(ctx, w.Manager(), perses.Datasource, boards.SourceText("Datasource", "thanos", false, `{"url":"https://p"}`))
		w.Must(err)
		trial, err := w.ImportOne(ctx, scope, imports.Import{Source: asking("a", "Their Prometheus"), DryRun: true})
		w.Must(err)
		want := []imports.ImportSource{{Name: "Their Prometheus", Kind: "PrometheusDatasource", Queries: 1, Drawable: true, Here: "Their Prometheus"}}
		if diff := cmp.Diff(want, trial.Sources); diff != "" {
			w.T.Error(diff)
		}
		if len(trial.Report) != 1 || trial.Report[0].Missing != "Their Prometheus" {
			w.T.Errorf("the report says which datasource is missing: %+v", trial.Report)
		}
		mapped, err := w.ImportOne(ctx, scope, imports.Import{
			Source: asking("a", "Their Prometheus"), Datasources: map[string]string{"Their Prometheus": "thanos"},
		})
		w.Must(err)
		if len(mapped.Report) != 0 {
			w.T.Errorf("nothing is missing of what is mapped: %+v", mapped.Report)
		}
		if !mapped.Sources[0].Found || !strings.Contains(string(mapped.Document), `{"kind":"PrometheusDatasource","name":"thanos"}`) {
			w.T.Errorf("%+v %s", mapped, mapped.Document)
		}
		usual, err := w.ImportOne(ctx, scope, imports.Import{
			Source: asking("b", "Their Prometheus"), Datasources: map[string]string{"Their Prometheus": ""},
		})
		w.Must(err)
		if usual.Sources[0].Here != "embedded" || !strings.Contains(string(usual.Document), `{"kind":"PrometheusDatasource"}`) {
			w.T.Errorf("%+v %s", usual, usual.Document)
		}
		grafana := `{"title":"G","panels":[{"type":"timeseries","datasource":"$ds","targets":[{"expr":"up"}]},{"type":"timeseries","datasource":{"uid":"abc"},"targets":[{"expr":"up"}]}],` +
			`"templating":{"list":[{"name":"ds","type":"datasource","query":"prometheus"}]}}`
		over, err := w.ImportOne(ctx, scope, imports.Import{Source: grafana, Datasources: map[string]string{"abc": "thanos"}})
		w.Must(err)
		if text := string(over.Document); !strings.Contains(text, `"defaultValue":"embedded"`) || !strings.Contains(text, `"datasource":"$ds"`) ||
			!strings.Contains(text, `"name":"thanos"`) {
			w.T.Error(text)
		}
		_, err = w.Import(ctx, scope, imports.Import{Source: grafana, Datasources: map[string]string{"abc": "nobody"}})
		if !apperror.Is(err, apperror.Invalid) {
			w.T.Error(err)
		}
	})
}

func TestImport_shows_what_titles_hide(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		w.Must(w.SeedEmbedded(ctx, time.Second))
		grafana := `{"title":"gpj.\u202eexe","tags":["a\u2066b"],"panels":[{"type":"timeseries","title":"Up\u001b\u202e","targets":[{"expr":"up"}]}]}`
		for _, source := range []string{grafana, strings.Replace(string(boards.Doc("x", "gpj.TURNexe", "up")), "TURN", `\u202e`, 1)} {
			got, err := w.ImportOne(ctx, scope, imports.Import{Source: source})
			w.Must(err)
			if got.Title != "gpj.exe" || strings.ContainsAny(string(got.Document), "\u202e\u2066\x1b") {
				w.T.Errorf("%q %s", got.Title, got.Document)
			}
			told := 0
			for _, line := range got.Report {
				if line.Reason == "Hidden characters in a name or title" {
					told++
				}
			}
			if want := 1 + 2*strings.Count(source, "targets"); told != want {
				w.T.Errorf("%d lines tell of it, want %d: %+v", told, want, got.Report)
			}
		}
		if _, err := w.Create(ctx, scope, []byte(strings.Replace(string(boards.Doc("y", "gpj.TURNexe", "up")), "TURN", `\u202e`, 1)), dashboard.Save{}); !apperror.Is(err, apperror.Invalid) ||
			!strings.Contains(err.Error(), "turn the direction of writing") {
			w.T.Errorf("saved: %v", err)
		}
	})
}

// Two megabytes of names with hidden characters are no answer of thirty.
func TestImport_tells_of_so_many_hidden_characters_only(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		w.Must(w.SeedEmbedded(ctx, time.Second))
		names := strings.Repeat(`{"name":"\u202e"},`, 6000) + `{"name":"\u202e"}`
		dashboards := map[string]string{
			"grafana": `{"title":"G","panels":[],"extra":[` + names + `]}`,
			"perses":  `{"kind":"Dashboard","metadata":{"name":"p"},"spec":{"panels":{},"layouts":[],"annotations":[{"a":[` + names + `]}]}}`,
		}
		for name, source := range dashboards {
			got, err := w.ImportOne(ctx, scope, imports.Import{Source: source, DryRun: true})
			w.Must(err)
			last := got.Report[len(got.Report)-1]
			if len(got.Report) != 5001 || len(got.Warnings) > 5101 || last.Reason != "More" ||
				!strings.HasSuffix(last.Becomes, "more lines that don't fit here") {
				w.T.Errorf("%s: %d lines and %d warnings, the last is %+v", name, len(got.Report), len(got.Warnings), last)
			}
		}
		all, err := w.Import(ctx, scope, imports.Import{DryRun: true, Source: "[" + strings.Repeat(dashboards["grafana"]+",", 9) + dashboards["perses"] + "]"})
		w.Must(err)
		lines := 0
		for _, each := range all {
			lines += len(each.Report)
			if each.Report[len(each.Report)-1].Reason != "More" {
				w.T.Errorf("%d: the others are not counted", each.Index)
			}
		}
		if lines > 20_000+len(all) {
			w.T.Errorf("%d lines", lines)
		}
	})
}

func TestHTTP_import_gives_the_whole_report_before_anything_is_saved(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.Must(w.SeedEmbedded(w.T.Context(), time.Second))
		source, err := json.Marshal(`[{"title":"G","panels":[{"id":4,"type":"logs","title":"Logs","datasource":"$loki","targets":[{"expr":"{a=\"b\"}"}]},` +
			`{"id":5,"type":"stat","targets":[{"expr":"up"}],"fieldConfig":{"defaults":{"unit":"hertz"}}}]},{"kind":"Role"}]`)
		w.Must(err)
		answer, kind := w.Ask(w.Writer(), http.MethodPost, "/api/v1/projects/shop/imports", `{"dry_run":true,"source":`+string(source)+`}`)
		if kind != "" {
			w.T.Fatal(kind)
		}
		var result api.ImportResult
		w.Must(json.Unmarshal(answer.Body.Bytes(), &result))
		one := result.Documents[0]
		if one.Saved || one.Panels != 2 || one.Notes != 1 || one.Changed != 1 || len(one.Report) != 2 || *one.Report[0].Panel != "panel-4" ||
			one.Report[0].Outcome != api.ImportLineOutcomeNote || one.Datasources[0].Drawable || one.Document == nil {
			w.T.Errorf("%+v", one)
		}
		if fault := result.Documents[1].Fault; fault == nil || len(fault.Errors) != 1 || fault.Errors[0].Field != "kind" {
			w.T.Errorf("%+v", fault)
		}
		if _, kind := w.Ask(w.Writer(), http.MethodGet, boards.Dashboards+"/g", ""); kind != apperror.NotFound {
			w.T.Errorf("a dry run saved it: %s", kind)
		}
	})
}

func TestTransfer_exports_come_back(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		_, err := w.CreateResource(ctx, w.Manager(), perses.Secret,
			[]byte(`{"kind":"Secret","metadata":{"name":"s"},"spec":{"authorization":{"credentials":"canary"}}}`))
		w.Must(err)
		_, err = w.CreateResource(ctx, w.Manager(), perses.Datasource, boards.SourceText("Datasource", "prom", false,
			`{"url":"https://p","secret":"s"}`))
		w.Must(err)
		text := strings.Replace(string(boards.Doc("a", "A", "up")), `"query":"up"`,
			`"query":"up","datasource":{"kind":"PrometheusDatasource","name":"prom"}`, 1)
		_, err = w.Create(ctx, scope, []byte(text), dashboard.Save{})
		w.Must(err)
		for _, format := range []dashboard.Format{dashboard.FormatJSON, dashboard.FormatYAML} {
			exported, err := w.Export(ctx, scope, "a", format, false)
			w.Must(err)
			name := "copy-" + string(format)
			result, err := w.ImportOne(ctx, scope, imports.Import{Source: string(exported), Name: name})
			w.Must(err)
			if !result.Saved || result.Format != imports.FormatPerses || result.Counts.Panels != 1 || result.Name != name {
				w.T.Errorf("%+v", result)
			}
			difference, err := w.DiffDraft(ctx, scope, "a", []byte(strings.Replace(string(result.Document), name,
				"a", 1)), nil)
			w.Must(err)
			if difference.Summary != "Nothing changed" {
				w.T.Errorf("%s: %s", format, difference.Summary)
			}
		}
		whole, err := w.Export(ctx, scope, "a", dashboard.FormatJSON, true)
		w.Must(err)
		if !strings.Contains(string(whole), "https://p") || strings.Contains(string(whole), `"secret"`) {
			w.T.Errorf("%s", whole)
		}
	})
}

func TestImport_conflicts_dry_runs_and_Grafana(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Writer()
		w.Must(w.SeedEmbedded(ctx, time.Second))
		source := string(boards.Doc("a", "A", "up"))
		dry, err := w.ImportOne(ctx, scope, imports.Import{Source: source, DryRun: true})
		w.Must(err)
		if dry.Saved || dry.Exists {
			w.T.Errorf("%+v", dry)
		}
		_, err = w.ImportOne(ctx, scope, imports.Import{Source: source})
		w.Must(err)
		if _, err := w.ImportOne(ctx, scope, imports.Import{Source: source}); boards.Code(err) != "already_exists" {
			w.T.Error(err)
		}
		over, err := w.ImportOne(ctx, scope, imports.Import{
			Source:    strings.Replace(source, `"up"`, `"up + 1"`, 1),
			Overwrite: true,
		})
		w.Must(err)
		if !over.Exists || !over.Saved {
			w.T.Errorf("%+v", over)
		}
		grafana := `{"title":"Hosts","schemaVersion":39,"panels":[{"id":1,"type":"timeseries","title":"Load","gridPos":{"x":0,"y":0,"w":12,"h":8},"targets":[{"expr":"node_load1"}]},{"id":2,"type":"nodeGraph","gridPos":{"x":12,"y":0,"w":12,"h":8}}]}`
		mapped, err := w.ImportOne(ctx, scope, imports.Import{Source: grafana, Datasource: "embedded"})
		w.Must(err)
		if mapped.Format != imports.FormatGrafana || mapped.Name != "hosts" || mapped.Counts.Panels != 2 ||
			len(mapped.Warnings) == 0 {
			w.T.Errorf("%+v", mapped)
		}
		if _, err := w.ImportOne(ctx, scope, imports.Import{Source: "a: &x 1"}); boards.Code(err) != "malformed_document" {
			w.T.Error(err)
		}
		migrated, err := w.Migrate(t.Context(), []byte(grafana), nil, true)
		w.Must(err)
		gone, leave := context.WithCancel(ctx)
		leave()
		if _, err := w.Migrate(gone, []byte(grafana), nil, true); !errors.Is(err, context.Canceled) {
			w.T.Errorf("mapped for a client that went: %v", err)
		}
		_, err = w.Validate(ctx, w.Writer().Principal(), perses.Dashboard, migrated)
		w.Must(err)
	})
}
