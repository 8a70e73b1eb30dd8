package run

import (
	"context"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// SetCeiling makes a ceiling, from 1, hold at once in the lanes of all projects whose ids
// begin with a prefix: a setting that was changed counts for runs that are under way too.
// Where nothing has changed it only reads.
func (e *Engine) SetCeiling(ctx context.Context, prefix string, ceiling int) error {
	type place struct {
		Project string `bun:"project"`
		Lane    string `bun:"lane"`
	}
	var others []place
	err := e.db.Read().NewSelect().Table("run_lane").Column("project", "lane").
		Where("SUBSTR(lane, 1, ?) = ?", len(prefix), prefix).Where("ceiling <> ?", ceiling).
		OrderExpr("project, lane").Scan(ctx, &others)
	if err != nil {
		return fmt.Errorf("find lanes with another ceiling: %w", err)
	}
	for _, other := range others {
		err := e.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			if _, err := setLanes(ctx, tx, other.Project, map[string]int{other.Lane: ceiling}); err != nil {
				return err
			}
			return e.issue(ctx, tx, make([]ticketArgs, ceiling)...)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
