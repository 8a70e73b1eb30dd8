package imports

import (
	"cmp"
	"context"
	"errors"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// HTTP answers the contract's operations that take foreign documents.
type HTTP struct{ importer *Importer }

// NewHTTP makes the operations of an importer.
func NewHTTP(importer *Importer) *HTTP { return &HTTP{importer: importer} }

// ImportDashboard answers POST /projects/{project}/imports.
func (h *HTTP) ImportDashboard(
	ctx context.Context, r api.ImportDashboardRequestObject,
) (api.ImportDashboardResponseObject, error) {
	format := Format(api.Value(r.Body.Format))
	if format == "auto" {
		format = ""
	}
	all, err := h.importer.Import(ctx, access.ScopeOf(ctx), Import{
		Source: r.Body.Source, Format: format, Only: r.Body.Document, Name: api.Value(r.Body.Name),
		Datasource: api.Value(r.Body.Datasource), Datasources: api.Value(r.Body.Datasources), Tags: api.Value(r.Body.Tags),
		Overwrite: api.Value(r.Body.Overwrite), DryRun: api.Value(r.Body.DryRun),
	})
	if err != nil {
		return nil, err
	}
	first := all[0]
	answer := api.ImportDashboard200JSONResponse{
		Format: api.ImportResultFormat(formatOf(first)), Name: first.Name, DisplayName: first.Title, Panels: first.Counts.Panels,
		Exists: first.Exists, Saved: first.Saved, Warnings: problems(first.Warnings), Documents: []api.ImportedDocument{},
	}
	if first.Fault == nil {
		answer.Document = &first.Document
	}
	for _, each := range all {
		answer.Documents = append(answer.Documents, importedOf(each))
	}
	return answer, nil
}

func formatOf(each Imported) Format {
	if each.Format == "" {
		return FormatPerses
	}
	return each.Format
}

func importedOf(each Imported) api.ImportedDocument {
	made := api.ImportedDocument{
		Index: each.Index, Format: api.ImportedDocumentFormat(formatOf(each)), Name: each.Name, NameInFile: each.NameInFile,
		DisplayName: each.Title, Panels: each.Counts.Panels, Changed: each.Counts.Changed, Notes: each.Counts.Notes,
		Queries: each.Counts.Queries, QueriesDropped: each.Counts.QueriesDropped, Exists: each.Exists, InBin: each.InBin,
		Saved: each.Saved, Report: []api.ImportLine{}, Datasources: []api.ImportSource{}, FreeName: filled(each.FreeName),
	}
	for _, line := range each.Report {
		made.Report = append(made.Report, api.ImportLine{
			Outcome: api.ImportLineOutcome(line.Outcome), Field: line.Field, Panel: filled(line.Panel), Title: filled(line.Title),
			Reason: line.Reason, Becomes: line.Becomes, MissingDatasource: filled(line.Missing),
		})
	}
	for _, source := range each.Sources {
		made.Datasources = append(made.Datasources, api.ImportSource{
			Name: source.Name, Kind: source.Kind, Queries: source.Queries, Variable: source.Variable, Inline: source.Inline,
			Drawable: source.Drawable, Here: filled(source.Here), Found: source.Found,
		})
	}
	if each.Fault != nil {
		made.Fault = faultOf(each.Fault)
	} else {
		made.Document = &each.Document
	}
	return made
}

func faultOf(err error) *api.ImportFault {
	problem, ok := errors.AsType[*apperror.Error](err)
	if !ok {
		return &api.ImportFault{Code: string(apperror.KindOf(err)), Message: "It could not be imported", Errors: problems(nil)}
	}
	return &api.ImportFault{
		Code: cmp.Or(problem.Code, string(problem.Kind)), Message: problem.Message, Errors: problems(problem.Fields),
	}
}

func filled(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func problems(fields []apperror.Field) []api.FieldProblem {
	answer := make([]api.FieldProblem, 0, len(fields))
	for _, f := range fields {
		answer = append(answer, api.FieldProblem{Field: f.Field, Message: f.Message})
	}
	return answer
}

// MigrateGrafana answers POST /api/migrate.
func (h *HTTP) MigrateGrafana(
	ctx context.Context, r api.MigrateGrafanaRequestObject,
) (api.MigrateGrafanaResponseObject, error) {
	text := r.Body.GrafanaDashboard
	if len(text) == 0 {
		return nil, apperror.New(apperror.Invalid, "The request needs a document").WithCode("malformed_document")
	}
	migrated, err := h.importer.Migrate(ctx, text, api.Value(r.Body.Input), api.Value(r.Body.UseDefaultDatasource))
	return api.Stored{Body: migrated}, err
}
