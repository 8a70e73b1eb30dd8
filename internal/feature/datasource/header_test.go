package datasource_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/catalog"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/boards"
)

const (
	canary      = "canary-7f3a"
	headersPath = "plugin.spec.proxy.spec.headers."
)

func withKey(url, value string) string {
	return fmt.Sprintf(`{"url":%q,"headers":{"X-Api-Key":%q,"X-Scope-OrgID":"team-%s"}}`, url, value, canary)
}

// withOwn is a dashboard that brings a datasource of its own.
func withOwn(name, title, proxy string) []byte {
	own := fmt.Sprintf(`"spec":{"datasources":{"d":{"plugin":{"kind":"PrometheusDatasource","spec":{"proxy":{"kind":"HTTPProxy","spec":%s}}}}},"display"`, proxy)
	return []byte(strings.Replace(string(boards.Doc(name, title, "up")), `"spec":{"display"`, own, 1))
}

// everything reads all that the database holds of documents.
func (w *world) everything() string {
	w.T.Helper()
	var all strings.Builder
	for _, table := range []string{"datasource", "dashboard", "dashboard_version"} {
		var texts []string
		w.Must(w.DB.Read().NewSelect().TableExpr(table).Column("document").Scan(w.T.Context(), &texts))
		all.WriteString(strings.Join(texts, "\n"))
	}
	return all.String()
}

// filesWith names the files of the database in which a text stands, whether or not
// a row has it. There are none that a test can read on PostgreSQL.
func (w *world) filesWith(text string) []string {
	w.T.Helper()
	if w.DB.Engine() != sqldb.SQLite {
		return nil
	}
	var path string
	w.Must(w.DB.Read().NewRaw("SELECT file FROM pragma_database_list WHERE name = 'main'").Scan(w.T.Context(), &path))
	files, err := filepath.Glob(path + "*")
	w.Must(err)
	if len(files) == 0 {
		w.T.Fatalf("there is no file %s", path)
	}
	var found []string
	for _, file := range files {
		content, err := os.ReadFile(file) //nolint:gosec // the test's own database
		w.Must(err)
		if bytes.Contains(content, []byte(text)) {
			found = append(found, filepath.Base(file))
		}
	}
	return found
}

func fieldsOf(err error) []string {
	var fields []string
	if problem, ok := errors.AsType[*apperror.Error](err); ok && problem.Kind == apperror.Invalid {
		for _, field := range problem.Fields {
			fields = append(fields, field.Field+": "+field.Message)
		}
	}
	return fields
}

func TestHeaders_of_datasources_are_written_and_never_read(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, manager, reader := w.T.Context(), w.Manager(), w.As("rita", "shop", access.ReadOnly, access.DatasourceRead)
		save := func(proxy string) (datasource.Resource, error) {
			return w.UpdateResource(ctx, manager, perses.Datasource, "prom", sourceText("Datasource", "prom", false, proxy))
		}
		made, err := w.CreateResource(ctx, manager, perses.Datasource, sourceText("Datasource", "prom", false, withKey("https://prom.example", canary)))
		w.Must(err)
		read, err := w.Resource(ctx, manager, perses.Datasource, "prom")
		w.Must(err)
		list, err := w.Resources(ctx, manager, perses.Datasource, datasource.ResourceFilter{})
		w.Must(err)
		for where, text := range map[string]string{"create": string(made.Document), "get": string(read.Document), "list": string(list[0].Document), "database": w.everything()} {
			if strings.Contains(text, canary) || !strings.Contains(text, "X-Api-Key") {
				w.T.Errorf("%s: %s", where, text)
			}
		}
		theirs, err := w.Resource(ctx, reader, perses.Datasource, "prom")
		w.Must(err)
		if text := string(theirs.Document); strings.Contains(text, "X-Api-Key") || strings.Contains(text, "headers") || !strings.Contains(text, "prom.example") {
			w.T.Errorf("a reader sees %s", text)
		}
		used := func(key string) {
			w.T.Helper()
			source, err := w.Resolve(ctx, w.As("rita", "shop", access.ReadOnly, access.QueryRun), "", "prom")
			w.Must(err)
			if source.Headers["X-Api-Key"] != key || source.Headers["X-Scope-OrgID"] != "team-"+canary {
				w.T.Errorf("sends %v", source.Headers)
			}
		}
		used(canary)
		// What is got is applied again, by percli too.
		if _, err := w.UpdateResource(ctx, manager, perses.Datasource, "prom", read.Document); err != nil {
			w.T.Errorf("the round trip: %v", err)
		}
		used(canary)
		const kept = `{"url":"https://PROM.example:443/base","headers":{"x-api-key":"<secret>","X-Scope-OrgID":"<secret>"}}`
		_, err = save(kept)
		w.Must(err)
		_, err = save(`{"url":"https://prom.example","headers":{"X-Api-Key":"<secret>","X-Scope-OrgID":"<secret>"}}`)
		w.Must(err)
		used(canary)
		for _, evil := range []string{"https://evil.example", "http://prom.example", "https://prom.example:8443"} {
			_, err := save(`{"url":"` + evil + `","headers":{"X-Api-Key":"<secret>","X-Scope-OrgID":"<secret>","X-New":"plain"}}`)
			if fields := fieldsOf(err); len(fields) != 2 || !strings.HasPrefix(fields[0], "spec."+headersPath) || !strings.Contains(fields[0], "give the value again") {
				w.T.Errorf("%s: %v", evil, err)
			}
		}
		_, err = save(`{"url":"https://prom.example","headers":{"X-Other":"<secret>"}}`)
		if fields := fieldsOf(err); len(fields) != 1 || !strings.Contains(fields[0], "no earlier value") {
			w.T.Errorf("a mask of nothing: %v", err)
		}
		_, err = save(withKey("https://new.example", "another"))
		w.Must(err)
		used("another")
		_, err = save(`{"url":"https://new.example"}`)
		w.Must(err)
		if source, err := w.Resolve(ctx, manager, "", "prom"); err != nil || len(source.Headers) != 0 {
			w.T.Errorf("taken away, but sends %v, %v", source.Headers, err)
		}
	})
}

func TestHeaders_of_global_datasources_are_named_to_administrators_only(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.T.Context()
		_, err := w.CreateResource(ctx, w.Admin(), perses.GlobalDatasource, sourceText("GlobalDatasource", "g", false, withKey("https://prom.example", canary)))
		w.Must(err)
		ada := access.Principal{UserID: "ada", Login: "ada", Method: access.BySession, Roles: map[string]access.Role{"shop": access.Owner}}
		scope, err := ada.Require("", access.SignedIn)
		w.Must(err)
		seen, err := w.Resource(ctx, scope, perses.GlobalDatasource, "g")
		w.Must(err)
		if strings.Contains(string(seen.Document), "X-Api-Key") {
			w.T.Errorf("an owner sees %s", seen.Document)
		}
		ada.Admin = true
		scope, err = ada.Require("", access.SignedIn)
		w.Must(err)
		if seen, err = w.Resource(ctx, scope, perses.GlobalDatasource, "g"); err != nil || !strings.Contains(string(seen.Document), `"X-Api-Key":"<secret>"`) {
			w.T.Errorf("an administrator sees %s, %v", seen.Document, err)
		}
		if source, err := w.Resolve(ctx, w.As("rita", "shop", access.ReadOnly, access.QueryRun), "", "g"); err != nil || source.Headers["X-Api-Key"] != canary {
			w.T.Errorf("sends %v, %v", source.Headers, err)
		}
	})
}

func TestHeaders_of_a_dashboards_own_datasources_are_never_read(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, manager, writer := w.T.Context(), w.Manager(), w.Writer()
		made, err := w.Create(ctx, manager, withOwn("a", "A", withKey("https://prom.example", canary)), dashboard.Save{})
		w.Must(err)
		sends := func(want string) {
			w.T.Helper()
			source, err := w.ResolveOwn(ctx, w.As("rita", "shop", access.ReadOnly, access.QueryRun), "a", "d")
			if err != nil || source.Headers["X-Api-Key"] != want {
				w.T.Errorf("sends %v, %v", source.Headers, err)
			}
		}
		sends(canary)
		// The manager saves what is shown to her, and so does somebody who sees no headers.
		renamed, err := w.Update(ctx, manager, "a", []byte(strings.Replace(string(made.Document), `"A"`, `"B"`, 1)), dashboard.Save{})
		w.Must(err)
		sends(canary)
		theirs, err := w.Get(ctx, writer, "a", false)
		w.Must(err)
		again, err := w.Update(ctx, writer, "a", []byte(strings.Replace(string(theirs.Document), `"B"`, `"C"`, 1)), dashboard.Save{})
		w.Must(err)
		sends(canary)
		same, err := w.Update(ctx, writer, "a", again.Document, dashboard.Save{})
		if err != nil || same.Version != again.Version {
			w.T.Errorf("a save of what is there made version %d, %v", same.Version, err)
		}
		_, err = w.Update(ctx, manager, "a", withOwn("a", "C", `{"url":"https://evil.example","headers":{"X-Api-Key":"<secret>"}}`), dashboard.Save{})
		if fields := fieldsOf(err); len(fields) != 1 || !strings.HasPrefix(fields[0], "spec.datasources.d."+headersPath+"X-Api-Key") {
			w.T.Errorf("moved: %v", err)
		}
		_, err = w.Update(ctx, manager, "a", withOwn("a", "D", withKey("https://evil.example", "other")), dashboard.Save{})
		w.Must(err)
		sends("other")
		_, err = w.RestoreVersion(ctx, manager, "a", 0, dashboard.Save{})
		w.Must(err)
		sends(canary)
		_, err = w.Update(ctx, manager, "a", made.Document, dashboard.Save{IfMatch: made.ETag()})
		stale := fmt.Sprint(err)
		if problem, ok := errors.AsType[*apperror.Error](err); ok {
			stale += fmt.Sprintf("%s %s", problem.Details["current"], problem.Details["yours_base"])
		}
		old, err := w.Version(ctx, writer, "a", 0)
		w.Must(err)
		difference, err := w.Diff(ctx, writer, "a", 0, 3)
		w.Must(err)
		listed, err := w.Lists.List(ctx, writer, catalog.Filter{}, true)
		w.Must(err)
		exported, err := w.Export(ctx, manager, "a", dashboard.FormatJSON, true)
		w.Must(err)
		for where, text := range map[string]string{
			"create": string(made.Document), "update": string(renamed.Document), "get": string(theirs.Document), "list": string(listed.Dashboards[0].Document),
			"history": string(old), "difference": fmt.Sprintf("%+v", difference), "conflict": stale, "export": string(exported),
		} {
			if strings.Contains(text, canary) || strings.Contains(text, "sealed:") {
				w.T.Errorf("%s: %s", where, text)
			}
		}
		for where, text := range map[string]string{"get": string(theirs.Document), "history": string(old), "export": string(exported)} {
			if strings.Contains(text, "X-Api-Key") {
				w.T.Errorf("%s names headers: %s", where, text)
			}
		}
		if strings.Contains(w.everything(), canary) {
			w.T.Error("a value stands in the database")
		}
	})
}

func TestHeaders_do_not_go_with_an_export(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, manager := w.T.Context(), w.Manager()
		_, err := w.CreateResource(ctx, manager, perses.Datasource, sourceText("Datasource", "prom", false, withKey("https://prom.example", canary)))
		w.Must(err)
		text := strings.Replace(string(boards.Doc("a", "A", "up")), `"query":"up"`, `"query":"up","datasource":{"kind":"PrometheusDatasource","name":"prom"}`, 1)
		_, err = w.Create(ctx, manager, []byte(text), dashboard.Save{})
		w.Must(err)
		for _, format := range []dashboard.Format{dashboard.FormatJSON, dashboard.FormatYAML} {
			exported, err := w.Export(ctx, manager, "a", format, true)
			w.Must(err)
			if !strings.Contains(string(exported), "prom.example") || strings.Contains(string(exported), "X-Api-Key") {
				w.T.Errorf("%s", exported)
			}
		}
	})
}

// Documents of an older version are sealed at the next start.
func TestUpgrade_seals_the_headers_that_are_stored(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, manager := w.T.Context(), w.Manager()
		_, err := w.CreateResource(ctx, manager, perses.Datasource, sourceText("Datasource", "prom", false, `{"url":"https://prom.example"}`))
		w.Must(err)
		_, err = w.Create(ctx, manager, withOwn("a", "A", `{"url":"https://prom.example"}`), dashboard.Save{})
		w.Must(err)
		_, err = w.Update(ctx, manager, "a", withOwn("a", "B", `{"url":"https://prom.example"}`), dashboard.Save{})
		w.Must(err)
		w.Must(w.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			for _, table := range []string{"datasource", "dashboard", "dashboard_version"} {
				_, err := tx.NewRaw("UPDATE "+table+" SET document = replace(document, ?, ?)", `{"url":"https://prom.example"`,
					`{"headers":{"X-Api-Key":"`+canary+`"},"url":"https://prom.example"`).Exec(ctx)
				if err != nil {
					return err
				}
			}
			return nil
		}))
		if w.DB.Engine() == sqldb.SQLite && len(w.filesWith(canary)) == 0 {
			w.T.Fatal("the test does not see what is in the files")
		}
		if strings.Count(w.everything(), canary) != 4 {
			w.T.Fatalf("not written: %s", w.everything())
		}
		w.Must(w.Upgrade(ctx))
		if where := w.filesWith(canary); len(where) > 0 {
			w.T.Errorf("the old values still lie in %v", where)
		}
		if text := w.everything(); strings.Contains(text, canary) || strings.Count(text, "X-Api-Key") != 4 {
			w.T.Errorf("%s", text)
		}
		asking := w.As("rita", "shop", access.ReadOnly, access.QueryRun)
		for name, resolve := range map[string]func() (datasource.Source, error){
			"datasource": func() (datasource.Source, error) { return w.Resolve(ctx, asking, "", "prom") },
			"own":        func() (datasource.Source, error) { return w.ResolveOwn(ctx, asking, "a", "d") },
		} {
			if source, err := resolve(); err != nil || source.Headers["X-Api-Key"] != canary {
				w.T.Errorf("%s sends %v, %v", name, source.Headers, err)
			}
		}
		_, err = w.RestoreVersion(ctx, manager, "a", 0, dashboard.Save{})
		w.Must(err)
		if source, err := w.ResolveOwn(ctx, asking, "a", "d"); err != nil || source.Headers["X-Api-Key"] != canary {
			w.T.Errorf("an old version sends %v, %v", source.Headers, err)
		}
	})
}
