package datasource

import (
	"context"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// FoldNames puts names from before there was one form of them into small letters,
// and gives those that it had to leave, because another resource has that name
// already: both stay, and each is found as it is written. It is for the start of
// the program; doing it again changes nothing.
func (s *Service) FoldNames(ctx context.Context) ([]string, error) {
	var kept []string
	for _, kind := range []perses.Kind{perses.Datasource, perses.Variable, perses.Secret} {
		err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			left, err := foldKind(ctx, tx, kind)
			kept = append(kept, left...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return kept, nil
}

func foldKind(ctx context.Context, tx *sqldb.Tx, kind perses.Kind) ([]string, error) {
	var rows []resourceRow
	err := tx.NewSelect().Model(modelOf(kind, resourceRow{}, secretValues{})).Column(resourceColumns()...).
		Where("r.name <> LOWER(r.name)").OrderExpr("r.project, r.name").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("list the names with capitals: %w", err)
	}
	var kept []string
	for _, row := range rows {
		of := kind
		if row.Project == "" {
			of = "Global" + kind
		}
		_, err := findResource(ctx, tx, kind, row.Project, asset.FoldName(row.Name), false)
		if err == nil {
			kept = append(kept, describe(of, row))
			continue
		}
		if !apperror.Is(err, apperror.NotFound) {
			return nil, err
		}
		if err := rename(ctx, tx, of, row); err != nil {
			return nil, err
		}
	}
	return kept, nil
}

func describe(kind perses.Kind, row resourceRow) string {
	if row.Project == "" {
		return resourceName(kind) + " " + row.Name
	}
	return resourceName(kind) + " " + row.Name + " of " + row.Project
}

func rename(ctx context.Context, tx *sqldb.Tx, kind perses.Kind, row resourceRow) error {
	d, err := perses.Read(row.Document)
	if err != nil {
		return fmt.Errorf("read the stored %s: %w", resourceName(kind), err)
	}
	d.FoldNames()
	row.Name = asset.FoldName(row.Name)
	_, err = tx.NewUpdate().Model(modelOf(kind, row, secretValues{})).Set("name = ?", row.Name).
		Set("document = ?", sqldb.JSON(d.JSON())).WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("rename %s: %w", resourceName(kind), err)
	}
	return recordResource(ctx, tx, access.System(row.Project, "upgrade"), kind, row, nil, actionsOf(kind).rename)
}
