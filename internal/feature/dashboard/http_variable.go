package dashboard

import (
	"context"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/perses"
)

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
