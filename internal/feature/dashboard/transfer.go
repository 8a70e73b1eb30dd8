package dashboard

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/document"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Format is the form of an exported or imported text.
type Format string

// The formats.
const (
	FormatJSON    Format = "json"
	FormatYAML    Format = "yaml"
	FormatPerses  Format = "perses"
	FormatGrafana Format = "grafana"
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
	d, err := document.Read(found.Document)
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
	switch format {
	case FormatJSON:
		return indented(d), nil
	case FormatYAML:
		return d.Root().YAML()
	default:
		return nil, apperror.InvalidField("format", "must be one of json, yaml")
	}
}

func indented(d *document.Document) []byte {
	// A document that was read can be written.
	text, _ := json.MarshalIndent(json.RawMessage(d.JSON()), "", "  ")
	return append(text, '\n')
}

// bringDatasources puts the datasources that a dashboard names into it, without
// their secrets.
func (s *Service) bringDatasources(ctx context.Context, scope access.Scope, d *document.Document) error {
	inline := d.Root().Get("spec", "datasources").Clone()
	if !inline.Is(jsonstrict.Object) {
		inline = jsonstrict.NewObject()
	}
	for _, ref := range document.Selectors(d) {
		if ref.Name == "" {
			continue
		}
		row, err := findResource(ctx, s.db.Read(), document.Datasource, scope.Project(), ref.Name, false)
		if apperror.Is(err, apperror.NotFound) {
			row, err = findResource(ctx, s.db.Read(), document.Datasource, "", ref.Name, false)
		}
		if apperror.Is(err, apperror.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		source, err := document.Read(row.Document)
		if err != nil {
			return fmt.Errorf("read the stored datasource: %w", err)
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

// Import is a text to import and how.
type Import struct {
	// Source is Perses JSON or YAML, or Grafana JSON.
	Source string
	// Format is perses, grafana, or empty to find out.
	Format Format
	// Name is instead of the document's own; may be empty.
	Name string
	// Datasource replaces every reference to a datasource; may be empty.
	Datasource string
	// Overwrite saves a new version of a dashboard that exists.
	Overwrite bool
	// DryRun checks everything and saves nothing.
	DryRun bool
}

// Imported is what an import did, or would do.
type Imported struct {
	Format      Format
	Name, Title string
	Panels      int
	Exists      bool
	Saved       bool
	Warnings    []apperror.Field
	Document    json.RawMessage
	ETag        string
}

// largestImport is how many bytes an imported text may have.
const largestImport = 4 << 20

// Import reads a dashboard of another making and saves it. Kinds of error: invalid,
// conflict when it exists, too_large, forbidden.
func (s *Service) Import(ctx context.Context, scope access.Scope, in Import) (Imported, error) {
	d, result, err := s.readImport(in)
	if err != nil {
		return Imported{}, err
	}
	if in.Name != "" {
		d.Root().Get("metadata").Set("name", jsonstrict.NewString(in.Name))
	}
	if err := s.adopt(ctx, scope, d, in.Datasource); err != nil {
		return Imported{}, err
	}
	warnings, err := s.prepare(scope, d, Save{})
	if err != nil {
		return Imported{}, err
	}
	result.Warnings = append(result.Warnings, warnings...)
	result.Name, result.Title, result.Panels = d.Name(), d.Title(), len(document.Panels(d))
	return s.saveImport(ctx, scope, d, in, result)
}

// readImport finds out the format and reads the text.
func (s *Service) readImport(in Import) (*document.Document, Imported, error) {
	limits := jsonstrict.DocumentLimits()
	limits.Bytes = largestImport
	text := strings.TrimPrefix(strings.TrimSpace(in.Source), "\ufeff")
	read := jsonstrict.YAML
	if strings.HasPrefix(text, "{") {
		read = jsonstrict.JSON
	}
	root, err := read([]byte(text), limits)
	if err != nil {
		return nil, Imported{}, err
	}
	if !root.Is(jsonstrict.Object) {
		return nil, Imported{}, apperror.InvalidField("source", "must be a dashboard: an object in JSON or YAML")
	}
	if in.Format == FormatGrafana || in.Format != FormatPerses && grafana.Recognises(root) {
		mapped, err := grafana.Map(root, grafana.Options{Checker: s.checker})
		return mapped.Dashboard, Imported{Format: FormatGrafana, Warnings: grafana.Fields(mapped.Report)}, err
	}
	d := document.Of(root)
	if !root.Get("metadata").Is(jsonstrict.Object) {
		root.Set("metadata", jsonstrict.NewObject())
	}
	return d, Imported{Format: FormatPerses}, nil
}

// adopt makes a foreign document one of this project: the project is set, and
// every datasource reference is replaced when one is given.
func (s *Service) adopt(ctx context.Context, scope access.Scope, d *document.Document, datasource string) error {
	d.Root().Get("metadata").Set("project", jsonstrict.NewString(scope.Project()))
	if datasource == "" {
		return nil
	}
	kinds, err := datasourceKinds(ctx, s.db.Read(), scope)
	if err != nil {
		return err
	}
	kind, exists := kinds[datasource]
	if !exists {
		return apperror.InvalidField("datasource", "this project has no such datasource")
	}
	document.Redirect(d, document.DatasourceRef{Kind: kind, Name: datasource})
	return nil
}

func (s *Service) saveImport(
	ctx context.Context, scope access.Scope, d *document.Document, in Import, result Imported,
) (Imported, error) {
	save := Save{Message: "Imported from " + string(result.Format), change: "import", exact: true}
	var row dashboardRow
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		existing, err := findDashboard(ctx, tx, scope, d.Name(), true)
		if result.Exists = err == nil; err != nil && !apperror.Is(err, apperror.NotFound) {
			return err
		}
		switch {
		case in.DryRun:
			return s.checkReferences(ctx, tx, scope, d, nil) // nothing is changed, nobody is told
		case result.Exists && existing.ArchivedAt == nil && in.Overwrite:
			row, err = s.updateIn(ctx, tx, scope, existing, d, save)
		default:
			row, err = s.createIn(ctx, tx, scope, d, save)
		}
		if err != nil {
			return err
		}
		return s.tell(ctx, tx, scope, d.Name())
	})
	if err != nil {
		return Imported{}, err
	}
	if result.Warnings, err = withMissing(ctx, s.db.Read(), scope, d, result.Warnings); err != nil {
		return Imported{}, err
	}
	result.Document = json.RawMessage(d.JSON())
	if !in.DryRun {
		result.Saved, result.Document, result.ETag = true, veiled(scope, row.Document), etag(row.ID, row.Version)
	}
	return result, nil
}

// Migrate maps a Grafana dashboard to Perses without saving anything. Kinds of
// error: invalid, too_large.
func (s *Service) Migrate(text []byte, input map[string]string, useDefaultDatasource bool) (json.RawMessage, error) {
	limits := jsonstrict.DocumentLimits()
	limits.Bytes = largestImport
	root, err := jsonstrict.JSON(text, limits)
	if err != nil {
		return nil, err
	}
	grafana.FillInputs(root, input)
	mapped, err := grafana.Map(root, grafana.Options{Checker: s.checker})
	if err != nil {
		return nil, err
	}
	if useDefaultDatasource {
		document.Redirect(mapped.Dashboard, document.DatasourceRef{Kind: "PrometheusDatasource"})
	}
	return json.RawMessage(mapped.Dashboard.JSON()), nil
}
