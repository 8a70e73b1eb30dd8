package run

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const itemColumns = "run_id, seq, project, item_key, title, link, params, status, status_rank, finding, reason_code, " +
	"cause_code, cause_key, cause, message, attempt, " +
	"tries, lost, lane, holder, job_id, job_attempt, first_log_seq, due_at, not_after, urgent_at, started_at, finished_at"

type itemRow struct {
	bun.BaseModel `bun:"table:run_item,alias:run_item"`

	RunID       string      `bun:"run_id,pk"`
	Seq         int         `bun:"seq,pk"`
	Project     string      `bun:"project"`
	Key         string      `bun:"item_key"`
	Title       string      `bun:"title"`
	Link        string      `bun:"link"`
	Params      sqldb.JSON  `bun:"params"`
	Status      ItemStatus  `bun:"status"`
	Rank        int         `bun:"status_rank"`
	Finding     Finding     `bun:"finding"`
	Reason      ReasonCode  `bun:"reason_code"`
	CauseCode   CauseCode   `bun:"cause_code"`
	CauseKey    string      `bun:"cause_key"`
	Cause       string      `bun:"cause"`
	Message     string      `bun:"message"`
	Attempt     int         `bun:"attempt"`
	Tries       int         `bun:"tries"`
	Lost        int         `bun:"lost"`
	Lane        string      `bun:"lane"`
	Holder      string      `bun:"holder"`
	JobID       int64       `bun:"job_id"`
	JobAttempt  int         `bun:"job_attempt"`
	FirstLogSeq int64       `bun:"first_log_seq"`
	DueAt       sqldb.Time  `bun:"due_at"`
	NotAfter    *sqldb.Time `bun:"not_after"`
	UrgentAt    *sqldb.Time `bun:"urgent_at"`
	StartedAt   *sqldb.Time `bun:"started_at"`
	FinishedAt  *sqldb.Time `bun:"finished_at"`
}

func (r itemRow) item() Item {
	return Item{
		RunID: r.RunID, Seq: r.Seq, Key: r.Key, Title: r.Title, Link: r.Link, Params: json.RawMessage(r.Params),
		Status: r.Status, Finding: r.Finding, Reason: r.Reason,
		Cause: Cause{Key: r.CauseKey, Code: r.CauseCode, Sentence: r.Cause}, Message: r.Message, Attempt: r.Attempt,
		DueAt:    r.DueAt.Time,
		NotAfter: instant(r.NotAfter), StartedAt: instant(r.StartedAt), FinishedAt: instant(r.FinishedAt),
		FirstLogSeq: r.FirstLogSeq,
	}
}

// saveItem writes an item's new state if the attempt still holds it.
func saveItem(ctx context.Context, tx *sqldb.Tx, row *itemRow, columns ...string) error {
	row.Rank = itemRank(row.Status, row.Finding)
	result, err := tx.NewUpdate().Model(row).Column(append(columns, "status", "status_rank")...).
		Where("run_id = ?", row.RunID).Where("seq = ?", row.Seq).
		Where("attempt = ?", row.Attempt).Where("status = 'running'").Exec(ctx)
	if err := exactlyOne(result, err); err != nil {
		return fmt.Errorf("save run item: %w", err)
	}
	return nil
}

// holds reports whether the attempt still holds the item. The caller has the
// run's lock, which a new claim needs too.
func holds(ctx context.Context, tx *sqldb.Tx, row itemRow) (bool, error) {
	count, err := tx.NewSelect().Table("run_item").Where("run_id = ?", row.RunID).Where("seq = ?", row.Seq).
		Where("attempt = ?", row.Attempt).Where("status = 'running'").Count(ctx)
	if err != nil {
		return false, fmt.Errorf("check run item: %w", err)
	}
	return count == 1, nil
}

// skipRest ends every item that has no outcome. The caller holds the run's lock.
// It gives the jobs of the items that were running.
func skipRest(ctx context.Context, tx *sqldb.Tx, row *runRow, reason ReasonCode, message string) (jobs []int64, err error) {
	err = tx.NewSelect().Table("run_item").Column("job_id").Where("run_id = ?", row.ID).Where("status = 'running'").
		OrderExpr("seq").Scan(ctx, &jobs)
	if err != nil {
		return nil, fmt.Errorf("find running items: %w", err)
	}
	result, err := tx.NewUpdate().Table("run_item").Set("status = ?", string(ItemSkipped)).
		Set("status_rank = ?", itemRank(ItemSkipped, NoFinding)).Set("reason_code = ?", string(reason)).Set("message = ?", message).
		Set("finished_at = ?", sqldb.At(tx.Now())).
		Where("run_id = ?", row.ID).Where("status IN (?)", bun.List(openItemStatuses())).Exec(ctx)
	if err != nil {
		return nil, fmt.Errorf("skip run items: %w", err)
	}
	count, err := result.RowsAffected()
	if err != nil {
		return nil, fmt.Errorf("skip run items: %w", err)
	}
	row.Skipped += int(count)
	if !row.Planned { // no more items come than there are
		row.Total = row.run().Counts.Done()
	}
	return jobs, saveRun(ctx, tx, row, "skipped", "total")
}

// plannedSoFar gives the keys of the items that exist and the highest sequence.
func plannedSoFar(ctx context.Context, tx *sqldb.Tx, runID string) (keys map[string]bool, last int, err error) {
	var rows []itemRow
	err = tx.NewSelect().Model(&rows).Column("item_key", "seq").Where("run_id = ?", runID).OrderExpr("seq").Scan(ctx)
	if err != nil {
		return nil, 0, fmt.Errorf("read planned items: %w", err)
	}
	keys = make(map[string]bool, len(rows))
	for _, row := range rows {
		keys[row.Key], last = true, row.Seq
	}
	return keys, last, nil
}

// newItemRow makes the row of an item. Spacing is how far apart the run's items are.
func newItemRow(r *runRow, seq int, item NewItem, spacing time.Duration, now time.Time) itemRow {
	params := sqldb.JSON(item.Params)
	if len(params) == 0 {
		params = sqldb.JSON("{}")
	}
	due := now
	if item.NotBefore.After(now) {
		due = item.NotBefore
	}
	urgent := time.Time{}
	if !item.NotAfter.IsZero() {
		urgent = item.NotAfter.Add(-spacing)
	}
	return itemRow{
		RunID: r.ID, Seq: seq, Project: r.Project, Lane: item.Lane.ID, UrgentAt: nullable(urgent),
		Key: item.Key, Title: cut(printable(item.Title), maxTitle), Link: item.Link,
		Params: params, Status: ItemQueued, Rank: itemRank(ItemQueued, NoFinding), DueAt: sqldb.At(due),
		NotAfter: nullable(item.NotAfter),
	}
}

// topFailure is the reason that most failed items share, refined by the cause when
// all of them share that too, with an example of a message, and how many there are.
func topFailure(ctx context.Context, tx *sqldb.Tx, runID string) (top failure, err error) {
	var rows []failure
	err = tx.NewSelect().Table("run_item").Column("reason_code").
		ColumnExpr("CASE WHEN COUNT(DISTINCT cause_key) = 1 THEN MIN(cause) ELSE '' END AS cause").
		ColumnExpr("MIN(message) AS message").ColumnExpr("COUNT(*) AS count").
		Where("run_id = ?", runID).Where("status = 'failed'").
		Group("reason_code").OrderExpr("4 DESC, 1").Limit(1).Scan(ctx, &rows)
	if err != nil {
		return failure{}, fmt.Errorf("group failures: %w", err)
	}
	if len(rows) == 0 {
		return failure{Reason: Internal}, nil
	}
	return rows[0], nil
}

type failure struct {
	Reason  ReasonCode `bun:"reason_code"`
	Cause   string     `bun:"cause"`
	Message string     `bun:"message"`
	Count   int        `bun:"count"`
}

// words is what the failed items have in common.
func (f failure) words() string {
	if f.Cause != "" {
		return f.Cause
	}
	return sentence(f.Reason, "")
}
