package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/redact"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// ItemColumns are the columns of an ItemRow, in its order.
const ItemColumns = "run_id, seq, project, item_key, title, link, params, status, status_rank, finding, reason_code, " +
	"cause_code, cause_key, cause, message, attempt, " +
	"tries, lost, lane, holder, job_id, job_attempt, first_log_seq, due_at, not_after, urgent_at, started_at, finished_at"

// ItemRow is a row of run_item.
type ItemRow struct {
	bun.BaseModel `bun:"table:run_item,alias:run_item"`

	RunID       string         `bun:"run_id,pk"`
	Seq         int            `bun:"seq,pk"`
	Project     string         `bun:"project"`
	Key         string         `bun:"item_key"`
	Title       string         `bun:"title"`
	Link        string         `bun:"link"`
	Params      sqldb.JSON     `bun:"params"`
	Status      run.ItemStatus `bun:"status"`
	Rank        int            `bun:"status_rank"`
	Finding     run.Finding    `bun:"finding"`
	Reason      run.ReasonCode `bun:"reason_code"`
	CauseCode   run.CauseCode  `bun:"cause_code"`
	CauseKey    string         `bun:"cause_key"`
	Cause       string         `bun:"cause"`
	Message     string         `bun:"message"`
	Attempt     int            `bun:"attempt"`
	Tries       int            `bun:"tries"`
	Lost        int            `bun:"lost"`
	Lane        string         `bun:"lane"`
	Holder      string         `bun:"holder"`
	JobID       int64          `bun:"job_id"`
	JobAttempt  int            `bun:"job_attempt"`
	FirstLogSeq int64          `bun:"first_log_seq"`
	DueAt       sqldb.Time     `bun:"due_at"`
	NotAfter    *sqldb.Time    `bun:"not_after"`
	UrgentAt    *sqldb.Time    `bun:"urgent_at"`
	StartedAt   *sqldb.Time    `bun:"started_at"`
	FinishedAt  *sqldb.Time    `bun:"finished_at"`
}

// Item is the item as everybody else sees it.
func (r ItemRow) Item() run.Item {
	return run.Item{
		RunID: r.RunID, Seq: r.Seq, Key: r.Key, Title: r.Title, Link: r.Link, Params: json.RawMessage(r.Params),
		Status: r.Status, Finding: r.Finding, Reason: r.Reason,
		Cause: run.Cause{Key: r.CauseKey, Code: r.CauseCode, Sentence: r.Cause}, Message: r.Message, Attempt: r.Attempt,
		DueAt:    r.DueAt.Time,
		NotAfter: Instant(r.NotAfter), StartedAt: Instant(r.StartedAt), FinishedAt: Instant(r.FinishedAt),
		FirstLogSeq: r.FirstLogSeq,
	}
}

// SaveItem writes an item's new state if the attempt still holds it.
func SaveItem(ctx context.Context, tx *sqldb.Tx, row *ItemRow, columns ...string) error {
	row.Rank = run.ItemRank(row.Status, row.Finding)
	result, err := tx.NewUpdate().Model(row).Column(append(columns, "status", "status_rank")...).
		Where("run_id = ?", row.RunID).Where("seq = ?", row.Seq).
		Where("attempt = ?", row.Attempt).Where("status = 'running'").Exec(ctx)
	if err := exactlyOne(result, err); err != nil {
		return fmt.Errorf("save run item: %w", err)
	}
	return nil
}

// Holds reports whether the attempt still holds the item. The caller has the
// run's lock, which a new claim needs too.
func Holds(ctx context.Context, tx *sqldb.Tx, row ItemRow) (bool, error) {
	count, err := tx.NewSelect().Table("run_item").Where("run_id = ?", row.RunID).Where("seq = ?", row.Seq).
		Where("attempt = ?", row.Attempt).Where("status = 'running'").Count(ctx)
	if err != nil {
		return false, fmt.Errorf("check run item: %w", err)
	}
	return count == 1, nil
}

// SkipRest ends every item that has no outcome. The caller holds the run's lock.
// It gives the jobs of the items that were running.
func SkipRest(ctx context.Context, tx *sqldb.Tx, row *RunRow, reason run.ReasonCode, message string) (jobs []int64, err error) {
	err = tx.NewSelect().Table("run_item").Column("job_id").Where("run_id = ?", row.ID).Where("status = 'running'").
		OrderExpr("seq").Scan(ctx, &jobs)
	if err != nil {
		return nil, fmt.Errorf("find running items: %w", err)
	}
	result, err := tx.NewUpdate().Table("run_item").Set("status = ?", string(run.ItemSkipped)).
		Set("status_rank = ?", run.ItemRank(run.ItemSkipped, run.NoFinding)).
		Set("reason_code = ?", string(reason)).Set("message = ?", message).
		Set("finished_at = ?", sqldb.At(tx.Now())).
		Where("run_id = ?", row.ID).Where("status IN (?)", bun.List(run.OpenItemStatuses())).Exec(ctx)
	if err != nil {
		return nil, fmt.Errorf("skip run items: %w", err)
	}
	count, err := result.RowsAffected()
	if err != nil {
		return nil, fmt.Errorf("skip run items: %w", err)
	}
	row.Skipped += int(count)
	if !row.Planned { // no more items come than there are
		row.Total = row.Run().Counts.Done()
	}
	return jobs, SaveRun(ctx, tx, row, "skipped", "total")
}

// SettleAwaiting gives items that wait for an answer their outcome: failed or skipped. The
// caller holds the run's lock. It gives them.
func SettleAwaiting(
	ctx context.Context, tx *sqldb.Tx, row *RunRow, seqs []int, to run.ItemStatus, reason run.ReasonCode, message string,
) (settled []ItemRow, err error) {
	for part := range slices.Chunk(seqs, maxBatch) {
		var rows []ItemRow
		err := tx.NewRaw(`UPDATE run_item SET status = ?, status_rank = ?, reason_code = ?, message = ?, finished_at = ?
			WHERE run_id = ? AND status = ? AND seq IN (?) RETURNING `+ItemColumns, string(to), run.ItemRank(to, run.NoFinding),
			string(reason), message, sqldb.At(tx.Now()), row.ID, string(run.ItemAwaiting), bun.List(part)).Scan(ctx, &rows)
		if err != nil {
			return nil, fmt.Errorf("settle items that wait: %w", err)
		}
		settled = append(settled, rows...)
	}
	if to == run.ItemFailed {
		row.Failed += len(settled)
	} else {
		row.Skipped += len(settled)
	}
	return settled, SaveRun(ctx, tx, row, "failed", "skipped")
}

// Resume makes items that waited for an answer wait for their turn again, and gives them.
// The caller holds the run's lock.
func Resume(ctx context.Context, tx *sqldb.Tx, row *RunRow, seqs []int) (resumed []ItemRow, err error) {
	for part := range slices.Chunk(seqs, maxBatch) {
		var rows []ItemRow
		err := tx.NewRaw(`UPDATE run_item SET status = 'queued', status_rank = ?, due_at = ?, reason_code = '', message = ''
			WHERE run_id = ? AND status = ? AND seq IN (?) RETURNING `+ItemColumns, run.ItemRank(run.ItemQueued, run.NoFinding),
			sqldb.At(tx.Now()), row.ID, string(run.ItemAwaiting), bun.List(part)).Scan(ctx, &rows)
		if err != nil {
			return nil, fmt.Errorf("let items go on: %w", err)
		}
		resumed = append(resumed, rows...)
	}
	return resumed, nil
}

// CountSkipped is how many items of a run were skipped for a reason.
func CountSkipped(ctx context.Context, tx *sqldb.Tx, runID string, reason run.ReasonCode) (int, error) {
	count, err := tx.NewSelect().Table("run_item").Where("run_id = ?", runID).Where("status = ?", string(run.ItemSkipped)).
		Where("reason_code = ?", string(reason)).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count skipped items: %w", err)
	}
	return int(count), nil
}

// PlannedSoFar gives the keys of the items that exist and the highest sequence.
func PlannedSoFar(ctx context.Context, tx *sqldb.Tx, runID string) (keys map[string]bool, last int, err error) {
	var rows []ItemRow
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

// NewItemRow makes the row of an item. Spacing is how far apart the run's items are.
func NewItemRow(r *RunRow, seq int, item run.NewItem, spacing time.Duration, now time.Time) ItemRow {
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
	return ItemRow{
		RunID: r.ID, Seq: seq, Project: r.Project, Lane: item.Lane.ID, UrgentAt: nullable(urgent),
		Key: item.Key, Title: redact.Cut(redact.Printable(item.Title), MaxTitle), Link: item.Link,
		Params: params, Status: run.ItemQueued, Rank: run.ItemRank(run.ItemQueued, run.NoFinding), DueAt: sqldb.At(due),
		NotAfter: nullable(item.NotAfter),
	}
}

// TopFailure is the reason that most failed items share, refined by the cause when
// all of them share that too, with an example of a message, and how many there are.
func TopFailure(ctx context.Context, tx *sqldb.Tx, runID string) (top Failure, err error) {
	var rows []Failure
	err = tx.NewSelect().Table("run_item").Column("reason_code").
		ColumnExpr("CASE WHEN COUNT(DISTINCT cause_key) = 1 THEN MIN(cause) ELSE '' END AS cause").
		ColumnExpr("MIN(message) AS message").ColumnExpr("COUNT(*) AS count").
		Where("run_id = ?", runID).Where("status = 'failed'").
		Group("reason_code").OrderExpr("4 DESC, 1").Limit(1).Scan(ctx, &rows)
	if err != nil {
		return Failure{}, fmt.Errorf("group failures: %w", err)
	}
	if len(rows) == 0 {
		return Failure{Reason: run.Internal}, nil
	}
	return rows[0], nil
}

// Failure is what failed items of a run have in common.
type Failure struct {
	Reason  run.ReasonCode `bun:"reason_code"`
	Cause   string         `bun:"cause"`
	Message string         `bun:"message"`
	Count   int            `bun:"count"`
}

// Words is what the failed items have in common.
func (f Failure) Words() string {
	if f.Cause != "" {
		return f.Cause
	}
	return run.Sentence(f.Reason, "")
}
