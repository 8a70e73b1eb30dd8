package adapter

import (
	"context"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
	persescheck "github.com/dashkeep/dashkeep/internal/feature/validation/check/perses"
)

// PersesDocuments are the Perses dashboards with what is around them.
type PersesDocuments struct {
	Dashboards  *dashboard.Service
	Datasources *datasource.Service
}

// Load gives a dashboard.
func (d PersesDocuments) Load(ctx context.Context, scope access.Scope, name string) (persescheck.Document, error) {
	found, err := d.Dashboards.Get(ctx, scope, name, false)
	if err != nil {
		return persescheck.Document{}, err
	}
	return persescheck.Document{Name: found.Name, Version: found.Version, Body: found.Document}, nil
}

// Around gives the datasources and variables that the dashboards of a project reach.
func (d PersesDocuments) Around(ctx context.Context, scope access.Scope) (persescheck.Surroundings, error) {
	var around persescheck.Surroundings
	for _, kind := range []perses.Kind{perses.Datasource, perses.GlobalDatasource} {
		sources, err := d.Datasources.Resources(ctx, homeOf(scope, kind), kind, datasource.ResourceFilter{})
		if err != nil {
			return persescheck.Surroundings{}, err
		}
		for _, source := range sources {
			described, err := fill.ReadDatasource(source.Document, sourceHome(kind))
			if err != nil {
				return persescheck.Surroundings{}, err
			}
			around.Datasources = append(around.Datasources, described)
		}
	}
	for _, kind := range []perses.Kind{perses.Variable, perses.GlobalVariable} {
		variables, err := d.Datasources.Resources(ctx, homeOf(scope, kind), kind, datasource.ResourceFilter{})
		if err != nil {
			return persescheck.Surroundings{}, err
		}
		for _, variable := range variables {
			around.Variables = append(around.Variables, variable.Document)
		}
	}
	return around, nil
}

func sourceHome(kind perses.Kind) fill.Home {
	if kind.Global() {
		return fill.GlobalSource
	}
	return fill.ProjectSource
}

// homeOf is the scope in which documents of a kind are: the project's, or for
// global ones none.
func homeOf(scope access.Scope, kind perses.Kind) access.Scope {
	if kind.Global() {
		return access.System("", "check", access.SignedIn)
	}
	return scope
}
