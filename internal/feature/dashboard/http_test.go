package dashboard_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/catalog"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/testkit/boards"
)

func TestHTTP_warns_of_plugins_that_it_does_not_know(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		scope := w.Writer()
		known := string(boards.Doc("a", "A", "up"))
		unknown := strings.Replace(known, `"TimeSeriesChart"`, `"FancyChart"`, 1)
		if known == unknown {
			w.T.Fatal("the document has no such panel")
		}
		for _, each := range []struct{ method, path, body, want string }{
			{http.MethodPost, boards.Dashboards, known, ""},
			{http.MethodPut, boards.Dashboards + "/a", unknown, ".plugin.kind: this server does not know the plugin; it is kept unchecked\""},
			{http.MethodGet, boards.Dashboards + "/a", "", ""},
			{http.MethodPost, "/api/validate/dashboards", unknown, ".plugin.kind: this server does not know the plugin; it is kept unchecked\""},
			{http.MethodPost, "/api/validate/dashboards", known, ""},
		} {
			answer, kind := w.Ask(scope, each.method, each.path, each.body)
			warning := answer.Header().Get("Warning")
			if kind != "" || answer.Code != http.StatusOK || (warning == "") != (each.want == "") || !strings.HasSuffix(warning, each.want) {
				w.T.Errorf("%s %s: %d %s %q", each.method, each.path, answer.Code, kind, warning)
			}
			if warning != "" && !strings.HasPrefix(warning, `299 - "spec.panels.`) {
				w.T.Errorf("%q", warning)
			}
		}
	})
}

func TestHTTP_speaks_Perses(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		scope := w.Writer()
		created, kind := w.Ask(scope, http.MethodPost, boards.Dashboards, string(boards.Doc("a", "A <b>", "up")))
		if created.Code != http.StatusOK || kind != "" {
			w.T.Fatal(created.Code, kind)
		}
		var entity struct {
			Kind     string
			Metadata struct {
				Name, Project string
				Version       int
				Own           json.Number
			}
		}
		w.Must(json.Unmarshal(created.Body.Bytes(), &entity))
		if entity.Kind != "Dashboard" || entity.Metadata.Project != "shop" || entity.Metadata.Version != 0 ||
			entity.Metadata.Own != "1.50" {
			w.T.Errorf("%+v", entity)
		}
		if _, kind := w.Ask(scope, http.MethodPost, boards.Dashboards, string(boards.Doc("a", "A",
			"up"))); kind != apperror.Conflict {
			w.T.Errorf("POST on an existing name: %s", kind)
		}
		tag := created.Header().Get("ETag")
		if unchanged, _ := w.Ask(scope, http.MethodGet, boards.Dashboards+"/a", "", "If-None-Match",
			tag); unchanged.Code != http.StatusNotModified {
			w.T.Errorf("If-None-Match: %d", unchanged.Code)
		}
		saved, _ := w.Ask(scope, http.MethodPut, boards.Dashboards+"/a?message=why", string(boards.Doc("a", "A", "up + 1")),
			"If-Match", tag)
		if saved.Code != http.StatusOK || saved.Header().Get("ETag") == tag {
			w.T.Errorf("%d %s", saved.Code, saved.Header())
		}
		if _, kind := w.Ask(scope, http.MethodPut, boards.Dashboards+"/a", string(boards.Doc("a", "A", "up + 2")), "If-Match",
			tag); kind != apperror.Conflict {
			w.T.Errorf("a stale If-Match: %s", kind)
		}
		list, _ := w.Ask(scope, http.MethodGet, boards.Dashboards+"?metadata_only=true&name=a", "")
		var partial []map[string]any
		w.Must(json.Unmarshal(list.Body.Bytes(), &partial))
		if diff := cmp.Diff(map[string]any{"display": map[string]any{"name": "A"}}, partial[0]["spec"]); diff != "" ||
			len(partial) != 1 {
			w.T.Error(diff)
		}
		gone, _ := w.Ask(scope, http.MethodDelete, boards.Dashboards+"/a", "")
		if gone.Code != http.StatusNoContent {
			w.T.Error(gone.Code)
		}
		if _, kind := w.Ask(scope, http.MethodGet, boards.Dashboards+"/a", ""); kind != apperror.NotFound {
			w.T.Error(kind)
		}
		if _, kind := w.Ask(scope, http.MethodDelete, boards.Dashboards+"/a?force=true", ""); kind != apperror.Forbidden {
			w.T.Error(kind)
		}
	})
}

func TestHTTP_the_other_operations_answer(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.Must(w.SeedEmbedded(w.T.Context(), time.Second))
		w.Must(w.SeedSelf(w.T.Context(), access.System("shop", "seed")))
		system := access.System("shop", "test", access.DashboardPurge, access.DatasourceManage)
		secret := `{"kind":"Secret","metadata":{"name":"s"},"spec":{"authorization":{"credentials":"x"}}}`
		variable := `{"kind":"Variable","metadata":{"name":"v"},"spec":{"kind":"TextVariable","spec":{"value":"x"}}}`
		project := "/api/v1/projects/shop"
		for _, step := range []struct {
			scope              access.Scope
			method, path, body string
			contains           string
		}{
			{system, "GET", project + "/catalog?sort=viewed", "", `"views_30d":0`},
			{system, "GET", boards.Dashboards + "/dashkeep/history", "", `"summary":"Created"`},
			{system, "GET", boards.Dashboards + "/dashkeep/history/0", "", `"version":0`},
			{system, "GET", boards.Dashboards + "/dashkeep/diff?from=0&to=0", "", `"summary":"Nothing changed"`},
			{system, "POST", boards.Dashboards + "/dashkeep/diff", string(boards.Doc("dashkeep", "X", "up")), `"kind":"removed"`},
			{system, "GET", boards.Dashboards + "/dashkeep/export?format=yaml&datasources=true", "", "kind: Dashboard"},
			{system, "GET", boards.Dashboards + "/dashkeep/export", "", `"kind": "Dashboard"`},
			{system, "POST", project + "/imports", `{"source":"{}","dry_run":true,"format":"grafana"}`, "!invalid"},
			{system, "PUT", boards.Dashboards + "/dashkeep/state", `{"state":"draft"}`, ""},
			{system, "POST", boards.Dashboards + "/dashkeep/history/0/restore", "", `"kind":"Dashboard"`},
			{system, "POST", project + "/secrets", secret, `<secret>`},
			{system, "GET", project + "/secrets", "", `[{"kind":"Secret"`},
			{system, "POST", project + "/variables", variable, `"kind":"Variable"`},
			{system, "GET", project + "/variables/v", "", `"kind":"Variable"`},
			{system, "PUT", project + "/variables/v", variable, `"version":1`},
			{system, "DELETE", project + "/variables/v", "", ""},
			{
				system, "POST", project + "/datasources", string(boards.SourceText("Datasource", "d", true, boards.Proxied)),
				`"default":true`,
			},
			{system, "GET", project + "/datasources?kind=PrometheusDatasource&default=true", "", `"name":"d"`},
			{system, "DELETE", project + "/datasources/d", "", ""},
			{w.Admin(), "GET", "/api/v1/globaldatasources", "", `"name":"embedded"`},
			{w.Admin(), "GET", "/api/v1/globaldatasources/embedded", "", `"embedded":true`},
			{w.Admin(), "GET", "/api/v1/globalvariables", "", `[]`},
			{w.Admin(), "GET", "/api/v1/globalsecrets", "", `[]`},
			{w.Admin(), "GET", "/api/v1/plugins", "", `"name":"PrometheusTimeSeriesQuery"`},
			{w.Admin(), "POST", "/api/validate/variables", variable, ""},
			{w.Admin(), "POST", "/api/validate/dashboards", variable, "!invalid"},
			{w.Admin(), "POST", "/api/migrate", `{"grafanaDashboard":{"title":"Hosts","panels":[]}}`, `"name":"hosts"`},
		} {
			answer, kind := w.Ask(step.scope, step.method, step.path, step.body)
			if wanted, refused := strings.CutPrefix(step.contains, "!"); refused {
				if string(kind) != wanted {
					w.T.Errorf("%s %s: %s", step.method, step.path, kind)
				}
			} else if kind != "" || !strings.Contains(answer.Body.String(), step.contains) {
				w.T.Errorf("%s %s: %d %s %.300s", step.method, step.path, answer.Code, kind, answer.Body)
			}
		}
	})
}

func TestHTTP_views_are_only_counted_for_members(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.Fill(1)
		view := `{"project":"shop","dashboard":"d0","render_time":0.2}`
		reader := w.As("rob", "shop", access.ReadOnly, access.DashboardRead)
		if _, kind := w.Ask(reader, http.MethodPost, "/api/v1/view", view); kind != "" {
			w.T.Error(kind)
		}
		stranger := w.As("eve", "other", access.Owner, access.DashboardRead)
		if _, kind := w.Ask(stranger, http.MethodPost, "/api/v1/view", view); kind != apperror.NotFound {
			w.T.Error(kind)
		}
		if _, kind := w.Ask(w.Writer(), http.MethodGet, boards.Dashboards+"/d0", ""); kind != "" {
			w.T.Error(kind)
		}
		page, err := w.Lists.Page(w.T.Context(), reader, catalog.Filter{})
		w.Must(err)
		if page.Entries[0].Views != 2 {
			w.T.Errorf("%d views", page.Entries[0].Views)
		}
	})
}

func TestHTTP_datasources_say_what_has_no_effect(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		send := func(spec string) (*httptest.ResponseRecorder, apperror.Kind) {
			return w.Ask(w.Manager(), http.MethodPost, "/api/v1/projects/shop/datasources",
				`{"kind":"Datasource","metadata":{"name":"x"},"spec":{`+spec+
					`"plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":"https://prom.example"}}}}`)
		}
		for _, spec := range []string{`"tenantLabel":"namespace",`, `"dashkeep":{"tenant_label":"namespace"},`} {
			if _, kind := send(spec); kind != apperror.Invalid {
				w.T.Errorf("%s: %q", spec, kind)
			}
		}
		answer, kind := send(`"more":true,`)
		if warning := answer.Header().Get("Warning"); kind != "" || !strings.Contains(warning, "spec.more: this server does not know it") {
			w.T.Errorf("%q, warning %q", kind, warning)
		}
	})
}

// TestNames_are_kept_and_compared_in_small_letters, as Perses does it: its own
// dashboards are called Panels or Demo_v1.2, and a client asks for what it sent.
func TestNames_are_kept_and_compared_in_small_letters(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		writer := w.Writer()
		made, kind := w.Ask(writer, http.MethodPost, boards.Dashboards, string(boards.Doc("Demo_Board.v1", "Demo", "up")))
		if kind != "" || !strings.Contains(made.Body.String(), `"name":"demo_board.v1"`) {
			w.T.Fatal(kind, made.Body.String())
		}
		if _, kind := w.Ask(writer, http.MethodPost, boards.Dashboards, string(boards.Doc("DEMO_board.v1", "Demo", "up"))); kind != apperror.Conflict {
			w.T.Errorf("the same name in other capitals: %s", kind)
		}
		for _, address := range []string{"/Demo_Board.v1", "/demo_board.v1"} {
			if _, kind := w.Ask(writer, http.MethodGet, boards.Dashboards+address, ""); kind != "" {
				w.T.Errorf("GET %s: %s", address, kind)
			}
			if _, kind := w.Ask(writer, http.MethodPut, boards.Dashboards+address, string(boards.Doc("Demo_Board.V1", "Demo 2", "up"))); kind != "" {
				w.T.Errorf("PUT %s: %s", address, kind)
			}
		}
		listed, _ := w.Ask(writer, http.MethodGet, boards.Dashboards+"?name=DEMO", "")
		if !strings.Contains(listed.Body.String(), "demo_board.v1") {
			w.T.Errorf("by a prefix with capitals: %s", listed.Body)
		}
		if _, kind := w.Ask(writer, http.MethodDelete, boards.Dashboards+"/DEMO_BOARD.v1", ""); kind != "" {
			w.T.Errorf("DELETE: %s", kind)
		}
		for _, bad := range []string{"..", "a b", strings.Repeat("a", 76)} {
			if _, kind := w.Ask(writer, http.MethodPost, boards.Dashboards, string(boards.Doc(bad, "Demo", "up"))); kind != apperror.Invalid {
				w.T.Errorf("%q: %s", bad, kind)
			}
		}
	})
}
