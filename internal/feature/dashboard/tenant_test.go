package dashboard_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/document"
)

// A server that the global datasources share out by a label has that label for a
// project's own datasources too, in its rooms and in its dashboards.
func TestDatasources_of_a_shared_server_keep_its_tenant_label(t *testing.T) {
	t.Parallel()
	source := func(kind, name, address, own string) []byte {
		return fmt.Appendf(nil, `{"kind":%q,"metadata":{"name":%q},"spec":{"plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":%q}}%s}}`,
			kind, name, address, own)
	}
	each(t, func(w *world) {
		ctx, asking := w.t.Context(), w.as("rita", "shop", access.ReadOnly, access.QueryRun)
		_, err := w.CreateResource(ctx, w.admin(), document.GlobalDatasource,
			source("GlobalDatasource", "shared", "http://prom.example:9090/base", `,"dashkeep":{"tenantLabel":"namespace"}`))
		w.must(err)
		for index, address := range []string{
			"http://prom.example:9090", "http://PROM.example:9090/other", "https://prom.example:9090", "http://prom.example.:9090",
		} {
			for form, own := range []string{``, `,"dashkeep":{"tenantLabel":"pod"}`, `,"dashkeep":{"tenantLabel":"namespace","namespaces":["bank"]}`} {
				name := fmt.Sprintf("own-%d-%d", index, form)
				_, err := w.CreateResource(ctx, w.manager(), document.Datasource, source("Datasource", name, address, own))
				w.must(err)
				found, err := w.Resolve(ctx, asking, "", name)
				w.must(err)
				if found.TenantLabel != "namespace" || !slices.Equal(found.Namespaces, []string{"shop"}) {
					w.t.Errorf("%s%s sees %v by the label %q", address, own, found.Namespaces, found.TenantLabel)
				}
			}
		}
		_, err = w.Create(ctx, w.as("ada", "shop", access.Manager, access.DashboardWrite), []byte(`{"kind":"Dashboard","metadata":{"name":"d"},"spec":{"duration":"1h","panels":{},"layouts":[],`+
			`"datasources":{"mine":{"plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":"http://prom.example:9090"}}}}}}`), dashboard.Save{})
		w.must(err)
		found, err := w.ResolveOwn(ctx, asking, "d", "mine")
		w.must(err)
		if found.TenantLabel != "namespace" || !slices.Equal(found.Namespaces, []string{"shop"}) {
			w.t.Errorf("a dashboard's own sees %v by the label %q", found.Namespaces, found.TenantLabel)
		}
		_, err = w.CreateResource(ctx, w.manager(), document.Datasource, source("Datasource", "else", "http://prom.example:9091", ""))
		w.must(err)
		if found, err = w.Resolve(ctx, asking, "", "else"); err != nil || found.TenantLabel != "" {
			w.t.Errorf("another server has the label %q, %v", found.TenantLabel, err)
		}
	})
}
