package validation

import (
	"context"
	"errors"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const (
	// pruneBatch is how many records one transaction deletes.
	pruneBatch = 2000
	// pruneMost is how many transactions one call makes.
	pruneMost = 500
)

// KeepCeilings makes the ceilings of the environments of projects hold for checks that are
// under way: at the start, as a setting may have changed.
func (s *Service) KeepCeilings(ctx context.Context, projects []string) error {
	var failures []error
	for _, project := range projects {
		all, err := s.needs.Environments.List(ctx, access.System(project, "health"))
		failures = append(failures, err)
		for _, in := range all {
			failures = append(failures, s.needs.Runs.SetCeiling(ctx, project, laneOf(in)))
		}
	}
	return errors.Join(failures...)
}

// Prune deletes records that are older than they are kept, but never the latest
// of an asset.
func (s *Service) Prune(ctx context.Context) error {
	before := s.needs.Clock.Now().Add(-s.cfg.KeepRecords)
	for range pruneMost {
		deleted, err := s.Store.Prune(ctx, before, pruneBatch)
		if err != nil || deleted < pruneBatch {
			return err
		}
	}
	return nil
}

// PurgeProject deletes everything of a project, in the transaction that deletes it.
func (s *Service) PurgeProject(ctx context.Context, tx *sqldb.Tx, project string) error {
	var failures []error
	for _, table := range []string{"validation_record", "asset_health"} {
		_, err := tx.NewDelete().Table(table).Where("project = ?", project).Exec(ctx)
		failures = append(failures, err)
	}
	if err := errors.Join(failures...); err != nil {
		return fmt.Errorf("purge health of %s: %w", project, err)
	}
	return nil
}
