package input

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// lifetime is how long a value waits for its item.
const lifetime = 5 * time.Minute

// batch is how many rows one statement names.
const batch = 500

// sealed is a reply as it is encrypted.
type sealed struct {
	Value string `json:"value,omitempty"`
	Way   string `json:"way,omitempty"`
}

// Settled is what became of the items that waited for what was answered.
type Settled struct {
	// GoOn wait for nothing any more; Skipped wait for something that was skipped.
	GoOn, Skipped []int
}

// Give hands the replies of a checked answer to the items that wait for them, and makes
// the request what is still open. The caller has the run's lock, and writes the row and
// the items.
func Give(ctx context.Context, tx *sqldb.Tx, box *secret.Box, row *store.RunRow, answer run.Answer) (Settled, error) {
	request, err := Of(row)
	if err != nil {
		return Settled{}, err
	}
	waiting, err := waitingFor(ctx, tx, row.ID)
	if err != nil {
		return Settled{}, err
	}
	var settled Settled
	for _, seq := range slices.Sorted(maps.Keys(waiting)) {
		replies, open, skip := repliesFor(waiting[seq], answer)
		switch {
		case skip:
			settled.Skipped = append(settled.Skipped, seq)
		case open == 0:
			settled.GoOn = append(settled.GoOn, seq)
			if err := seal(ctx, tx, box, row, seq, replies); err != nil {
				return Settled{}, err
			}
		}
	}
	names := slices.Sorted(maps.Keys(answer.Replies))
	for part := range slices.Chunk(names, batch) {
		_, err := tx.NewDelete().Table("run_ask").Where("run_id = ?", row.ID).Where("name IN (?)", bun.List(part)).Exec(ctx)
		if err != nil {
			return Settled{}, fmt.Errorf("note what was answered: %w", err)
		}
	}
	if err := leave(ctx, tx, row.ID, settled.Skipped); err != nil {
		return Settled{}, err
	}
	return settled, remain(ctx, tx, row, request)
}

// repliesFor are those of an answer to what an item waits for, and how much stays open.
func repliesFor(names []string, answer run.Answer) (replies map[string]sealed, open int, skip bool) {
	replies = map[string]sealed{}
	for _, name := range names {
		reply, given := answer.Replies[name]
		switch {
		case !given:
			open++
		case reply.Skip:
			skip = true
		default:
			one := sealed{Way: reply.Way}
			reply.Value.Use(func(plain string) { one.Value = plain })
			replies[name] = one
		}
	}
	return replies, open, skip
}

// waitingFor are the fields that each item of a run waits for.
func waitingFor(ctx context.Context, tx *sqldb.Tx, runID string) (map[int][]string, error) {
	var rows []askRow
	err := tx.NewSelect().Model(&rows).Column("seq", "name").Where("run_id = ?", runID).OrderExpr("seq, name").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read who waits for an answer: %w", err)
	}
	waiting := map[int][]string{}
	for _, row := range rows {
		waiting[row.Seq] = append(waiting[row.Seq], row.Name)
	}
	return waiting, nil
}

// leave takes items out of those that wait.
func leave(ctx context.Context, tx *sqldb.Tx, runID string, seqs []int) error {
	for part := range slices.Chunk(seqs, batch) {
		_, err := tx.NewDelete().Table("run_ask").Where("run_id = ?", runID).Where("seq IN (?)", bun.List(part)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("let items wait no longer: %w", err)
		}
	}
	return nil
}

// rowName is what the seal of an item's replies is bound to.
func rowName(runID string, seq int) string { return "run_answer/" + runID + "/" + strconv.Itoa(seq) }

func seal(ctx context.Context, tx *sqldb.Tx, box *secret.Box, row *store.RunRow, seq int, replies map[string]sealed) error {
	plain, err := json.Marshal(replies)
	if err != nil {
		return fmt.Errorf("encode an answer: %w", err)
	}
	hidden, err := box.Seal(plain, rowName(row.ID, seq))
	if err != nil {
		return fmt.Errorf("seal an answer: %w", err)
	}
	_, err = tx.NewRaw(`INSERT INTO run_answer (run_id, seq, project, sealed, expires_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (run_id, seq) DO UPDATE SET sealed = EXCLUDED.sealed, expires_at = EXCLUDED.expires_at`,
		row.ID, seq, row.Project, hidden, sqldb.At(tx.Now().Add(lifetime))).Exec(ctx)
	if err != nil {
		return fmt.Errorf("keep an answer for its item: %w", err)
	}
	return nil
}

// Take gives the replies to an item, once: they are deleted. Nil when there are none,
// or none any more. The caller has the run's lock and has seen that its attempt holds the
// item.
func Take(ctx context.Context, tx *sqldb.Tx, box *secret.Box, runID string, seq int) (map[string]run.Reply, error) {
	var row struct {
		Sealed  []byte     `bun:"sealed"`
		Expires sqldb.Time `bun:"expires_at"`
	}
	err := tx.NewRaw("DELETE FROM run_answer WHERE run_id = ? AND seq = ? RETURNING sealed, expires_at", runID, seq).Scan(ctx, &row)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !row.Expires.After(tx.Now()) {
		return nil, nil //nolint:nilnil // nobody answered
	}
	if err != nil {
		return nil, fmt.Errorf("take an answer: %w", err)
	}
	plain, err := box.Open(row.Sealed, rowName(runID, seq))
	if err != nil {
		return nil, fmt.Errorf("open an answer: %w", err)
	}
	var found map[string]sealed
	if err := json.Unmarshal(plain, &found); err != nil {
		return nil, fmt.Errorf("decode an answer: %w", err)
	}
	replies := make(map[string]run.Reply, len(found))
	for name, one := range found {
		replies[name] = run.Reply{Value: secret.New(one.Value), Way: one.Way}
	}
	return replies, nil
}

// Late lists the items of runs whose time to be answered is over, at most so many.
func Late(ctx context.Context, db bun.IDB, now time.Time, limit int) (map[string][]int, error) {
	var rows []askRow
	err := db.NewSelect().Model(&rows).ColumnExpr("DISTINCT run_id, seq").Where("until_at < ?", sqldb.At(now)).
		OrderExpr("run_id, seq").Limit(int64(limit)).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("find what nobody answered: %w", err)
	}
	late := map[string][]int{}
	for _, row := range rows {
		late[row.RunID] = append(late[row.RunID], row.Seq)
	}
	return late, nil
}

// GiveUp lets items wait no longer, and makes the request what the others need. The
// caller has the run's lock, and writes the row and the items.
func GiveUp(ctx context.Context, tx *sqldb.Tx, row *store.RunRow, seqs []int) error {
	request, err := Of(row)
	if err != nil {
		return err
	}
	if err := leave(ctx, tx, row.ID, seqs); err != nil {
		return err
	}
	return remain(ctx, tx, row, request)
}

// HandOver says who is meant to answer what a run needs, in its row, which the caller has
// locked and saves.
func HandOver(row *store.RunRow, to *run.Assignee, comment string) error {
	request, err := Of(row)
	if err != nil {
		return err
	}
	request.For, request.Comment = to, comment
	return put(row, request)
}

// Forget deletes what a run asked for and what was answered. The caller has its lock.
func Forget(ctx context.Context, tx *sqldb.Tx, runID string) error {
	for _, table := range []string{"run_ask", "run_answer"} {
		if _, err := tx.NewDelete().Table(table).Where("run_id = ?", runID).Exec(ctx); err != nil {
			return fmt.Errorf("forget %s: %w", table, err)
		}
	}
	return nil
}

// Expire deletes values that no item took in time.
func Expire(ctx context.Context, tx *sqldb.Tx) error {
	if _, err := tx.NewDelete().Table("run_answer").Where("expires_at < ?", sqldb.At(tx.Now())).Exec(ctx); err != nil {
		return fmt.Errorf("delete old answers: %w", err)
	}
	return nil
}
