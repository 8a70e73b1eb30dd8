package app

import (
	"context"

	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// purgeProject deletes what every room keeps of a project, in the transaction that
// deletes it. Each room that has a table with a project stands here, once. Kind:
// conflict while runs are active.
func (p *program) purgeProject(ctx context.Context, tx *sqldb.Tx, project string) error {
	for _, purge := range []func(ctx context.Context, tx *sqldb.Tx, project string) error{
		p.runs.PurgeProject, p.features.validation.PurgeProject, p.features.policy.PurgeProject,
		p.features.dashboard.PurgeProject, p.features.datasource.PurgeProject, p.features.account.PurgeProject,
		event.PurgeProject,
	} {
		if err := purge(ctx, tx, project); err != nil {
			return err
		}
	}
	return nil
}

// purgeNothing is for commands, which have no rooms: they make projects and delete none.
func purgeNothing(context.Context, *sqldb.Tx, string) error { return nil }
