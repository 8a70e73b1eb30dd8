package catalog

import (
	"context"
	"errors"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Health tells the latest outcome of dashboards by name. Those that were never
// checked may be missing.
type Health interface {
	Latest(ctx context.Context, scope access.Scope, names []string) (map[string]health.Mark, error)
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
