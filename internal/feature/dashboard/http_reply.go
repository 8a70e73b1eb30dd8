package dashboard

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// reply is a document as it is stored. It takes the place of the generated
// answers, which would write a stored document as text in base64.
type reply struct {
	body        []byte
	contentType string // application/json when empty
	headers     map[string]string
}

func (r reply) write(w http.ResponseWriter) error {
	contentType := r.contentType
	if contentType == "" {
		contentType = "application/json"
	}
	for key, value := range r.headers {
		w.Header().Set(key, value)
	}
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(r.body)))
	w.WriteHeader(http.StatusOK)
	_, err := w.Write(r.body)
	return err
}

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

// warningOf puts warnings into the header of that name, the first ten.
func warningOf(warnings []apperror.Field) string {
	const most = 10
	lines := make([]string, 0, most)
	for _, each := range warnings[:min(len(warnings), most)] {
		lines = append(lines, "299 - "+strconv.QuoteToASCII(each.Field+": "+each.Message))
	}
	return strings.Join(lines, ", ")
}

// listOf answers with a plain list of documents, or of what they are called only.
func listOf(documents []json.RawMessage, metadataOnly bool) (reply, error) {
	out := []byte{'['}
	for i, text := range documents {
		if i > 0 {
			out = append(out, ',')
		}
		if metadataOnly {
			d, err := perses.Read(text)
			if err != nil {
				return reply{}, err
			}
			text = partial(d)
		}
		out = append(out, text...)
	}
	return reply{body: append(out, ']')}, nil
}

// partial keeps kind, metadata and the display of a document.
func partial(d *perses.Document) []byte {
	spec := jsonstrict.NewObject()
	if display := d.Root().Get("spec", "display"); display != nil {
		spec.Set("display", display)
	}
	return jsonstrict.NewObject(
		jsonstrict.Member{Key: "kind", Value: d.Root().Get("kind")},
		jsonstrict.Member{Key: "metadata", Value: d.Root().Get("metadata")},
		jsonstrict.Member{Key: "spec", Value: spec},
	).JSON()
}

func (h *HTTP) listResources(
	ctx context.Context, kind perses.Kind, filter ResourceFilter, metadataOnly bool,
) (reply, error) {
	resources, err := h.service.Resources(ctx, access.ScopeOf(ctx), kind, filter)
	if err != nil {
		return reply{}, err
	}
	documents := make([]json.RawMessage, 0, len(resources))
	for _, resource := range resources {
		documents = append(documents, resource.Document)
	}
	return listOf(documents, metadataOnly)
}

func (h *HTTP) getResource(ctx context.Context, kind perses.Kind, name string) (reply, error) {
	found, err := h.service.Resource(ctx, access.ScopeOf(ctx), kind, name)
	return reply{body: found.Document}, err
}

func (h *HTTP) createResource(ctx context.Context, kind perses.Kind, raw *json.RawMessage) (reply, error) {
	text, err := body(raw)
	if err != nil {
		return reply{}, err
	}
	made, err := h.service.CreateResource(ctx, access.ScopeOf(ctx), kind, text)
	return savedReply(made), err
}

func (h *HTTP) updateResource(
	ctx context.Context, kind perses.Kind, name string, raw *json.RawMessage,
) (reply, error) {
	text, err := body(raw)
	if err != nil {
		return reply{}, err
	}
	saved, err := h.service.UpdateResource(ctx, access.ScopeOf(ctx), kind, name, text)
	return savedReply(saved), err
}

// savedReply is a resource as it was saved, with what deserves a look.
func savedReply(saved Resource) reply {
	answer := reply{body: saved.Document}
	if len(saved.Warnings) > 0 {
		answer.headers = map[string]string{"Warning": warningOf(saved.Warnings)}
	}
	return answer
}

func (h *HTTP) deleteResource(ctx context.Context, kind perses.Kind, name string, force bool) error {
	return h.service.DeleteResource(ctx, access.ScopeOf(ctx), kind, name, force)
}
