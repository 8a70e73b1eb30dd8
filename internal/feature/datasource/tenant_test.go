package datasource_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
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
		ctx, asking := w.T.Context(), w.As("rita", "shop", access.ReadOnly, access.QueryRun)
		_, err := w.CreateResource(ctx, w.Admin(), perses.GlobalDatasource,
			source("GlobalDatasource", "shared", "http://prom.example:9090/base", `,"dashkeep":{"tenantLabel":"namespace"}`))
		w.Must(err)
		for index, address := range []string{
			"http://prom.example:9090", "http://PROM.example:9090/other", "https://prom.example:9090", "http://prom.example.:9090",
			"http://prom.example:09090", // stored before it was refused
		} {
			for form, own := range []string{``, `,"dashkeep":{"tenantLabel":"pod"}`, `,"dashkeep":{"tenantLabel":"namespace","namespaces":["bank"]}`} {
				name := fmt.Sprintf("own-%d-%d", index, form)
				_, err := w.CreateResource(ctx, w.Manager(), perses.Datasource,
					source("Datasource", name, strings.Replace(address, ":09090", ":9090", 1), own))
				w.Must(err)
				w.rewrite("datasource", name, ":9090", address[strings.LastIndex(address, ":"):])
				found, err := w.Resolve(ctx, asking, "", name)
				w.Must(err)
				if found.TenantLabel != "namespace" || !slices.Equal(found.Namespaces, []string{"shop"}) {
					w.T.Errorf("%s%s sees %v by the label %q", address, own, found.Namespaces, found.TenantLabel)
				}
			}
		}
		_, err = w.Create(ctx, w.As("ada", "shop", access.Manager, access.DashboardWrite), []byte(`{"kind":"Dashboard","metadata":{"name":"d"},"spec":{"duration":"1h","panels":{},"layouts":[],`+
			`"datasources":{"mine":{"plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":"http://prom.example:9090"}}}}}}`), dashboard.Save{})
		w.Must(err)
		found, err := w.ResolveOwn(ctx, asking, "d", "mine")
		w.Must(err)
		if found.TenantLabel != "namespace" || !slices.Equal(found.Namespaces, []string{"shop"}) {
			w.T.Errorf("a dashboard's own sees %v by the label %q", found.Namespaces, found.TenantLabel)
		}
		_, err = w.CreateResource(ctx, w.Manager(), perses.Datasource, source("Datasource", "else", "http://prom.example:9091", ""))
		w.Must(err)
		if found, err = w.Resolve(ctx, asking, "", "else"); err != nil || found.TenantLabel != "" {
			w.T.Errorf("another server has the label %q, %v", found.TenantLabel, err)
		}
		// The query path compares what names lead to.
		prom := netguard.Server{Host: "prom.example", Port: 9090}
		if len(found.Shared) != 1 || found.Shared[0].Server != prom || found.Shared[0].TenantLabel != "namespace" ||
			!slices.Equal(found.Shared[0].Namespaces, []string{"shop"}) || len(found.Open) != 0 {
			w.T.Errorf("shared %+v, open %+v", found.Shared, found.Open)
		}
		_, err = w.CreateResource(ctx, w.Admin(), perses.GlobalDatasource, source("GlobalDatasource", "open", "http://prom.example:9090", ""))
		w.Must(err)
		if found, err = w.Resolve(ctx, asking, "", "own-0-0"); err != nil || found.TenantLabel != "" || !slices.Equal(found.Open, []netguard.Server{prom}) {
			w.T.Errorf("open to everybody, but the label is %q, %v, %v", found.TenantLabel, found.Open, err)
		}
	})
}

// rewrite changes the text of a stored document, as an older version wrote it.
func (w *world) rewrite(table, name, old, now string) {
	w.T.Helper()
	w.Must(w.DB.InTx(w.T.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.NewRaw("UPDATE "+table+" SET document = replace(document, ?, ?) WHERE name = ?", old, now, name).Exec(ctx)
		return err
	}))
}

// Each server has one spelling.
func TestDatasources_with_other_spellings_of_an_address_are_not_saved(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		for _, address := range []string{
			"http://127.0.0.1:018150", "http://[::ffff:127.0.0.1]:18150", "http://[::ffff:7f00:1]:18150", "http://127.1:18150",
			"http://0x7f000001:18150", "http://2130706433", "http://[0:0:0:0:0:0:0:1]:80", "http://prom.example:", "http://pröm.example",
			"http://user@prom.example", "http://[fe80::1%25eth0]:80",
		} {
			for _, member := range []string{`"directUrl":%q`, `"proxy":{"kind":"HTTPProxy","spec":{"url":%q}}`} {
				text := fmt.Appendf(nil, `{"kind":"Datasource","metadata":{"name":"x"},"spec":{"plugin":{"kind":"PrometheusDatasource","spec":{`+
					member+`}}}}`, address)
				_, err := w.CreateResource(w.T.Context(), w.Manager(), perses.Datasource, text)
				if problem, ok := errors.AsType[*apperror.Error](err); !ok || problem.Kind != apperror.Invalid || len(problem.Fields) != 1 {
					w.T.Errorf("%s: %v", address, err)
				}
			}
		}
	})
}

// Where projects led before they had a list of destinations, they go on to lead.
func TestUpgrade_keeps_the_servers_of_projects(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, asking := w.T.Context(), w.As("rita", "shop", access.ReadOnly, access.QueryRun)
		create := func(scope access.Scope, name, address string) {
			_, err := w.CreateResource(ctx, scope, perses.Datasource, sourceText("Datasource", name, false, fmt.Sprintf(`{"url":%q}`, address)))
			w.Must(err)
		}
		create(w.Manager(), "old", "http://10.0.0.1:9090/base")
		_, err := w.Create(ctx, w.Manager(), []byte(`{"kind":"Dashboard","metadata":{"name":"d"},"spec":{"duration":"1h","panels":{},"layouts":[],`+
			`"datasources":{"mine":{"plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":"http://10.0.0.2:9090"}}}}}}`), dashboard.Save{})
		w.Must(err)
		w.Must(w.Upgrade(ctx))
		create(w.Manager(), "same", "http://10.0.0.1:9090")
		create(w.Manager(), "new", "http://10.0.0.3:9090")
		create(w.As("eve", "other", access.Manager, access.DatasourceManage), "theirs", "http://10.0.0.1:9090")
		w.Must(w.Upgrade(ctx)) // once is enough
		for name, want := range map[string]bool{"old": true, "same": true, "new": false} {
			if found, err := w.Resolve(ctx, asking, "", name); err != nil || found.Kept != want {
				w.T.Errorf("%s is kept: %v, %v", name, found.Kept, err)
			}
		}
		if found, err := w.ResolveOwn(ctx, asking, "d", "mine"); err != nil || !found.Kept {
			w.T.Errorf("a dashboard's own is kept: %v, %v", found.Kept, err)
		}
		theirs, err := w.Resolve(ctx, w.As("eve", "other", access.Manager, access.QueryRun), "", "theirs")
		if err != nil || theirs.Kept {
			w.T.Errorf("another project's is kept: %v, %v", theirs.Kept, err)
		}
		kept, err := w.KeptServers(ctx)
		if want := []datasource.KeptServer{{"shop", "10.0.0.1:9090"}, {"shop", "10.0.0.2:9090"}}; err != nil || !slices.Equal(kept, want) {
			w.T.Errorf("lists %v, %v", kept, err)
		}
	})
}
