package dashboard

import (
	"context"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Watcher is told which dashboards a project has, in the transaction that
// changes it.
type Watcher interface {
	// Saved tells of a dashboard that is there and how it is now.
	Saved(ctx context.Context, tx *sqldb.Tx, project string, a Asset) error
	// Gone tells of a dashboard that is in the bin or deleted.
	Gone(ctx context.Context, tx *sqldb.Tx, project, name string) error
}

// tell says to the watcher how a dashboard is after a change.
func (s *Service) tell(ctx context.Context, tx *sqldb.Tx, scope access.Scope, name string) error {
	if s.watcher == nil {
		return nil
	}
	row, err := findDashboard(ctx, tx, scope, name, false)
	if apperror.Is(err, apperror.NotFound) || (err == nil && row.ArchivedAt != nil) {
		err = s.watcher.Gone(ctx, tx, scope.Project(), name)
	} else if err == nil {
		d := row.Dashboard()
		err = s.watcher.Saved(ctx, tx, scope.Project(), Asset{
			Name: d.Name, Title: d.Title, State: d.State, OwnerID: d.OwnerID, Owner: d.Owner, Tags: d.Tags,
			Version: d.Version, Panels: d.Panels,
		})
	}
	if err != nil {
		return fmt.Errorf("tell of dashboard %s: %w", name, err)
	}
	return nil
}
