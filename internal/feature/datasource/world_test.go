package datasource_test

import (
	"context"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/usage"
	"github.com/dashkeep/dashkeep/internal/feature/datasource"
	"github.com/dashkeep/dashkeep/internal/testkit/boards"
)

type world struct{ *boards.World }

// each runs a test on both engines, in a world and at a time of its own.
func each(t *testing.T, test func(w *world)) {
	t.Helper()
	boards.Each(t, func(w *boards.World) { test(&world{World: w}) })
}

// ResolveOwn finds a datasource that a stored dashboard brings.
func (w *world) ResolveOwn(ctx context.Context, scope access.Scope, name, own string) (datasource.Source, error) {
	w.T.Helper()
	d, version, err := w.Document(ctx, scope, name)
	if err != nil {
		return datasource.Source{}, err
	}
	return w.Sources.ResolveOwn(ctx, scope, d, version, own)
}

// DatasourceUsage tells which dashboards use a datasource.
func (w *world) DatasourceUsage(ctx context.Context, scope access.Scope, kind perses.Kind, name string) (usage.Usage, error) {
	w.T.Helper()
	return w.Index.DatasourceUsage(ctx, scope, w.Sources, kind, name)
}
