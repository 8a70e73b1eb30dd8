package read

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
)

// LineFilter chooses log lines. Empty fields choose all.
type LineFilter struct {
	// After asks for the lines with a greater sequence, the oldest of them.
	// Before asks for those with a smaller one, the newest of them. With both, or
	// After alone, reading goes forward; with neither, the newest are given.
	After, Before *int64
	Levels        []run.Level
	// Text is part of the message, whatever the case.
	Text string
	// Item is the sequence of an item; 0 is the run itself; nil is everything.
	Item *int
}

func (f LineFilter) narrow(query *bun.SelectQuery) *bun.SelectQuery {
	if len(f.Levels) > 0 {
		numbers := make([]int, 0, len(f.Levels))
		for _, level := range f.Levels {
			numbers = append(numbers, int(level))
		}
		query = query.Where("level IN (?)", bun.List(numbers))
		if slices.Min(f.Levels) >= run.Warning {
			query = query.Where("level >= 2") // in the words of the partial index
		}
	}
	if f.Text != "" {
		where, args := contains(f.Text, "message")
		query = query.Where(where, args...)
	}
	if f.Item != nil {
		query = query.Where("item_seq = ?", *f.Item)
	}
	if f.After != nil {
		query = query.Where("seq > ?", *f.After)
	}
	if f.Before != nil {
		query = query.Where("seq < ?", *f.Before)
	}
	return query
}

// Lines gives at most limit lines, in ascending order.
func (r *Reader) Lines(ctx context.Context, scope access.Scope, id string, f LineFilter, limit int) ([]run.Line, error) {
	order, backwards := "seq ASC", false
	if f.After == nil {
		order, backwards = "seq DESC", true
	}
	var rows []store.LogRow
	err := f.narrow(r.of(scope, "run_log", id)).ColumnExpr(store.LogColumns).OrderExpr(order).Limit(int64(limit)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read log lines: %w", err)
	}
	if backwards {
		slices.Reverse(rows)
	}
	lines := make([]run.Line, 0, len(rows))
	for _, row := range rows {
		lines = append(lines, row.Line())
	}
	return lines, nil
}

// Matches counts the lines that match and gives the first sequences, ascending,
// at most limit.
func (r *Reader) Matches(
	ctx context.Context, scope access.Scope, id string, f LineFilter, limit int,
) (total int, seqs []int64, err error) {
	query := f.narrow(r.of(scope, "run_log", id)).Column("seq").OrderExpr("seq").Limit(int64(limit + 1))
	if err = query.Scan(ctx, &seqs); err != nil {
		return 0, nil, fmt.Errorf("search log: %w", err)
	}
	if len(seqs) <= limit {
		return len(seqs), seqs, nil
	}
	count, err := f.narrow(r.of(scope, "run_log", id)).Count(ctx)
	if err != nil {
		return 0, nil, fmt.Errorf("count matches: %w", err)
	}
	return int(count), seqs[:limit], nil
}
