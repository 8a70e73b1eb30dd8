package adapter

import (
	"context"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/feature/environment"
	"github.com/dashkeep/dashkeep/internal/feature/validation/outcome"
)

// BuiltinHealth tells the list of dashboards how each of them is.
type BuiltinHealth struct{ Outcomes outcome.Reader }

// Latest gives the marks of dashboards by their names.
func (h BuiltinHealth) Latest(ctx context.Context, scope access.Scope, names []string) (map[string]health.Mark, error) {
	return h.Outcomes.Latest(ctx, scope, environment.Builtin, names)
}
