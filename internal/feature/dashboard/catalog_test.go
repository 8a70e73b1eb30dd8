package dashboard_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/catalog"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/imports"
)

// fill makes dashboards named d0, d1, … one minute apart.
func (w *world) fill(count int) {
	w.t.Helper()
	for i := range count {
		w.clock.Advance(time.Minute)
		_, err := w.Create(w.t.Context(), w.writer(), doc(fmt.Sprintf("d%d", i), fmt.Sprintf("Board %d", i),
			fmt.Sprintf("metric_%d", i)), dashboard.Save{})
		w.must(err)
	}
}

// walk reads all pages and gives the names.
func (w *world) walk(filter catalog.Filter) []string {
	w.t.Helper()
	var names []string
	for {
		page, err := w.lists.Page(w.t.Context(), w.writer(), filter)
		w.must(err)
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
		w.fill(7)
		for _, viewer := range []string{"x", "y"} {
			w.must(w.View(w.t.Context(), w.as(viewer, "shop", access.ReadOnly, access.DashboardRead), "d3"))
		}
		w.must(w.View(w.t.Context(), w.writer(), "d5"))
		w.must(w.View(w.t.Context(), w.writer(), "d5")) // the same view
		for sort, want := range map[catalog.Sort][]string{
			catalog.ByName:    {"d0", "d1", "d2", "d3", "d4", "d5", "d6"},
			catalog.ByUpdated: {"d6", "d5", "d4", "d3", "d2", "d1", "d0"},
			catalog.ByViewed:  {"d3", "d5", "d6", "d4", "d2", "d1", "d0"},
		} {
			for _, limit := range []int{1, 2, 3, 100} {
				if diff := cmp.Diff(want, w.walk(catalog.Filter{Sort: sort, Limit: limit})); diff != "" {
					w.t.Errorf("%s by %d: %s", sort, limit, diff)
				}
			}
		}
	})
}

// newest is when a dashboard of the project changed last.
func (w *world) newest() time.Time {
	w.t.Helper()
	page, err := w.lists.Page(w.t.Context(), w.writer(), catalog.Filter{Sort: catalog.ByUpdated, Limit: 1})
	w.must(err)
	return page.Entries[0].UpdatedAt
}

func TestCatalog_filters_and_counts(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx := w.t.Context()
		w.fill(5)
		w.must(w.SetState(ctx, w.writer(), "d1", dashboard.Draft))
		w.must(w.Archive(ctx, w.writer(), "d2"))
		w.health["d3"] = health.Mark{
			Status: health.Fail, Summary: "3 of 6 panels", Strip: []health.Status{health.Pass, health.Fail},
		}
		w.health["d4"] = health.Mark{Status: health.Pass}
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
				w.t.Errorf("%s: %s", name, diff)
			}
		}
		page, err := w.lists.Page(ctx, w.writer(), catalog.Filter{Health: []health.Status{health.Fail}})
		w.must(err)
		if page.Matching != 1 || page.Counts != (catalog.Counts{Draft: 1, Active: 3, Archived: 1}) ||
			cmp.Diff([]catalog.Facet{{Value: "slo", Count: 4}}, page.Tags) != "" ||
			cmp.Diff([]catalog.Facet{{Value: "mo", Count: 4}}, page.Owners) != "" {
			w.t.Errorf("%+v", page)
		}
		// Counted over the whole project, whatever the page and its filter show.
		newest := w.newest()
		for since, want := range map[time.Time]int{{}: 0, newest.Add(-24 * time.Hour): 4, newest.Add(time.Hour): 0} {
			counted, err := w.lists.Page(ctx, w.writer(), catalog.Filter{Limit: 1, Owner: "nobody", ChangedSince: since})
			w.must(err)
			if counted.Changed != want {
				w.t.Errorf("%d changed since %s, want %d", counted.Changed, since, want)
			}
		}
		forged := w.as("mo", "shop", access.Operator, access.DashboardRead)
		if _, err := w.lists.Page(ctx, forged, catalog.Filter{
			Cursor: "x",
			Sort:   catalog.ByName,
		}); code(err) != "invalid_cursor" {
			w.t.Error(err)
		}
		first, err := w.lists.Page(ctx, forged, catalog.Filter{Limit: 1})
		w.must(err)
		if _, err := w.lists.Page(ctx, forged, catalog.Filter{
			Cursor: first.Next,
			Sort:   catalog.ByViewed,
		}); code(err) != "invalid_cursor" {
			w.t.Error(err)
		}
		if _, err := w.lists.Page(ctx, forged, catalog.Filter{Sort: "secret"}); code(err) != "invalid" {
			w.t.Error(err)
		}
	})
}

func TestViews_are_counted_once_in_five_minutes(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.fill(1)
		for range 3 {
			w.must(w.View(w.t.Context(), w.writer(), "d0"))
			w.clock.Advance(4 * time.Minute)
		}
		page, err := w.lists.Page(w.t.Context(), w.writer(), catalog.Filter{})
		w.must(err)
		if page.Entries[0].Views != 2 {
			w.t.Errorf("%d views", page.Entries[0].Views)
		}
		w.clock.Advance(31 * 24 * time.Hour)
		page, err = w.lists.Page(w.t.Context(), w.writer(), catalog.Filter{})
		w.must(err)
		if page.Entries[0].Views != 0 {
			w.t.Errorf("%d views after a month", page.Entries[0].Views)
		}
	})
}

func TestList_is_whole_or_paged(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		w.fill(5)
		all, err := w.lists.List(w.t.Context(), w.writer(), catalog.Filter{NamePrefix: "d"}, true)
		w.must(err)
		if len(all.Dashboards) != 5 || all.Next != "" || !json.Valid(all.Dashboards[0].Document) {
			w.t.Errorf("%d, next %q", len(all.Dashboards), all.Next)
		}
		page, err := w.lists.List(w.t.Context(), w.writer(), catalog.Filter{Limit: 2}, false)
		w.must(err)
		if len(page.Dashboards) != 2 || page.Next == "" {
			w.t.Errorf("%+v", page)
		}
	})
}

func TestTransfer_exports_come_back(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.t.Context(), w.writer()
		_, err := w.CreateResource(ctx, w.manager(), perses.Secret,
			[]byte(`{"kind":"Secret","metadata":{"name":"s"},"spec":{"authorization":{"credentials":"canary"}}}`))
		w.must(err)
		_, err = w.CreateResource(ctx, w.manager(), perses.Datasource, sourceText("Datasource", "prom", false,
			`{"url":"https://p","secret":"s"}`))
		w.must(err)
		text := strings.Replace(string(doc("a", "A", "up")), `"query":"up"`,
			`"query":"up","datasource":{"kind":"PrometheusDatasource","name":"prom"}`, 1)
		_, err = w.Create(ctx, scope, []byte(text), dashboard.Save{})
		w.must(err)
		for _, format := range []dashboard.Format{dashboard.FormatJSON, dashboard.FormatYAML} {
			exported, err := w.Export(ctx, scope, "a", format, false)
			w.must(err)
			name := "copy-" + string(format)
			result, err := w.importOne(ctx, scope, imports.Import{Source: string(exported), Name: name})
			w.must(err)
			if !result.Saved || result.Format != imports.FormatPerses || result.Counts.Panels != 1 || result.Name != name {
				w.t.Errorf("%+v", result)
			}
			difference, err := w.DiffDraft(ctx, scope, "a", []byte(strings.Replace(string(result.Document), name,
				"a", 1)), nil)
			w.must(err)
			if difference.Summary != "Nothing changed" {
				w.t.Errorf("%s: %s", format, difference.Summary)
			}
		}
		whole, err := w.Export(ctx, scope, "a", dashboard.FormatJSON, true)
		w.must(err)
		if !strings.Contains(string(whole), "https://p") || strings.Contains(string(whole), `"secret"`) {
			w.t.Errorf("%s", whole)
		}
	})
}

func TestImport_conflicts_dry_runs_and_Grafana(t *testing.T) {
	t.Parallel()
	each(t, func(w *world) {
		ctx, scope := w.t.Context(), w.writer()
		w.must(w.SeedEmbedded(ctx, time.Second))
		source := string(doc("a", "A", "up"))
		dry, err := w.importOne(ctx, scope, imports.Import{Source: source, DryRun: true})
		w.must(err)
		if dry.Saved || dry.Exists {
			w.t.Errorf("%+v", dry)
		}
		_, err = w.importOne(ctx, scope, imports.Import{Source: source})
		w.must(err)
		if _, err := w.importOne(ctx, scope, imports.Import{Source: source}); code(err) != "already_exists" {
			w.t.Error(err)
		}
		over, err := w.importOne(ctx, scope, imports.Import{
			Source:    strings.Replace(source, `"up"`, `"up + 1"`, 1),
			Overwrite: true,
		})
		w.must(err)
		if !over.Exists || !over.Saved {
			w.t.Errorf("%+v", over)
		}
		grafana := `{"title":"Hosts","schemaVersion":39,"panels":[{"id":1,"type":"timeseries","title":"Load","gridPos":{"x":0,"y":0,"w":12,"h":8},"targets":[{"expr":"node_load1"}]},{"id":2,"type":"nodeGraph","gridPos":{"x":12,"y":0,"w":12,"h":8}}]}`
		mapped, err := w.importOne(ctx, scope, imports.Import{Source: grafana, Datasource: "embedded"})
		w.must(err)
		if mapped.Format != imports.FormatGrafana || mapped.Name != "hosts" || mapped.Counts.Panels != 2 ||
			len(mapped.Warnings) == 0 {
			w.t.Errorf("%+v", mapped)
		}
		if _, err := w.importOne(ctx, scope, imports.Import{Source: "a: &x 1"}); code(err) != "malformed_document" {
			w.t.Error(err)
		}
		migrated, err := w.Migrate(t.Context(), []byte(grafana), nil, true)
		w.must(err)
		gone, leave := context.WithCancel(ctx)
		leave()
		if _, err := w.Migrate(gone, []byte(grafana), nil, true); !errors.Is(err, context.Canceled) {
			w.t.Errorf("mapped for a client that went: %v", err)
		}
		_, err = w.Validate(ctx, w.writer().Principal(), perses.Dashboard, migrated)
		w.must(err)
	})
}
