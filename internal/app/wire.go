package app

import (
	"log/slog"

	"github.com/dashkeep/dashkeep/internal/app/adapter"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/catalog"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/imports"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/usage"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
	"github.com/dashkeep/dashkeep/internal/feature/project"
	"github.com/dashkeep/dashkeep/internal/feature/validation/outcome"
)

// wireAccount makes the accounts; the projects are there already.
func (p *program) wireAccount(secure bool) error {
	service, err := account.NewService(account.Deps{
		DB: p.db, Clock: p.clock, Log: p.log, Projects: p.features.project, FirstProject: project.Default,
		SessionIdle: p.settings.SessionIdle, SessionLifetime: p.settings.SessionLifetime, Passwords: p.passwords,
		Key: p.box.Sign([]byte("dashkeep account tokens v1")), Secure: secure,
	})
	if err != nil {
		return err
	}
	p.features.account = service
	p.features.handlers.accountHTTP = account.NewHTTP(service, account.Page{
		Checks: p.checks, Memberships: p.features.handlers.MembershipsOf,
	})
	return nil
}

func (p *program) wireProject() error {
	service, err := project.New(project.Needs{
		DB: p.db, Log: p.log, People: account.NewDirectory(p.db), Purge: p.purgeProject,
	})
	if err != nil {
		return err
	}
	p.features.project = service
	p.features.handlers.projectHTTP = project.NewHTTP(service)
	return nil
}

func (p *program) wireDatasource() error {
	index := usage.New(p.db)
	service, err := datasource.New(datasource.Parts{
		DB: p.db, Sealer: p.box, Log: p.log.With(slog.String("part", "datasource")), Dashboards: index,
	})
	if err != nil {
		return err
	}
	p.features.datasource = service
	p.features.handlers.datasourceHTTP = datasource.NewHTTP(service)
	p.features.handlers.usageHTTP = usage.NewHTTP(index, service)
	return nil
}

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
	marks := adapter.BuiltinHealth{Outcomes: outcome.NewReader(p.db)}
	lists, err := catalog.New(catalog.Parts{DB: p.db, Clock: p.clock, Health: marks})
	if err != nil {
		return err
	}
	p.features.handlers.catalogHTTP = catalog.NewHTTP(lists)
	importer, err := imports.New(imports.Parts{DB: p.db, Dashboards: service, Datasources: p.features.datasource})
	if err != nil {
		return err
	}
	p.features.handlers.importsHTTP = imports.NewHTTP(importer)
	return nil
}
