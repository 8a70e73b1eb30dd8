package adapter

import (
	"context"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/environment"
)

// PersesInventory is what is in the built-in environment: the dashboards of a project.
type PersesInventory struct{ Dashboards *dashboard.Service }

// Page gives dashboards that are not in the bin.
func (i PersesInventory) Page(
	ctx context.Context, scope access.Scope, _ asset.Environment, after string, limit int,
) ([]asset.Asset, error) {
	known, err := i.Dashboards.Assets(ctx, scope, after, limit)
	if err != nil {
		return nil, err
	}
	listed := make([]asset.Asset, 0, len(known))
	for _, each := range known {
		listed = append(listed, AssetOf(each))
	}
	return listed, nil
}

// Find gives a dashboard that is not in the bin.
func (i PersesInventory) Find(
	ctx context.Context, scope access.Scope, _ asset.Environment, key string,
) (asset.Asset, error) {
	found, err := i.Dashboards.Asset(ctx, scope, key)
	if err != nil {
		return asset.Asset{}, err
	}
	return AssetOf(found), nil
}

// AssetOf is a dashboard in the words that features share.
func AssetOf(from dashboard.Asset) asset.Asset {
	made := asset.Asset{
		Environment: environment.Builtin, Key: from.Name, Title: from.Title, Tags: from.Tags, State: asset.Live,
		Draft: from.State == dashboard.Draft, Version: from.Version,
	}
	if from.Owner != "" {
		made.Owners = []asset.Subject{{Kind: asset.User, ID: from.OwnerID, Name: from.Owner}}
	}
	return made
}
