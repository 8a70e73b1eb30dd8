package app

import (
	"context"
	"crypto/sha256"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/remember"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const (
	// recallLife is how long who somebody is counts though nobody says that it has
	// changed: what a lost event can do at most.
	recallLife = 5 * time.Second
	mostRecall = 10_000
)

// recaller remembers who sends requests, for the routes that a page asks many times at
// once: a session, its user and their roles are three questions to the database.
type recaller struct {
	people authenticator
	// known has the principals by the hash of their credentials.
	known *remember.Memory[[sha256.Size]byte, access.Principal]
}

func newRecaller(people authenticator, now clock.Clock) *recaller {
	return &recaller{people, remember.New[[sha256.Size]byte, access.Principal](now, recallLife, mostRecall)}
}

// Authenticate tells who sends a request. Where it comes from is the request's own.
func (r *recaller) Authenticate(request *http.Request) (access.Principal, error) {
	said := slices.Concat(request.Header.Values("Authorization"), []string{""}, request.Header.Values("Cookie"))
	key := sha256.Sum256([]byte(strings.Join(said, "\x00")))
	principal, err := r.known.Get(key, func() (access.Principal, error) {
		return r.people.Authenticate(request)
	})
	principal.Origin = account.OriginOf(request.Context())
	return principal, err
}

// forget forgets a user; an empty id is everybody.
func (r *recaller) forget(user string) {
	r.known.Forget(func(_ [sha256.Size]byte, who access.Principal) bool { return user == "" || who.UserID == user })
}

// remembered are the types of events after which something is to be forgotten.
func remembered() []string {
	return []string{event.Datasource, event.Secret, event.Session, event.Member}
}

// forget forgets what an event says has changed.
func (p *program) forget(e event.Event) {
	switch e.Type {
	case event.Datasource, event.Secret:
		p.features.query.Forget(e.Project)
	case event.Session, event.Member:
		p.recaller.forget(e.Subject)
	default: // the hub missed some
		p.features.query.Forget("")
		p.recaller.forget("")
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
