package app

import (
	"context"
	"log/slog"

	"github.com/dashkeep/dashkeep/internal/app/adapter"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/feature/environment"
	"github.com/dashkeep/dashkeep/internal/feature/environment/connect"
	"github.com/dashkeep/dashkeep/internal/feature/policy"
	"github.com/dashkeep/dashkeep/internal/feature/query"
	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/feature/validation"
	persescheck "github.com/dashkeep/dashkeep/internal/feature/validation/check/perses"
	"github.com/dashkeep/dashkeep/internal/feature/validation/outcome"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

func (p *program) wireQuery() error {
	service, err := query.New(query.Config{
		Datasources: adapter.Datasources{Sources: p.features.datasource, Dashboards: p.features.dashboard},
		Embedded:    p.metrics.Handler(),
		Guard:       p.guard, Clock: p.clock, Log: p.log.With(slog.String("part", "query")), Registry: p.registry,
		Limits: question.Limits{
			Timeout: p.settings.QueryTimeout, LookBack: p.settings.QueryLookback, Series: p.settings.QuerySeries,
		},
	})
	if err != nil {
		return err
	}
	p.features.query = service
	p.features.handlers.probeHTTP = query.NewProbeHTTP(service)
	p.onClose(func(context.Context) error { service.Close(); return nil })
	return nil
}

// wireServers makes what knows the servers of others, and speaks to them.
func (p *program) wireServers() error {
	var err error
	if p.features.servers, err = connect.New(connect.Config{Guard: p.guard, Clock: p.clock}); err != nil {
		return err
	}
	p.onClose(func(context.Context) error { p.features.servers.ForgetAll(); return nil })
	p.features.registry, err = environment.NewRegistry(environment.RegistryNeeds{
		DB: p.db, Box: p.box, Tester: p.features.servers,
	})
	return err
}

func (p *program) wireEnvironment() error {
	service, err := environment.New(environment.Parts{
		Inventories: map[asset.Kind]environment.Inventory{asset.Perses: adapter.PersesInventory{Dashboards: p.features.dashboard}},
		Ceiling:     p.settings.CheckCeiling,
	})
	p.features.environment = service
	return err
}

func (p *program) wirePolicy() error {
	service := policy.New(policy.Needs{
		DB: p.db, Clock: p.clock, Log: p.log.With(slog.String("part", "policy")),
		Environments: p.features.environment, Checks: outcome.NewReader(p.db), Runs: p.runs,
	})
	p.features.policy = service
	p.features.handlers.policyHTTP = policy.NewHTTP(service)
	return nil
}

func (p *program) wireValidation() error {
	checker := persescheck.New(
		adapter.PersesDocuments{Dashboards: p.features.dashboard, Datasources: p.features.datasource},
		adapter.Querier{Queries: p.features.query}, p.clock, persescheck.Config{})
	service := validation.New(validation.Needs{
		DB: p.db, Clock: p.clock, Log: p.log.With(slog.String("part", "validation")), Runs: p.runs, Reader: read.New(p.db),
		Environments: p.features.environment, Checkers: map[asset.Kind]validation.Checker{asset.Perses: checker},
		Schedule: p.features.policy,
	}, validation.Config{MostSeries: p.settings.QuerySeries})
	p.runs.Register(service.Producer())
	p.features.validation, p.features.checker = service, checker
	p.followDashboards()
	p.features.handlers.validationHTTP = validation.NewHTTP(service)
	p.features.handlers.environmentHTTP = environment.NewHTTP(p.features.environment, service)
	return nil
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
			changed = adapter.AssetOf(found)
		}
		return p.features.validation.AssetChanged(ctx, tx, e.Project, changed)
	})
}
