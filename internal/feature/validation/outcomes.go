package validation

import (
	"context"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Outcomes reads what checks have found last in one environment. It needs no service, as rooms that the
// service needs look into it.
type Outcomes struct {
	store       store
	environment string
}

// NewOutcomes makes a reader of the outcomes of an environment, by its id, in a database.
func NewOutcomes(db *sqldb.DB, environment string) Outcomes {
	return Outcomes{store: store{db: db}, environment: environment}
}

// Latest gives the marks of the named assets of the environment. Those that are not
// listed are missing.
func (o Outcomes) Latest(ctx context.Context, scope access.Scope, names []string) (map[string]health.Mark, error) {
	entries, err := o.store.latest(ctx, scope, o.environment, names)
	if err != nil {
		return nil, err
	}
	marks := make(map[string]health.Mark, len(entries))
	for name, entry := range entries {
		marks[name] = entry.mark()
	}
	return marks, nil
}
