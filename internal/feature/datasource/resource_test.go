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
	"github.com/dashkeep/dashkeep/internal/testkit/boards"
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
		ctx, asking := w.T.Context(), w.Writer()
		w.Must(w.SeedEmbedded(ctx, 5*time.Second))
		w.Must(w.SeedEmbedded(ctx, 5*time.Second))
		source, err := w.Resolve(ctx, asking, "", "")
		w.Must(err)
		if source.Kind != datasource.EmbeddedSource || source.Name != "embedded" ||
			source.ScrapeInterval != 5*time.Second || source.Project != "" {
			w.T.Errorf("%+v", source)
		}
		_, err = w.CreateResource(ctx, w.Manager(), perses.Datasource, sourceText("Datasource", "prom", true,
			proxied))
		w.Must(err)
		source, err = w.Resolve(ctx, asking, "PrometheusDatasource", "")
		w.Must(err)
		want := datasource.Source{
			ID: source.ID, Project: "shop", Name: "prom", Kind: datasource.PrometheusSource, URL: "https://prom.example",
			Headers: map[string]string{"X-Scope-OrgID": "t"}, TenantLabel: "namespace", Namespaces: []string{"shop"},
		}
		if diff := cmp.Diff(want, source); diff != "" {
			w.T.Error(diff)
		}
		_, err = w.CreateResource(ctx, w.Manager(), perses.Datasource, sourceText("Datasource", "second", true,
			proxied))
		if err == nil || !strings.Contains(err.Error(), "prom is already the default") {
			w.T.Error(err)
		}
		if _, err := w.Resolve(ctx, w.As("eve", "other", access.Owner, access.QueryRun), "",
			"prom"); !apperror.Is(err, apperror.NotFound) {
			w.T.Errorf("another project's datasource: %v", err)
		}
	})
}

// TestResources_that_exist_are_a_conflict: percli applies a file by creating and, on a
// conflict only, changing. The second apply of what it has read is one, too.
func TestResources_that_exist_are_a_conflict(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, manager := w.T.Context(), w.Manager()
		source := sourceText("Datasource", "prom", true, proxied)
		for kind, text := range map[perses.Kind][]byte{
			perses.Datasource: source,
			perses.Secret:     []byte(`{"kind":"Secret","metadata":{"name":"s"},"spec":{"basicAuth":{"username":"u","password":"canary"}}}`),
			perses.Variable:   []byte(`{"kind":"Variable","metadata":{"name":"v"},"spec":{"kind":"TextVariable","spec":{"value":"x"}}}`),
		} {
			made, err := w.CreateResource(ctx, manager, kind, text)
			w.Must(err)
			for _, again := range [][]byte{text, made.Document} {
				if _, err := w.CreateResource(ctx, manager, kind, again); !apperror.Is(err, apperror.Conflict) {
					w.T.Errorf("%s: %v", kind, err)
				}
				_, err := w.UpdateResource(ctx, manager, kind, made.Name, again)
				w.Must(err)
			}
		}
	})
}

func TestDatasources_in_use_stay(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.T.Context()
		_, err := w.CreateResource(ctx, w.Manager(), perses.Datasource, sourceText("Datasource", "prom", false,
			proxied))
		w.Must(err)
		text := strings.Replace(string(boards.Doc("a", "A", "up")), `"query":"up"`,
			`"query":"up","datasource":{"kind":"PrometheusDatasource","name":"prom"}`, 1)
		_, err = w.Create(ctx, w.Writer(), []byte(text), dashboard.Save{})
		w.Must(err)
		err = w.DeleteResource(ctx, w.Manager(), perses.Datasource, "prom", false)
		problem, _ := errors.AsType[*apperror.Error](err)
		if problem == nil || problem.Code != "in_use" || fmt.Sprint(problem.Details["used_by"]) != "[a]" ||
			problem.Message != "The datasource prom is used by 1 dashboard" {
			w.T.Fatal(err)
		}
		err = w.DeleteResource(ctx, w.Admin(), perses.GlobalDatasource, "none", false)
		if err == nil || err.Error() != "There is no such global datasource" {
			w.T.Error(err)
		}
		w.Must(w.DeleteResource(ctx, w.Manager(), perses.Datasource, "prom", true))
		if _, err := w.Resource(ctx, w.Manager(), perses.Datasource, "prom"); !apperror.Is(err, apperror.NotFound) {
			w.T.Error(err)
		}
	})
}

// Before the first click of a deletion: how many dashboards would miss it, and which.
func TestDatasources_tell_what_uses_them(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.T.Context()
		_, err := w.CreateResource(ctx, w.Manager(), perses.Datasource, sourceText("Datasource", "prom", true, proxied))
		w.Must(err)
		_, err = w.CreateResource(ctx, w.Admin(), perses.GlobalDatasource, sourceText("GlobalDatasource", "prom", true, proxied))
		w.Must(err)
		create := func(scope access.Scope, name, title string, names bool) {
			text := string(boards.Doc(name, title, "up"))
			if names {
				text = strings.Replace(text, `"query":"up"`, `"query":"up","datasource":{"kind":"PrometheusDatasource","name":"prom"}`, 1)
			}
			_, err := w.Create(ctx, scope, []byte(text), dashboard.Save{})
			w.Must(err)
		}
		for number := range 22 {
			create(w.Writer(), fmt.Sprintf("d%02d", number), fmt.Sprintf("Board %02d", number), true)
		}
		create(w.Writer(), "plain", "Plain", false)
		create(w.Writer(), "old", "Old", true)
		w.Must(w.Archive(ctx, w.Writer(), "old"))
		create(w.As("eve", "other", access.Operator, access.DashboardWrite), "theirs", "Theirs", true)

		own, err := w.DatasourceUsage(ctx, w.Manager(), perses.Datasource, "prom")
		w.Must(err)
		if own.Count != 22 || own.ByDefault != 1 || len(own.Dashboards) != 10 ||
			own.Dashboards[0] != (usage.UsedBy{Project: "shop", Name: "d00", Title: "Board 00"}) {
			w.T.Errorf("%+v", own)
		}
		global, err := w.DatasourceUsage(ctx, w.Admin(), perses.GlobalDatasource, "prom")
		w.Must(err)
		if global.Count != 1 || global.ByDefault != 0 || len(global.Dashboards) != 1 || global.Dashboards[0].Project != "other" {
			w.T.Errorf("hidden by the one of shop: %+v", global)
		}
		if _, err := w.DatasourceUsage(ctx, w.As("rita", "shop", access.ReadOnly, access.DatasourceRead), perses.Datasource, "prom"); !apperror.Is(err, apperror.Forbidden) {
			w.T.Error(err)
		}
		if _, err := w.DatasourceUsage(ctx, w.Manager(), perses.Datasource, "none"); !apperror.Is(err, apperror.NotFound) {
			w.T.Error(err)
		}
	})
}

// A secret that a dashboard's own datasource sends is in use like any.
func TestSecrets_that_a_dashboard_sends_stay(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.T.Context()
		_, err := w.CreateResource(ctx, w.Manager(), perses.Secret,
			[]byte(`{"kind":"Secret","metadata":{"name":"s"},"spec":{"authorization":{"credentials":"x"}}}`))
		w.Must(err)
		_, err = w.Create(ctx, w.Manager(), withOwn("d", "D", `{"url":"https://prom.example","secret":"s"}`), dashboard.Save{})
		w.Must(err)
		err = w.DeleteResource(ctx, w.Manager(), perses.Secret, "s", false)
		problem, _ := errors.AsType[*apperror.Error](err)
		if problem == nil || problem.Code != "in_use" || fmt.Sprint(problem.Details["used_by"]) != "[dashboard d]" {
			w.T.Fatal(err)
		}
		w.Must(w.Archive(ctx, w.Manager(), "d"))
		w.Must(w.DeleteResource(ctx, w.Manager(), perses.Secret, "s", false))
	})
}

func TestResources_global_ones_need_a_scope_without_a_project(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.T.Context()
		_, err := w.CreateResource(ctx, w.Manager(), perses.GlobalDatasource, sourceText("GlobalDatasource", "g",
			false, proxied))
		if !apperror.Is(err, apperror.Internal) {
			w.T.Errorf("a project's manager wrote a global datasource: %v", err)
		}
		if _, err := w.CreateResource(ctx, w.Admin(), perses.Datasource, sourceText("Datasource", "d", false,
			proxied)); !apperror.Is(err, apperror.Internal) {
			w.T.Error(err)
		}
		_, err = w.CreateResource(ctx, w.Admin(), perses.GlobalDatasource, sourceText("GlobalDatasource", "g",
			false, proxied))
		w.Must(err)
		if _, err := w.ResolveGlobal(ctx, w.Admin(), "g"); err != nil {
			w.T.Error(err)
		}
		list, err := w.Resources(ctx, w.Admin(), perses.GlobalDatasource, datasource.ResourceFilter{NamePrefix: "g"})
		w.Must(err)
		if len(list) != 1 || list[0].Name != "g" {
			w.T.Errorf("%+v", list)
		}
	})
}

func TestSecrets_never_come_back(t *testing.T) {
	t.Parallel()
	const canary = "canary-93ad"
	each(t, func(w *world) {
		ctx, scope := w.T.Context(), w.Manager()
		text := fmt.Appendf(nil,
			`{"kind":"Secret","metadata":{"name":"s"},"spec":{"basicAuth":{"username":"u","password":%q}}}`, canary)
		made, err := w.CreateResource(ctx, scope, perses.Secret, text)
		w.Must(err)
		read, err := w.Resource(ctx, scope, perses.Secret, "s")
		w.Must(err)
		list, err := w.Resources(ctx, scope, perses.Secret, datasource.ResourceFilter{})
		w.Must(err)
		var rows []string
		w.Must(w.DB.Read().NewSelect().TableExpr("secret").ColumnExpr("document").OrderExpr("id").Limit(10).Scan(ctx,
			&rows))
		var meta []string
		w.Must(w.DB.Read().NewSelect().TableExpr("audit_entry").ColumnExpr("meta").OrderExpr("id").Limit(10).Scan(ctx, &meta))
		if shown := fmt.Sprintf("%s %s %v %v %v", made.Document, read.Document, list, rows,
			meta); strings.Contains(shown, canary) || !strings.Contains(shown, "<secret>") {
			w.T.Error(shown)
		}
		_, err = w.CreateResource(ctx, scope, perses.Datasource, sourceText("Datasource", "prom", false,
			`{"url":"https://p","secret":"s"}`))
		w.Must(err)
		_, err = w.UpdateResource(ctx, scope, perses.Secret, "s", []byte(strings.Replace(string(read.Document),
			`"username":"u"`, `"username":"v"`, 1)))
		w.Must(err)
		source, err := w.Resolve(ctx, w.Writer(), "", "prom")
		w.Must(err)
		source.Credentials.Password.Use(func(plain string) {
			if plain != canary || source.Credentials.Username != "v" {
				w.T.Errorf("a masked value must stay as it was")
			}
		})
		if strings.Contains(fmt.Sprintf("%+v", *source.Credentials), canary) {
			w.T.Error("credentials print their password")
		}
		if err := w.DeleteResource(ctx, scope, perses.Secret, "s", false); boards.Code(err) != "in_use" {
			w.T.Error(err)
		}
		if _, err := w.CreateResource(ctx, scope, perses.Secret, []byte(strings.Replace(string(text), canary,
			"<secret>", 1))); err == nil {
			w.T.Error("a mask is no password")
		}
	})
}

func TestSecrets_of_another_project_can_not_be_attached(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.T.Context()
		secret := []byte(`{"kind":"Secret","metadata":{"name":"theirs"},"spec":{"authorization":{"credentials":"x"}}}`)
		_, err := w.CreateResource(ctx, w.As("eve", "other", access.Owner, access.DatasourceManage), perses.Secret,
			secret)
		w.Must(err)
		_, err = w.CreateResource(ctx, w.Admin(), perses.GlobalSecret,
			[]byte(strings.Replace(strings.Replace(string(secret), `"Secret"`, `"GlobalSecret"`, 1), "theirs",
				"global", 1)))
		w.Must(err)
		for _, name := range []string{"theirs", "global"} {
			_, err := w.CreateResource(ctx, w.Manager(), perses.Datasource, sourceText("Datasource", "d", false,
				`{"url":"https://p","secret":"`+name+`"}`))
			if err == nil || !strings.Contains(err.Error(), "no such secret") {
				w.T.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestVariables_are_kept(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.T.Context()
		text := []byte(`{"kind":"Variable","metadata":{"name":"env","project":"shop"},"spec":{"kind":"TextVariable","spec":{"value":"prod"}}}`)
		_, err := w.CreateResource(ctx, w.Manager(), perses.Variable, text)
		w.Must(err)
		if _, err := w.CreateResource(ctx, w.Manager(), perses.Variable, text); boards.Code(err) != "already_exists" {
			w.T.Error(err)
		}
		updated, err := w.UpdateResource(ctx, w.Manager(), perses.Variable, "env",
			[]byte(strings.Replace(string(text), "prod", "dev", 1)))
		w.Must(err)
		if updated.Version != 1 || !strings.Contains(string(updated.Document), `"value":"dev"`) {
			w.T.Errorf("%s", updated.Document)
		}
		w.Must(w.DeleteResource(ctx, w.Manager(), perses.Variable, "env", false))
	})
}

func TestSeedEmbedded_follows_the_pace_of_the_settings(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		for _, pace := range []time.Duration{5 * time.Second, time.Minute, time.Minute} {
			w.Must(w.SeedEmbedded(w.T.Context(), pace))
			source, err := w.Resolve(w.T.Context(), w.Writer(), "", "")
			w.Must(err)
			if source.ScrapeInterval != pace {
				w.T.Errorf("%s, want %s", source.ScrapeInterval, pace)
			}
		}
		known, err := w.Resource(w.T.Context(), access.System("", "seed", access.AdminDatasources), perses.GlobalDatasource, "embedded")
		w.Must(err)
		if known.Version != 1 {
			w.T.Errorf("version %d after one change", known.Version)
		}
	})
}

func TestPurgeProject_leaves_other_projects_alone(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.T.Context()
		_, err := w.Create(ctx, w.Writer(), boards.Doc("a", "A", "up"), dashboard.Save{})
		w.Must(err)
		_, err = w.CreateResource(ctx, w.Manager(), perses.Datasource, sourceText("Datasource", "prom", false,
			proxied))
		w.Must(err)
		other := w.As("eve", "other", access.Owner, access.DashboardWrite)
		_, err = w.Create(ctx, other, boards.Doc("a", "A", "up"), dashboard.Save{})
		w.Must(err)
		w.Must(w.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			return errors.Join(w.Boards.PurgeProject(ctx, tx, "shop"), w.Sources.PurgeProject(ctx, tx, "shop"))
		}))
		if _, err := w.Get(ctx, w.Writer(), "a", true); !apperror.Is(err, apperror.NotFound) {
			w.T.Error(err)
		}
		if _, err := w.Resource(ctx, w.Manager(), perses.Datasource, "prom"); !apperror.Is(err, apperror.NotFound) {
			w.T.Error(err)
		}
		if _, err := w.Get(ctx, other, "a", true); err != nil {
			w.T.Error(err)
		}
	})
}

// TestDatasources_the_embedded_default_gives_way: it came with the program, so a
// client that applies the default datasource of a team must not fail.
func TestDatasources_the_embedded_default_gives_way(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.T.Context()
		w.Must(w.SeedEmbedded(ctx, 5*time.Second))
		_, err := w.CreateResource(ctx, w.Admin(), perses.GlobalDatasource, sourceText("GlobalDatasource", "team", true, proxied))
		w.Must(err)
		w.Must(w.SeedEmbedded(ctx, 5*time.Second))
		source, err := w.Resolve(ctx, w.Writer(), "", "")
		w.Must(err)
		embedded, err := w.Resource(ctx, w.Admin(), perses.GlobalDatasource, datasource.EmbeddedName)
		w.Must(err)
		if source.Name != "team" || embedded.Version != 1 || !strings.Contains(string(embedded.Document), `"default":false`) {
			w.T.Errorf("%+v %s", source, embedded.Document)
		}
		if actions := w.Audited(datasource.EmbeddedName); actions[len(actions)-1] != "global_datasource.update" {
			w.T.Error(actions)
		}
		_, err = w.CreateResource(ctx, w.Admin(), perses.GlobalDatasource, sourceText("GlobalDatasource", "third", true, proxied))
		if !apperror.Is(err, apperror.Invalid) {
			w.T.Errorf("a second default that somebody chose: %v", err)
		}
	})
}
