package imports

import (
	"context"
	"fmt"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/journal"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Import is a text to import and how.
type Import struct {
	// Source is Perses JSON or YAML, or Grafana JSON: one document or several.
	Source string
	// Format is perses, grafana, or empty to find out.
	Format Format
	// Only is the place of the one document that is meant; nil means all.
	Only *int
	// Name is instead of the document's own; may be empty. It needs one document.
	Name string
	// Datasource replaces every reference to a datasource; may be empty.
	Datasource string
	// Datasources are those of this project in place of those that the documents name,
	// by their names there. An empty one is the default one.
	Datasources map[string]string
	// Tags are added to those of the documents.
	Tags []string
	// Overwrite saves a new version of a dashboard that exists.
	Overwrite bool
	// DryRun checks everything and saves nothing.
	DryRun bool
}

// Imported is what an import did, or would do, with one document.
type Imported struct {
	// Index is the document's place in the text.
	Index  int
	Format Format
	// Name is the one here, NameInFile the document's own.
	Name, NameInFile, Title string
	// Counts says what became of the panels and queries, Report each thing that is not
	// as it was, Warnings the same with what the check of the document says.
	Counts   journal.Counts
	Report   []journal.Line
	Warnings []apperror.Field
	Sources  []ImportSource
	// Placed is what became of the document.
	dashboard.Placed
	// Fault is why this document was not imported, where several were.
	Fault error
}

// Import reads dashboards of another making and saves them. Of several each stands for
// itself: a fault of one is in its place and stops no other. Kinds of error: invalid,
// conflict when the only one exists, too_large, forbidden.
func (i *Importer) Import(ctx context.Context, scope access.Scope, in Import) ([]Imported, error) {
	parts, err := readParts(in.Source)
	if err != nil {
		return nil, err
	}
	sources, err := i.sourcesHere(ctx, scope, in)
	if err != nil {
		return nil, err
	}
	first, last := 0, len(parts)
	if in.Only != nil {
		if first = *in.Only; first < 0 || first >= len(parts) {
			return nil, apperror.InvalidField("document", "must be below %d: so many documents are in the text", len(parts))
		}
		last = first + 1
	}
	if last-first > 1 && in.Name != "" {
		return nil, apperror.InvalidField("name", "names one dashboard; choose it by document, there are %d", len(parts))
	}
	var all []Imported
	taken, room := map[string]bool{}, mostReported
	for at := first; at < last; at++ {
		if err := ctx.Err(); err != nil {
			return all, fmt.Errorf("import: %w", err)
		}
		result, err := i.importPart(ctx, scope, parts[at], in, sources, taken)
		if err != nil && last-first == 1 {
			return nil, err
		}
		if err != nil && !isOfDocument(err) {
			return all, err
		}
		result.Report = journal.Bounded(min(room, journal.MostLines), result.Report)
		room = max(room-len(result.Report), 0)
		result.Index, result.Fault = at, err
		all = append(all, result)
	}
	return all, nil
}

// isOfDocument: what is wrong with one document, rather than with the server.
func isOfDocument(err error) bool {
	switch apperror.KindOf(err) {
	case apperror.Invalid, apperror.Conflict, apperror.TooLarge, apperror.Forbidden:
		return true
	default:
		return false
	}
}

func (i *Importer) importPart(
	ctx context.Context, scope access.Scope, one part, in Import, sources here, taken map[string]bool,
) (Imported, error) {
	if one.fault != nil {
		return Imported{}, one.fault
	}
	shown := showHidden(one.root)
	d, result, err := i.read(ctx, one.root, in, sources)
	if err != nil {
		return result, err
	}
	result.Report = journal.Bounded(journal.MostLines, result.Report, shown)
	if result.Title = d.Title(); in.Name != "" {
		result.NameInFile = d.Name()
		d.Root().Get("metadata").Set("name", jsonstrict.NewString(strings.ToLower(in.Name)))
	} else {
		fitName(d, &result)
	}
	result.Name = d.Name()
	sources.adopt(scope, d, in, &result)
	warnings, err := i.dashboards.CheckForeign(ctx, scope, d)
	if err != nil {
		return result, err
	}
	result.Title = d.Title()
	result.count(d)
	result.look(warnings)
	placed, err := i.dashboards.SaveForeign(ctx, scope, d, dashboard.Foreign{
		Message: "Imported from " + string(result.Format), Overwrite: in.Overwrite, DryRun: in.DryRun, Taken: taken,
	})
	result.Placed = placed
	result.lack(d, placed.Missing)
	taken[result.Name] = true
	result.Report = journal.Bounded(journal.MostLines, result.Report)
	result.Warnings = append(journal.Fields(result.Report), result.Warnings...)
	return result, err
}

// count fills in the numbers that the mapping does not know.
func (r *Imported) count(d *perses.Document) {
	panels := perses.Panels(d)
	r.Counts.Panels = len(panels)
	if r.Format == FormatGrafana {
		return
	}
	for _, panel := range panels {
		r.Counts.Queries += len(panel.Queries)
	}
}

// look takes what the check of the document says into the report.
func (r *Imported) look(warnings []apperror.Field) {
	for _, warning := range warnings {
		r.Report = append(r.Report, journal.Line{
			Outcome: journal.Looks, Field: warning.Field, Reason: "What the check says", Becomes: warning.Message,
		})
	}
}

// lack takes what the project does not have yet into the report.
func (r *Imported) lack(d *perses.Document, missing []apperror.Field) {
	names := map[string]string{}
	for _, ref := range perses.References(d) {
		names[ref.Path+".name"] = ref.Name
	}
	for _, each := range missing {
		r.Report = append(r.Report, journal.Line{
			Outcome: journal.Changed, Field: each.Field, Reason: "Datasource that is not here",
			Becomes: "no data until it is there, or choose another", Missing: names[each.Field],
		})
	}
}
