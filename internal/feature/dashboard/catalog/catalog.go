package catalog

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/keyset"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Sort is the order of a list.
type Sort string

// The orders: by title, last update first, most views first.
const (
	ByName    Sort = "name"
	ByUpdated Sort = "updated"
	ByViewed  Sort = "viewed"
)

// Filter narrows and orders a list of dashboards.
type Filter struct {
	// Text is looked for in names, titles, tags, owners, panels and metrics.
	Text string
	// dashboard.State is empty for everything that is not in the bin.
	State dashboard.State
	// Tags must all be there.
	Tags  []string
	Owner string
	// Health is any of the statuses; empty for all.
	Health     []health.Status
	NamePrefix string
	Sort       Sort
	Cursor     string
	Limit      int
	// ChangedSince asks how many dashboards have changed since then; zero asks nothing.
	ChangedSince time.Time
}

// Entry is one dashboard of the catalog, without its document.
type Entry struct {
	dashboard.Dashboard
	// Views are those of the last 30 days.
	Views  int64
	Health health.Mark
}

// Counts are the dashboards of a project by state.
type Counts struct{ Draft, Active, Archived int }

// Facet is a value and how many dashboards have it.
type Facet struct {
	Value string
	Count int
}

// Page is a page of a project's dashboards with what the page around it shows.
type Page struct {
	Entries []Entry
	// Next is the cursor of the next page; empty on the last one.
	Next string
	// Matching is how many dashboards the filter finds in all.
	Matching int
	Counts   Counts
	// Changed are the dashboards outside the bin that changed since the filter's
	// ChangedSince, whatever else it chooses.
	Changed int
	Tags    []Facet
	Owners  []Facet
}

const (
	// scanPage is how many rows a filter by health looks at in one go.
	scanPage = 500
	// mostLooked is how many rows a count by health looks at.
	mostLooked = 10_000
	mostFacets = 100
	mostWords  = 8
)

// Page lists dashboards with their health and use. Kinds of error: invalid.
func (s *Service) Page(ctx context.Context, scope access.Scope, filter Filter) (Page, error) {
	filter.Limit = dashboard.PageSize(filter.Limit)
	entries, next, err := s.entries(ctx, scope, filter)
	if err != nil {
		return Page{}, err
	}
	page := Page{Entries: entries, Next: next}
	if page.Matching, err = s.matching(ctx, scope, filter); err != nil {
		return Page{}, err
	}
	if page.Counts, err = s.counts(ctx, scope); err != nil {
		return Page{}, err
	}
	if page.Changed, err = s.changedSince(ctx, scope, filter.ChangedSince); err != nil {
		return Page{}, err
	}
	if page.Tags, err = s.tagFacets(ctx, scope, filter.State); err != nil {
		return Page{}, err
	}
	page.Owners, err = s.ownerFacets(ctx, scope, filter.State)
	return page, err
}

// entries gives one page. Without a filter by health that is one query; with one,
// rows are looked at in pages until enough of them have that health.
func (s *Service) entries(ctx context.Context, scope access.Scope, filter Filter) ([]Entry, string, error) {
	size := filter.Limit
	if len(filter.Health) > 0 {
		size = scanPage
	}
	found := []Entry{}
	cursor := filter.Cursor
	for {
		rows, next, err := s.rows(ctx, scope, filter, cursor, size, false)
		if err != nil {
			return nil, "", err
		}
		marked, err := s.withHealth(ctx, scope, rows)
		if err != nil {
			return nil, "", err
		}
		found = append(found, healthy(marked, filter.Health)...)
		if len(found) > filter.Limit || len(filter.Health) > 0 && next == "" {
			return cut(found, filter)
		}
		if len(filter.Health) == 0 {
			return found, next, nil
		}
		cursor = next
	}
}

// healthy are the entries that have one of the states; all without states.
func healthy(entries []Entry, states []health.Status) []Entry {
	if len(states) == 0 {
		return entries
	}
	return slices.DeleteFunc(entries, func(e Entry) bool { return !slices.Contains(states, e.Health.Status) })
}

func cut(found []Entry, filter Filter) ([]Entry, string, error) {
	if len(found) <= filter.Limit {
		return found, "", nil
	}
	found = found[:filter.Limit]
	last := found[len(found)-1]
	return found, cursorOf(filter.Sort, last.Dashboard, last.Views), nil
}

func (s *Service) withHealth(ctx context.Context, scope access.Scope, rows []dashboard.Row) ([]Entry, error) {
	marks := map[string]health.Mark{}
	if s.health != nil && len(rows) > 0 {
		names := make([]string, 0, len(rows))
		for _, row := range rows {
			names = append(names, row.Name)
		}
		var err error
		if marks, err = s.health.Latest(ctx, scope, names); err != nil {
			return nil, fmt.Errorf("read health: %w", err)
		}
	}
	entries := make([]Entry, 0, len(rows))
	for _, row := range rows {
		mark, checked := marks[row.Name]
		if !checked {
			mark = health.Mark{Status: health.Unknown, Summary: "never checked", Brief: "never checked"}
		}
		entries = append(entries, Entry{Dashboard: row.Dashboard(), Views: row.Views, Health: mark})
	}
	return entries, nil
}

// rows reads one page of rows and the cursor of the next.
func (s *Service) rows(
	ctx context.Context, scope access.Scope, filter Filter, cursor string, size int, whole bool,
) ([]dashboard.Row, string, error) {
	query, err := s.filtered(scope, filter)
	if err != nil {
		return nil, "", err
	}
	query = query.Column(dashboard.Columns(whole)...).ColumnExpr("COALESCE(w.views, 0) AS views").
		Join("LEFT JOIN (?) AS w ON w.dashboard_id = d.id", s.viewSums(scope)).Limit(int64(size + 1))
	if query, err = ordered(query, filter.Sort, cursor); err != nil {
		return nil, "", err
	}
	var rows []dashboard.Row
	if err := query.Scan(ctx, &rows); err != nil {
		return nil, "", fmt.Errorf("list dashboards: %w", err)
	}
	if len(rows) <= size {
		return rows, "", nil
	}
	rows = rows[:size]
	last := rows[size-1]
	return rows, cursorOf(filter.Sort, last.Dashboard(), last.Views), nil
}

func (s *Service) viewSums(scope access.Scope) *bun.SelectQuery {
	return s.db.Read().NewSelect().TableExpr("dashboard_view").ColumnExpr("dashboard_id").
		ColumnExpr("CAST(SUM(views) AS BIGINT) AS views").Where("project = ?", scope.Project()).
		Where("day > ?", dashboard.FirstViewDay(s.clock.Now())).GroupExpr("dashboard_id")
}

func (s *Service) filtered(scope access.Scope, filter Filter) (*bun.SelectQuery, error) {
	project, err := dashboard.ProjectOf(scope)
	if err != nil {
		return nil, err
	}
	query := s.db.Read().NewSelect().Model((*dashboard.Row)(nil)).Where("d.project = ?", project)
	query = inState(query, filter.State)
	if filter.Owner != "" {
		query = query.Where("d.owner = ?", filter.Owner)
	}
	if filter.NamePrefix != "" {
		query = query.Where(`d.name LIKE ? ESCAPE '\'`, sqldb.EscapeLike(asset.FoldName(filter.NamePrefix))+"%")
	}
	for _, tag := range filter.Tags {
		query = query.Where("EXISTS (SELECT 1 FROM dashboard_tag AS t WHERE t.dashboard_id = d.id AND t.tag = ?)", tag)
	}
	words := strings.Fields(strings.ToLower(filter.Text))
	for _, word := range words[:min(len(words), mostWords)] {
		query = query.Where(`d.search LIKE ? ESCAPE '\'`, "%"+sqldb.EscapeLike(word)+"%")
	}
	return query, nil
}

func inState(query *bun.SelectQuery, state dashboard.State) *bun.SelectQuery {
	if state == "" {
		return query.Where("d.archived_at IS NULL")
	}
	return query.Where("d.state = ?", string(state))
}

func cursorOf(sort Sort, d dashboard.Dashboard, views int64) string {
	switch sort {
	case ByUpdated:
		return keyset.EncodeStrings(string(sort), keyset.Encode(d.UpdatedAt, d.ID), "")
	case ByViewed:
		return keyset.EncodeStrings(string(sort), strconv.FormatInt(views, 10), d.ID)
	default:
		return keyset.EncodeStrings(string(ByName), strings.ToLower(d.Title), d.ID)
	}
}

// ordered sorts by a key and the id, and goes on behind a cursor.
func ordered(query *bun.SelectQuery, sort Sort, cursor string) (*bun.SelectQuery, error) {
	if sort == "" {
		sort = ByName
	}
	values := []string{string(sort), "", ""}
	if cursor != "" {
		decoded, err := keyset.DecodeStrings(cursor, 3)
		if err != nil {
			return nil, err
		}
		if values = decoded; values[0] != string(sort) {
			return nil, badCursor()
		}
	}
	switch sort {
	case ByUpdated:
		return orderedByUpdate(query, cursor != "", values[1])
	case ByViewed:
		return orderedByViews(query, cursor != "", values[1], values[2])
	case ByName:
		if cursor != "" {
			query = query.Where("(d.sort_title, d.id) > (?, ?)", values[1], values[2])
		}
		return query.OrderExpr("d.sort_title, d.id"), nil
	default:
		return nil, apperror.InvalidField("sort", "must be one of name, updated, viewed")
	}
}

func orderedByUpdate(query *bun.SelectQuery, more bool, position string) (*bun.SelectQuery, error) {
	if more {
		at, id, err := keyset.Decode(position)
		if err != nil {
			return nil, err
		}
		query = query.Where("(d.updated_at, d.id) < (?, ?)", sqldb.At(at), id)
	}
	return query.OrderExpr("d.updated_at DESC, d.id DESC"), nil
}

func orderedByViews(query *bun.SelectQuery, more bool, views, id string) (*bun.SelectQuery, error) {
	if more {
		count, err := strconv.ParseInt(views, 10, 64)
		if err != nil {
			return nil, badCursor()
		}
		query = query.Where("(COALESCE(w.views, 0), d.id) < (?, ?)", count, id)
	}
	return query.OrderExpr("COALESCE(w.views, 0) DESC, d.id DESC"), nil
}

func badCursor() error {
	return apperror.InvalidField("cursor", "is of a list in another order").WithCode("invalid_cursor")
}
