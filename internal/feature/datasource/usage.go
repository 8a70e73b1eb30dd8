package datasource

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// refuseWhileUsed names what uses a datasource or a secret.
func (s *Service) refuseWhileUsed(ctx context.Context, tx *sqldb.Tx, kind perses.Kind, row resourceRow) error {
	var users []string
	var count int64
	var err error
	what := "dashboard"
	switch kind {
	case perses.Datasource, perses.GlobalDatasource:
		users, count, err = s.askers(ctx, tx, row)
	case perses.Secret, perses.GlobalSecret:
		what = "datasource"
		users, err = s.secretUsers(ctx, tx, row)
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

// askers names the dashboards that ask a datasource by its name, as far as no
// datasource of their own project hides a global one.
func (s *Service) askers(ctx context.Context, tx *sqldb.Tx, row resourceRow) ([]string, int64, error) {
	hiding, err := s.Hiding(ctx, tx, row.Project, row.Kind, row.Name)
	if err != nil {
		return nil, 0, err
	}
	names, count, err := s.dashboards.Asking(ctx, tx, row.Project, row.Kind, row.Name, hiding)
	if err != nil {
		return nil, 0, fmt.Errorf("look who uses datasource %s: %w", row.Name, err)
	}
	return names, count, nil
}

// Hiding lists the projects whose own datasource stands in the way of one that belongs
// to another project: of the same name, or, for an empty name, the default one of its
// kind. Only a global one, whose project is empty, can be hidden.
func (s *Service) Hiding(ctx context.Context, db bun.IDB, project, kind, name string) ([]string, error) {
	if project != "" {
		return nil, nil
	}
	query := db.NewSelect().Model((*datasourceRow)(nil)).Distinct().Column("r.project").Where("r.project <> ''").
		OrderExpr("r.project")
	if name != "" {
		query = query.Where("LOWER(r.name) = ?", asset.FoldName(name))
	} else {
		query = query.Where("r.kind = ?", kind).Where("r.is_default = ?", true)
	}
	var hiding []string
	if err := query.Scan(ctx, &hiding); err != nil {
		return nil, fmt.Errorf("look for datasources that hide a global one: %w", err)
	}
	return hiding, nil
}

// secretUsers names the datasources that send a secret, those that dashboards
// bring too: dashboard/datasource.
func (s *Service) secretUsers(ctx context.Context, tx *sqldb.Tx, row resourceRow) ([]string, error) {
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
	brought, err := s.dashboards.Sending(ctx, tx, row.Project, row.Name)
	if err != nil {
		return nil, fmt.Errorf("look who sends secret %s: %w", row.Name, err)
	}
	return append(names, brought...), nil
}
