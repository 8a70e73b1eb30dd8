package engine

import (
	"context"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/place"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// SetCeiling makes the ceiling of a project's lane, from 1, hold at once: a setting that
// was changed counts for runs that are under way too. Where there is no such lane, or
// nothing has changed, it only reads.
func (e *Engine) SetCeiling(ctx context.Context, project string, lane run.Lane) error {
	changed, err := e.db.Read().NewSelect().Table("run_lane").Where("project = ?", project).Where("lane = ?", lane.ID).
		Where("ceiling <> ?", lane.Ceiling).Exists(ctx)
	if err != nil {
		return fmt.Errorf("read ceiling: %w", err)
	}
	if !changed {
		return nil
	}
	return e.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if _, err := place.SetLanes(ctx, tx, project, map[string]int{lane.ID: lane.Ceiling}); err != nil {
			return err
		}
		return e.issue(ctx, tx, make([]ticketArgs, lane.Ceiling)...)
	})
}
