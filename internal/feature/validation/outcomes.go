package validation

import (
	"context"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Outcomes reads what checks have found last. It needs no service, as rooms that the
// service needs look into it.
type Outcomes struct{ store store }

// NewOutcomes makes a reader of the outcomes of a database.
func NewOutcomes(db *sqldb.DB) Outcomes { return Outcomes{store: store{db: db}} }

// Latest gives the latest outcome of the named assets of the built-in
// environment. Those that are not listed are missing.
func (o Outcomes) Latest(ctx context.Context, scope access.Scope, names []string) (map[string]Entry, error) {
	return o.store.latest(ctx, scope, asset.Builtin, names)
}
