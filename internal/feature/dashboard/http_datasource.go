package dashboard

import (
	"context"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
)

// ListDatasources answers GET /projects/{project}/datasources.
func (h *HTTP) ListDatasources(
	ctx context.Context, r api.ListDatasourcesRequestObject,
) (api.ListDatasourcesResponseObject, error) {
	return h.listResources(ctx, perses.Datasource, ResourceFilter{
		NamePrefix: api.Value(r.Params.Name), PluginKind: api.Value(r.Params.Kind), Default: r.Params.Default,
	}, api.Value(r.Params.MetadataOnly))
}

// CreateDatasource answers POST /projects/{project}/datasources.
func (h *HTTP) CreateDatasource(
	ctx context.Context, r api.CreateDatasourceRequestObject,
) (api.CreateDatasourceResponseObject, error) {
	return h.createResource(ctx, perses.Datasource, r.Body)
}

// GetDatasource answers GET /projects/{project}/datasources/{name}.
func (h *HTTP) GetDatasource(
	ctx context.Context, r api.GetDatasourceRequestObject,
) (api.GetDatasourceResponseObject, error) {
	return h.getResource(ctx, perses.Datasource, r.Name)
}

// UpdateDatasource answers PUT /projects/{project}/datasources/{name}.
func (h *HTTP) UpdateDatasource(
	ctx context.Context, r api.UpdateDatasourceRequestObject,
) (api.UpdateDatasourceResponseObject, error) {
	return h.updateResource(ctx, perses.Datasource, r.Name, r.Body)
}

// DeleteDatasource answers DELETE /projects/{project}/datasources/{name}.
func (h *HTTP) DeleteDatasource(
	ctx context.Context, r api.DeleteDatasourceRequestObject,
) (api.DeleteDatasourceResponseObject, error) {
	return api.DeleteDatasource204Response{}, h.deleteResource(ctx, perses.Datasource, r.Name,
		api.Value(r.Params.Force))
}

// ListGlobalDatasources answers GET /globaldatasources.
func (h *HTTP) ListGlobalDatasources(
	ctx context.Context, r api.ListGlobalDatasourcesRequestObject,
) (api.ListGlobalDatasourcesResponseObject, error) {
	return h.listResources(ctx, perses.GlobalDatasource, ResourceFilter{
		NamePrefix: api.Value(r.Params.Name), PluginKind: api.Value(r.Params.Kind), Default: r.Params.Default,
	}, api.Value(r.Params.MetadataOnly))
}

// CreateGlobalDatasource answers POST /globaldatasources.
func (h *HTTP) CreateGlobalDatasource(
	ctx context.Context, r api.CreateGlobalDatasourceRequestObject,
) (api.CreateGlobalDatasourceResponseObject, error) {
	return h.createResource(ctx, perses.GlobalDatasource, r.Body)
}

// GetGlobalDatasource answers GET /globaldatasources/{name}.
func (h *HTTP) GetGlobalDatasource(
	ctx context.Context, r api.GetGlobalDatasourceRequestObject,
) (api.GetGlobalDatasourceResponseObject, error) {
	return h.getResource(ctx, perses.GlobalDatasource, r.Name)
}

// UpdateGlobalDatasource answers PUT /globaldatasources/{name}.
func (h *HTTP) UpdateGlobalDatasource(
	ctx context.Context, r api.UpdateGlobalDatasourceRequestObject,
) (api.UpdateGlobalDatasourceResponseObject, error) {
	return h.updateResource(ctx, perses.GlobalDatasource, r.Name, r.Body)
}

// DeleteGlobalDatasource answers DELETE /globaldatasources/{name}.
func (h *HTTP) DeleteGlobalDatasource(
	ctx context.Context, r api.DeleteGlobalDatasourceRequestObject,
) (api.DeleteGlobalDatasourceResponseObject, error) {
	return api.DeleteGlobalDatasource204Response{}, h.deleteResource(ctx, perses.GlobalDatasource, r.Name,
		api.Value(r.Params.Force))
}

// GetDatasourceUsage answers GET /projects/{project}/datasources/{name}/usage.
func (h *HTTP) GetDatasourceUsage(
	ctx context.Context, r api.GetDatasourceUsageRequestObject,
) (api.GetDatasourceUsageResponseObject, error) {
	usage, err := h.service.DatasourceUsage(ctx, access.ScopeOf(ctx), perses.Datasource, r.Name)
	return api.GetDatasourceUsage200JSONResponse{DatasourceUsageJSONResponse: usageReply(usage)}, err
}

// GetGlobalDatasourceUsage answers GET /globaldatasources/{name}/usage.
func (h *HTTP) GetGlobalDatasourceUsage(
	ctx context.Context, r api.GetGlobalDatasourceUsageRequestObject,
) (api.GetGlobalDatasourceUsageResponseObject, error) {
	usage, err := h.service.DatasourceUsage(ctx, access.ScopeOf(ctx), perses.GlobalDatasource, r.Name)
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

// ListKeptServers answers GET /kept-servers.
func (h *HTTP) ListKeptServers(
	ctx context.Context, _ api.ListKeptServersRequestObject,
) (api.ListKeptServersResponseObject, error) {
	kept, err := h.service.KeptServers(ctx)
	reply := make(api.ListKeptServers200JSONResponse, 0, len(kept))
	for _, one := range kept {
		reply = append(reply, api.KeptServer{Project: one.Project, Server: one.Server})
	}
	return reply, err
}
