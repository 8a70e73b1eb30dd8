package environment

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// Builtin is the id of the environment of a project's own Perses dashboards.
const Builtin = "builtin"

const builtinName = "Built-in"

// pageSize is how many assets are read at a time.
const pageSize = 2000

// Inventory is what is in the environments of one kind.
type Inventory interface {
	// Page gives the assets that are present behind a key, by key as the database orders
	// texts, at most so many.
	Page(ctx context.Context, scope access.Scope, in asset.Environment, after string, limit int) ([]asset.Asset, error)
	// Find gives one. Kind of error: not_found.
	Find(ctx context.Context, scope access.Scope, in asset.Environment, key string) (asset.Asset, error)
}

// Parts are what the service is made of.
type Parts struct {
	// Inventories has one for every kind of environment.
	Inventories map[asset.Kind]Inventory
	// Ceiling is how many checks run in the built-in environment at the same time: 4.
	Ceiling int
}

// Service knows the environments and their inventories.
type Service struct {
	inventories map[asset.Kind]Inventory
	ceiling     int
}

// New makes the service.
func New(parts Parts) (*Service, error) {
	if parts.Inventories[asset.Perses] == nil {
		return nil, errors.New("environment: the inventory of the built-in environment is missing")
	}
	return &Service{inventories: parts.Inventories, ceiling: cmp.Or(parts.Ceiling, 4)}, nil
}

// List gives the project's environments, the built-in one first.
func (s *Service) List(_ context.Context, scope access.Scope) ([]asset.Environment, error) {
	return []asset.Environment{{
		ID: Builtin, Project: scope.Project(), Name: builtinName, Kind: asset.Perses, Ceiling: s.ceiling,
	}}, nil
}

// Get gives one of the project's environments. Kind of error: not_found, with the ids
// that there are.
func (s *Service) Get(ctx context.Context, scope access.Scope, id string) (asset.Environment, error) {
	all, err := s.List(ctx, scope)
	if err != nil {
		return asset.Environment{}, err
	}
	ids := make([]string, 0, len(all))
	for _, one := range all {
		if one.ID == id {
			return one, nil
		}
		ids = append(ids, one.ID)
	}
	return asset.Environment{}, apperror.New(apperror.NotFound,
		"there is no environment %q; the project has %s", id, strings.Join(ids, ", ")).WithCode("unknown_environment")
}

// Assets lists what is in an environment, by key. Kind of error: not_found, when there
// is no such environment.
func (s *Service) Assets(ctx context.Context, scope access.Scope, id string) ([]asset.Asset, error) {
	in, inventory, err := s.inventory(ctx, scope, id)
	if err != nil {
		return nil, err
	}
	var all []asset.Asset
	for after := ""; ; {
		page, err := inventory.Page(ctx, scope, in, after, pageSize)
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if len(page) < pageSize {
			return all, nil
		}
		after = page[len(page)-1].Key
	}
}

// Page lists what is in an environment behind a key, by key as the database orders
// texts, at most so many. Kind of error: not_found, when there is no such environment.
func (s *Service) Page(
	ctx context.Context, scope access.Scope, id, after string, limit int,
) ([]asset.Asset, error) {
	in, inventory, err := s.inventory(ctx, scope, id)
	if err != nil {
		return nil, err
	}
	return inventory.Page(ctx, scope, in, after, limit)
}

// Asset gives one asset of an environment. Kind of error: not_found.
func (s *Service) Asset(ctx context.Context, scope access.Scope, id, key string) (asset.Asset, error) {
	in, inventory, err := s.inventory(ctx, scope, id)
	if err != nil {
		return asset.Asset{}, err
	}
	return inventory.Find(ctx, scope, in, key)
}

func (s *Service) inventory(ctx context.Context, scope access.Scope, id string) (asset.Environment, Inventory, error) {
	in, err := s.Get(ctx, scope, id)
	if err != nil {
		return asset.Environment{}, nil, err
	}
	inventory, known := s.inventories[in.Kind]
	if !known {
		return asset.Environment{}, nil, apperror.New(apperror.Internal, "Environments of the kind %s can't be read", in.Kind)
	}
	return in, inventory, nil
}
