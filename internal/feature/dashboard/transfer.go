package dashboard

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Format is the form of an exported or imported text.
type Format string

// The formats.
const (
	FormatJSON Format = "json"
	FormatYAML Format = "yaml"
)

// Export writes a dashboard as a file that Perses reads: without what this server
// says about it, and, if wished, with the datasources that it uses. Secrets and
// headers never go with it. Kinds of error: not_found, invalid.
func (s *Service) Export(
	ctx context.Context, scope access.Scope, name string, format Format, withDatasources bool,
) ([]byte, error) {
	found, err := s.Get(ctx, scope, name, false)
	if err != nil {
		return nil, err
	}
	d, err := perses.Read(found.Document)
	if err != nil {
		return nil, fmt.Errorf("read the stored dashboard: %w", err)
	}
	for _, key := range []string{"createdAt", "updatedAt", "version"} {
		d.Root().Get("metadata").Delete(key)
	}
	for _, own := range d.Root().Get("spec", "datasources").Members() {
		own.Value.Get("plugin", "spec", "proxy", "spec").Delete("headers")
	}
	if withDatasources {
		if err := s.bringDatasources(ctx, scope, d); err != nil {
			return nil, err
		}
	}
	var text []byte
	switch format {
	case FormatJSON:
		text = indented(d)
	case FormatYAML:
		if text, err = d.Root().YAML(); err != nil {
			return nil, err
		}
	default:
		return nil, apperror.InvalidField("format", "must be one of json, yaml")
	}
	return text, s.noteExport(ctx, scope, name, format, withDatasources)
}

// noteExport writes into the audit trail that a document left the server.
func (s *Service) noteExport(ctx context.Context, scope access.Scope, name string, format Format, withDatasources bool) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		return audit.Record(ctx, tx, scope, audit.Entry{
			Action: audit.DashboardExport, ResourceType: "dashboard", ResourceID: name,
			Meta: map[string]any{"format": format, "datasources": withDatasources},
		})
	})
}

func indented(d *perses.Document) []byte {
	// A document that was read can be written.
	text, _ := json.MarshalIndent(json.RawMessage(d.JSON()), "", "  ")
	return append(text, '\n')
}

// bringDatasources puts the datasources that a dashboard names into it, without
// their secrets.
func (s *Service) bringDatasources(ctx context.Context, scope access.Scope, d *perses.Document) error {
	inline := d.Root().Get("spec", "datasources").Clone()
	if !inline.Is(jsonstrict.Object) {
		inline = jsonstrict.NewObject()
	}
	for _, ref := range perses.Selectors(d) {
		if ref.Name == "" {
			continue
		}
		source, err := s.datasources.Nearest(ctx, scope, ref.Name)
		if apperror.Is(err, apperror.NotFound) {
			continue
		}
		if err != nil {
			return err //nolint:wrapcheck // says what was done
		}
		spec := source.Root().Get("spec").Clone()
		spec.Delete("dashkeep")
		proxy := spec.Get("plugin", "spec", "proxy", "spec")
		proxy.Delete("secret")
		proxy.Delete("headers")
		inline.Set(ref.Name, spec)
	}
	if len(inline.Members()) > 0 {
		d.Root().Get("spec").Set("datasources", inline)
	}
	return nil
}
