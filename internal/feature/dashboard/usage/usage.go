package usage

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Index finds dashboards by what their documents hold.
type Index struct{ db *sqldb.DB }

// New makes the index of a database.
func New(db *sqldb.DB) *Index { return &Index{db} }

const (
	// mostNamed bounds how many dashboards of a usage are named; all are counted.
	mostNamed = 10
	// mostUsers bounds how many users of a resource a refusal names.
	mostUsers = 100
)

// Datasources are those that dashboards ask.
type Datasources interface {
	// Managed is the stored document of a datasource that the scope may manage. Kinds of
	// error: not_found, forbidden.
	Managed(ctx context.Context, scope access.Scope, kind perses.Kind, name string) (*perses.Document, error)
	// Hiding lists the projects that mean another datasource by the name, or, without a
	// name, by the kind.
	Hiding(ctx context.Context, db bun.IDB, project, kind, name string) ([]string, error)
}

// Usage is what would miss a datasource.
type Usage struct {
	// Count is how many dashboards name it, ByDefault how many ask it because they
	// name none.
	Count, ByDefault int64
	// Dashboards are the first that name it, by title.
	Dashboards []UsedBy
}

// UsedBy is a dashboard that names a datasource.
type UsedBy struct {
	Project string `bun:"project"`
	Name    string `bun:"name"`
	Title   string `bun:"title"`
}

// DatasourceUsage tells which dashboards use a datasource of the scope's project, or,
// without one, a global datasource; those in the bin do not count. Kinds of error:
// not_found, forbidden.
func (x *Index) DatasourceUsage(
	ctx context.Context, scope access.Scope, datasources Datasources, kind perses.Kind, name string,
) (Usage, error) {
	source, err := datasources.Managed(ctx, scope, kind, name)
	if err != nil {
		return Usage{}, err //nolint:wrapcheck // already a message for people
	}
	db, usage := x.db.Read(), Usage{Dashboards: []UsedBy{}}
	asked := asking{project: scope.Project(), kind: source.PluginKind(), name: source.Name()}
	if asked.except, err = datasources.Hiding(ctx, db, asked.project, asked.kind, asked.name); err != nil {
		return Usage{}, err //nolint:wrapcheck // says what was done
	}
	if usage.Count, err = asked.from(db).Count(ctx); err != nil {
		return Usage{}, fmt.Errorf("count the dashboards of the datasource: %w", err)
	}
	err = asked.from(db).Column("d.project", "d.name", "d.title").OrderExpr("d.sort_title, d.project, d.name").
		Limit(mostNamed).Scan(ctx, &usage.Dashboards)
	if err != nil {
		return Usage{}, fmt.Errorf("list the dashboards of the datasource: %w", err)
	}
	if !source.Root().Get("spec", "default").Truth() {
		return usage, nil
	}
	asked.name = ""
	if asked.except, err = datasources.Hiding(ctx, db, asked.project, asked.kind, ""); err != nil {
		return Usage{}, err //nolint:wrapcheck // says what was done
	}
	if usage.ByDefault, err = asked.from(db).Count(ctx); err != nil {
		return Usage{}, fmt.Errorf("count the dashboards of the default datasource: %w", err)
	}
	return usage, nil
}

// asking is a datasource as dashboards ask it: by its kind and name, or by its kind
// alone. Dashboards of the projects in except mean another one.
type asking struct {
	project, kind, name string
	except              []string
}

// from selects the dashboards that ask.
func (a asking) from(db bun.IDB) *bun.SelectQuery {
	query := db.NewSelect().TableExpr("dashboard AS d").
		Join("JOIN dashboard_datasource AS u ON u.dashboard_id = d.id").
		Where("u.kind = ?", a.kind).Where("LOWER(u.name) = ?", asset.FoldName(a.name)).Where("d.archived_at IS NULL")
	if a.project != "" {
		query = query.Where("d.project = ?", a.project)
	}
	if len(a.except) > 0 {
		query = query.Where("d.project NOT IN (?)", bun.List(a.except))
	}
	return query
}

// Asking names the dashboards that ask a datasource by its kind and name, as
// project/name when the project is empty, at most 100 of them, and counts all. Those of
// the projects in except do not count, nor those in the bin.
func (x *Index) Asking(
	ctx context.Context, db bun.IDB, project, kind, name string, except []string,
) (names []string, count int64, err error) {
	asked := asking{project: project, kind: kind, name: name, except: except}
	query := asked.from(db)
	if project != "" {
		query = query.ColumnExpr("d.name").OrderExpr("d.name")
	} else {
		query = query.ColumnExpr("d.project || '/' || d.name AS name").OrderExpr("d.project, d.name")
	}
	if err := query.Limit(mostUsers).Scan(ctx, &names); err != nil {
		return nil, 0, fmt.Errorf("list the dashboards of the datasource: %w", err)
	}
	if count = int64(len(names)); count == mostUsers {
		if count, err = asked.from(db).Count(ctx); err != nil {
			return nil, 0, fmt.Errorf("count the dashboards of the datasource: %w", err)
		}
	}
	return names, count, nil
}

// Sending names the dashboards of a project, but for those in the bin, that bring a
// datasource which names a secret. It reads every dashboard that may bring one.
func (x *Index) Sending(ctx context.Context, db bun.IDB, project, secret string) ([]string, error) {
	var stored []storedDashboard
	err := db.NewSelect().TableExpr("dashboard AS d").Column("d.name", "d.document").Where("d.project = ?", project).
		Where("d.archived_at IS NULL").Where(`d.document LIKE '%"secret"%'`).OrderExpr("d.name").Scan(ctx, &stored)
	if err != nil {
		return nil, fmt.Errorf("read the dashboards that bring datasources: %w", err)
	}
	var names []string
	for _, each := range stored {
		d, err := perses.Read(each.Document)
		if err != nil {
			continue // what cannot be read sends nothing
		}
		sends := func(ref perses.SecretReference) bool { return asset.FoldName(ref.Name) == asset.FoldName(secret) }
		if slices.ContainsFunc(perses.InlineSecrets(d), sends) {
			names = append(names, "dashboard "+each.Name)
		}
	}
	return names, nil
}

type storedDashboard struct {
	Name     string     `bun:"name"`
	Document sqldb.JSON `bun:"document"`
}
