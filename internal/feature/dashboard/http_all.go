package dashboard

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
)

// The lists over all projects, and the documents that name their project
// themselves, as Perses has them: `percli get dashboards --all` asks for these.

// scopesFor gives the decisions under which a list over all projects is read: the
// one project that the request named, or each in which the asker may read.
func scopesFor(scope access.Scope, permission access.Permission) []access.Scope {
	if scope.Project() != "" {
		return []access.Scope{scope}
	}
	var scopes []access.Scope
	for _, project := range slices.Sorted(maps.Keys(scope.Principal().Roles)) {
		if one, err := scope.Principal().Require(project, permission); err == nil {
			scopes = append(scopes, one)
		}
	}
	return scopes
}

// ListAllDashboards answers GET /dashboards.
func (h *HTTP) ListAllDashboards(
	ctx context.Context, r api.ListAllDashboardsRequestObject,
) (api.ListAllDashboardsResponseObject, error) {
	var documents []json.RawMessage
	for _, scope := range scopesFor(access.ScopeOf(ctx), access.DashboardRead) {
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

// listAllResources lists a kind over the projects in which the asker has the permission.
func (h *HTTP) listAllResources(
	ctx context.Context, kind perses.Kind, permission access.Permission, filter ResourceFilter, metadataOnly bool,
) (api.Stored, error) {
	var documents []json.RawMessage
	for _, scope := range scopesFor(access.ScopeOf(ctx), permission) {
		resources, err := h.service.Resources(ctx, scope, kind, filter)
		if err != nil {
			return api.Stored{}, err
		}
		for _, resource := range resources {
			documents = append(documents, resource.Document)
		}
	}
	return listOf(documents, metadataOnly)
}

// ListAllDatasources answers GET /datasources.
func (h *HTTP) ListAllDatasources(
	ctx context.Context, r api.ListAllDatasourcesRequestObject,
) (api.ListAllDatasourcesResponseObject, error) {
	return h.listAllResources(ctx, perses.Datasource, access.DatasourceRead, ResourceFilter{
		NamePrefix: api.Value(r.Params.Name), PluginKind: api.Value(r.Params.Kind), Default: r.Params.Default,
	}, api.Value(r.Params.MetadataOnly))
}

// CreateDatasourceOfDocument answers POST /datasources.
func (h *HTTP) CreateDatasourceOfDocument(
	ctx context.Context, r api.CreateDatasourceOfDocumentRequestObject,
) (api.CreateDatasourceOfDocumentResponseObject, error) {
	return h.createResource(ctx, perses.Datasource, r.Body)
}

// ListAllVariables answers GET /variables.
func (h *HTTP) ListAllVariables(
	ctx context.Context, r api.ListAllVariablesRequestObject,
) (api.ListAllVariablesResponseObject, error) {
	return h.listAllResources(ctx, perses.Variable, access.DatasourceRead,
		ResourceFilter{NamePrefix: api.Value(r.Params.Name)}, api.Value(r.Params.MetadataOnly))
}

// CreateVariableOfDocument answers POST /variables.
func (h *HTTP) CreateVariableOfDocument(
	ctx context.Context, r api.CreateVariableOfDocumentRequestObject,
) (api.CreateVariableOfDocumentResponseObject, error) {
	return h.createResource(ctx, perses.Variable, r.Body)
}

// ListAllSecrets answers GET /secrets.
func (h *HTTP) ListAllSecrets(
	ctx context.Context, r api.ListAllSecretsRequestObject,
) (api.ListAllSecretsResponseObject, error) {
	return h.listAllResources(ctx, perses.Secret, access.DatasourceManage,
		ResourceFilter{NamePrefix: api.Value(r.Params.Name)}, false)
}

// CreateSecretOfDocument answers POST /secrets.
func (h *HTTP) CreateSecretOfDocument(
	ctx context.Context, r api.CreateSecretOfDocumentRequestObject,
) (api.CreateSecretOfDocumentResponseObject, error) {
	return h.createResource(ctx, perses.Secret, r.Body)
}
