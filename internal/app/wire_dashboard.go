package app

import (
	"context"
	"log/slog"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/catalog"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/imports"
	"github.com/dashkeep/dashkeep/internal/feature/environment"
	"github.com/dashkeep/dashkeep/internal/feature/project"
	"github.com/dashkeep/dashkeep/internal/feature/validation"
)

// binInterval is how often the bin is looked through for what is too old.
const binInterval = time.Hour

func (p *program) wireDashboard() error {
	service, err := dashboard.New(dashboard.Parts{
		DB: p.db, Clock: p.clock, Datasources: p.features.datasource,
		Log: p.log.With(slog.String("part", "dashboard")),
	})
	if err != nil {
		return err
	}
	p.features.dashboard = service
	p.features.handlers.dashboardHTTP = dashboard.NewHTTP(service)
	lists, err := catalog.New(catalog.Parts{DB: p.db, Clock: p.clock, Health: builtinHealth{validation.NewOutcomes(p.db)}})
	if err != nil {
		return err
	}
	p.features.handlers.catalogHTTP = catalog.NewHTTP(lists)
	importer, err := imports.New(imports.Parts{DB: p.db, Dashboards: service, Datasources: p.features.datasource})
	if err != nil {
		return err
	}
	p.features.handlers.importsHTTP = imports.NewHTTP(importer)
	p.jobs.Every("dashboard.bin", binInterval, service.PurgeExpired)
	return nil
}

// seed makes what a first start shows: the embedded datasource, the dashboard of
// Dashkeep itself, and a policy that checks it.
func (p *program) seed(ctx context.Context) error {
	if err := p.seedDatasources(ctx); err != nil {
		return err
	}
	if err := p.features.dashboard.SeedSelf(ctx, access.System(project.Default, "Dashkeep", access.DashboardWrite)); err != nil {
		return err
	}
	scope := access.System(project.Default, "Dashkeep", access.DashboardRead, access.PolicyManage)
	return p.features.policy.SeedDefault(ctx, scope, environment.Builtin, p.settings.TimeZone)
}

// builtinHealth tells the list of dashboards how each of them is.
type builtinHealth struct{ outcomes validation.Outcomes }

// Latest gives the marks of dashboards by their names.
func (h builtinHealth) Latest(ctx context.Context, scope access.Scope, names []string) (map[string]health.Mark, error) {
	return h.outcomes.Latest(ctx, scope, environment.Builtin, names)
}
