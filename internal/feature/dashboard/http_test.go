package dashboard_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v5"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/catalog"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/imports"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// server answers the operations of dashboards and datasources; the others are not there.
type server struct {
	boardHTTP
	catalogHTTP
	importsHTTP
	sourceHTTP
	others
}

type (
	boardHTTP   struct{ *dashboard.HTTP }
	catalogHTTP struct{ *catalog.HTTP }
	importsHTTP struct{ *imports.HTTP }
	sourceHTTP  struct{ *datasource.HTTP }
	others      struct{ stubs }
	stubs       struct{ api.StrictServerInterface }
)

// ask sends one request as somebody with a scope. It gives the error's kind where
// the edge would write a problem document.
func (w *world) ask(
	scope access.Scope, method, path, body string, headers ...string,
) (*httptest.ResponseRecorder, apperror.Kind) {
	w.t.Helper()
	var failure error
	router := echo.New()
	router.HTTPErrorHandler = func(_ *echo.Context, err error) { failure = err }
	api.RegisterHandlers(router, api.NewStrictHandler(server{
		boardHTTP: boardHTTP{dashboard.NewHTTP(w.boards.Service)}, catalogHTTP: catalogHTTP{catalog.NewHTTP(w.lists)},
		importsHTTP: importsHTTP{imports.NewHTTP(w.Importer)},
		sourceHTTP:  sourceHTTP{datasource.NewHTTP(w.sources.Service)},
	}, nil))
	request := httptest.NewRequestWithContext(access.WithScope(w.t.Context(), scope), method, path,
		strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	router.ServeHTTP(recorder, request)
	if failure != nil {
		return recorder, apperror.KindOf(failure)
	}
	return recorder, ""
}

func TestHTTP_warns_of_plugins_that_it_does_not_know(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		scope := w.writer()
		known := string(doc("a", "A", "up"))
		unknown := strings.Replace(known, `"TimeSeriesChart"`, `"FancyChart"`, 1)
		if known == unknown {
			w.t.Fatal("the document has no such panel")
		}
		for _, each := range []struct{ method, path, body, want string }{
			{http.MethodPost, dashboards, known, ""},
			{http.MethodPut, dashboards + "/a", unknown, ".plugin.kind: this server does not know the plugin; it is kept unchecked\""},
			{http.MethodGet, dashboards + "/a", "", ""},
			{http.MethodPost, "/api/validate/dashboards", unknown, ".plugin.kind: this server does not know the plugin; it is kept unchecked\""},
			{http.MethodPost, "/api/validate/dashboards", known, ""},
		} {
			answer, kind := w.ask(scope, each.method, each.path, each.body)
			warning := answer.Header().Get("Warning")
			if kind != "" || answer.Code != http.StatusOK || (warning == "") != (each.want == "") || !strings.HasSuffix(warning, each.want) {
				w.t.Errorf("%s %s: %d %s %q", each.method, each.path, answer.Code, kind, warning)
			}
			if warning != "" && !strings.HasPrefix(warning, `299 - "spec.panels.`) {
				w.t.Errorf("%q", warning)
			}
		}
	})
}

const dashboards = "/api/v1/projects/shop/dashboards"

func TestHTTP_speaks_Perses(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		scope := w.writer()
		created, kind := w.ask(scope, http.MethodPost, dashboards, string(doc("a", "A <b>", "up")))
		if created.Code != http.StatusOK || kind != "" {
			w.t.Fatal(created.Code, kind)
		}
		var entity struct {
			Kind     string
			Metadata struct {
				Name, Project string
				Version       int
				Own           json.Number
			}
		}
		w.must(json.Unmarshal(created.Body.Bytes(), &entity))
		if entity.Kind != "Dashboard" || entity.Metadata.Project != "shop" || entity.Metadata.Version != 0 ||
			entity.Metadata.Own != "1.50" {
			w.t.Errorf("%+v", entity)
		}
		if _, kind := w.ask(scope, http.MethodPost, dashboards, string(doc("a", "A",
			"up"))); kind != apperror.Conflict {
			w.t.Errorf("POST on an existing name: %s", kind)
		}
		tag := created.Header().Get("ETag")
		if unchanged, _ := w.ask(scope, http.MethodGet, dashboards+"/a", "", "If-None-Match",
			tag); unchanged.Code != http.StatusNotModified {
			w.t.Errorf("If-None-Match: %d", unchanged.Code)
		}
		saved, _ := w.ask(scope, http.MethodPut, dashboards+"/a?message=why", string(doc("a", "A", "up + 1")),
			"If-Match", tag)
		if saved.Code != http.StatusOK || saved.Header().Get("ETag") == tag {
			w.t.Errorf("%d %s", saved.Code, saved.Header())
		}
		if _, kind := w.ask(scope, http.MethodPut, dashboards+"/a", string(doc("a", "A", "up + 2")), "If-Match",
			tag); kind != apperror.Conflict {
			w.t.Errorf("a stale If-Match: %s", kind)
		}
		list, _ := w.ask(scope, http.MethodGet, dashboards+"?metadata_only=true&name=a", "")
		var partial []map[string]any
		w.must(json.Unmarshal(list.Body.Bytes(), &partial))
		if diff := cmp.Diff(map[string]any{"display": map[string]any{"name": "A"}}, partial[0]["spec"]); diff != "" ||
			len(partial) != 1 {
			w.t.Error(diff)
		}
		gone, _ := w.ask(scope, http.MethodDelete, dashboards+"/a", "")
		if gone.Code != http.StatusNoContent {
			w.t.Error(gone.Code)
		}
		if _, kind := w.ask(scope, http.MethodGet, dashboards+"/a", ""); kind != apperror.NotFound {
			w.t.Error(kind)
		}
		if _, kind := w.ask(scope, http.MethodDelete, dashboards+"/a?force=true", ""); kind != apperror.Forbidden {
			w.t.Error(kind)
		}
	})
}

func TestHTTP_pages_have_links(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.fill(3)
		next, seen := dashboards+"?limit=2", 0
		for next != "" {
			page, kind := w.ask(w.writer(), http.MethodGet, next, "")
			if kind != "" {
				w.t.Fatal(kind)
			}
			var documents []json.RawMessage
			w.must(json.Unmarshal(page.Body.Bytes(), &documents))
			seen += len(documents)
			link, more := strings.CutSuffix(page.Header().Get("Link"), `>; rel="next"`)
			if next = strings.TrimPrefix(link, "<"); more != (page.Header().Get("X-Next-Cursor") != "") {
				w.t.Error(page.Header())
			}
		}
		if seen != 3 {
			w.t.Errorf("%d seen", seen)
		}
	})
}

func TestHTTP_the_other_operations_answer(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.must(w.SeedEmbedded(w.t.Context(), time.Second))
		w.must(w.SeedSelf(w.t.Context(), access.System("shop", "seed")))
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
			{system, "GET", dashboards + "/dashkeep/history", "", `"summary":"Created"`},
			{system, "GET", dashboards + "/dashkeep/history/0", "", `"version":0`},
			{system, "GET", dashboards + "/dashkeep/diff?from=0&to=0", "", `"summary":"Nothing changed"`},
			{system, "POST", dashboards + "/dashkeep/diff", string(doc("dashkeep", "X", "up")), `"kind":"removed"`},
			{system, "GET", dashboards + "/dashkeep/export?format=yaml&datasources=true", "", "kind: Dashboard"},
			{system, "GET", dashboards + "/dashkeep/export", "", `"kind": "Dashboard"`},
			{system, "POST", project + "/imports", `{"source":"{}","dry_run":true,"format":"grafana"}`, "!invalid"},
			{system, "PUT", dashboards + "/dashkeep/state", `{"state":"draft"}`, ""},
			{system, "POST", dashboards + "/dashkeep/history/0/restore", "", `"kind":"Dashboard"`},
			{system, "POST", project + "/secrets", secret, `<secret>`},
			{system, "GET", project + "/secrets", "", `[{"kind":"Secret"`},
			{system, "POST", project + "/variables", variable, `"kind":"Variable"`},
			{system, "GET", project + "/variables/v", "", `"kind":"Variable"`},
			{system, "PUT", project + "/variables/v", variable, `"version":1`},
			{system, "DELETE", project + "/variables/v", "", ""},
			{
				system, "POST", project + "/datasources", string(sourceText("Datasource", "d", true, proxied)),
				`"default":true`,
			},
			{system, "GET", project + "/datasources?kind=PrometheusDatasource&default=true", "", `"name":"d"`},
			{system, "DELETE", project + "/datasources/d", "", ""},
			{w.admin(), "GET", "/api/v1/globaldatasources", "", `"name":"embedded"`},
			{w.admin(), "GET", "/api/v1/globaldatasources/embedded", "", `"embedded":true`},
			{w.admin(), "GET", "/api/v1/globalvariables", "", `[]`},
			{w.admin(), "GET", "/api/v1/globalsecrets", "", `[]`},
			{w.admin(), "GET", "/api/v1/plugins", "", `"name":"PrometheusTimeSeriesQuery"`},
			{w.admin(), "POST", "/api/validate/variables", variable, ""},
			{w.admin(), "POST", "/api/validate/dashboards", variable, "!invalid"},
			{w.admin(), "POST", "/api/migrate", `{"grafanaDashboard":{"title":"Hosts","panels":[]}}`, `"name":"hosts"`},
		} {
			answer, kind := w.ask(step.scope, step.method, step.path, step.body)
			if wanted, refused := strings.CutPrefix(step.contains, "!"); refused {
				if string(kind) != wanted {
					w.t.Errorf("%s %s: %s", step.method, step.path, kind)
				}
			} else if kind != "" || !strings.Contains(answer.Body.String(), step.contains) {
				w.t.Errorf("%s %s: %d %s %.300s", step.method, step.path, answer.Code, kind, answer.Body)
			}
		}
	})
}

func TestHTTP_views_are_only_counted_for_members(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.fill(1)
		view := `{"project":"shop","dashboard":"d0","render_time":0.2}`
		reader := w.as("rob", "shop", access.ReadOnly, access.DashboardRead)
		if _, kind := w.ask(reader, http.MethodPost, "/api/v1/view", view); kind != "" {
			w.t.Error(kind)
		}
		stranger := w.as("eve", "other", access.Owner, access.DashboardRead)
		if _, kind := w.ask(stranger, http.MethodPost, "/api/v1/view", view); kind != apperror.NotFound {
			w.t.Error(kind)
		}
		if _, kind := w.ask(w.writer(), http.MethodGet, dashboards+"/d0", ""); kind != "" {
			w.t.Error(kind)
		}
		page, err := w.lists.Page(w.t.Context(), reader, catalog.Filter{})
		w.must(err)
		if page.Entries[0].Views != 2 {
			w.t.Errorf("%d views", page.Entries[0].Views)
		}
	})
}

func TestHTTP_datasources_say_what_has_no_effect(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		send := func(spec string) (*httptest.ResponseRecorder, apperror.Kind) {
			return w.ask(w.manager(), http.MethodPost, "/api/v1/projects/shop/datasources",
				`{"kind":"Datasource","metadata":{"name":"x"},"spec":{`+spec+
					`"plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":"https://prom.example"}}}}`)
		}
		for _, spec := range []string{`"tenantLabel":"namespace",`, `"dashkeep":{"tenant_label":"namespace"},`} {
			if _, kind := send(spec); kind != apperror.Invalid {
				w.t.Errorf("%s: %q", spec, kind)
			}
		}
		answer, kind := send(`"more":true,`)
		if warning := answer.Header().Get("Warning"); kind != "" || !strings.Contains(warning, "spec.more: this server does not know it") {
			w.t.Errorf("%q, warning %q", kind, warning)
		}
	})
}

// TestNames_are_kept_and_compared_in_small_letters, as Perses does it: its own
// dashboards are called Panels or Demo_v1.2, and a client asks for what it sent.
func TestNames_are_kept_and_compared_in_small_letters(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		writer := w.writer()
		made, kind := w.ask(writer, http.MethodPost, dashboards, string(doc("Demo_Board.v1", "Demo", "up")))
		if kind != "" || !strings.Contains(made.Body.String(), `"name":"demo_board.v1"`) {
			w.t.Fatal(kind, made.Body.String())
		}
		if _, kind := w.ask(writer, http.MethodPost, dashboards, string(doc("DEMO_board.v1", "Demo", "up"))); kind != apperror.Conflict {
			w.t.Errorf("the same name in other capitals: %s", kind)
		}
		for _, address := range []string{"/Demo_Board.v1", "/demo_board.v1"} {
			if _, kind := w.ask(writer, http.MethodGet, dashboards+address, ""); kind != "" {
				w.t.Errorf("GET %s: %s", address, kind)
			}
			if _, kind := w.ask(writer, http.MethodPut, dashboards+address, string(doc("Demo_Board.V1", "Demo 2", "up"))); kind != "" {
				w.t.Errorf("PUT %s: %s", address, kind)
			}
		}
		listed, _ := w.ask(writer, http.MethodGet, dashboards+"?name=DEMO", "")
		if !strings.Contains(listed.Body.String(), "demo_board.v1") {
			w.t.Errorf("by a prefix with capitals: %s", listed.Body)
		}
		if _, kind := w.ask(writer, http.MethodDelete, dashboards+"/DEMO_BOARD.v1", ""); kind != "" {
			w.t.Errorf("DELETE: %s", kind)
		}
		for _, bad := range []string{"..", "a b", strings.Repeat("a", 76)} {
			if _, kind := w.ask(writer, http.MethodPost, dashboards, string(doc(bad, "Demo", "up"))); kind != apperror.Invalid {
				w.t.Errorf("%q: %s", bad, kind)
			}
		}
	})
}
