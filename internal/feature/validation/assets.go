package validation

import (
	"context"
	"errors"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// AssetChanged takes over an asset that was made, changed or restored, or that is not
// present any more, in the transaction that did it. It is listed as long as it is
// present; its records stay, for when it comes back.
func (s *Service) AssetChanged(ctx context.Context, tx *sqldb.Tx, project string, a asset.Asset) error {
	if !a.State.Present() {
		return s.Store.Unlist(ctx, tx, project, a.Environment, a.Key)
	}
	return s.Store.Describe(ctx, tx, project, a)
}

// comparePage is how many assets are compared at a time.
const comparePage = 1000

// Compare makes the listed assets of each project those that its environments have. It
// is a net: AssetChanged follows what changes, and Compare puts right what it did not
// hear of. Where nothing differs it reads a page after the other and writes nothing.
func (s *Service) Compare(ctx context.Context, projects []string) error {
	var failures []error
	for _, project := range projects {
		if err := s.compareProject(ctx, project); err != nil {
			failures = append(failures, fmt.Errorf("compare health of %s: %w", project, err))
		}
	}
	return errors.Join(failures...)
}

func (s *Service) compareProject(ctx context.Context, project string) error {
	scope := access.System(project, "health", access.DashboardRead, access.HealthRead)
	environments, err := s.needs.Environments.List(ctx, scope)
	if err != nil {
		return err
	}
	var failures []error
	for _, in := range environments {
		failures = append(failures, s.compareEnvironment(ctx, scope, in.ID))
	}
	return errors.Join(failures...)
}

func (s *Service) compareEnvironment(ctx context.Context, scope access.Scope, environment string) error {
	for after := ""; ; {
		page, err := s.needs.Environments.Page(ctx, scope, environment, after, comparePage)
		if err != nil {
			return err
		}
		last := "" // of the last page, behind which nothing may be listed
		if len(page) == comparePage {
			last = page[len(page)-1].Key
		}
		keys, err := s.Store.Differing(ctx, scope, environment, page, after, last)
		if err != nil {
			return err
		}
		for _, key := range keys {
			if err := s.settle(ctx, scope, environment, key); err != nil {
				return err
			}
		}
		if last == "" {
			return nil
		}
		after = last
	}
}

// settle looks at one asset again, with its row held so that no change of it comes
// between, and makes the row what the inventory says.
func (s *Service) settle(ctx context.Context, scope access.Scope, environment, key string) error {
	return s.needs.DB.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		_, kept, err := s.Store.Lock(ctx, tx, scope.Project(), environment, key)
		if err != nil {
			return err
		}
		a, err := s.needs.Environments.Asset(ctx, scope, environment, key)
		switch {
		case err == nil:
			return s.AssetChanged(ctx, tx, scope.Project(), a)
		case !apperror.Is(err, apperror.NotFound):
			return err
		case !kept:
			return nil // it came and went
		}
		return s.Store.Unlist(ctx, tx, scope.Project(), environment, key)
	})
}
