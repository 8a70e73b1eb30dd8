package app

import (
	"context"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/environment"
)

func (p *program) wireEnvironment() error {
	service, err := environment.New(environment.Parts{
		Inventories: map[asset.Kind]environment.Inventory{asset.Perses: persesInventory{p.features.dashboard}},
		Ceiling:     p.settings.CheckCeiling,
	})
	p.features.environment = service
	return err
}

// persesInventory is what is in the built-in environment: the dashboards of a project.
type persesInventory struct{ dashboards *dashboard.Service }

// Page gives dashboards that are not in the bin.
func (i persesInventory) Page(
	ctx context.Context, scope access.Scope, _ asset.Environment, after string, limit int,
) ([]asset.Asset, error) {
	known, err := i.dashboards.Assets(ctx, scope, after, limit)
	if err != nil {
		return nil, err
	}
	listed := make([]asset.Asset, 0, len(known))
	for _, each := range known {
		listed = append(listed, assetOf(each))
	}
	return listed, nil
}

// Find gives a dashboard that is not in the bin.
func (i persesInventory) Find(
	ctx context.Context, scope access.Scope, _ asset.Environment, key string,
) (asset.Asset, error) {
	found, err := i.dashboards.Asset(ctx, scope, key)
	if err != nil {
		return asset.Asset{}, err
	}
	return assetOf(found), nil
}

func assetOf(from dashboard.Asset) asset.Asset {
	made := asset.Asset{
		Environment: environment.Builtin, Key: from.Name, Title: from.Title, Tags: from.Tags, State: asset.Live,
		Draft: from.State == dashboard.Draft, Version: from.Version,
	}
	if from.Owner != "" {
		made.Owners = []asset.Subject{{Kind: asset.User, ID: from.OwnerID, Name: from.Owner}}
	}
	return made
}
