package read

import (
	"context"
	"fmt"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Mark is one item of a strip, or several neighbours that share it.
type Mark struct {
	// At is when the first of its items is due.
	At time.Time
	// Status, Finding and Title are those of the worst of its items.
	Status  run.ItemStatus
	Finding run.Finding
	Title   string
	// Count is how many items share it.
	Count int

	rank int
}

// mostStrip bounds how many items one strip reads.
const mostStrip = 20_000

// ItemMarks gives the items of a run in the order in which they are due, in at
// most so many marks. A run that is not there has none.
func (r *Reader) ItemMarks(ctx context.Context, scope access.Scope, id string, most int) ([]Mark, error) {
	var rows []struct {
		Title   string         `bun:"title"`
		Status  run.ItemStatus `bun:"status"`
		Finding run.Finding    `bun:"finding"`
		Due     sqldb.Time     `bun:"due_at"`
	}
	err := r.of(scope, "run_item", id).Column("title", "status", "finding", "due_at").
		OrderExpr("due_at, seq").Limit(mostStrip).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read the strip of a run: %w", err)
	}
	marks := make([]Mark, 0, min(len(rows), most))
	for i, row := range rows {
		next := Mark{
			At: row.Due.Time, Status: row.Status, Finding: row.Finding, Title: row.Title, Count: 1,
			rank: run.ItemRank(row.Status, row.Finding),
		}
		// Equal shares: the n-th of m items stands in mark n * most / m.
		if at := i * most / max(len(rows), most); at < len(marks) {
			marks[at] = marks[at].join(next)
			continue
		}
		marks = append(marks, next)
	}
	return marks, nil
}

// join adds an item to the mark, which shows the worse of both.
func (m Mark) join(next Mark) Mark {
	joined := m
	if next.rank < m.rank {
		joined = next
	}
	joined.At, joined.Count = m.At, m.Count+next.Count
	return joined
}
