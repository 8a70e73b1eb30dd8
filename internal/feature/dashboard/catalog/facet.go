package catalog

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// matching counts what a filter finds in all.
func (s *Service) matching(ctx context.Context, scope access.Scope, filter Filter) (int, error) {
	query, err := s.filtered(scope, filter)
	if err != nil {
		return 0, err
	}
	if len(filter.Health) == 0 {
		n, err := query.Count(ctx)
		if err != nil {
			return 0, fmt.Errorf("count dashboards: %w", err)
		}
		return int(n), nil
	}
	var rows []dashboard.Row
	if err := query.Column("d.name").OrderExpr("d.name").Limit(mostLooked).Scan(ctx, &rows); err != nil {
		return 0, fmt.Errorf("count dashboards: %w", err)
	}
	marked, err := s.withHealth(ctx, scope, rows)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, entry := range marked {
		if slices.Contains(filter.Health, entry.Health.Status) {
			n++
		}
	}
	return n, nil
}

func (s *Service) counts(ctx context.Context, scope access.Scope) (Counts, error) {
	var rows []struct {
		State string `bun:"state"`
		N     int    `bun:"n"`
	}
	err := s.db.Read().NewSelect().TableExpr("dashboard AS d").ColumnExpr("d.state").ColumnExpr("COUNT(*) AS n").
		Where("d.project = ?", scope.Project()).GroupExpr("d.state").OrderExpr("d.state").Scan(ctx, &rows)
	if err != nil {
		return Counts{}, fmt.Errorf("count dashboards: %w", err)
	}
	var counts Counts
	for _, row := range rows {
		switch dashboard.State(row.State) {
		case dashboard.Draft:
			counts.Draft = row.N
		case dashboard.Active:
			counts.Active = row.N
		case dashboard.Archived:
			counts.Archived = row.N
		}
	}
	return counts, nil
}

func (s *Service) changedSince(ctx context.Context, scope access.Scope, since time.Time) (int, error) {
	if since.IsZero() {
		return 0, nil
	}
	n, err := s.db.Read().NewSelect().TableExpr("dashboard AS d").Where("d.project = ?", scope.Project()).
		Where("d.archived_at IS NULL").Where("d.updated_at >= ?", sqldb.At(since)).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count changed dashboards: %w", err)
	}
	return int(n), nil
}

type facetRow struct {
	Value string `bun:"value"`
	N     int    `bun:"n"`
}

func facetsOf(rows []facetRow) []Facet {
	facets := make([]Facet, 0, len(rows))
	for _, row := range rows {
		facets = append(facets, Facet{Value: row.Value, Count: row.N})
	}
	return facets
}

// tagFacets are the tags of the project's dashboards in a state, commonest first.
func (s *Service) tagFacets(ctx context.Context, scope access.Scope, state dashboard.State) ([]Facet, error) {
	var rows []facetRow
	query := s.db.Read().NewSelect().TableExpr("dashboard AS d").Join("JOIN dashboard_tag AS t ON t.dashboard_id = d.id").
		ColumnExpr("t.tag AS value").ColumnExpr("COUNT(*) AS n").Where("d.project = ?", scope.Project())
	err := inState(query, state).GroupExpr("t.tag").OrderExpr("COUNT(*) DESC, t.tag").Limit(mostFacets).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count tags: %w", err)
	}
	return facetsOf(rows), nil
}

func (s *Service) ownerFacets(ctx context.Context, scope access.Scope, state dashboard.State) ([]Facet, error) {
	var rows []facetRow
	query := s.db.Read().NewSelect().TableExpr("dashboard AS d").ColumnExpr("d.owner AS value").
		ColumnExpr("COUNT(*) AS n").Where("d.project = ?", scope.Project()).Where("d.owner <> ''")
	err := inState(query, state).GroupExpr("d.owner").OrderExpr("COUNT(*) DESC, d.owner").Limit(mostFacets).Scan(ctx,
		&rows)
	if err != nil {
		return nil, fmt.Errorf("count owners: %w", err)
	}
	return facetsOf(rows), nil
}
