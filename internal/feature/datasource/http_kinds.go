package datasource

import (
	"context"

	"github.com/dashkeep/dashkeep/api"
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

// ListVariables answers GET /projects/{project}/variables.
func (h *HTTP) ListVariables(
	ctx context.Context, r api.ListVariablesRequestObject,
) (api.ListVariablesResponseObject, error) {
	return h.listResources(ctx, perses.Variable, ResourceFilter{NamePrefix: api.Value(r.Params.Name)},
		api.Value(r.Params.MetadataOnly))
}

// CreateVariable answers POST /projects/{project}/variables.
func (h *HTTP) CreateVariable(
	ctx context.Context, r api.CreateVariableRequestObject,
) (api.CreateVariableResponseObject, error) {
	return h.createResource(ctx, perses.Variable, r.Body)
}

// GetVariable answers GET /projects/{project}/variables/{name}.
func (h *HTTP) GetVariable(ctx context.Context, r api.GetVariableRequestObject) (api.GetVariableResponseObject, error) {
	return h.getResource(ctx, perses.Variable, r.Name)
}

// UpdateVariable answers PUT /projects/{project}/variables/{name}.
func (h *HTTP) UpdateVariable(
	ctx context.Context, r api.UpdateVariableRequestObject,
) (api.UpdateVariableResponseObject, error) {
	return h.updateResource(ctx, perses.Variable, r.Name, r.Body)
}

// DeleteVariable answers DELETE /projects/{project}/variables/{name}.
func (h *HTTP) DeleteVariable(
	ctx context.Context, r api.DeleteVariableRequestObject,
) (api.DeleteVariableResponseObject, error) {
	return api.DeleteVariable204Response{}, h.deleteResource(ctx, perses.Variable, r.Name, false)
}

// ListGlobalVariables answers GET /globalvariables.
func (h *HTTP) ListGlobalVariables(
	ctx context.Context, r api.ListGlobalVariablesRequestObject,
) (api.ListGlobalVariablesResponseObject, error) {
	return h.listResources(ctx, perses.GlobalVariable, ResourceFilter{NamePrefix: api.Value(r.Params.Name)},
		api.Value(r.Params.MetadataOnly))
}

// CreateGlobalVariable answers POST /globalvariables.
func (h *HTTP) CreateGlobalVariable(
	ctx context.Context, r api.CreateGlobalVariableRequestObject,
) (api.CreateGlobalVariableResponseObject, error) {
	return h.createResource(ctx, perses.GlobalVariable, r.Body)
}

// GetGlobalVariable answers GET /globalvariables/{name}.
func (h *HTTP) GetGlobalVariable(
	ctx context.Context, r api.GetGlobalVariableRequestObject,
) (api.GetGlobalVariableResponseObject, error) {
	return h.getResource(ctx, perses.GlobalVariable, r.Name)
}

// UpdateGlobalVariable answers PUT /globalvariables/{name}.
func (h *HTTP) UpdateGlobalVariable(
	ctx context.Context, r api.UpdateGlobalVariableRequestObject,
) (api.UpdateGlobalVariableResponseObject, error) {
	return h.updateResource(ctx, perses.GlobalVariable, r.Name, r.Body)
}

// DeleteGlobalVariable answers DELETE /globalvariables/{name}.
func (h *HTTP) DeleteGlobalVariable(
	ctx context.Context, r api.DeleteGlobalVariableRequestObject,
) (api.DeleteGlobalVariableResponseObject, error) {
	return api.DeleteGlobalVariable204Response{}, h.deleteResource(ctx, perses.GlobalVariable, r.Name, false)
}

// ListSecrets answers GET /projects/{project}/secrets.
func (h *HTTP) ListSecrets(ctx context.Context, r api.ListSecretsRequestObject) (api.ListSecretsResponseObject, error) {
	return h.listResources(ctx, perses.Secret, ResourceFilter{NamePrefix: api.Value(r.Params.Name)}, false)
}

// CreateSecret answers POST /projects/{project}/secrets.
func (h *HTTP) CreateSecret(
	ctx context.Context, r api.CreateSecretRequestObject,
) (api.CreateSecretResponseObject, error) {
	return h.createResource(ctx, perses.Secret, r.Body)
}

// GetSecret answers GET /projects/{project}/secrets/{name}.
func (h *HTTP) GetSecret(ctx context.Context, r api.GetSecretRequestObject) (api.GetSecretResponseObject, error) {
	return h.getResource(ctx, perses.Secret, r.Name)
}

// UpdateSecret answers PUT /projects/{project}/secrets/{name}.
func (h *HTTP) UpdateSecret(
	ctx context.Context, r api.UpdateSecretRequestObject,
) (api.UpdateSecretResponseObject, error) {
	return h.updateResource(ctx, perses.Secret, r.Name, r.Body)
}

// DeleteSecret answers DELETE /projects/{project}/secrets/{name}.
func (h *HTTP) DeleteSecret(
	ctx context.Context, r api.DeleteSecretRequestObject,
) (api.DeleteSecretResponseObject, error) {
	return api.DeleteSecret204Response{}, h.deleteResource(ctx, perses.Secret, r.Name, false)
}

// ListGlobalSecrets answers GET /globalsecrets.
func (h *HTTP) ListGlobalSecrets(
	ctx context.Context, r api.ListGlobalSecretsRequestObject,
) (api.ListGlobalSecretsResponseObject, error) {
	return h.listResources(ctx, perses.GlobalSecret, ResourceFilter{NamePrefix: api.Value(r.Params.Name)}, false)
}

// CreateGlobalSecret answers POST /globalsecrets.
func (h *HTTP) CreateGlobalSecret(
	ctx context.Context, r api.CreateGlobalSecretRequestObject,
) (api.CreateGlobalSecretResponseObject, error) {
	return h.createResource(ctx, perses.GlobalSecret, r.Body)
}

// GetGlobalSecret answers GET /globalsecrets/{name}.
func (h *HTTP) GetGlobalSecret(
	ctx context.Context, r api.GetGlobalSecretRequestObject,
) (api.GetGlobalSecretResponseObject, error) {
	return h.getResource(ctx, perses.GlobalSecret, r.Name)
}

// UpdateGlobalSecret answers PUT /globalsecrets/{name}.
func (h *HTTP) UpdateGlobalSecret(
	ctx context.Context, r api.UpdateGlobalSecretRequestObject,
) (api.UpdateGlobalSecretResponseObject, error) {
	return h.updateResource(ctx, perses.GlobalSecret, r.Name, r.Body)
}

// DeleteGlobalSecret answers DELETE /globalsecrets/{name}.
func (h *HTTP) DeleteGlobalSecret(
	ctx context.Context, r api.DeleteGlobalSecretRequestObject,
) (api.DeleteGlobalSecretResponseObject, error) {
	return api.DeleteGlobalSecret204Response{}, h.deleteResource(ctx, perses.GlobalSecret, r.Name, false)
}
