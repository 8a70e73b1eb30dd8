package place

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/fair"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Start is one start of a ticket: its job, how often that was started, and the
// life of the process that does it.
type Start struct {
	Job     int64
	Attempt int
	Replica string
}

// Share is what a run got of the places.
type Share struct {
	Served int64
	Passed int
}

// Lock gives the number of the last place that was given. Whoever asks chooses alone
// until the end of the transaction, on all replicas.
func Lock(ctx context.Context, tx *sqldb.Tx) (turn int64, err error) {
	err = tx.NewRaw("UPDATE run_turn SET turn = turn WHERE project = '' RETURNING turn").Scan(ctx, &turn)
	if err != nil {
		return 0, fmt.Errorf("wait for the others: %w", err)
	}
	return turn, nil
}

// SaveTurns writes the numbers of the last places of projects; of the empty one, of all.
func SaveTurns(ctx context.Context, tx *sqldb.Tx, turns map[string]int64) error {
	type turn struct {
		bun.BaseModel `bun:"table:run_turn"`

		Project string `bun:"project"`
		Turn    int64  `bun:"turn"`
	}
	var rows []turn
	for _, project := range slices.Sorted(maps.Keys(turns)) {
		rows = append(rows, turn{Project: project, Turn: turns[project]})
	}
	_, err := tx.NewInsert().Model(&rows).On("CONFLICT (project) DO UPDATE").Set("turn = EXCLUDED.turn").Returning("NULL").Exec(ctx)
	if err != nil {
		return fmt.Errorf("note the places: %w", err)
	}
	return nil
}

// SaveShare writes what a run got.
func SaveShare(ctx context.Context, tx *sqldb.Tx, runID string, s Share) error {
	_, err := tx.NewRaw("UPDATE run_share SET served = ?, passed = ? WHERE run_id = ?", s.Served, s.Passed, runID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("note the run's place: %w", err)
	}
	return nil
}

// InsertShare lets a run take part from now on. The caller holds the run's lock.
func InsertShare(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) error {
	_, err := tx.NewRaw(`INSERT INTO run_share (run_id, project, by_hand, served, passed)
		SELECT ?, ?, ?, turn - ?, 0 FROM run_turn WHERE project = '' ON CONFLICT (run_id) DO NOTHING`,
		row.ID, row.Project, row.Trigger != run.Schedule, fair.Newcomer).Exec(ctx)
	if err != nil {
		return fmt.Errorf("let the run take part: %w", err)
	}
	return nil
}

// QueueItems makes it known that items wait. The caller holds the run's lock.
func QueueItems(ctx context.Context, tx *sqldb.Tx, rows ...store.ItemRow) error {
	first := map[string]store.ItemRow{}
	for _, row := range rows {
		if known, there := first[row.Lane]; !there || row.DueAt.Before(known.DueAt.Time) {
			first[row.Lane] = row
		}
	}
	for _, lane := range slices.Sorted(maps.Keys(first)) {
		row := first[lane]
		_, err := tx.NewRaw(`INSERT INTO run_queue (run_id, lane, project, due_at, urgent_at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (run_id, lane) DO UPDATE SET due_at = EXCLUDED.due_at, urgent_at = EXCLUDED.urgent_at
			WHERE EXCLUDED.due_at < run_queue.due_at`, row.RunID, lane, row.Project, row.DueAt, row.UrgentAt).Exec(ctx)
		if err != nil {
			return fmt.Errorf("queue items: %w", err)
		}
	}
	return nil
}

// AdvanceQueue makes the next waiting item known after one was taken, or that there is
// none. The caller holds the run's lock.
func AdvanceQueue(ctx context.Context, tx *sqldb.Tx, queue *Waiting) error {
	var next store.ItemRow
	err := tx.NewSelect().Model(&next).Column("due_at", "urgent_at").Where("run_id = ?", queue.Run).Where("lane = ?", queue.Lane).
		Where("status = 'queued'").OrderExpr("due_at, seq").Limit(1).Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		queue.Free = 0
		_, err = tx.NewDelete().Table("run_queue").Where("run_id = ?", queue.Run).Where("lane = ?", queue.Lane).Exec(ctx)
	case err == nil && next.DueAt.Equal(queue.Due.Time) && store.Instant(next.UrgentAt).Equal(store.Instant(queue.Urgent)):
	case err == nil:
		queue.Due, queue.Urgent = next.DueAt, next.UrgentAt
		_, err = tx.NewUpdate().Table("run_queue").Set("due_at = ?", next.DueAt).Set("urgent_at = ?", next.UrgentAt).
			Where("run_id = ?", queue.Run).Where("lane = ?", queue.Lane).Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("advance the queue: %w", err)
	}
	return nil
}

// LeaveQueues takes an ended run out of the order. The caller holds the run's lock.
func LeaveQueues(ctx context.Context, tx *sqldb.Tx, runID string) error {
	for _, table := range []string{"run_queue", "run_share"} {
		if _, err := tx.NewDelete().Table(table).Where("run_id = ?", runID).Exec(ctx); err != nil {
			return fmt.Errorf("leave %s: %w", table, err)
		}
	}
	return nil
}

// TakeNext takes the first waiting item of a run in a lane; nil when there is none
// any more. The caller holds the run's lock and has seen that the lane has a place.
func TakeNext(ctx context.Context, tx *sqldb.Tx, runID, lane string, start Start) (*store.ItemRow, error) {
	return scanItem(ctx, tx.NewRaw(`UPDATE run_item SET attempt = attempt + 1, status = 'running', status_rank = ?,
		started_at = ?, holder = ?, job_id = ?, job_attempt = ?
		WHERE run_id = ? AND status = 'queued' AND seq = (SELECT next.seq FROM run_item AS next
			WHERE next.run_id = ? AND next.lane = ? AND next.status = 'queued' ORDER BY next.due_at, next.seq LIMIT 1)
		RETURNING `+store.ItemColumns, run.ItemRank(run.ItemRunning, run.NoFinding), sqldb.At(tx.Now()),
		start.Replica, start.Job, start.Attempt, runID, runID, lane))
}

// LostItem is the item that an earlier start of a job held when its process died, or
// when it could not write what came of it; found is false when there is none.
func LostItem(ctx context.Context, db bun.IDB, job int64) (runID string, seq int, found bool, err error) {
	var row store.ItemRow
	err = db.NewSelect().Model(&row).Column("run_id", "seq").Where("job_id = ?", job).Where("holder <> ''").
		OrderExpr("run_id, seq").Limit(1).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return "", 0, false, nil
	}
	if err != nil {
		return "", 0, false, fmt.Errorf("find a lost item: %w", err)
	}
	return row.RunID, row.Seq, true, nil
}

// RetakeItem takes a lost item for a new attempt, with its place. Nil means that it
// has its outcome by now, or that a later start has it. The caller holds the run's lock.
func RetakeItem(ctx context.Context, tx *sqldb.Tx, runID string, seq int, start Start) (*store.ItemRow, error) {
	return scanItem(ctx, tx.NewRaw(`UPDATE run_item SET attempt = attempt + 1, lost = lost + 1, started_at = ?, holder = ?,
		job_attempt = ? WHERE run_id = ? AND seq = ? AND status = 'running' AND job_id = ? AND job_attempt < ?
		RETURNING `+store.ItemColumns, sqldb.At(tx.Now()), start.Replica, start.Attempt, runID, seq, start.Job, start.Attempt))
}

func scanItem(ctx context.Context, query *bun.RawQuery) (*store.ItemRow, error) {
	var row store.ItemRow
	err := query.Scan(ctx, &row)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("claim run item: %w", err)
	}
	return &row, nil
}

// FreePlaces gives back the places of items that are not worked on any more, of those
// that a condition chooses, and tells how many there were.
func FreePlaces(ctx context.Context, tx *sqldb.Tx, where string, args ...any) (int, error) {
	result, err := tx.NewRaw("UPDATE run_item SET holder = '' WHERE holder <> '' AND status <> 'running' AND "+where, args...).
		Exec(ctx)
	if err != nil {
		return 0, fmt.Errorf("free places: %w", err)
	}
	count, err := result.RowsAffected()
	if err != nil {
		return 0, fmt.Errorf("free places: %w", err)
	}
	return int(count), nil
}

// SetLanes makes ceilings known and tells which of the lanes have more places now
// than before, those that are new among them.
func SetLanes(ctx context.Context, tx *sqldb.Tx, project string, lanes map[string]int) (grown map[string]bool, err error) {
	grown = map[string]bool{}
	for _, lane := range slices.Sorted(maps.Keys(lanes)) { // in one order, so that two plans don't wait for each other
		var before []int
		err := tx.NewSelect().Table("run_lane").Column("ceiling").Where("project = ?", project).Where("lane = ?", lane).
			OrderExpr("lane").Limit(1).Scan(ctx, &before)
		if err != nil {
			return nil, fmt.Errorf("read a lane: %w", err)
		}
		if len(before) == 1 && before[0] == lanes[lane] {
			continue
		}
		_, err = tx.NewRaw(`INSERT INTO run_lane (project, lane, ceiling) VALUES (?, ?, ?)
			ON CONFLICT (project, lane) DO UPDATE SET ceiling = EXCLUDED.ceiling`, project, lane, lanes[lane]).Exec(ctx)
		if err != nil {
			return nil, fmt.Errorf("write a lane: %w", err)
		}
		grown[lane] = len(before) == 0 || before[0] < lanes[lane]
	}
	return grown, nil
}
