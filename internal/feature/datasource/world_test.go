package datasource_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/catalog"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/usage"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// world is the dashboards, and the datasources that they ask, on a real database with
// two projects and people in them.
type world struct {
	t     *testing.T
	db    *sqldb.DB
	clock *clock.Manual
	boards
	sources
	*usage.Index

	lists  *catalog.Service
	health fakeHealth
}

type (
	boards  struct{ *dashboard.Service }
	sources struct{ *datasource.Service }
)

type fakeHealth map[string]health.Mark

func (f fakeHealth) Latest(_ context.Context, _ access.Scope, _ []string) (map[string]health.Mark, error) {
	return f, nil
}

// each runs a test on both engines, in a world and at a time of its own.
func each(t *testing.T, test func(w *world)) {
	t.Helper()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			clk := clock.NewManual(time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC))
			box, err := secret.NewBox(make([]byte, 32))
			if err != nil {
				t.Fatal(err)
			}
			db, health := dbtest.OpenAt(t, engine, clk), fakeHealth{}
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
			test(&world{
				t: t, db: db, clock: clk, boards: boards{board}, sources: sources{source}, Index: index, lists: lists, health: health,
			})
		})
	}
}

// as is the scope of a user in a project. Every role's permissions are real.
func (w *world) as(login, project string, role access.Role, permission access.Permission) access.Scope {
	w.t.Helper()
	principal := access.Principal{
		UserID: "id-" + login, Login: login, Method: access.BySession, Roles: map[string]access.Role{project: role},
	}
	scope, err := principal.Require(project, permission)
	if err != nil {
		w.t.Fatal(err)
	}
	return scope
}

func (w *world) writer() access.Scope {
	return w.as("mo", "shop", access.Operator, access.DashboardWrite)
}

func (w *world) manager() access.Scope {
	return w.as("ada", "shop", access.Manager, access.DatasourceManage)
}

func (w *world) admin() access.Scope { return access.System("", "test", access.AdminDatasources) }

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// doc is a dashboard with one panel.
func doc(name, title, query string) []byte {
	return fmt.Appendf(nil,
		`{"kind":"Dashboard","metadata":{"name":%q,"tags":["slo"],"own":1.50},"spec":{"display":{"name":%q},"duration":"1h",`+
			`"panels":{"p":{"kind":"Panel","spec":{"display":{"name":"Rate"},"plugin":{"kind":"TimeSeriesChart","spec":{}},"queries":[{"kind":"TimeSeriesQuery",`+
			`"spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":%q}}}}]}}},`+
			`"layouts":[{"kind":"Grid","spec":{"items":[{"x":0,"y":0,"width":12,"height":8,"content":{"$ref":"#/spec/panels/p"}}]}}],"links":[]}}`, name, title, query)
}

// audited lists the actions of the trail about a resource, oldest first.
func (w *world) audited(name string) []string {
	w.t.Helper()
	var actions []string
	w.must(w.db.Read().NewSelect().Table("audit_entry").Column("action").Where("resource_id = ?", name).
		OrderExpr("id").Scan(w.t.Context(), &actions))
	return actions
}

func code(err error) string {
	if problem, ok := errors.AsType[*apperror.Error](err); ok {
		return problem.Code
	}
	return fmt.Sprint(err)
}

// ResolveOwn finds a datasource that a stored dashboard brings.
func (w *world) ResolveOwn(ctx context.Context, scope access.Scope, name, own string) (datasource.Source, error) {
	w.t.Helper()
	d, version, err := w.Document(ctx, scope, name)
	if err != nil {
		return datasource.Source{}, err
	}
	return w.sources.ResolveOwn(ctx, scope, d, version, own)
}

// DatasourceUsage tells which dashboards use a datasource.
func (w *world) DatasourceUsage(ctx context.Context, scope access.Scope, kind perses.Kind, name string) (usage.Usage, error) {
	w.t.Helper()
	return w.Index.DatasourceUsage(ctx, scope, w.sources, kind, name)
}
