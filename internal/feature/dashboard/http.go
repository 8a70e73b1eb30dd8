package dashboard

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/perses"
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

// listOf answers with a plain list of documents, or of what they are called only.
func listOf(documents []json.RawMessage, metadataOnly bool) (api.Stored, error) {
	if !metadataOnly {
		return api.StoredList(documents), nil
	}
	outlines, err := perses.Outlines(documents)
	return api.StoredList(outlines), err
}

// versioned answers with a dashboard and its tag.
func versioned(d Dashboard, err error) (api.Stored, error) {
	headers := map[string]string{"ETag": d.ETag()}
	if warning := httpserver.Warning(d.Warnings); warning != "" {
		headers["Warning"] = warning
	}
	return api.Stored{Body: d.Document, Headers: headers}, err
}

// ListDashboards answers GET /projects/{project}/dashboards.
func (h *HTTP) ListDashboards(
	ctx context.Context, r api.ListDashboardsRequestObject,
) (api.ListDashboardsResponseObject, error) {
	p := r.Params
	filter := Filter{
		Text: api.Value(p.Q), State: State(api.Value(p.State)), Tags: api.Value(p.Tag), Owner: api.Value(p.Owner),
		NamePrefix: api.Value(p.Name), Sort: Sort(api.Value(p.Sort)), Cursor: api.Value(p.Cursor), Limit: api.Value(p.Limit),
	}
	if filter.Cursor != "" && filter.Limit == 0 {
		filter.Limit = usualPage
	}
	listed, err := h.service.List(ctx, access.ScopeOf(ctx), filter, true)
	if err != nil {
		return nil, err
	}
	documents := make([]json.RawMessage, 0, len(listed.Dashboards))
	for _, d := range listed.Dashboards {
		documents = append(documents, d.Document)
	}
	answer, err := listOf(documents, api.Value(p.MetadataOnly))
	if listed.Next != "" {
		answer.Headers = map[string]string{"X-Next-Cursor": listed.Next, "Link": nextLink(r.Project, p, listed.Next)}
	}
	return answer, err
}

func nextLink(project string, p api.ListDashboardsParams, cursor string) string {
	query := url.Values{"cursor": {cursor}}
	for key, value := range map[string]string{
		"name": api.Value(p.Name), "state": string(api.Value(p.State)), "owner": api.Value(p.Owner), "q": api.Value(p.Q),
		"sort": string(api.Value(p.Sort)),
	} {
		if value != "" {
			query.Set(key, value)
		}
	}
	for _, tag := range api.Value(p.Tag) {
		query.Add("tag", tag)
	}
	if limit := api.Value(p.Limit); limit > 0 {
		query.Set("limit", strconv.Itoa(limit))
	}
	if api.Value(p.MetadataOnly) {
		query.Set("metadata_only", "true")
	}
	return "</api/v1/projects/" + url.PathEscape(project) + "/dashboards?" + query.Encode() + `>; rel="next"`
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
	documents, err := pluginDocuments()
	if err != nil {
		return nil, err
	}
	return listOf(documents, false)
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

// MigrateGrafana answers POST /api/migrate.
func (h *HTTP) MigrateGrafana(
	ctx context.Context, r api.MigrateGrafanaRequestObject,
) (api.MigrateGrafanaResponseObject, error) {
	text, err := body(&r.Body.GrafanaDashboard)
	if err != nil {
		return nil, err
	}
	migrated, err := h.service.Migrate(ctx, text, api.Value(r.Body.Input), api.Value(r.Body.UseDefaultDatasource))
	return api.Stored{Body: migrated}, err
}
