package catalog

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
)

// HTTP answers the contract's operations that list dashboards.
type HTTP struct{ service *Service }

// NewHTTP makes the operations of a service.
func NewHTTP(service *Service) *HTTP { return &HTTP{service: service} }

// GetCatalog answers GET /projects/{project}/catalog.
func (h *HTTP) GetCatalog(ctx context.Context, r api.GetCatalogRequestObject) (api.GetCatalogResponseObject, error) {
	p := r.Params
	filter := Filter{
		Text: api.Value(p.Q), State: dashboard.State(api.Value(p.State)), Tags: api.Value(p.Tag), Owner: api.Value(p.Owner),
		Sort: Sort(api.Value(p.Sort)), Cursor: api.Value(p.Cursor), Limit: api.Value(p.Limit),
		ChangedSince: api.Value(p.ChangedSince),
	}
	for _, status := range api.Value(p.Health) {
		filter.Health = append(filter.Health, health.Status(status))
	}
	page, err := h.service.Page(ctx, access.ScopeOf(ctx), filter)
	if err != nil {
		return nil, err
	}
	owners := facetList(page.Owners)
	answer := api.GetCatalog200JSONResponse{
		Items: make([]api.CatalogEntry, 0, len(page.Entries)), NextCursor: api.Optional(page.Next),
		Counts: api.CatalogCounts{
			Matching: page.Matching, Live: page.Counts.Draft + page.Counts.Active, Draft: page.Counts.Draft,
			Active: page.Counts.Active, Archived: page.Counts.Archived,
		},
		Tags: facetList(page.Tags), Owners: &owners,
	}
	if p.ChangedSince != nil {
		answer.Counts.Changed = &page.Changed
	}
	for _, entry := range page.Entries {
		answer.Items = append(answer.Items, catalogEntry(entry))
	}
	return answer, nil
}

func catalogEntry(e Entry) api.CatalogEntry {
	return api.CatalogEntry{
		Name: e.Name, DisplayName: e.Title, Description: e.Description, Tags: append([]string{}, e.Tags...),
		State: api.DashboardState(e.State), Owner: api.Optional(e.Owner), Version: e.Version, CreatedAt: e.CreatedAt,
		UpdatedAt: e.UpdatedAt, UpdatedBy: api.Optional(e.UpdatedBy), ArchivedAt: timeOrNil(e.ArchivedAt),
		PurgeAt: timeOrNil(e.PurgeAt()), Views30d: int(e.Views), Panels: e.Panels, Health: healthMark(e.Health),
	}
}

func healthMark(mark health.Mark) api.HealthMark {
	answer := api.HealthMark{
		Status: api.HealthStatus(mark.Status), Summary: mark.Summary, Brief: mark.Brief, Since: timeOrNil(mark.Since),
		CheckedAt: timeOrNil(mark.CheckedAt), Strip: make([]api.HealthStatus, 0, len(mark.Strip)),
	}
	for _, status := range mark.Strip {
		answer.Strip = append(answer.Strip, api.HealthStatus(status))
	}
	return answer
}

func timeOrNil(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

func facetList(facets []Facet) []api.Facet {
	answer := make([]api.Facet, 0, len(facets))
	for _, facet := range facets {
		answer = append(answer, api.Facet{Value: facet.Value, Count: facet.Count})
	}
	return answer
}

// listOf answers with a plain list of documents, or of what they are called only.
func listOf(documents []json.RawMessage, metadataOnly bool) (api.Stored, error) {
	if !metadataOnly {
		return api.StoredList(documents), nil
	}
	outlines, err := perses.Outlines(documents)
	return api.StoredList(outlines), err
}

// ListDashboards answers GET /projects/{project}/dashboards.
func (h *HTTP) ListDashboards(
	ctx context.Context, r api.ListDashboardsRequestObject,
) (api.ListDashboardsResponseObject, error) {
	p := r.Params
	filter := Filter{
		Text: api.Value(p.Q), State: dashboard.State(api.Value(p.State)), Tags: api.Value(p.Tag), Owner: api.Value(p.Owner),
		NamePrefix: api.Value(p.Name), Sort: Sort(api.Value(p.Sort)), Cursor: api.Value(p.Cursor), Limit: api.Value(p.Limit),
	}
	if filter.Cursor != "" && filter.Limit == 0 {
		filter.Limit = dashboard.PageSize(0)
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

// ListAllDashboards answers GET /dashboards.
func (h *HTTP) ListAllDashboards(
	ctx context.Context, r api.ListAllDashboardsRequestObject,
) (api.ListAllDashboardsResponseObject, error) {
	var documents []json.RawMessage
	for _, scope := range access.ScopesFor(access.ScopeOf(ctx), access.DashboardRead) {
		listed, err := h.service.List(ctx, scope, Filter{NamePrefix: api.Value(r.Params.Name)}, true)
		if err != nil {
			return nil, err
		}
		for _, d := range listed.Dashboards {
			documents = append(documents, d.Document)
		}
	}
	return listOf(documents, api.Value(r.Params.MetadataOnly))
}
