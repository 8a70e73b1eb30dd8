// Package boards is a bench for the tests of dashboards and datasources: both of them on a
// real database, as the product wires them, with people who may do something there.
package boards

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/catalog"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/imports"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/usage"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// World is the dashboards, and the datasources that they ask, on a real database with
// two projects and people in them.
type World struct {
	T     *testing.T
	DB    *sqldb.DB
	Clock *clock.Manual
	Boards
	Sources
	*usage.Index
	*imports.Importer

	Lists *catalog.Service
	// Health is what the lists show of the dashboards' checks, by their names.
	Health FakeHealth
}

type (
	// Boards are the dashboards.
	Boards struct{ *dashboard.Service }
	// Sources are the datasources, variables and secrets.
	Sources struct{ *datasource.Service }
)

// FakeHealth is a health that the test sets.
type FakeHealth map[string]health.Mark

// Latest is the same for every project.
func (f FakeHealth) Latest(_ context.Context, _ access.Scope, _ []string) (map[string]health.Mark, error) {
	return f, nil
}

// Each runs a test on both engines, in a world and at a time of its own.
func Each(t *testing.T, test func(w *World)) {
	t.Helper()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			clk := clock.NewManual(time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC))
			box, err := secret.NewBox(make([]byte, 32))
			if err != nil {
				t.Fatal(err)
			}
			db, health := dbtest.OpenAt(t, engine, clk), FakeHealth{}
			index := usage.New(db)
			log := slog.New(slog.DiscardHandler)
			source, err := datasource.New(datasource.Parts{DB: db, Sealer: box, Log: log, Dashboards: index})
			if err != nil {
				t.Fatal(err)
			}
			board, err := dashboard.New(dashboard.Parts{DB: db, Clock: clk, Datasources: source, Log: log})
			if err != nil {
				t.Fatal(err)
			}
			lists, err := catalog.New(catalog.Parts{DB: db, Clock: clk, Health: health})
			if err != nil {
				t.Fatal(err)
			}
			importer, err := imports.New(imports.Parts{DB: db, Dashboards: board, Datasources: source})
			if err != nil {
				t.Fatal(err)
			}
			test(&World{
				T: t, DB: db, Clock: clk, Boards: Boards{board}, Sources: Sources{source}, Index: index, Importer: importer,
				Lists: lists, Health: health,
			})
		})
	}
}

// As is the scope of a user in a project. Every role's permissions are real.
func (w *World) As(login, project string, role access.Role, permission access.Permission) access.Scope {
	w.T.Helper()
	principal := access.Principal{
		UserID: "id-" + login, Login: login, Method: access.BySession, Roles: map[string]access.Role{project: role},
	}
	scope, err := principal.Require(project, permission)
	if err != nil {
		w.T.Fatal(err)
	}
	return scope
}

// Writer is the scope of mo, who may write dashboards in shop.
func (w *World) Writer() access.Scope {
	return w.As("mo", "shop", access.Operator, access.DashboardWrite)
}

// Manager is the scope of ada, who may manage datasources in shop.
func (w *World) Manager() access.Scope {
	return w.As("ada", "shop", access.Manager, access.DatasourceManage)
}

// Admin is the scope of the system for what is of no project.
func (w *World) Admin() access.Scope { return access.System("", "test", access.AdminDatasources) }

// Must ends the test with an error.
func (w *World) Must(err error) {
	w.T.Helper()
	if err != nil {
		w.T.Fatal(err)
	}
}

// Doc is a dashboard with one panel.
func Doc(name, title, query string) []byte {
	return fmt.Appendf(nil,
		`{"kind":"Dashboard","metadata":{"name":%q,"tags":["slo"],"own":1.50},"spec":{"display":{"name":%q},"duration":"1h",`+
			`"panels":{"p":{"kind":"Panel","spec":{"display":{"name":"Rate"},"plugin":{"kind":"TimeSeriesChart","spec":{}},`+
			`"queries":[{"kind":"TimeSeriesQuery",`+
			`"spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":%q}}}}]}}},`+
			`"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":8,`+
			`"content":{"$ref":"#/spec/panels/p"}}]}}],"links":[]}}`, name, title, query)
}

// Audited lists the actions of the trail about a resource, oldest first.
func (w *World) Audited(name string) []string {
	w.T.Helper()
	var actions []string
	w.Must(w.DB.Read().NewSelect().Table("audit_entry").Column("action").Where("resource_id = ?", name).
		OrderExpr("id").Scan(w.T.Context(), &actions))
	return actions
}

// Code is what a client tells a refusal by; the text of an error that has none.
func Code(err error) string {
	if problem, ok := errors.AsType[*apperror.Error](err); ok {
		return problem.Code
	}
	return fmt.Sprint(err)
}

// ImportOne imports a text with one document.
func (w *World) ImportOne(ctx context.Context, scope access.Scope, in imports.Import) (imports.Imported, error) {
	w.T.Helper()
	all, err := w.Import(ctx, scope, in)
	if err != nil {
		return imports.Imported{}, err
	}
	if len(all) != 1 {
		w.T.Fatalf("%d documents", len(all))
	}
	return all[0], nil
}

// Proxied is the settings of a datasource that asks a server with a header.
const Proxied = `{"url":"https://prom.example","headers":{"X-Scope-OrgID":"t"}}`

// SourceText is a datasource with these settings of its proxy.
func SourceText(kind, name string, isDefault bool, proxy string) []byte {
	return fmt.Appendf(nil,
		`{"kind":%q,"metadata":{"name":%q},"spec":{"default":%v,"plugin":{"kind":"PrometheusDatasource",`+
			`"spec":{"proxy":{"kind":"HTTPProxy","spec":%s}}},"dashkeep":{"tenantLabel":"namespace"}}}`, kind, name, isDefault, proxy)
}

// Fill makes dashboards named d0, d1, … one minute apart.
func (w *World) Fill(count int) {
	w.T.Helper()
	for i := range count {
		w.Clock.Advance(time.Minute)
		_, err := w.Create(w.T.Context(), w.Writer(), Doc(fmt.Sprintf("d%d", i), fmt.Sprintf("Board %d", i),
			fmt.Sprintf("metric_%d", i)), dashboard.Save{})
		w.Must(err)
	}
}
