package imports

import (
	"context"
	"encoding/json"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Migrate maps a Grafana dashboard to Perses without saving anything. Kinds of
// error: invalid, too_large. It ends with the context.
func (i *Importer) Migrate(
	ctx context.Context, text []byte, input map[string]string, useDefaultDatasource bool,
) (json.RawMessage, error) {
	root, err := jsonstrict.JSON(text, perses.ImportLimits())
	if err != nil {
		return nil, err
	}
	showHidden(root)
	if err := grafana.FillInputs(root, input); err != nil {
		return nil, err //nolint:wrapcheck // a sentence for people
	}
	mapped, err := grafana.Map(root, grafana.Options{Checker: i.checker, Ended: ctx.Err})
	if err != nil {
		return nil, err
	}
	if useDefaultDatasource {
		perses.Redirect(mapped.Dashboard, perses.DatasourceRef{Kind: perses.PrometheusDatasource})
	}
	return json.RawMessage(mapped.Dashboard.JSON()), nil
}
