package dashboard

import (
	"context"
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
)

// GetCatalog answers GET /projects/{project}/catalog.
func (h *HTTP) GetCatalog(ctx context.Context, r api.GetCatalogRequestObject) (api.GetCatalogResponseObject, error) {
	p := r.Params
	filter := Filter{
		Text: api.Value(p.Q), State: State(api.Value(p.State)), Tags: api.Value(p.Tag), Owner: api.Value(p.Owner),
		Sort: Sort(api.Value(p.Sort)), Cursor: api.Value(p.Cursor), Limit: api.Value(p.Limit),
		ChangedSince: api.Value(p.ChangedSince),
	}
	for _, status := range api.Value(p.Health) {
		filter.Health = append(filter.Health, string(status))
	}
	catalog, err := h.service.Catalog(ctx, access.ScopeOf(ctx), filter)
	if err != nil {
		return nil, err
	}
	owners := facetList(catalog.Owners)
	answer := api.GetCatalog200JSONResponse{
		Items: make([]api.CatalogEntry, 0, len(catalog.Entries)), NextCursor: api.Optional(catalog.Next),
		Counts: api.CatalogCounts{
			Matching: catalog.Matching, Live: catalog.Counts.Draft + catalog.Counts.Active, Draft: catalog.Counts.Draft,
			Active: catalog.Counts.Active, Archived: catalog.Counts.Archived,
		},
		Tags: facetList(catalog.Tags), Owners: &owners,
	}
	if p.ChangedSince != nil {
		answer.Counts.Changed = &catalog.Changed
	}
	for _, entry := range catalog.Entries {
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

func healthMark(mark HealthMark) api.HealthMark {
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
