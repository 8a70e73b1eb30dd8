package datasource_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/usage"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

func sourceText(kind, name string, isDefault bool, proxy string) []byte {
	return fmt.Appendf(nil,
		`{"kind":%q,"metadata":{"name":%q},"spec":{"default":%v,"plugin":{"kind":"PrometheusDatasource",`+
			`"spec":{"proxy":{"kind":"HTTPProxy","spec":%s}}},"dashkeep":{"tenantLabel":"namespace"}}}`, kind, name, isDefault, proxy)
}

const proxied = `{"url":"https://prom.example","headers":{"X-Scope-OrgID":"t"}}`

func TestDatasources_resolve_own_first_then_global(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, asking := w.t.Context(), w.writer()
		w.must(w.SeedEmbedded(ctx, 5*time.Second))
		w.must(w.SeedEmbedded(ctx, 5*time.Second))
		source, err := w.Resolve(ctx, asking, "", "")
		w.must(err)
		if source.Kind != datasource.EmbeddedSource || source.Name != "embedded" ||
			source.ScrapeInterval != 5*time.Second || source.Project != "" {
			w.t.Errorf("%+v", source)
		}
		_, err = w.CreateResource(ctx, w.manager(), perses.Datasource, sourceText("Datasource", "prom", true,
			proxied))
		w.must(err)
		source, err = w.Resolve(ctx, asking, "PrometheusDatasource", "")
		w.must(err)
		want := datasource.Source{
			ID: source.ID, Project: "shop", Name: "prom", Kind: datasource.PrometheusSource, URL: "https://prom.example",
			Headers: map[string]string{"X-Scope-OrgID": "t"}, TenantLabel: "namespace", Namespaces: []string{"shop"},
		}
		if diff := cmp.Diff(want, source); diff != "" {
			w.t.Error(diff)
		}
		_, err = w.CreateResource(ctx, w.manager(), perses.Datasource, sourceText("Datasource", "second", true,
			proxied))
		if err == nil || !strings.Contains(err.Error(), "prom is already the default") {
			w.t.Error(err)
		}
		if _, err := w.Resolve(ctx, w.as("eve", "other", access.Owner, access.QueryRun), "",
			"prom"); !apperror.Is(err, apperror.NotFound) {
			w.t.Errorf("another project's datasource: %v", err)
		}
	})
}

// TestResources_that_exist_are_a_conflict: percli applies a file by creating and, on a
// conflict only, changing. The second apply of what it has read is one, too.
func TestResources_that_exist_are_a_conflict(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, manager := w.t.Context(), w.manager()
		source := sourceText("Datasource", "prom", true, proxied)
		for kind, text := range map[perses.Kind][]byte{
			perses.Datasource: source,
			perses.Secret:     []byte(`{"kind":"Secret","metadata":{"name":"s"},"spec":{"basicAuth":{"username":"u","password":"canary"}}}`),
			perses.Variable:   []byte(`{"kind":"Variable","metadata":{"name":"v"},"spec":{"kind":"TextVariable","spec":{"value":"x"}}}`),
		} {
			made, err := w.CreateResource(ctx, manager, kind, text)
			w.must(err)
			for _, again := range [][]byte{text, made.Document} {
				if _, err := w.CreateResource(ctx, manager, kind, again); !apperror.Is(err, apperror.Conflict) {
					w.t.Errorf("%s: %v", kind, err)
				}
				_, err := w.UpdateResource(ctx, manager, kind, made.Name, again)
				w.must(err)
			}
		}
	})
}

func TestDatasources_in_use_stay(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.t.Context()
		_, err := w.CreateResource(ctx, w.manager(), perses.Datasource, sourceText("Datasource", "prom", false,
			proxied))
		w.must(err)
		text := strings.Replace(string(doc("a", "A", "up")), `"query":"up"`,
			`"query":"up","datasource":{"kind":"PrometheusDatasource","name":"prom"}`, 1)
		_, err = w.Create(ctx, w.writer(), []byte(text), dashboard.Save{})
		w.must(err)
		err = w.DeleteResource(ctx, w.manager(), perses.Datasource, "prom", false)
		problem, _ := errors.AsType[*apperror.Error](err)
		if problem == nil || problem.Code != "in_use" || fmt.Sprint(problem.Details["used_by"]) != "[a]" ||
			problem.Message != "The datasource prom is used by 1 dashboard" {
			w.t.Fatal(err)
		}
		err = w.DeleteResource(ctx, w.admin(), perses.GlobalDatasource, "none", false)
		if err == nil || err.Error() != "There is no such global datasource" {
			w.t.Error(err)
		}
		w.must(w.DeleteResource(ctx, w.manager(), perses.Datasource, "prom", true))
		if _, err := w.Resource(ctx, w.manager(), perses.Datasource, "prom"); !apperror.Is(err, apperror.NotFound) {
			w.t.Error(err)
		}
	})
}

// Before the first click of a deletion: how many dashboards would miss it, and which.
func TestDatasources_tell_what_uses_them(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.t.Context()
		_, err := w.CreateResource(ctx, w.manager(), perses.Datasource, sourceText("Datasource", "prom", true, proxied))
		w.must(err)
		_, err = w.CreateResource(ctx, w.admin(), perses.GlobalDatasource, sourceText("GlobalDatasource", "prom", true, proxied))
		w.must(err)
		create := func(scope access.Scope, name, title string, names bool) {
			text := string(doc(name, title, "up"))
			if names {
				text = strings.Replace(text, `"query":"up"`, `"query":"up","datasource":{"kind":"PrometheusDatasource","name":"prom"}`, 1)
			}
			_, err := w.Create(ctx, scope, []byte(text), dashboard.Save{})
			w.must(err)
		}
		for number := range 22 {
			create(w.writer(), fmt.Sprintf("d%02d", number), fmt.Sprintf("Board %02d", number), true)
		}
		create(w.writer(), "plain", "Plain", false)
		create(w.writer(), "old", "Old", true)
		w.must(w.Archive(ctx, w.writer(), "old"))
		create(w.as("eve", "other", access.Operator, access.DashboardWrite), "theirs", "Theirs", true)

		own, err := w.DatasourceUsage(ctx, w.manager(), perses.Datasource, "prom")
		w.must(err)
		if own.Count != 22 || own.ByDefault != 1 || len(own.Dashboards) != 10 ||
			own.Dashboards[0] != (usage.UsedBy{Project: "shop", Name: "d00", Title: "Board 00"}) {
			w.t.Errorf("%+v", own)
		}
		global, err := w.DatasourceUsage(ctx, w.admin(), perses.GlobalDatasource, "prom")
		w.must(err)
		if global.Count != 1 || global.ByDefault != 0 || len(global.Dashboards) != 1 || global.Dashboards[0].Project != "other" {
			w.t.Errorf("hidden by the one of shop: %+v", global)
		}
		if _, err := w.DatasourceUsage(ctx, w.as("rita", "shop", access.ReadOnly, access.DatasourceRead), perses.Datasource, "prom"); !apperror.Is(err, apperror.Forbidden) {
			w.t.Error(err)
		}
		if _, err := w.DatasourceUsage(ctx, w.manager(), perses.Datasource, "none"); !apperror.Is(err, apperror.NotFound) {
			w.t.Error(err)
		}
	})
}

// A secret that a dashboard's own datasource sends is in use like any.
func TestSecrets_that_a_dashboard_sends_stay(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.t.Context()
		_, err := w.CreateResource(ctx, w.manager(), perses.Secret,
			[]byte(`{"kind":"Secret","metadata":{"name":"s"},"spec":{"authorization":{"credentials":"x"}}}`))
		w.must(err)
		_, err = w.Create(ctx, w.manager(), withOwn("d", "D", `{"url":"https://prom.example","secret":"s"}`), dashboard.Save{})
		w.must(err)
		err = w.DeleteResource(ctx, w.manager(), perses.Secret, "s", false)
		problem, _ := errors.AsType[*apperror.Error](err)
		if problem == nil || problem.Code != "in_use" || fmt.Sprint(problem.Details["used_by"]) != "[dashboard d]" {
			w.t.Fatal(err)
		}
		w.must(w.Archive(ctx, w.manager(), "d"))
		w.must(w.DeleteResource(ctx, w.manager(), perses.Secret, "s", false))
	})
}

func TestResources_global_ones_need_a_scope_without_a_project(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.t.Context()
		_, err := w.CreateResource(ctx, w.manager(), perses.GlobalDatasource, sourceText("GlobalDatasource", "g",
			false, proxied))
		if !apperror.Is(err, apperror.Internal) {
			w.t.Errorf("a project's manager wrote a global datasource: %v", err)
		}
		if _, err := w.CreateResource(ctx, w.admin(), perses.Datasource, sourceText("Datasource", "d", false,
			proxied)); !apperror.Is(err, apperror.Internal) {
			w.t.Error(err)
		}
		_, err = w.CreateResource(ctx, w.admin(), perses.GlobalDatasource, sourceText("GlobalDatasource", "g",
			false, proxied))
		w.must(err)
		if _, err := w.ResolveGlobal(ctx, w.admin(), "g"); err != nil {
			w.t.Error(err)
		}
		list, err := w.Resources(ctx, w.admin(), perses.GlobalDatasource, datasource.ResourceFilter{NamePrefix: "g"})
		w.must(err)
		if len(list) != 1 || list[0].Name != "g" {
			w.t.Errorf("%+v", list)
		}
	})
}

func TestSecrets_never_come_back(t *testing.T) {
	t.Parallel()
	const canary = "canary-93ad"
	each(t, func(w *world) {
		ctx, scope := w.t.Context(), w.manager()
		text := fmt.Appendf(nil,
			`{"kind":"Secret","metadata":{"name":"s"},"spec":{"basicAuth":{"username":"u","password":%q}}}`, canary)
		made, err := w.CreateResource(ctx, scope, perses.Secret, text)
		w.must(err)
		read, err := w.Resource(ctx, scope, perses.Secret, "s")
		w.must(err)
		list, err := w.Resources(ctx, scope, perses.Secret, datasource.ResourceFilter{})
		w.must(err)
		var rows []string
		w.must(w.db.Read().NewSelect().TableExpr("secret").ColumnExpr("document").OrderExpr("id").Limit(10).Scan(ctx,
			&rows))
		var meta []string
		w.must(w.db.Read().NewSelect().TableExpr("audit_entry").ColumnExpr("meta").OrderExpr("id").Limit(10).Scan(ctx, &meta))
		if shown := fmt.Sprintf("%s %s %v %v %v", made.Document, read.Document, list, rows,
			meta); strings.Contains(shown, canary) || !strings.Contains(shown, "<secret>") {
			w.t.Error(shown)
		}
		_, err = w.CreateResource(ctx, scope, perses.Datasource, sourceText("Datasource", "prom", false,
			`{"url":"https://p","secret":"s"}`))
		w.must(err)
		_, err = w.UpdateResource(ctx, scope, perses.Secret, "s", []byte(strings.Replace(string(read.Document),
			`"username":"u"`, `"username":"v"`, 1)))
		w.must(err)
		source, err := w.Resolve(ctx, w.writer(), "", "prom")
		w.must(err)
		source.Credentials.Password.Use(func(plain string) {
			if plain != canary || source.Credentials.Username != "v" {
				w.t.Errorf("a masked value must stay as it was")
			}
		})
		if strings.Contains(fmt.Sprintf("%+v", *source.Credentials), canary) {
			w.t.Error("credentials print their password")
		}
		if err := w.DeleteResource(ctx, scope, perses.Secret, "s", false); code(err) != "in_use" {
			w.t.Error(err)
		}
		if _, err := w.CreateResource(ctx, scope, perses.Secret, []byte(strings.Replace(string(text), canary,
			"<secret>", 1))); err == nil {
			w.t.Error("a mask is no password")
		}
	})
}

func TestSecrets_of_another_project_can_not_be_attached(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.t.Context()
		secret := []byte(`{"kind":"Secret","metadata":{"name":"theirs"},"spec":{"authorization":{"credentials":"x"}}}`)
		_, err := w.CreateResource(ctx, w.as("eve", "other", access.Owner, access.DatasourceManage), perses.Secret,
			secret)
		w.must(err)
		_, err = w.CreateResource(ctx, w.admin(), perses.GlobalSecret,
			[]byte(strings.Replace(strings.Replace(string(secret), `"Secret"`, `"GlobalSecret"`, 1), "theirs",
				"global", 1)))
		w.must(err)
		for _, name := range []string{"theirs", "global"} {
			_, err := w.CreateResource(ctx, w.manager(), perses.Datasource, sourceText("Datasource", "d", false,
				`{"url":"https://p","secret":"`+name+`"}`))
			if err == nil || !strings.Contains(err.Error(), "no such secret") {
				w.t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestVariables_are_kept(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.t.Context()
		text := []byte(`{"kind":"Variable","metadata":{"name":"env","project":"shop"},"spec":{"kind":"TextVariable","spec":{"value":"prod"}}}`)
		_, err := w.CreateResource(ctx, w.manager(), perses.Variable, text)
		w.must(err)
		if _, err := w.CreateResource(ctx, w.manager(), perses.Variable, text); code(err) != "already_exists" {
			w.t.Error(err)
		}
		updated, err := w.UpdateResource(ctx, w.manager(), perses.Variable, "env",
			[]byte(strings.Replace(string(text), "prod", "dev", 1)))
		w.must(err)
		if updated.Version != 1 || !strings.Contains(string(updated.Document), `"value":"dev"`) {
			w.t.Errorf("%s", updated.Document)
		}
		w.must(w.DeleteResource(ctx, w.manager(), perses.Variable, "env", false))
	})
}

func TestSeedEmbedded_follows_the_pace_of_the_settings(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		for _, pace := range []time.Duration{5 * time.Second, time.Minute, time.Minute} {
			w.must(w.SeedEmbedded(w.t.Context(), pace))
			source, err := w.Resolve(w.t.Context(), w.writer(), "", "")
			w.must(err)
			if source.ScrapeInterval != pace {
				w.t.Errorf("%s, want %s", source.ScrapeInterval, pace)
			}
		}
		known, err := w.Resource(w.t.Context(), access.System("", "seed", access.AdminDatasources), perses.GlobalDatasource, "embedded")
		w.must(err)
		if known.Version != 1 {
			w.t.Errorf("version %d after one change", known.Version)
		}
	})
}

func TestPurgeProject_leaves_other_projects_alone(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.t.Context()
		_, err := w.Create(ctx, w.writer(), doc("a", "A", "up"), dashboard.Save{})
		w.must(err)
		_, err = w.CreateResource(ctx, w.manager(), perses.Datasource, sourceText("Datasource", "prom", false,
			proxied))
		w.must(err)
		other := w.as("eve", "other", access.Owner, access.DashboardWrite)
		_, err = w.Create(ctx, other, doc("a", "A", "up"), dashboard.Save{})
		w.must(err)
		w.must(w.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			return errors.Join(w.boards.PurgeProject(ctx, tx, "shop"), w.sources.PurgeProject(ctx, tx, "shop"))
		}))
		if _, err := w.Get(ctx, w.writer(), "a", true); !apperror.Is(err, apperror.NotFound) {
			w.t.Error(err)
		}
		if _, err := w.Resource(ctx, w.manager(), perses.Datasource, "prom"); !apperror.Is(err, apperror.NotFound) {
			w.t.Error(err)
		}
		if _, err := w.Get(ctx, other, "a", true); err != nil {
			w.t.Error(err)
		}
	})
}

// TestDatasources_the_embedded_default_gives_way: it came with the program, so a
// client that applies the default datasource of a team must not fail.
func TestDatasources_the_embedded_default_gives_way(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.t.Context()
		w.must(w.SeedEmbedded(ctx, 5*time.Second))
		_, err := w.CreateResource(ctx, w.admin(), perses.GlobalDatasource, sourceText("GlobalDatasource", "team", true, proxied))
		w.must(err)
		w.must(w.SeedEmbedded(ctx, 5*time.Second))
		source, err := w.Resolve(ctx, w.writer(), "", "")
		w.must(err)
		embedded, err := w.Resource(ctx, w.admin(), perses.GlobalDatasource, datasource.EmbeddedName)
		w.must(err)
		if source.Name != "team" || embedded.Version != 1 || !strings.Contains(string(embedded.Document), `"default":false`) {
			w.t.Errorf("%+v %s", source, embedded.Document)
		}
		if actions := w.audited(datasource.EmbeddedName); actions[len(actions)-1] != "global_datasource.update" {
			w.t.Error(actions)
		}
		_, err = w.CreateResource(ctx, w.admin(), perses.GlobalDatasource, sourceText("GlobalDatasource", "third", true, proxied))
		if !apperror.Is(err, apperror.Invalid) {
			w.t.Errorf("a second default that somebody chose: %v", err)
		}
	})
}
