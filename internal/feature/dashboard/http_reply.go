package dashboard

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

// checked is the answer about a document that was looked at only.
type checked struct{ warning string }

// VisitValidateResourceResponse writes the answer.
func (c checked) VisitValidateResourceResponse(w http.ResponseWriter) error {
	if c.warning != "" {
		w.Header().Set("Warning", c.warning)
	}
	w.WriteHeader(http.StatusOK)
	return nil
}

// listOf answers with a plain list of documents, or of what they are called only.
func listOf(documents []json.RawMessage, metadataOnly bool) (api.Stored, error) {
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
	documents := make([]json.RawMessage, 0, len(resources))
	for _, resource := range resources {
		documents = append(documents, resource.Document)
	}
	return listOf(documents, metadataOnly)
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
