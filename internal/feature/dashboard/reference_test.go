package dashboard_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/testkit/boards"
)

// TestReferences_to_what_is_not_there_are_warnings: percli applies the files of a
// folder in any order, so a dashboard may come before its datasource.
func TestReferences_to_what_is_not_there_are_warnings(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		scope := w.Writer()
		asks := func(name, kind string) string {
			return strings.Replace(strings.Replace(string(boards.Doc("a", "A", "up")), `"metadata":{`, `"metadata":{"project":"Shop",`, 1),
				`"query":"up"`, `"query":"up","datasource":{"kind":"`+kind+`","name":"`+name+`"}`, 1)
		}
		missing := "spec.panels.p.spec.queries[0].spec.plugin.spec.datasource.name: this project has no datasource"
		for _, each := range []struct{ method, path string }{
			{http.MethodPost, "/api/validate/dashboards"},
			{http.MethodPost, boards.Dashboards},
			{http.MethodPut, boards.Dashboards + "/a"},
		} {
			answer, kind := w.Ask(scope, each.method, each.path, asks("Later", "PrometheusDatasource"))
			if warning := answer.Header().Get("Warning"); kind != "" || !strings.Contains(warning, missing) {
				w.T.Errorf("%s %s: %s %q", each.method, each.path, kind, warning)
			}
		}
		_, err := w.CreateResource(w.T.Context(), w.Manager(), perses.Datasource, boards.SourceText("Datasource", "later", false, boards.Proxied))
		w.Must(err)
		for _, each := range []struct{ method, path, kind string }{
			{http.MethodPost, "/api/validate/dashboards", "PrometheusDatasource"},
			{http.MethodPut, boards.Dashboards + "/a", "PrometheusDatasource"},
			{http.MethodPost, "/api/validate/dashboards", "TempoDatasource"},
			{http.MethodPut, boards.Dashboards + "/a", "TempoDatasource"},
		} {
			answer, kind := w.Ask(scope, each.method, each.path, asks("Later", each.kind))
			var want apperror.Kind
			if each.kind == "TempoDatasource" {
				want = apperror.Invalid
			}
			if kind != want || answer.Header().Get("Warning") != "" {
				w.T.Errorf("%s %s %s: %q %s", each.method, each.path, each.kind, kind, answer.Header())
			}
		}
	})
}
