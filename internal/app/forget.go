package app

import (
	"context"

	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// remembered are the types of events after which something is to be forgotten.
func remembered() []string {
	return []string{event.Datasource, event.Variable, event.Secret, event.Session, event.Member, event.Environment}
}

// forget forgets what an event says has changed.
func (p *program) forget(e event.Event) {
	switch e.Type {
	case event.Datasource, event.Secret:
		p.features.query.Forget(e.Project)
		p.features.checker.Forget(e.Project)
	case event.Variable:
		p.features.checker.Forget(e.Project)
	case event.Session, event.Member:
		p.recaller.Forget(e.Subject)
	case event.Environment:
		p.features.servers.Forget(e.Subject)
	default: // the hub missed some
		p.features.servers.ForgetAll()
		p.features.query.Forget("")
		p.features.checker.Forget("")
		p.recaller.Forget("")
	}
}

// forgetWithChanges forgets what this process changes, as soon as that is committed.
func (p *program) forgetWithChanges() {
	for _, kind := range remembered() {
		event.Listen(p.db, kind, func(_ context.Context, tx *sqldb.Tx, e event.Event) error {
			tx.AfterCommit(func() { p.forget(e) })
			return nil
		})
	}
}

// forgetWithOthers forgets what other replicas change, when the hub tells of it. The hub
// must be started.
func (p *program) forgetWithOthers() {
	changes := p.hub.SubscribeAll(event.Now, remembered()...)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for e := range changes.C {
			p.forget(e)
		}
	}()
	p.onClose(func(context.Context) error { changes.Close(); <-ended; return nil })
}
