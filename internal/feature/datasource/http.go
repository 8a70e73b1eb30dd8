package datasource

import (
	"context"
	"encoding/json"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

// HTTP answers the contract's operations of datasources, variables and secrets.
type HTTP struct{ service *Service }

// NewHTTP makes the operations of a service.
func NewHTTP(service *Service) *HTTP { return &HTTP{service: service} }

func body(raw *json.RawMessage) ([]byte, error) {
	if raw == nil || len(*raw) == 0 {
		return nil, apperror.New(apperror.Invalid, "The request needs a document").WithCode("malformed_document")
	}
	return *raw, nil
}

// listOf answers with a plain list of resources, or of what they are called only.
func listOf(resources []Resource, metadataOnly bool) (api.Stored, error) {
	documents := make([]json.RawMessage, 0, len(resources))
	for _, resource := range resources {
		documents = append(documents, resource.Document)
	}
	if !metadataOnly {
		return api.StoredList(documents), nil
	}
	outlines, err := perses.Outlines(documents)
	return api.StoredList(outlines), err
}

func (h *HTTP) listResources(
	ctx context.Context, kind perses.Kind, filter ResourceFilter, metadataOnly bool,
) (api.Stored, error) {
	resources, err := h.service.Resources(ctx, access.ScopeOf(ctx), kind, filter)
	if err != nil {
		return api.Stored{}, err
	}
	return listOf(resources, metadataOnly)
}

func (h *HTTP) getResource(ctx context.Context, kind perses.Kind, name string) (api.Stored, error) {
	found, err := h.service.Resource(ctx, access.ScopeOf(ctx), kind, name)
	return api.Stored{Body: found.Document}, err
}

func (h *HTTP) createResource(ctx context.Context, kind perses.Kind, raw *json.RawMessage) (api.Stored, error) {
	text, err := body(raw)
	if err != nil {
		return api.Stored{}, err
	}
	made, err := h.service.CreateResource(ctx, access.ScopeOf(ctx), kind, text)
	return savedReply(made), err
}

func (h *HTTP) updateResource(
	ctx context.Context, kind perses.Kind, name string, raw *json.RawMessage,
) (api.Stored, error) {
	text, err := body(raw)
	if err != nil {
		return api.Stored{}, err
	}
	saved, err := h.service.UpdateResource(ctx, access.ScopeOf(ctx), kind, name, text)
	return savedReply(saved), err
}

// savedReply is a resource as it was saved, with what deserves a look.
func savedReply(saved Resource) api.Stored {
	answer := api.Stored{Body: saved.Document}
	if len(saved.Warnings) > 0 {
		answer.Headers = map[string]string{"Warning": httpserver.Warning(saved.Warnings)}
	}
	return answer
}

func (h *HTTP) deleteResource(ctx context.Context, kind perses.Kind, name string, force bool) error {
	return h.service.DeleteResource(ctx, access.ScopeOf(ctx), kind, name, force)
}

// listAllResources lists a kind over the projects in which the asker has the permission.
func (h *HTTP) listAllResources(
	ctx context.Context, kind perses.Kind, permission access.Permission, filter ResourceFilter, metadataOnly bool,
) (api.Stored, error) {
	var all []Resource
	for _, scope := range access.ScopesFor(access.ScopeOf(ctx), permission) {
		resources, err := h.service.Resources(ctx, scope, kind, filter)
		if err != nil {
			return api.Stored{}, err
		}
		all = append(all, resources...)
	}
	return listOf(all, metadataOnly)
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
