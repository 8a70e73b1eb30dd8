package read

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Tally is how many runs are in each status.
type Tally map[run.Status]int

// All is the sum.
func (t Tally) All() int {
	sum := 0
	for _, count := range t {
		sum += count
	}
	return sum
}

// Active counts the runs that have not ended, whenever they were made.
func (r *Reader) Active(ctx context.Context, scope access.Scope) (Tally, error) {
	var rows []struct {
		Status run.Status `bun:"status"`
		Count  int        `bun:"count"`
	}
	err := r.db.Read().NewSelect().Table("run").Column("status").ColumnExpr("COUNT(*) AS count").
		Where("project = ?", scope.Project()).Where("status IN (?)", bun.List(run.ActiveStatuses())).
		Group("status").OrderExpr("status").Limit(len64(run.Statuses())).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count active runs: %w", err)
	}
	tally := Tally{}
	for _, row := range rows {
		tally[row.Status] = row.Count
	}
	return tally, nil
}

// ActiveEverywhere counts the runs of all projects that have not ended, for the
// program's own metrics.
func (r *Reader) ActiveEverywhere(ctx context.Context) (Tally, error) {
	var rows []struct {
		Status run.Status `bun:"status"`
		Count  int        `bun:"count"`
	}
	err := r.db.Read().NewSelect().Table("run").Column("status").ColumnExpr("COUNT(*) AS count").
		Where("status IN (?)", bun.List(run.ActiveStatuses())).
		Group("status").OrderExpr("status").Limit(len64(run.Statuses())).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count active runs: %w", err)
	}
	tally := Tally{run.Queued: 0, run.Running: 0, run.AwaitingInput: 0}
	for _, row := range rows {
		tally[row.Status] = row.Count
	}
	return tally, nil
}

func len64[V any](values []V) int64 { return int64(len(values)) }

// Strip counts the runs that were made from an instant on until another, in
// steps of equal width. The first step begins at from.
func (r *Reader) Strip(ctx context.Context, scope access.Scope, from, to time.Time, steps int) ([]Tally, error) {
	width := max(to.Sub(from)/time.Duration(steps), time.Second)
	var rows []struct {
		Step   int        `bun:"step"`
		Status run.Status `bun:"status"`
		Count  int        `bun:"count"`
	}
	err := r.db.Read().NewSelect().Table("run").
		ColumnExpr(secondOf(r.db.Engine())+" AS step", from.Unix(), int64(width/time.Second)).
		Column("status").ColumnExpr("COUNT(*) AS count").
		Where("project = ?", scope.Project()).
		Where("created_at >= ?", sqldb.At(from)).Where("created_at < ?", sqldb.At(to)).
		GroupExpr("1, 2").OrderExpr("1, 2").Limit(int64(steps+1)*len64(run.Statuses())).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count runs over time: %w", err)
	}
	strip := make([]Tally, steps)
	for i := range strip {
		strip[i] = Tally{}
	}
	for _, row := range rows {
		strip[min(max(row.Step, 0), steps-1)][row.Status] += row.Count
	}
	return strip, nil
}

// secondOf is the number of the step in which a run was made; its arguments are
// the first second and the width of a step in seconds.
func secondOf(engine sqldb.Engine) string {
	if engine == sqldb.PostgreSQL {
		return "FLOOR((EXTRACT(EPOCH FROM created_at) - ?) / ?)::integer"
	}
	return "(CAST(strftime('%s', SUBSTR(created_at, 1, 19)) AS INTEGER) - ?) / ?"
}
