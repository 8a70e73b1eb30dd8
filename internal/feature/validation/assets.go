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

// AssetChanged takes over an asset that was made, changed or restored, or that is not
// present any more, in the transaction that did it. It is listed as long as it is
// present; its records stay, for when it comes back.
func (s *Service) AssetChanged(ctx context.Context, tx *sqldb.Tx, project string, a asset.Asset) error {
	if !a.State.Present() {
		return s.store.unlist(ctx, tx, project, a.Environment, a.Key)
	}
	return s.store.describe(ctx, tx, project, a)
}

// Reconcile makes the listed assets of each project those that it has. It
// repairs what AssetChanged could not see.
func (s *Service) Reconcile(ctx context.Context, projects []string) error {
	var failures []error
	for _, project := range projects {
		if err := s.reconcile(ctx, project); err != nil {
			failures = append(failures, fmt.Errorf("reconcile health of %s: %w", project, err))
		}
	}
	return errors.Join(failures...)
}

func (s *Service) reconcile(ctx context.Context, project string) error {
	scope := access.System(project, "health", access.DashboardRead, access.HealthRead)
	environments, err := s.needs.Environments.List(ctx, scope)
	if err != nil {
		return err
	}
	var failures []error
	for _, in := range environments {
		known, err := s.needs.Environments.Assets(ctx, scope, in.ID)
		if err == nil {
			err = s.syncAssets(ctx, scope, in.ID, known)
		}
		failures = append(failures, err)
	}
	return errors.Join(failures...)
}

func (s *Service) syncAssets(ctx context.Context, scope access.Scope, environment string, known []asset.Asset) error {
	same, err := s.store.sameAssets(ctx, scope, environment, known)
	if err != nil || same {
		return err
	}
	return s.needs.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := s.store.sync(ctx, tx, scope.Project(), environment, known)
		return err
	})
}
