package dashboard

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const (
	// mostNamed bounds how many dashboards of a usage are named; all are counted.
	mostNamed = 10
	// mostUsers bounds how many users of a resource a refusal names.
	mostUsers = 100
)

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

// DatasourceUsage tells which dashboards use a datasource; those in the bin do not
// count. Kinds of error: not_found.
func (s *Service) DatasourceUsage(
	ctx context.Context, scope access.Scope, kind perses.Kind, name string,
) (Usage, error) {
	project, err := mayManage(scope, kind)
	if err != nil {
		return Usage{}, err
	}
	db := s.db.Read()
	row, err := findResource(ctx, db, kind, project, name, false)
	if err != nil {
		return Usage{}, err
	}
	usage := Usage{Dashboards: []UsedBy{}}
	if usage.Count, err = dashboardsNaming(db, row).Count(ctx); err != nil {
		return Usage{}, fmt.Errorf("count the dashboards of the datasource: %w", err)
	}
	err = dashboardsNaming(db, row).Column("d.project", "d.name", "d.title").OrderExpr("d.sort_title, d.project, d.name").
		Limit(mostNamed).Scan(ctx, &usage.Dashboards)
	if err != nil {
		return Usage{}, fmt.Errorf("list the dashboards of the datasource: %w", err)
	}
	if isDefault, err := isDefaultDatasource(ctx, db, row); err != nil || !isDefault {
		return usage, err
	}
	if usage.ByDefault, err = dashboardsByDefault(db, row).Count(ctx); err != nil {
		return Usage{}, fmt.Errorf("count the dashboards of the default datasource: %w", err)
	}
	return usage, nil
}

func isDefaultDatasource(ctx context.Context, db bun.IDB, row resourceRow) (bool, error) {
	isDefault, err := db.NewSelect().Model((*datasourceRow)(nil)).Where("r.id = ?", row.ID).
		Where("r.is_default = ?", true).Exists(ctx)
	if err != nil {
		return false, fmt.Errorf("look for the default datasource: %w", err)
	}
	return isDefault, nil
}

// usersOf selects the dashboards that ask for datasources of a kind.
func usersOf(db bun.IDB, row resourceRow) *bun.SelectQuery {
	query := db.NewSelect().TableExpr("dashboard AS d").
		Join("JOIN dashboard_datasource AS u ON u.dashboard_id = d.id").
		Where("u.kind = ?", row.Kind).Where("d.archived_at IS NULL")
	if row.Project != "" {
		query = query.Where("d.project = ?", row.Project)
	}
	return query
}

// dashboardsNaming selects the dashboards that ask a datasource by its name, as far
// as no datasource of their own project hides a global one.
func dashboardsNaming(db bun.IDB, row resourceRow) *bun.SelectQuery {
	query := usersOf(db, row).Where("LOWER(u.name) = ?", asset.FoldName(row.Name))
	if row.Project == "" {
		query = query.Where("NOT EXISTS (SELECT 1 FROM datasource AS own WHERE own.project = d.project " +
			"AND LOWER(own.name) = LOWER(u.name))")
	}
	return query
}

// dashboardsByDefault selects those that name no datasource, as far as their own
// project has no default one in place of a global one.
func dashboardsByDefault(db bun.IDB, row resourceRow) *bun.SelectQuery {
	query := usersOf(db, row).Where("u.name = ''")
	if row.Project == "" {
		query = query.Where("NOT EXISTS (SELECT 1 FROM datasource AS own WHERE own.project = d.project "+
			"AND own.kind = u.kind AND own.is_default = ?)", true)
	}
	return query
}

// refuseWhileUsed names what uses a datasource or a secret.
func refuseWhileUsed(ctx context.Context, tx *sqldb.Tx, kind perses.Kind, row resourceRow) error {
	var users []string
	var count int64
	var err error
	what := "dashboard"
	switch kind {
	case perses.Datasource, perses.GlobalDatasource:
		users, count, err = dashboardsUsing(ctx, tx, row)
	case perses.Secret, perses.GlobalSecret:
		what = "datasource"
		users, err = secretUsers(ctx, tx, row)
		count = int64(len(users))
	default:
		return nil
	}
	if err != nil || count == 0 {
		return err
	}
	if count > 1 {
		what += "s"
	}
	return apperror.New(apperror.Conflict, "The %s %s is used by %d %s", resourceName(kind), row.Name, count, what).
		WithCode("in_use").WithDetail("used_by", users)
}

func dashboardsUsing(ctx context.Context, db bun.IDB, row resourceRow) (names []string, count int64, err error) {
	query := dashboardsNaming(db, row)
	if row.Project != "" {
		query = query.ColumnExpr("d.name").OrderExpr("d.name")
	} else {
		query = query.ColumnExpr("d.project || '/' || d.name AS name").OrderExpr("d.project, d.name")
	}
	if err := query.Limit(mostUsers).Scan(ctx, &names); err != nil {
		return nil, 0, fmt.Errorf("list the dashboards of the datasource: %w", err)
	}
	if count = int64(len(names)); count == mostUsers {
		if count, err = dashboardsNaming(db, row).Count(ctx); err != nil {
			return nil, 0, fmt.Errorf("count the dashboards of the datasource: %w", err)
		}
	}
	return names, count, nil
}

// secretUsers names the datasources that send a secret, those that dashboards
// bring too: dashboard/datasource.
func secretUsers(ctx context.Context, tx *sqldb.Tx, row resourceRow) ([]string, error) {
	kind := perses.Datasource
	if row.Project == "" {
		kind = perses.GlobalDatasource
	}
	rows, err := listResources(ctx, tx, kind, row.Project, ResourceFilter{})
	if err != nil {
		return nil, err
	}
	var names []string
	for _, candidate := range rows {
		d, err := perses.Read(candidate.Document)
		if err != nil {
			return nil, fmt.Errorf("read the stored datasource: %w", err)
		}
		if asset.FoldName(perses.SecretOf(d.Root().Get("spec"))) == asset.FoldName(row.Name) {
			names = append(names, candidate.Name)
		}
	}
	if row.Project == "" {
		return names, nil // a dashboard brings secrets of its project only
	}
	brought, err := dashboardsSending(ctx, tx, row)
	return append(names, brought...), err
}

// dashboardsSending reads every dashboard of the project that brings datasources.
func dashboardsSending(ctx context.Context, tx *sqldb.Tx, row resourceRow) ([]string, error) {
	var stored []storedDashboard
	err := tx.NewSelect().TableExpr("dashboard AS d").Column("d.name", "d.document").Where("d.project = ?", row.Project).
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
		sends := func(ref perses.SecretReference) bool { return asset.FoldName(ref.Name) == asset.FoldName(row.Name) }
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
