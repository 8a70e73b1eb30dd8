package app

import (
	"time"

	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/feature/project"
)

// expiryInterval is how often ended sessions and links are deleted.
const expiryInterval = time.Hour

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
	p.jobs.Every("account.expired", expiryInterval, service.DeleteExpired)
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
