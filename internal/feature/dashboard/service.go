package dashboard

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Datasources are what dashboards ask: those of a project and the global ones.
type Datasources interface {
	// Kinds tells the datasources that a project may use, by name.
	Kinds(ctx context.Context, db bun.IDB, scope access.Scope) (map[string]string, error)
	// Nearest is the stored document of what a project means by a name. Kinds of error:
	// not_found.
	Nearest(ctx context.Context, scope access.Scope, name string) (*perses.Document, error)
	// CheckOwn keeps the rules for those that a dashboard brings, SealOwn seals their
	// headers. before is the stored dashboard, or nil.
	CheckOwn(ctx context.Context, tx *sqldb.Tx, scope access.Scope, d, before *perses.Document) (schema.Findings, error)
	SealOwn(project string, d, before *perses.Document) error
	// Check checks a datasource, a variable or a secret, and gives the warnings of a
	// good one.
	Check(kind perses.Kind, project string, d *perses.Document) ([]apperror.Field, error)
}

// Parts are what a Service is made of. All are required.
type Parts struct {
	DB          *sqldb.DB
	Clock       clock.Clock
	Datasources Datasources
	Log         *slog.Logger
}

// Service is every use case of dashboards.
type Service struct {
	db          *sqldb.DB
	clock       clock.Clock
	datasources Datasources
	log         *slog.Logger
	checker     *schema.Checker
}

// New makes the service.
func New(parts Parts) (*Service, error) {
	if parts.DB == nil || parts.Clock == nil || parts.Datasources == nil || parts.Log == nil {
		return nil, errors.New("dashboard: a required part is missing")
	}
	return &Service{
		db: parts.DB, clock: parts.Clock, datasources: parts.Datasources, log: parts.Log, checker: schema.NewChecker(),
	}, nil
}

// record writes what happened to a dashboard into the audit trail and tells the
// watchers, in the transaction that does it.
func record(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, name string, version int64, action audit.Action, meta map[string]any,
) error {
	entry := audit.Entry{Action: action, ResourceType: "dashboard", ResourceID: name, Meta: meta}
	if err := audit.Record(ctx, tx, scope, entry); err != nil {
		return fmt.Errorf("record audit: %w", err)
	}
	data, err := json.Marshal(map[string]any{"name": name, "version": version, "change": action.Change()})
	if err != nil {
		return fmt.Errorf("encode event: %w", err)
	}
	event.Publish(tx, event.Event{Project: scope.Project(), Type: event.Dashboard, Subject: name, Data: data})
	return nil
}

func newID() (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make id: %w", err)
	}
	return id.String(), nil
}
