package dashboard

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Sealer encrypts values for one row.
type Sealer interface {
	Seal(plain []byte, row string) ([]byte, error)
	Open(sealed []byte, row string) ([]byte, error)
}

// HealthMark is the health of one dashboard as the catalog shows it.
type HealthMark struct {
	// Status is PASS, WARN, FAIL or UNKNOWN.
	Status string
	// Summary is one sentence on what is wrong, Brief two or three words.
	Summary, Brief string
	// Since and CheckedAt are zero when it was never checked.
	Since, CheckedAt time.Time
	// Strip are the last 30 outcomes, oldest first.
	Strip []string
}

// Health tells the latest outcome of dashboards by name. Those that were never
// checked may be missing.
type Health interface {
	Latest(ctx context.Context, scope access.Scope, names []string) (map[string]HealthMark, error)
}

// Parts are what a Service is made of. All are required but Health: without it
// every dashboard's health is unknown.
type Parts struct {
	DB     *sqldb.DB
	Clock  clock.Clock
	Sealer Sealer
	Health Health
	Log    *slog.Logger
	// Watcher is told of every change of what the project has; nil for nobody.
	Watcher Watcher
}

// Service is every use case of dashboards, datasources, variables and secrets.
type Service struct {
	db      *sqldb.DB
	clock   clock.Clock
	sealer  Sealer
	health  Health
	log     *slog.Logger
	checker *schema.Checker
	watcher Watcher
}

// New makes the service.
func New(parts Parts) (*Service, error) {
	if parts.DB == nil || parts.Clock == nil || parts.Sealer == nil || parts.Log == nil {
		return nil, errors.New("dashboard: a required part is missing")
	}
	return &Service{
		db: parts.DB, clock: parts.Clock, sealer: parts.Sealer, health: parts.Health, log: parts.Log, watcher: parts.Watcher,
		checker: schema.NewChecker(),
	}, nil
}

// record writes what happened to a dashboard into the audit trail and tells the
// watchers, in the transaction that does it.
func record(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, name string, version int64, change string, meta map[string]any,
) error {
	entry := audit.Entry{Action: "dashboard." + change, ResourceType: "dashboard", ResourceID: name, Meta: meta}
	if err := audit.Record(ctx, tx, scope, entry); err != nil {
		return fmt.Errorf("record audit: %w", err)
	}
	data, err := json.Marshal(map[string]any{"name": name, "version": version, "change": change})
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
