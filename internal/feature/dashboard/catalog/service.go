package catalog

import (
	"context"
	"errors"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

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

// Parts are what a Service is made of. All are required but Health: without it every
// dashboard's health is unknown.
type Parts struct {
	DB     *sqldb.DB
	Clock  clock.Clock
	Health Health
}

// Service lists dashboards.
type Service struct {
	db     *sqldb.DB
	clock  clock.Clock
	health Health
}

// New makes the service.
func New(parts Parts) (*Service, error) {
	if parts.DB == nil || parts.Clock == nil {
		return nil, errors.New("catalog: a required part is missing")
	}
	return &Service{db: parts.DB, clock: parts.Clock, health: parts.Health}, nil
}
