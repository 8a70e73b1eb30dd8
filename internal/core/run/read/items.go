package read

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// ItemFilter chooses items. Empty fields choose all.
type ItemFilter struct {
	Statuses []run.ItemStatus
	Findings []run.Finding
	Reason   run.ReasonCode
	// Text is part of the title, the key or the message, whatever the case.
	Text string
}

// ItemCursor is the place of an item in the list: the worst first, then by
// sequence. The zero ItemCursor is before the first.
type ItemCursor struct{ Rank, Seq int }

// Valid reports whether the list can have given this cursor.
func (c ItemCursor) Valid() bool { return c.Seq > 0 && run.IsRank(c.Rank) }

// ItemPage is a page of items. Total counts all that match; Next is nil after
// the last page.
type ItemPage struct {
	Items []run.Item
	Total int
	Next  *ItemCursor
}

// ReasonGroup is how many items ended in one way for one reason and cause.
type ReasonGroup struct {
	Status  run.ItemStatus
	Finding run.Finding
	Reason  run.ReasonCode
	Cause   run.Cause
	Count   int
}

// mostGroups bounds what a page shows of one run.
const mostGroups = 200

// Transitions gives the changes of a run's status, in order.
func (r *Reader) Transitions(ctx context.Context, scope access.Scope, id string) ([]run.Transition, error) {
	var rows []struct {
		Status run.Status     `bun:"to_status"`
		At     sqldb.Time     `bun:"at"`
		Reason run.ReasonCode `bun:"reason_code"`
	}
	err := r.of(scope, "run_transition", id).Column("to_status", "at", "reason_code").OrderExpr("seq").Limit(1000).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read run transitions: %w", err)
	}
	transitions := make([]run.Transition, 0, len(rows))
	for _, row := range rows {
		transitions = append(transitions, run.Transition{Status: row.Status, At: row.At.Time, Reason: row.Reason})
	}
	return transitions, nil
}

// of reads one of a run's tables.
func (r *Reader) of(scope access.Scope, table, id string) *bun.SelectQuery {
	return r.db.Read().NewSelect().Table(table).Where("run_id = ?", id).Where("project = ?", scope.Project())
}

// Items gives the items of a run that match, after a cursor: those with a failing
// verdict first, then those with a warning, then the failed ones. A run that is not
// there has none.
func (r *Reader) Items(
	ctx context.Context, scope access.Scope, id string, f ItemFilter, after ItemCursor, limit int,
) (ItemPage, error) {
	total, err := f.narrow(r.of(scope, "run_item", id)).Count(ctx)
	if err != nil {
		return ItemPage{}, fmt.Errorf("count run items: %w", err)
	}
	query := f.narrow(r.of(scope, "run_item", id)).ColumnExpr(store.ItemColumns).
		OrderExpr("status_rank, seq").Limit(int64(limit + 1))
	if after.Seq > 0 {
		query = query.Where("(status_rank, seq) > (?, ?)", after.Rank, after.Seq)
	}
	var rows []store.ItemRow
	if err := query.Scan(ctx, &rows); err != nil {
		return ItemPage{}, fmt.Errorf("read run items: %w", err)
	}
	page := ItemPage{Total: int(total)}
	for i, row := range rows {
		if i == limit {
			last := page.Items[i-1]
			page.Next = &ItemCursor{Rank: run.ItemRank(last.Status, last.Finding), Seq: last.Seq}
			break
		}
		page.Items = append(page.Items, row.Item())
	}
	return page, nil
}

func (f ItemFilter) narrow(query *bun.SelectQuery) *bun.SelectQuery {
	if len(f.Statuses) > 0 {
		query = query.Where("status IN (?)", bun.List(f.Statuses))
	}
	if len(f.Findings) > 0 {
		query = query.Where("finding IN (?)", bun.List(f.Findings))
	}
	if f.Reason != "" {
		query = query.Where("reason_code = ?", string(f.Reason))
	}
	if f.Text != "" {
		where, args := contains(f.Text, "title", "item_key", "message")
		query = query.Where(where, args...)
	}
	return query
}

// ReasonGroups counts all items, by outcome, reason and cause, the worst and the
// most first.
func (r *Reader) ReasonGroups(ctx context.Context, scope access.Scope, id string) ([]ReasonGroup, error) {
	var rows []struct {
		Status    run.ItemStatus `bun:"status"`
		Finding   run.Finding    `bun:"finding"`
		Reason    run.ReasonCode `bun:"reason_code"`
		CauseCode run.CauseCode  `bun:"cause_code"`
		CauseKey  string         `bun:"cause_key"`
		Cause     string         `bun:"cause"`
		Count     int            `bun:"count"`
	}
	err := r.of(scope, "run_item", id).Column("status", "finding", "reason_code", "cause_code", "cause_key").
		ColumnExpr("MIN(cause) AS cause").ColumnExpr("COUNT(*) AS count").
		Group("status_rank", "status", "finding", "reason_code", "cause_code", "cause_key").
		OrderExpr("status_rank, count DESC, reason_code, cause_key").Limit(mostGroups).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("group run items: %w", err)
	}
	groups := make([]ReasonGroup, 0, len(rows))
	for _, row := range rows {
		groups = append(groups, ReasonGroup{
			Status: row.Status, Finding: row.Finding, Reason: row.Reason, Count: row.Count,
			Cause: run.Cause{Key: row.CauseKey, Code: row.CauseCode, Sentence: row.Cause},
		})
	}
	return groups, nil
}

// NextDue is when the next waiting item may start; zero when none waits.
func (r *Reader) NextDue(ctx context.Context, scope access.Scope, id string) (time.Time, error) {
	var waiting []store.ItemRow
	err := r.of(scope, "run_item", id).Column("due_at").Where("status = 'queued'").OrderExpr("due_at").Limit(1).Scan(ctx, &waiting)
	if err != nil {
		return time.Time{}, fmt.Errorf("find the next item: %w", err)
	}
	if len(waiting) == 0 {
		return time.Time{}, nil
	}
	return waiting[0].DueAt.Time, nil
}
