package environment

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// mostServers is how many a project may have.
const mostServers = 200

// Tester tries the connection to a server, step by step, and changes nothing there.
// Whatever fails is in the report.
type Tester interface {
	Test(ctx context.Context, s Connection) (Report, error)
}

// Connection is a server with what is secret of its sign-in, for whoever speaks to it.
type Connection struct {
	Server

	Password, Token, Cookie secret.Text
	Headers                 map[string]secret.Text
}

func (s Server) connection() Connection {
	return Connection{
		Server: s, Password: s.secrets.password, Token: s.secrets.token, Cookie: s.secrets.cookie, Headers: s.secrets.headers,
	}
}

// RegistryNeeds are what the registry is made of. All are required.
type RegistryNeeds struct {
	DB     *sqldb.DB
	Box    *secret.Box
	Tester Tester
}

// Registry keeps the servers of others in which a project has dashboards.
type Registry struct {
	db     *sqldb.DB
	store  *store
	tester Tester
}

// NewRegistry makes the registry.
func NewRegistry(needs RegistryNeeds) (*Registry, error) {
	if needs.DB == nil || needs.Box == nil || needs.Tester == nil {
		return nil, errors.New("environment: database, box and tester are required")
	}
	return &Registry{db: needs.DB, store: &store{db: needs.DB, box: needs.Box}, tester: needs.Tester}, nil
}

// List gives the project's servers by name.
func (r *Registry) List(ctx context.Context, scope access.Scope) ([]Server, error) {
	return r.store.list(ctx, scope)
}

// Get gives one. Kind of error: not_found.
func (r *Registry) Get(ctx context.Context, scope access.Scope, id string) (Server, error) {
	return r.store.get(ctx, r.db.Read(), scope, id)
}

// Connection gives one with what is secret, for whoever speaks to it. Kind of error:
// not_found.
func (r *Registry) Connection(ctx context.Context, scope access.Scope, id string) (Connection, error) {
	found, err := r.Get(ctx, scope, id)
	return found.connection(), err
}

// Create registers a Superset. Kinds of error: invalid with the fields, conflict for a
// name that is taken, or when there are too many.
func (r *Registry) Create(ctx context.Context, scope access.Scope, settings Settings, given Credentials) (Server, error) {
	made, err := draft(scope, settings, given)
	if err != nil {
		return Server{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return Server{}, err //nolint:wrapcheck // the machine has no random numbers
	}
	made.ID, made.Revision, made.UpdatedBy = id.String(), 1, scope.Principal().Login
	err = r.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		count, err := tx.NewSelect().Table("environment").Where("project = ?", scope.Project()).Count(ctx)
		if err != nil {
			return err //nolint:wrapcheck // of the database
		}
		if count >= mostServers {
			return apperror.New(apperror.Conflict, "A project may have %d environments. Remove one first", mostServers).
				WithCode("too_many")
		}
		made.CreatedAt, made.UpdatedAt, made.CredentialsAt = tx.Now(), tx.Now(), tx.Now()
		if err := r.store.insert(ctx, tx, made); err != nil {
			return err
		}
		return noteChange(ctx, tx, scope, made, audit.EnvironmentCreate)
	})
	if err != nil {
		return Server{}, err
	}
	return r.Get(ctx, scope, made.ID)
}

// draft is a server that is not registered.
func draft(scope access.Scope, settings Settings, given Credentials) (Server, error) {
	settings = settings.withDefaults()
	if err := settings.check(); err != nil {
		return Server{}, err
	}
	kept := secrets{}.with(given).only(settings.SignIn)
	return Server{Project: scope.Project(), Kind: asset.Superset, Settings: settings, secrets: kept}, kept.check(settings.SignIn)
}

// Update changes a server, from the revision that was read. What is secret stays where
// nothing new is given, but goes to no other server: with another host it is to be given
// again. Kinds of error: not_found, invalid with the fields, conflict.
func (r *Registry) Update(
	ctx context.Context, scope access.Scope, id string, revision int64, settings Settings, given Credentials,
) (Server, error) {
	settings = settings.withDefaults()
	if err := settings.check(); err != nil {
		return Server{}, err
	}
	err := r.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		was, err := r.store.get(ctx, tx, scope, id)
		if err != nil {
			return err
		}
		if was.Revision != revision {
			return changedMeanwhile()
		}
		changed, err := was.changed(settings, given)
		if err != nil {
			return err
		}
		if isGiven(given) || changed.SignIn != was.SignIn {
			changed.CredentialsAt = tx.Now()
		}
		changed.Revision, changed.UpdatedAt, changed.UpdatedBy = was.Revision+1, tx.Now(), scope.Principal().Login
		if err := r.store.update(ctx, tx, changed, was.Revision); err != nil {
			return err
		}
		return noteChange(ctx, tx, scope, changed, audit.EnvironmentUpdate)
	})
	if err != nil {
		return Server{}, err
	}
	return r.Get(ctx, scope, id)
}

// changed is the server with other settings and the secrets that it may go on with.
func (s Server) changed(settings Settings, given Credentials) (Server, error) {
	known := s.secrets
	if !sameServer(s.URL, settings.URL) || settings.Insecure && !s.Insecure || settings.CA != s.CA && settings.CA != "" {
		known = secrets{} // who answers now is not who they were given for
	}
	s.Settings, s.secrets = settings, known.with(given).only(settings.SignIn)
	return s, s.secrets.check(settings.SignIn)
}

func isGiven(given Credentials) bool {
	return given.Password != nil || given.Token != nil || given.Cookie != nil || given.Headers != nil
}

// Delete removes a server and what is known of it. Kind of error: not_found.
func (r *Registry) Delete(ctx context.Context, scope access.Scope, id string) error {
	return r.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		was, err := r.store.get(ctx, tx, scope, id)
		if err != nil {
			return err
		}
		if err := r.store.remove(ctx, tx, scope, id); err != nil {
			return err
		}
		return noteChange(ctx, tx, scope, was, audit.EnvironmentDelete)
	})
}

// Test tries the connection to a registered server and keeps what it found. Kind of
// error: not_found.
func (r *Registry) Test(ctx context.Context, scope access.Scope, id string) (Report, error) {
	found, err := r.Get(ctx, scope, id)
	if err != nil {
		return Report{}, err
	}
	report, err := r.tester.Test(ctx, found.connection())
	if err != nil {
		return Report{}, err
	}
	err = r.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := r.store.keepTest(ctx, tx, found, report); err != nil {
			return err
		}
		event.Publish(tx, event.Event{Project: found.Project, Type: event.Environment, Subject: found.ID})
		return nil
	})
	return report, err
}

// TestDraft tries settings before they are saved: those of a new server, or with an id
// changes of one that is registered, whose secrets are used where none are given. Kinds of
// error: invalid with the fields, not_found.
func (r *Registry) TestDraft(
	ctx context.Context, scope access.Scope, id string, settings Settings, given Credentials,
) (Report, error) {
	tried, err := draft(scope, settings, given)
	if id != "" {
		var was Server
		if was, err = r.Get(ctx, scope, id); err != nil {
			return Report{}, err
		}
		settings = settings.withDefaults()
		if err = settings.check(); err == nil {
			tried, err = was.changed(settings, given)
		}
	}
	if err != nil {
		return Report{}, err
	}
	return r.tester.Test(ctx, tried.connection())
}

// PurgeProject deletes the servers of a project, in the transaction that deletes it.
func (r *Registry) PurgeProject(ctx context.Context, tx *sqldb.Tx, project string) error {
	return r.store.purge(ctx, tx, project)
}

// noteChange tells watchers and the trail of a change.
func noteChange(ctx context.Context, tx *sqldb.Tx, scope access.Scope, s Server, action audit.Action) error {
	event.Publish(tx, event.Event{Project: s.Project, Type: event.Environment, Subject: s.ID})
	return audit.Record(ctx, tx, scope, audit.Entry{
		Action: action, ResourceType: "environment", ResourceID: s.ID,
		Meta: map[string]any{"name": s.Name, "url": s.URL, "sign_in": s.SignIn, "stage": s.Stage, "protected": s.Protected},
	})
}
