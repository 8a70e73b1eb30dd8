package dashboard

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/diff"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

// HTTP answers the contract's operations of dashboards.
type HTTP struct{ service *Service }

// NewHTTP makes the operations of a service.
func NewHTTP(service *Service) *HTTP { return &HTTP{service: service} }

func body(raw *json.RawMessage) ([]byte, error) {
	if raw == nil || len(*raw) == 0 {
		return nil, apperror.New(apperror.Invalid, "The request needs a document").WithCode("malformed_document")
	}
	return *raw, nil
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

// versioned answers with a dashboard and its tag.
func versioned(d Dashboard, err error) (api.Stored, error) {
	headers := map[string]string{"ETag": d.ETag()}
	if warning := httpserver.Warning(d.Warnings); warning != "" {
		headers["Warning"] = warning
	}
	return api.Stored{Body: d.Document, Headers: headers}, err
}

// CreateDashboard answers POST /projects/{project}/dashboards.
func (h *HTTP) CreateDashboard(
	ctx context.Context, r api.CreateDashboardRequestObject,
) (api.CreateDashboardResponseObject, error) {
	text, err := body(r.Body)
	if err != nil {
		return nil, err
	}
	save := Save{Message: api.Value(r.Params.Message), Restore: r.Params.Restore == nil || *r.Params.Restore}
	return versioned(h.service.Create(ctx, access.ScopeOf(ctx), text, save))
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

// GetDashboard answers GET /projects/{project}/dashboards/{name}. Opening one in
// the browser counts as a view.
func (h *HTTP) GetDashboard(
	ctx context.Context, r api.GetDashboardRequestObject,
) (api.GetDashboardResponseObject, error) {
	scope := access.ScopeOf(ctx)
	found, err := h.service.Get(ctx, scope, r.Name, State(api.Value(r.Params.State)) == Archived)
	if err != nil {
		return nil, err
	}
	h.service.opened(ctx, scope, found)
	if header := api.Value(r.Params.IfNoneMatch); header != "" && matches(header, found.ETag()) {
		return api.GetDashboard304Response{Headers: api.GetDashboard304ResponseHeaders{ETag: api.Optional(found.ETag())}}, nil
	}
	return versioned(found, nil)
}

// UpdateDashboard answers PUT /projects/{project}/dashboards/{name}.
func (h *HTTP) UpdateDashboard(
	ctx context.Context, r api.UpdateDashboardRequestObject,
) (api.UpdateDashboardResponseObject, error) {
	text, err := body(r.Body)
	if err != nil {
		return nil, err
	}
	save := Save{Message: api.Value(r.Params.Message), IfMatch: api.Value(r.Params.IfMatch)}
	return versioned(h.service.Update(ctx, access.ScopeOf(ctx), r.Name, text, save))
}

// DeleteDashboard answers DELETE /projects/{project}/dashboards/{name}.
func (h *HTTP) DeleteDashboard(
	ctx context.Context, r api.DeleteDashboardRequestObject,
) (api.DeleteDashboardResponseObject, error) {
	remove := h.service.Archive
	if api.Value(r.Params.Force) {
		remove = h.service.Purge
	}
	return api.DeleteDashboard204Response{}, remove(ctx, access.ScopeOf(ctx), r.Name)
}

// RestoreDashboard answers POST …/dashboards/{name}/restore.
func (h *HTTP) RestoreDashboard(
	ctx context.Context, r api.RestoreDashboardRequestObject,
) (api.RestoreDashboardResponseObject, error) {
	return versioned(h.service.Restore(ctx, access.ScopeOf(ctx), r.Name))
}

// SetDashboardState answers PUT …/dashboards/{name}/state.
func (h *HTTP) SetDashboardState(
	ctx context.Context, r api.SetDashboardStateRequestObject,
) (api.SetDashboardStateResponseObject, error) {
	return api.SetDashboardState204Response{}, h.service.SetState(ctx, access.ScopeOf(ctx), r.Name, State(r.Body.State))
}

// RecordView answers POST /view, which names its project in the body.
func (h *HTTP) RecordView(ctx context.Context, r api.RecordViewRequestObject) (api.RecordViewResponseObject, error) {
	scope, err := access.ScopeOf(ctx).Principal().Require(asset.FoldName(r.Body.Project), access.DashboardRead)
	if err != nil {
		return nil, err
	}
	return api.RecordView200Response{}, h.service.View(ctx, scope, r.Body.Dashboard)
}

// ListPlugins answers GET /plugins.
func (h *HTTP) ListPlugins(context.Context, api.ListPluginsRequestObject) (api.ListPluginsResponseObject, error) {
	return api.StoredList(perses.PluginDocuments()), nil
}

// ValidateResource answers POST /api/validate/{resource}.
func (h *HTTP) ValidateResource(
	ctx context.Context, r api.ValidateResourceRequestObject,
) (api.ValidateResourceResponseObject, error) {
	text, err := body(r.Body)
	if err != nil {
		return nil, err
	}
	kind, known := map[string]perses.Kind{
		"dashboards": perses.Dashboard, "datasources": perses.Datasource, "globaldatasources": perses.GlobalDatasource,
		"variables": perses.Variable, "globalvariables": perses.GlobalVariable,
	}[string(r.Resource)]
	if !known {
		return nil, notFound("kind of resource")
	}
	warnings, err := h.service.Validate(ctx, access.ScopeOf(ctx).Principal(), kind, text)
	return checked{warning: httpserver.Warning(warnings)}, err
}

// ListDashboardVersions answers GET …/dashboards/{name}/history.
func (h *HTTP) ListDashboardVersions(
	ctx context.Context, r api.ListDashboardVersionsRequestObject,
) (api.ListDashboardVersionsResponseObject, error) {
	versions, next, err := h.service.Versions(ctx, access.ScopeOf(ctx), r.Name, PageSize(api.Value(r.Params.Limit)),
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
