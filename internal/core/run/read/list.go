package read

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Reader reads runs. It never writes, and shows only the scope's project.
type Reader struct{ db *sqldb.DB }

// New makes a reader.
func New(db *sqldb.DB) *Reader { return &Reader{db: db} }

// Filter chooses runs. Empty fields choose all.
type Filter struct {
	Kinds    []run.Kind
	Statuses []run.Status
	Triggers []run.Trigger
	// Initiator is the id or the exact name of who started them.
	Initiator string
	// From and To bound the creation: from inclusive, to exclusive.
	From, To time.Time
	// Text is part of the title or the message, whatever the case, or the id.
	Text string
}

// Cursor is the place of a run in the list, newest first. The zero Cursor is
// before the first.
type Cursor struct {
	At time.Time
	ID string
}

// Zero tells whether it is before the first.
func (c Cursor) Zero() bool { return c.ID == "" }

// Page is a page of runs. Next is where the next one begins; nil after the last.
// A page of a text search may be short, or empty, and still have a next one.
type Page struct {
	Runs []run.Run
	Next *Cursor
}

const (
	// searchWindow is how many runs one step of a text search looks through.
	searchWindow = 10_000
	// searchSteps bounds a text search of one page.
	searchSteps = 20
)

// Get gives one run. Kind of error: not_found.
func (r *Reader) Get(ctx context.Context, scope access.Scope, id string) (run.Run, error) {
	var rows []store.RunRow
	err := r.runs(scope, &rows).Where("id = ?", id).OrderExpr("id").Limit(1).Scan(ctx)
	if err != nil {
		return run.Run{}, fmt.Errorf("read run: %w", err)
	}
	if len(rows) == 0 {
		return run.Run{}, store.Missing()
	}
	if err := store.LoadTarget(ctx, r.db.Read(), &rows[0]); err != nil {
		return run.Run{}, err
	}
	return rows[0].Run(), nil
}

// Children gives the newest runs that belong to a run, at most limit.
func (r *Reader) Children(ctx context.Context, scope access.Scope, id string, limit int) ([]run.Run, error) {
	var rows []store.RunRow
	err := r.runs(scope, &rows).Where("parent_id = ?", id).Where("parent_id <> ''").
		OrderExpr("created_at DESC, id DESC").Limit(int64(limit)).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read child runs: %w", err)
	}
	return runsOf(rows), nil
}

func (r *Reader) runs(scope access.Scope, rows *[]store.RunRow) *bun.SelectQuery {
	return r.db.Read().NewSelect().Model(rows).ColumnExpr(store.RunColumns).Where("project = ?", scope.Project())
}

func runsOf(rows []store.RunRow) []run.Run {
	runs := make([]run.Run, 0, len(rows))
	for _, row := range rows {
		runs = append(runs, row.Run())
	}
	return runs
}

// List gives the runs that match, newest first, after a cursor.
func (r *Reader) List(ctx context.Context, scope access.Scope, f Filter, after Cursor, limit int) (Page, error) {
	if strings.TrimSpace(f.Text) != "" {
		return r.search(ctx, scope, f, after, limit)
	}
	rows, err := r.newest(ctx, scope, f, after, limit+1)
	if err != nil {
		return Page{}, err
	}
	return pageOf(rows, limit), nil
}

// pageOf cuts rows, of which one more than the limit was asked for, to a page.
func pageOf(rows []store.RunRow, limit int) Page {
	if len(rows) <= limit {
		return Page{Runs: runsOf(rows)}
	}
	last := rows[limit-1]
	return Page{Runs: runsOf(rows[:limit]), Next: &Cursor{At: last.CreatedAt.Time, ID: last.ID}}
}

// branch is one way through the indexes: at most one value for each filter, so
// that the database reads the rows in the order of the page.
type branch struct {
	status  run.Status
	kind    run.Kind
	trigger run.Trigger
	// where and value are one more condition; empty for none.
	where, value string
}

// branches are the combinations of the filter's values. Together they choose
// each run once.
func (f Filter) branches() []branch {
	all := []branch{{}}
	all = spread(all, f.Statuses, func(b *branch, s run.Status) { b.status = s })
	all = spread(all, f.Kinds, func(b *branch, k run.Kind) { b.kind = k })
	all = spread(all, f.Triggers, func(b *branch, t run.Trigger) { b.trigger = t })
	if f.Initiator != "" {
		all = spread(all, []string{"initiator_id = ?", "initiator_name = ?"}, func(b *branch, where string) {
			b.where, b.value = where, f.Initiator
		})
	}
	return all
}

func spread[V comparable](branches []branch, values []V, set func(*branch, V)) []branch {
	if len(values) == 0 {
		return branches
	}
	var more []branch
	for _, b := range branches {
		for i, value := range values {
			if !slices.Contains(values[:i], value) {
				next := b
				set(&next, value)
				more = append(more, next)
			}
		}
	}
	return more
}

// maxBranches is how many small queries are better than a big one.
const maxBranches = 24

// newest gives the first rows after a cursor.
func (r *Reader) newest(ctx context.Context, scope access.Scope, f Filter, after Cursor, limit int) ([]store.RunRow, error) {
	branches := f.branches()
	if len(branches) > maxBranches {
		return r.scan(ctx, f.whole(r.ordered(scope, f, after, limit)))
	}
	var all []store.RunRow
	for _, b := range branches {
		rows, err := r.scan(ctx, b.narrow(r.ordered(scope, f, after, limit), r.db.Engine()))
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	if len(branches) > 1 {
		slices.SortFunc(all, newerFirst)
		all = slices.CompactFunc(all, func(a, b store.RunRow) bool { return a.ID == b.ID })
	}
	return all[:min(limit, len(all))], nil
}

func newerFirst(a, b store.RunRow) int {
	return cmp.Or(b.CreatedAt.Compare(a.CreatedAt.Time), strings.Compare(b.ID, a.ID))
}

func (r *Reader) scan(ctx context.Context, query *bun.SelectQuery) ([]store.RunRow, error) {
	var rows []store.RunRow
	if err := query.Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("list runs: %w", err)
	}
	return rows, nil
}

func (r *Reader) ordered(scope access.Scope, f Filter, after Cursor, limit int) *bun.SelectQuery {
	query := r.runs(scope, new([]store.RunRow)).OrderExpr("created_at DESC, id DESC").Limit(int64(limit))
	if !f.From.IsZero() {
		query = query.Where("created_at >= ?", sqldb.At(f.From))
	}
	if !f.To.IsZero() {
		query = query.Where("created_at < ?", sqldb.At(f.To))
	}
	if !after.Zero() {
		query = query.Where("(created_at, id) < (?, ?)", sqldb.At(after.At), after.ID)
	}
	return query
}

func (b branch) narrow(query *bun.SelectQuery, engine sqldb.Engine) *bun.SelectQuery {
	if b.status != "" {
		query = query.Where("status = ?", string(b.status))
	}
	if b.kind != (run.Kind{}) {
		query = query.Where("resource = ?", b.kind.Resource).Where("action = ?", b.kind.Action)
	}
	switch {
	case b.trigger == "":
	case b.where != "" && engine == sqldb.SQLite: // the plus keeps the better index, that of the initiator
		query = query.Where("+trigger_name = ?", string(b.trigger))
	default:
		query = query.Where("trigger_name = ?", string(b.trigger))
	}
	if b.where != "" {
		query = query.Where(b.where, b.value)
	}
	return query
}

// whole is the filter as one condition.
func (f Filter) whole(query *bun.SelectQuery) *bun.SelectQuery {
	if len(f.Statuses) > 0 {
		query = query.Where("status IN (?)", bun.List(f.Statuses))
	}
	if len(f.Kinds) > 0 {
		names := make([]string, 0, len(f.Kinds))
		for _, kind := range f.Kinds {
			names = append(names, kind.String())
		}
		query = query.Where("resource || '.' || action IN (?)", bun.List(names))
	}
	if len(f.Triggers) > 0 {
		query = query.Where("trigger_name IN (?)", bun.List(f.Triggers))
	}
	if f.Initiator != "" {
		query = query.Where("initiator_id = ? OR initiator_name = ?", f.Initiator, f.Initiator)
	}
	return query
}

// search looks through the newest runs that match the rest of the filter, window
// by window, so that a text that is nowhere costs a bounded time a page.
func (r *Reader) search(ctx context.Context, scope access.Scope, f Filter, after Cursor, limit int) (Page, error) {
	var found []store.RunRow
	for range searchSteps {
		window := r.db.Read().NewSelect().TableExpr("(?) AS run", f.whole(r.ordered(scope, f, after, searchWindow)))
		rows, err := r.scan(ctx, matching(window, f.Text).ColumnExpr(store.RunColumns).
			OrderExpr("created_at DESC, id DESC").Limit(int64(limit+1-len(found))))
		if err != nil {
			return Page{}, err
		}
		if found = append(found, rows...); len(found) > limit {
			return pageOf(found, limit), nil
		}
		end, err := r.scan(ctx, f.whole(r.ordered(scope, f, after, 1)).Offset(searchWindow-1))
		if err != nil {
			return Page{}, err
		}
		if len(end) == 0 {
			return Page{Runs: runsOf(found)}, nil
		}
		after = Cursor{At: end[0].CreatedAt.Time, ID: end[0].ID}
	}
	return Page{Runs: runsOf(found), Next: &after}, nil
}

func matching(query *bun.SelectQuery, text string) *bun.SelectQuery {
	where, args := contains(text, "title", "message")
	return query.Where(where+" OR id = ?", append(args, strings.ToLower(strings.TrimSpace(text)))...)
}

// contains is the condition that one of the columns has the text, whatever the
// case of its letters.
func contains(text string, columns ...string) (where string, args []any) {
	var parts []string
	for _, column := range columns {
		for _, pattern := range likePatterns(text) {
			parts, args = append(parts, "LOWER("+column+`) LIKE ? ESCAPE '\'`), append(args, pattern)
		}
	}
	return strings.Join(parts, " OR "), args
}

// likePatterns find a text anywhere. LOWER of SQLite, and of PostgreSQL in the
// locale C, leaves all letters but A to Z as they are, so a text with others is
// looked for in its lower, its own and its upper case.
func likePatterns(text string) []string {
	text = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.TrimSpace(text))
	var patterns []string
	for _, form := range []string{strings.ToLower(text), lowerASCII(text), lowerASCII(strings.ToUpper(text))} {
		if pattern := "%" + form + "%"; !slices.Contains(patterns, pattern) {
			patterns = append(patterns, pattern)
		}
	}
	return patterns
}

func lowerASCII(text string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}
