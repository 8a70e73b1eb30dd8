package catalog_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/catalog"
	"github.com/dashkeep/dashkeep/internal/testkit/boards"
)

// walk reads all pages and gives the names.
func (w *world) walk(filter catalog.Filter) []string {
	w.T.Helper()
	var names []string
	for {
		page, err := w.Lists.Page(w.T.Context(), w.Writer(), filter)
		w.Must(err)
		for _, entry := range page.Entries {
			names = append(names, entry.Name)
		}
		if filter.Cursor = page.Next; page.Next == "" {
			return names
		}
	}
}

func TestCatalog_pages_in_every_order(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.Fill(7)
		for _, viewer := range []string{"x", "y"} {
			w.Must(w.View(w.T.Context(), w.As(viewer, "shop", access.ReadOnly, access.DashboardRead), "d3"))
		}
		w.Must(w.View(w.T.Context(), w.Writer(), "d5"))
		w.Must(w.View(w.T.Context(), w.Writer(), "d5")) // the same view
		for sort, want := range map[catalog.Sort][]string{
			catalog.ByName:    {"d0", "d1", "d2", "d3", "d4", "d5", "d6"},
			catalog.ByUpdated: {"d6", "d5", "d4", "d3", "d2", "d1", "d0"},
			catalog.ByViewed:  {"d3", "d5", "d6", "d4", "d2", "d1", "d0"},
		} {
			for _, limit := range []int{1, 2, 3, 100} {
				if diff := cmp.Diff(want, w.walk(catalog.Filter{Sort: sort, Limit: limit})); diff != "" {
					w.T.Errorf("%s by %d: %s", sort, limit, diff)
				}
			}
		}
	})
}

// newest is when a dashboard of the project changed last.
func (w *world) newest() time.Time {
	w.T.Helper()
	page, err := w.Lists.Page(w.T.Context(), w.Writer(), catalog.Filter{Sort: catalog.ByUpdated, Limit: 1})
	w.Must(err)
	return page.Entries[0].UpdatedAt
}

func TestCatalog_filters_and_counts(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.T.Context()
		w.Fill(5)
		w.Must(w.SetState(ctx, w.Writer(), "d1", dashboard.Draft))
		w.Must(w.Archive(ctx, w.Writer(), "d2"))
		w.Health["d3"] = health.Mark{
			Status: health.Fail, Summary: "3 of 6 panels", Strip: []health.Status{health.Pass, health.Fail},
		}
		w.Health["d4"] = health.Mark{Status: health.Pass}
		for name, c := range map[string]struct {
			filter catalog.Filter
			want   []string
		}{
			"live":       {catalog.Filter{}, []string{"d0", "d1", "d3", "d4"}},
			"metric":     {catalog.Filter{Text: "METRIC_3"}, []string{"d3"}},
			"two words":  {catalog.Filter{Text: "board 4"}, []string{"d4"}},
			"wildcards":  {catalog.Filter{Text: "%"}, nil},
			"underscore": {catalog.Filter{Text: "d_"}, nil},
			"quote":      {catalog.Filter{Text: `'; --`}, nil},
			"draft":      {catalog.Filter{State: dashboard.Draft}, []string{"d1"}},
			"bin":        {catalog.Filter{State: dashboard.Archived}, []string{"d2"}},
			"tag":        {catalog.Filter{Tags: []string{"slo"}}, []string{"d0", "d1", "d3", "d4"}},
			"no tag":     {catalog.Filter{Tags: []string{"slo", "x"}}, nil},
			"owner":      {catalog.Filter{Owner: "nobody"}, nil},
			"failing":    {catalog.Filter{Health: []health.Status{health.Fail}}, []string{"d3"}},
			"unchecked":  {catalog.Filter{Health: []health.Status{health.Unknown, health.Pass}, Limit: 1}, []string{"d0", "d1", "d4"}},
		} {
			if diff := cmp.Diff(c.want, w.walk(c.filter)); diff != "" {
				w.T.Errorf("%s: %s", name, diff)
			}
		}
		page, err := w.Lists.Page(ctx, w.Writer(), catalog.Filter{Health: []health.Status{health.Fail}})
		w.Must(err)
		if page.Matching != 1 || page.Counts != (catalog.Counts{Draft: 1, Active: 3, Archived: 1}) ||
			cmp.Diff([]catalog.Facet{{Value: "slo", Count: 4}}, page.Tags) != "" ||
			cmp.Diff([]catalog.Facet{{Value: "mo", Count: 4}}, page.Owners) != "" {
			w.T.Errorf("%+v", page)
		}
		// Counted over the whole project, whatever the page and its filter show.
		newest := w.newest()
		for since, want := range map[time.Time]int{{}: 0, newest.Add(-24 * time.Hour): 4, newest.Add(time.Hour): 0} {
			counted, err := w.Lists.Page(ctx, w.Writer(), catalog.Filter{Limit: 1, Owner: "nobody", ChangedSince: since})
			w.Must(err)
			if counted.Changed != want {
				w.T.Errorf("%d changed since %s, want %d", counted.Changed, since, want)
			}
		}
		forged := w.As("mo", "shop", access.Operator, access.DashboardRead)
		if _, err := w.Lists.Page(ctx, forged, catalog.Filter{
			Cursor: "x",
			Sort:   catalog.ByName,
		}); boards.Code(err) != "invalid_cursor" {
			w.T.Error(err)
		}
		first, err := w.Lists.Page(ctx, forged, catalog.Filter{Limit: 1})
		w.Must(err)
		if _, err := w.Lists.Page(ctx, forged, catalog.Filter{
			Cursor: first.Next,
			Sort:   catalog.ByViewed,
		}); boards.Code(err) != "invalid_cursor" {
			w.T.Error(err)
		}
		if _, err := w.Lists.Page(ctx, forged, catalog.Filter{Sort: "secret"}); boards.Code(err) != "invalid" {
			w.T.Error(err)
		}
	})
}

func TestList_is_whole_or_paged(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.Fill(5)
		all, err := w.Lists.List(w.T.Context(), w.Writer(), catalog.Filter{NamePrefix: "d"}, true)
		w.Must(err)
		if len(all.Dashboards) != 5 || all.Next != "" || !json.Valid(all.Dashboards[0].Document) {
			w.T.Errorf("%d, next %q", len(all.Dashboards), all.Next)
		}
		page, err := w.Lists.List(w.T.Context(), w.Writer(), catalog.Filter{Limit: 2}, false)
		w.Must(err)
		if len(page.Dashboards) != 2 || page.Next == "" {
			w.T.Errorf("%+v", page)
		}
	})
}

func TestHTTP_pages_have_links(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.Fill(3)
		next, seen := boards.Dashboards+"?limit=2", 0
		for next != "" {
			page, kind := w.Ask(w.Writer(), http.MethodGet, next, "")
			if kind != "" {
				w.T.Fatal(kind)
			}
			var documents []json.RawMessage
			w.Must(json.Unmarshal(page.Body.Bytes(), &documents))
			seen += len(documents)
			link, more := strings.CutSuffix(page.Header().Get("Link"), `>; rel="next"`)
			if next = strings.TrimPrefix(link, "<"); more != (page.Header().Get("X-Next-Cursor") != "") {
				w.T.Error(page.Header())
			}
		}
		if seen != 3 {
			w.T.Errorf("%d seen", seen)
		}
	})
}
