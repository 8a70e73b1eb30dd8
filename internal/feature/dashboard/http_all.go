package dashboard

import (
	"context"
	"encoding/json"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
)

// ListAllDashboards answers GET /dashboards.
func (h *HTTP) ListAllDashboards(
	ctx context.Context, r api.ListAllDashboardsRequestObject,
) (api.ListAllDashboardsResponseObject, error) {
	var documents []json.RawMessage
	for _, scope := range access.ScopesFor(access.ScopeOf(ctx), access.DashboardRead) {
		listed, err := h.service.List(ctx, scope, Filter{NamePrefix: api.Value(r.Params.Name)}, true)
		if err != nil {
			return nil, err
		}
		for _, d := range listed.Dashboards {
			documents = append(documents, d.Document)
		}
	}
	return listOf(documents, api.Value(r.Params.MetadataOnly))
}

// CreateDashboardOfDocument answers POST /dashboards.
func (h *HTTP) CreateDashboardOfDocument(
	ctx context.Context, r api.CreateDashboardOfDocumentRequestObject,
) (api.CreateDashboardOfDocumentResponseObject, error) {
	text, err := body(r.Body)
	if err != nil {
		return nil, err
	}
	return versioned(h.service.Create(ctx, access.ScopeOf(ctx), text, Save{Restore: true}))
}
