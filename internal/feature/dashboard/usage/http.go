package usage

import (
	"context"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
)

// HTTP answers the contract's operations of what dashboards ask.
type HTTP struct {
	index       *Index
	datasources Datasources
}

// NewHTTP makes the operations of an index.
func NewHTTP(index *Index, datasources Datasources) *HTTP { return &HTTP{index, datasources} }

// GetDatasourceUsage answers GET /projects/{project}/datasources/{name}/usage.
func (h *HTTP) GetDatasourceUsage(
	ctx context.Context, r api.GetDatasourceUsageRequestObject,
) (api.GetDatasourceUsageResponseObject, error) {
	usage, err := h.index.DatasourceUsage(ctx, access.ScopeOf(ctx), h.datasources, perses.Datasource, r.Name)
	return api.GetDatasourceUsage200JSONResponse{DatasourceUsageJSONResponse: usageReply(usage)}, err
}

// GetGlobalDatasourceUsage answers GET /globaldatasources/{name}/usage.
func (h *HTTP) GetGlobalDatasourceUsage(
	ctx context.Context, r api.GetGlobalDatasourceUsageRequestObject,
) (api.GetGlobalDatasourceUsageResponseObject, error) {
	usage, err := h.index.DatasourceUsage(ctx, access.ScopeOf(ctx), h.datasources, perses.GlobalDatasource, r.Name)
	return api.GetGlobalDatasourceUsage200JSONResponse{DatasourceUsageJSONResponse: usageReply(usage)}, err
}

func usageReply(usage Usage) api.DatasourceUsageJSONResponse {
	reply := api.DatasourceUsageJSONResponse{
		Count: int(usage.Count), ByDefault: int(usage.ByDefault), Dashboards: make([]api.DatasourceUser, 0, len(usage.Dashboards)),
	}
	for _, each := range usage.Dashboards {
		reply.Dashboards = append(reply.Dashboards, api.DatasourceUser{Project: each.Project, Name: each.Name, Title: each.Title})
	}
	return reply
}
