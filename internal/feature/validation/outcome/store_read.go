package outcome

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/keyset"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// listed is a query over the assets of a project that a filter chooses.
func (s Store) listed(scope access.Scope, f Filter) *bun.SelectQuery {
	query := s.db.Read().NewSelect().Model((*HealthRow)(nil)).Where("project = ?", scope.Project()).
		Where("listed = ?", true)
	if f.Environment != "" {
		query = query.Where("environment = ?", f.Environment)
	}
	if len(f.Status) > 0 {
		ranks := make([]int, 0, len(f.Status))
		for _, status := range f.Status {
			ranks = append(ranks, rank(status))
		}
		query = query.Where("status_rank IN (?)", bun.List(ranks))
	}
	if f.Owner != "" {
		query = query.Where("owner_keys LIKE ? ESCAPE '!'", "%|"+escape(ownerKey(f.Owner))+"|%")
	}
	for _, tag := range f.Tags {
		query = query.Where("tags LIKE ? ESCAPE '!'", "%|"+escape(tag)+"|%")
	}
	if f.Text != "" {
		like := "%" + escape(f.Text) + "%"
		query = query.Where("(title_key LIKE ? ESCAPE '!' OR asset LIKE ? ESCAPE '!' OR owner_keys LIKE ? ESCAPE '!')",
			like, like, like)
	}
	return query
}

// escape makes a text that stands for itself in LIKE.
func escape(text string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(strings.ToLower(text))
}

// order is how a sort is read: the expression that comes first, whether it
// descends, and how a row's place in it is written into a cursor.
type order struct {
	column     string
	descending bool
	place      func(row HealthRow) string
}

const cursorTime = "2006-01-02 15:04:05.000000-07:00"

func orderOf(by Sort) order {
	switch by {
	case ByName:
		return order{"title_key", false, func(r HealthRow) string { return r.TitleKey }}
	case BySince:
		return order{"since", true, func(r HealthRow) string { return r.Since.UTC().Format(cursorTime) }}
	case ByChecked:
		return order{"checked_at", true, func(r HealthRow) string { return r.CheckedAt.UTC().Format(cursorTime) }}
	default:
		return order{"status_rank", false, func(r HealthRow) string { return fmt.Sprint(r.Rank) }}
	}
}

// Page reads one page. Next is the cursor of the one behind it.
func (s Store) Page(
	ctx context.Context, scope access.Scope, f Filter, by Sort, cursor string, limit int,
) (rows []HealthRow, next string, err error) {
	o := orderOf(by)
	query := s.listed(scope, f)
	if cursor != "" {
		query, err = after(query, o, cursor)
		if err != nil {
			return nil, "", err
		}
	}
	direction := "ASC"
	if o.descending {
		direction = "DESC"
	}
	err = query.OrderExpr("? "+direction+", title_key, environment, asset", bun.Ident(o.column)).
		Limit(int64(limit)+1).Scan(ctx, &rows)
	if err != nil {
		return nil, "", fmt.Errorf("read health: %w", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		last := rows[limit-1]
		next = keyset.EncodeStrings(string(by), o.place(last), last.TitleKey, last.Environment, last.Asset)
	}
	return rows, next, nil
}

func after(query *bun.SelectQuery, o order, cursor string) (*bun.SelectQuery, error) {
	at, err := keyset.DecodeStrings(cursor, 5)
	if err != nil {
		return nil, err
	}
	if orderOf(Sort(at[0])).column != o.column {
		return nil, apperror.InvalidField("cursor", "It belongs to a list in another order. Start again without it").
			WithCode("invalid_cursor")
	}
	var place any = at[1]
	switch o.column {
	case "status_rank":
		place = max(0, slices.Index([]string{"0", "1", "2", "3"}, at[1]))
	case "since", "checked_at":
		instant, err := time.Parse(cursorTime, at[1])
		if err != nil {
			return nil, apperror.InvalidField("cursor", "This is not a cursor that this list gave").WithCode("invalid_cursor")
		}
		place = sqldb.At(instant)
	}
	sign := ">"
	if o.descending {
		sign = "<"
	}
	column := bun.Ident(o.column)
	return query.Where("(? "+sign+" ? OR (? = ? AND (title_key, environment, asset) > (?, ?, ?)))",
		column, place, column, place, at[2], at[3], at[4]), nil
}

// Tally is one line of the counts of a project.
type Tally struct {
	Environment string        `bun:"environment"`
	Status      health.Status `bun:"status"`
	Count       int           `bun:"count"`
	New         int           `bun:"new_count"`
	Checked     sqldb.Time    `bun:"checked"`
}

// Tallies counts the chosen assets by environment and status. New are those
// whose status is younger than the instant.
func (s Store) Tallies(ctx context.Context, scope access.Scope, f Filter, newSince time.Time) ([]Tally, error) {
	f.Status = nil
	var rows []Tally
	err := s.listed(scope, f).Column("environment", "status").ColumnExpr("COUNT(*) AS count").
		ColumnExpr("SUM(CASE WHEN since > ? THEN 1 ELSE 0 END) AS new_count", sqldb.At(newSince)).
		ColumnExpr("MAX(checked_at) AS checked").
		Group("environment", "status").OrderExpr("environment, status").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count health: %w", err)
	}
	return rows, nil
}

// Usual is the median duration of the latest checks; zero when there are none.
func (s Store) Usual(ctx context.Context, scope access.Scope, environment string) (time.Duration, error) {
	var median int64
	err := s.db.Read().NewRaw(`SELECT duration_ms FROM asset_health
		WHERE project = ? AND environment = ? AND duration_ms > 0 ORDER BY duration_ms LIMIT 1 OFFSET (
			SELECT COUNT(*) / 2 FROM asset_health WHERE project = ? AND environment = ? AND duration_ms > 0)`,
		scope.Project(), environment, scope.Project(), environment).Scan(ctx, &median)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("read the usual duration: %w", err)
	}
	return time.Duration(median) * time.Millisecond, nil
}

// Facets counts owners and combinations of tags.
func (s Store) Facets(ctx context.Context, scope access.Scope) (byOwners, byTags []Facet, err error) {
	var rows []struct {
		Owners owners `bun:"owners"`
		Tags   string `bun:"tags"`
		Count  int    `bun:"count"`
	}
	err = s.listed(scope, Filter{}).Column("owners", "tags").ColumnExpr("COUNT(*) AS count").
		Group("owners", "tags").OrderExpr("owners, tags").Limit(20_000).Scan(ctx, &rows)
	if err != nil {
		return nil, nil, fmt.Errorf("read facets: %w", err)
	}
	byOwner, byTag := map[string]int{}, map[string]int{}
	for _, row := range rows {
		for _, owner := range row.Owners {
			byOwner[owner.Name] += row.Count
		}
		for _, tag := range splitTags(row.Tags) {
			byTag[tag] += row.Count
		}
	}
	return biggest(byOwner), biggest(byTag), nil
}

const mostFacets = 50

func biggest(counts map[string]int) []Facet {
	facets := make([]Facet, 0, len(counts))
	for value, count := range counts {
		facets = append(facets, Facet{value, count})
	}
	slices.SortFunc(facets, func(a, b Facet) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Value, b.Value)
	})
	return facets[:min(len(facets), mostFacets)]
}

// Names lists the chosen assets by name.
func (s Store) Names(ctx context.Context, scope access.Scope, f Filter) (names []string, err error) {
	err = s.listed(scope, f).Column("asset").OrderExpr("asset").Limit(100_000).Scan(ctx, &names)
	if err != nil {
		return nil, fmt.Errorf("read assets: %w", err)
	}
	return names, nil
}
