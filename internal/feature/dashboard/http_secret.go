package dashboard

import (
	"context"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/perses"
)

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
