package dashboard

import (
	"context"
	"fmt"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/perses/diff"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// ListDashboardVersions answers GET …/dashboards/{name}/history.
func (h *HTTP) ListDashboardVersions(
	ctx context.Context, r api.ListDashboardVersionsRequestObject,
) (api.ListDashboardVersionsResponseObject, error) {
	versions, next, err := h.service.Versions(ctx, access.ScopeOf(ctx), r.Name, pageSize(api.Value(r.Params.Limit)),
		api.Value(r.Params.Cursor))
	if err != nil {
		return nil, err
	}
	page := api.ListDashboardVersions200JSONResponse{Items: []api.VersionEntry{}, NextCursor: api.Optional(next)}
	for _, v := range versions {
		page.Items = append(page.Items, api.VersionEntry{
			Version: v.Version, SavedAt: v.SavedAt, SavedBy: v.SavedBy, Message: v.Message, Summary: v.Summary,
			RestoredFrom: v.RestoredFrom, Current: v.Current,
		})
	}
	return page, nil
}

// GetDashboardVersion answers GET …/dashboards/{name}/history/{version}.
func (h *HTTP) GetDashboardVersion(
	ctx context.Context, r api.GetDashboardVersionRequestObject,
) (api.GetDashboardVersionResponseObject, error) {
	text, err := h.service.Version(ctx, access.ScopeOf(ctx), r.Name, r.Version)
	return api.Stored{Body: text}, err
}

// RestoreDashboardVersion answers POST …/history/{version}/restore.
func (h *HTTP) RestoreDashboardVersion(
	ctx context.Context, r api.RestoreDashboardVersionRequestObject,
) (api.RestoreDashboardVersionResponseObject, error) {
	return versioned(h.service.RestoreVersion(ctx, access.ScopeOf(ctx), r.Name, r.Version, Save{}))
}

// DiffDashboardVersions answers GET …/dashboards/{name}/diff.
func (h *HTTP) DiffDashboardVersions(
	ctx context.Context, r api.DiffDashboardVersionsRequestObject,
) (api.DiffDashboardVersionsResponseObject, error) {
	difference, err := h.service.Diff(ctx, access.ScopeOf(ctx), r.Name, r.Params.From, r.Params.To)
	return api.DiffDashboardVersions200JSONResponse(differenceOf(difference)), err
}

// DiffDashboardDraft answers POST …/dashboards/{name}/diff.
func (h *HTTP) DiffDashboardDraft(
	ctx context.Context, r api.DiffDashboardDraftRequestObject,
) (api.DiffDashboardDraftResponseObject, error) {
	text, err := body(r.Body)
	if err != nil {
		return nil, err
	}
	difference, err := h.service.DiffDraft(ctx, access.ScopeOf(ctx), r.Name, text, r.Params.From)
	return api.DiffDashboardDraft200JSONResponse(differenceOf(difference)), err
}

func differenceOf(d diff.Difference) api.DashboardDiff {
	answer := api.DashboardDiff{
		Summary: d.Summary, Changes: []api.DiffChange{}, Fields: fieldsOf(d.Fields),
		Counts: api.DiffCounts{Added: d.Counts.Added, Removed: d.Counts.Removed, Changed: d.Counts.Changed},
	}
	for _, change := range d.Changes {
		fields := fieldsOf(change.Fields)
		answer.Changes = append(answer.Changes, api.DiffChange{
			Kind: api.DiffChangeKind(change.Kind), Subject: api.DiffChangeSubject(change.Subject), Name: change.Name,
			Sentence: change.Sentence, Fields: &fields,
		})
	}
	return answer
}

func fieldsOf(fields []diff.Field) []api.DiffField {
	answer := make([]api.DiffField, 0, len(fields))
	for _, f := range fields {
		answer = append(answer, api.DiffField{
			Kind: api.DiffFieldKind(f.Kind), Path: f.Path, Before: api.Optional(f.Before), After: api.Optional(f.After),
		})
	}
	return answer
}

// ExportDashboard answers GET …/dashboards/{name}/export.
func (h *HTTP) ExportDashboard(
	ctx context.Context, r api.ExportDashboardRequestObject,
) (api.ExportDashboardResponseObject, error) {
	format := Format(api.Value(r.Params.Format))
	if format == "" {
		format = FormatJSON
	}
	text, err := h.service.Export(ctx, access.ScopeOf(ctx), r.Name, format, api.Value(r.Params.Datasources))
	return api.Stored{Body: text, ContentType: "application/" + string(format), Headers: map[string]string{
		"Content-Disposition": fmt.Sprintf(`attachment; filename="%s.%s"`, r.Name,
			format), "X-Content-Type-Options": "nosniff",
	}}, err
}

func problems(fields []apperror.Field) []api.FieldProblem {
	answer := make([]api.FieldProblem, 0, len(fields))
	for _, f := range fields {
		answer = append(answer, api.FieldProblem{Field: f.Field, Message: f.Message})
	}
	return answer
}
