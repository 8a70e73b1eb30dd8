package app

import (
	"context"
	"log/slog"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/catalog"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/imports"
	"github.com/dashkeep/dashkeep/internal/feature/project"
	"github.com/dashkeep/dashkeep/internal/feature/validation"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
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
	lists, err := catalog.New(catalog.Parts{DB: p.db, Clock: p.clock, Health: healthMarks{validation.NewOutcomes(p.db)}})
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

// followDashboards tells the checks which dashboards there are, in the transaction that
// changes one.
func (p *program) followDashboards() {
	event.Listen(p.db, event.Dashboard, func(ctx context.Context, tx *sqldb.Tx, e event.Event) error {
		scope := access.System(e.Project, "health", access.DashboardRead)
		found, there, err := p.features.dashboard.AssetIn(ctx, tx, scope, e.Subject)
		switch {
		case err != nil:
			return err
		case there:
			return p.features.validation.AssetSaved(ctx, tx, e.Project, assetOf(found))
		default:
			return p.features.validation.AssetGone(ctx, tx, e.Project, e.Subject)
		}
	})
}

// healthMarks shows the health of dashboards in their catalog.
type healthMarks struct{ outcomes validation.Outcomes }

// Latest gives the newest outcome of dashboards by name.
func (h healthMarks) Latest(ctx context.Context, scope access.Scope, names []string) (map[string]catalog.HealthMark, error) {
	entries, err := h.outcomes.Latest(ctx, scope, names)
	if err != nil {
		return nil, err
	}
	marks := make(map[string]catalog.HealthMark, len(entries))
	for name, entry := range entries {
		marks[name] = markOf(entry)
	}
	return marks, nil
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
	return p.features.policy.SeedDefault(ctx, scope, p.settings.TimeZone)
}

func markOf(entry validation.Entry) catalog.HealthMark {
	const stripLength = 30
	strip := entry.Strip
	if len(strip) > stripLength {
		strip = strip[len(strip)-stripLength:]
	}
	mark := catalog.HealthMark{
		Status: string(entry.Status), Summary: entry.Summary, Brief: entry.Brief,
		Since: entry.Since, CheckedAt: entry.CheckedAt,
	}
	for _, status := range strip {
		mark.Strip = append(mark.Strip, string(status))
	}
	return mark
}
