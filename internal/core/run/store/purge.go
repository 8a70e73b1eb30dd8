package store

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// PurgeProject deletes every run of a project. Kind: conflict while runs are active.
func PurgeProject(ctx context.Context, tx *sqldb.Tx, project string) error {
	active, err := tx.NewSelect().Table("run").Where("project = ?", project).
		Where("status IN (?)", bun.List(run.ActiveStatuses())).Count(ctx)
	if err != nil {
		return fmt.Errorf("count active runs: %w", err)
	}
	if active > 0 {
		return apperror.New(apperror.Conflict, "%d runs of the project have not ended. Cancel them or wait", active).
			WithCode("runs_active")
	}
	if _, err := tx.NewDelete().Table("run").Where("project = ?", project).Exec(ctx); err != nil {
		return fmt.Errorf("delete the project's runs: %w", err)
	}
	for _, table := range []string{"run_lane", "run_turn"} {
		if _, err := tx.NewDelete().Table(table).Where("project = ?", project).Exec(ctx); err != nil {
			return fmt.Errorf("delete from %s: %w", table, err)
		}
	}
	return nil
}
