package app

import (
	"context"
	"log/slog"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
	"github.com/dashkeep/dashkeep/internal/feature/environment"
	"github.com/dashkeep/dashkeep/internal/feature/validation"
	persescheck "github.com/dashkeep/dashkeep/internal/feature/validation/check/perses"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

func (p *program) wireValidation() error {
	checker := persescheck.New(
		persesDocuments{p.features.dashboard, p.features.datasource}, querier{p.features.query}, p.clock, persescheck.Config{})
	service := validation.New(validation.Needs{
		DB: p.db, Clock: p.clock, Log: p.log.With(slog.String("part", "validation")), Runs: p.runs, Reader: read.New(p.db),
		Environments: p.features.environment, Checkers: map[asset.Kind]validation.Checker{asset.Perses: checker},
		Schedule: p.features.policy,
	}, validation.Config{MostSeries: p.settings.QuerySeries})
	p.runs.Register(service.Producer())
	service.RegisterUpkeep(p.jobs, p.features.project.Names)
	p.features.validation = service
	p.followDashboards()
	p.features.handlers.validationHTTP = validation.NewHTTP(service)
	p.features.handlers.environmentHTTP = environment.NewHTTP(p.features.environment, service)
	return nil
}

// keepCeilings makes the ceilings of the settings hold in every project.
func (p *program) keepCeilings(ctx context.Context) error {
	projects, err := p.features.project.Names(ctx)
	if err != nil {
		return err
	}
	return p.features.validation.KeepCeilings(ctx, projects)
}

// followDashboards tells the checks which dashboards there are, in the transaction that
// changes one.
func (p *program) followDashboards() {
	event.Listen(p.db, event.Dashboard, func(ctx context.Context, tx *sqldb.Tx, e event.Event) error {
		scope := access.System(e.Project, "health", access.DashboardRead)
		found, there, err := p.features.dashboard.AssetIn(ctx, tx, scope, e.Subject)
		if err != nil {
			return err
		}
		changed := asset.Asset{Environment: environment.Builtin, Key: e.Subject, State: asset.Gone}
		if there {
			changed = assetOf(found)
		}
		return p.features.validation.AssetChanged(ctx, tx, e.Project, changed)
	})
}

// persesDocuments are the Perses dashboards with what is around them.
type persesDocuments struct {
	dashboards  *dashboard.Service
	datasources *datasource.Service
}

// Load gives a dashboard with the datasources and variables around it.
func (d persesDocuments) Load(ctx context.Context, scope access.Scope, name string) (persescheck.Document, error) {
	found, err := d.dashboards.Get(ctx, scope, name, false)
	if err != nil {
		return persescheck.Document{}, err
	}
	loaded := persescheck.Document{Name: found.Name, Version: found.Version, Body: found.Document}
	for _, kind := range []perses.Kind{perses.Datasource, perses.GlobalDatasource} {
		sources, err := d.datasources.Resources(ctx, homeOf(scope, kind), kind, datasource.ResourceFilter{})
		if err != nil {
			return persescheck.Document{}, err
		}
		for _, source := range sources {
			described, err := fill.ReadDatasource(source.Document, sourceHome(kind))
			if err != nil {
				return persescheck.Document{}, err
			}
			loaded.Datasources = append(loaded.Datasources, described)
		}
	}
	for _, kind := range []perses.Kind{perses.Variable, perses.GlobalVariable} {
		variables, err := d.datasources.Resources(ctx, homeOf(scope, kind), kind, datasource.ResourceFilter{})
		if err != nil {
			return persescheck.Document{}, err
		}
		for _, variable := range variables {
			loaded.Variables = append(loaded.Variables, variable.Document)
		}
	}
	return loaded, nil
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
