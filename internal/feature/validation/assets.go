package validation

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

func healthType() reflect.Type { return reflect.TypeFor[healthRow]() }

// AssetSaved takes over a dashboard that was made, changed or restored, in the
// transaction that did it. It is listed from then on.
func (s *Service) AssetSaved(ctx context.Context, tx *sqldb.Tx, project string, a asset.Asset) error {
	return s.store.describe(ctx, tx, project, asset.Builtin, a)
}

// AssetGone takes a dashboard that was archived or deleted out of the lists, in
// the transaction that did it. Its records stay, for when it comes back.
func (s *Service) AssetGone(ctx context.Context, tx *sqldb.Tx, project, name string) error {
	return s.store.unlist(ctx, tx, project, asset.Builtin, name)
}

// Reconcile makes the listed assets of each project those that it has. It
// repairs what AssetSaved and AssetGone could not see.
func (s *Service) Reconcile(ctx context.Context, projects []string) error {
	var failures []error
	for _, project := range projects {
		scope := access.System(project, "health", access.DashboardRead, access.HealthRead)
		known, err := s.needs.Dashboards.List(ctx, scope)
		if err == nil {
			err = s.syncAssets(ctx, scope, known)
		}
		if err != nil {
			failures = append(failures, fmt.Errorf("reconcile health of %s: %w", project, err))
		}
	}
	return errors.Join(failures...)
}

func (s *Service) syncAssets(ctx context.Context, scope access.Scope, known []asset.Asset) error {
	same, err := s.store.sameAssets(ctx, scope, asset.Builtin, known)
	if err != nil || same {
		return err
	}
	return s.needs.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := s.store.sync(ctx, tx, scope.Project(), asset.Builtin, known)
		return err
	})
}
