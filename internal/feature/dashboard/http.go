package dashboard

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// HTTP answers the contract's operations of dashboards, datasources, variables
// and secrets.
type HTTP struct{ service *Service }

// NewHTTP makes the operations of a service.
func NewHTTP(service *Service) *HTTP { return &HTTP{service: service} }

func body(raw *json.RawMessage) ([]byte, error) {
	if raw == nil || len(*raw) == 0 {
		return nil, apperror.New(apperror.Invalid, "The request needs a document").WithCode("malformed_document")
	}
	return *raw, nil
}

func valueOf[T any](pointer *T) T {
	var zero T
	if pointer == nil {
		return zero
	}
	return *pointer
}

func pointerTo[T comparable](value T) *T {
	var zero T
	if value == zero {
		return nil
	}
	return &value
}

// versioned answers with a dashboard and its tag.
func versioned(d Dashboard, err error) (reply, error) {
	headers := map[string]string{"ETag": d.ETag()}
	if warning := warningOf(d.Warnings); warning != "" {
		headers["Warning"] = warning
	}
	return reply{body: d.Document, headers: headers}, err
}

// ListDashboards answers GET /projects/{project}/dashboards.
func (h *HTTP) ListDashboards(
	ctx context.Context, r api.ListDashboardsRequestObject,
) (api.ListDashboardsResponseObject, error) {
	p := r.Params
	filter := Filter{
		Text: valueOf(p.Q), State: State(valueOf(p.State)), Tags: valueOf(p.Tag), Owner: valueOf(p.Owner),
		NamePrefix: valueOf(p.Name), Sort: Sort(valueOf(p.Sort)), Cursor: valueOf(p.Cursor), Limit: valueOf(p.Limit),
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
	answer, err := listOf(documents, valueOf(p.MetadataOnly))
	if listed.Next != "" {
		answer.headers = map[string]string{"X-Next-Cursor": listed.Next, "Link": nextLink(r.Project, p, listed.Next)}
	}
	return answer, err
}

func nextLink(project string, p api.ListDashboardsParams, cursor string) string {
	query := url.Values{"cursor": {cursor}}
	for key, value := range map[string]string{
		"name": valueOf(p.Name), "state": string(valueOf(p.State)), "owner": valueOf(p.Owner), "q": valueOf(p.Q),
		"sort": string(valueOf(p.Sort)),
	} {
		if value != "" {
			query.Set(key, value)
		}
	}
	for _, tag := range valueOf(p.Tag) {
		query.Add("tag", tag)
	}
	if limit := valueOf(p.Limit); limit > 0 {
		query.Set("limit", strconv.Itoa(limit))
	}
	if valueOf(p.MetadataOnly) {
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
	save := Save{Message: valueOf(r.Params.Message), Restore: r.Params.Restore == nil || *r.Params.Restore}
	return versioned(h.service.Create(ctx, access.ScopeOf(ctx), text, save))
}

// GetDashboard answers GET /projects/{project}/dashboards/{name}. Opening one in
// the browser counts as a view.
func (h *HTTP) GetDashboard(
	ctx context.Context, r api.GetDashboardRequestObject,
) (api.GetDashboardResponseObject, error) {
	scope := access.ScopeOf(ctx)
	found, err := h.service.Get(ctx, scope, r.Name, State(valueOf(r.Params.State)) == Archived)
	if err != nil {
		return nil, err
	}
	h.service.opened(ctx, scope, found)
	if header := valueOf(r.Params.IfNoneMatch); header != "" && matches(header, found.ETag()) {
		return api.GetDashboard304Response{Headers: api.GetDashboard304ResponseHeaders{ETag: pointerTo(found.ETag())}}, nil
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
	save := Save{Message: valueOf(r.Params.Message), IfMatch: valueOf(r.Params.IfMatch)}
	return versioned(h.service.Update(ctx, access.ScopeOf(ctx), r.Name, text, save))
}

// DeleteDashboard answers DELETE /projects/{project}/dashboards/{name}.
func (h *HTTP) DeleteDashboard(
	ctx context.Context, r api.DeleteDashboardRequestObject,
) (api.DeleteDashboardResponseObject, error) {
	remove := h.service.Archive
	if valueOf(r.Params.Force) {
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
	return checked{warning: warningOf(warnings)}, err
}

// MigrateGrafana answers POST /api/migrate.
func (h *HTTP) MigrateGrafana(
	ctx context.Context, r api.MigrateGrafanaRequestObject,
) (api.MigrateGrafanaResponseObject, error) {
	text, err := body(&r.Body.GrafanaDashboard)
	if err != nil {
		return nil, err
	}
	migrated, err := h.service.Migrate(ctx, text, valueOf(r.Body.Input), valueOf(r.Body.UseDefaultDatasource))
	return reply{body: migrated}, err
}
