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
			if err := seal(ctx, tx, box, row, seq, replies, tx.Now().Add(lifetime)); err != nil {
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
			replies[name] = sealedOf(reply)
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

func seal(
	ctx context.Context, tx *sqldb.Tx, box *secret.Box, row *store.RunRow, seq int, replies map[string]sealed, expires time.Time,
) error {
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
		row.ID, seq, row.Project, hidden, sqldb.At(expires)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("keep an answer for its item: %w", err)
	}
	return nil
}

// Taken are the replies that an item has taken. Late says that nobody took them in time.
type Taken struct {
	Replies map[string]run.Reply
	Late    bool
	expires time.Time
}

// Take gives the replies to an item, once: they are deleted. There are none when nobody
// answered, or when that was too long ago. The caller has the run's lock and has seen that
// its attempt holds the item.
func Take(ctx context.Context, tx *sqldb.Tx, box *secret.Box, runID string, seq int) (taken Taken, err error) {
	var row struct {
		Sealed  []byte     `bun:"sealed"`
		Expires sqldb.Time `bun:"expires_at"`
	}
	err = tx.NewRaw("DELETE FROM run_answer WHERE run_id = ? AND seq = ? RETURNING sealed, expires_at", runID, seq).Scan(ctx, &row)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Taken{}, nil
	case err != nil:
		return Taken{}, fmt.Errorf("take an answer: %w", err)
	case !row.Expires.After(tx.Now()):
		return Taken{Late: true}, nil
	}
	plain, err := box.Open(row.Sealed, rowName(runID, seq))
	if err != nil {
		return Taken{}, fmt.Errorf("open an answer: %w", err)
	}
	var found map[string]sealed
	if err := json.Unmarshal(plain, &found); err != nil {
		return Taken{}, fmt.Errorf("decode an answer: %w", err)
	}
	taken = Taken{Replies: make(map[string]run.Reply, len(found)), expires: row.Expires.Time}
	for name, one := range found {
		taken.Replies[name] = run.Reply{Value: secret.New(one.Value), Way: one.Way}
	}
	return taken, nil
}

// PutBack keeps what an attempt has taken for the next one, for as long as it would have
// been kept anyway. The caller has the run's lock.
func PutBack(ctx context.Context, tx *sqldb.Tx, box *secret.Box, row *store.RunRow, seq int, taken Taken) error {
	if len(taken.Replies) == 0 || !taken.expires.After(tx.Now()) {
		return nil
	}
	replies := make(map[string]sealed, len(taken.Replies))
	for name, reply := range taken.Replies {
		replies[name] = sealedOf(reply)
	}
	return seal(ctx, tx, box, row, seq, replies, taken.expires)
}

func sealedOf(reply run.Reply) sealed {
	one := sealed{Way: reply.Way}
	reply.Value.Use(func(plain string) { one.Value = plain })
	return one
}

// Late lists the runs that have items whose time to be answered is over, at most so many.
func Late(ctx context.Context, db bun.IDB, now time.Time, limit int) (runs []string, err error) {
	err = db.NewSelect().Table("run_ask").ColumnExpr("DISTINCT run_id").Where("until_at < ?", sqldb.At(now)).
		OrderExpr("run_id").Limit(int64(limit)).Scan(ctx, &runs)
	if err != nil {
		return nil, fmt.Errorf("find what nobody answered: %w", err)
	}
	return runs, nil
}

// GiveUp lets the items of a run wait no longer whose time to be answered is over, makes
// the request what the others need, and tells which they are. The caller has the run's
// lock, and writes the row and the items.
func GiveUp(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) (late []int, err error) {
	err = tx.NewSelect().Table("run_ask").ColumnExpr("DISTINCT seq").Where("run_id = ?", row.ID).
		Where("until_at < ?", sqldb.At(tx.Now())).OrderExpr("seq").Scan(ctx, &late)
	if err != nil {
		return nil, fmt.Errorf("find what nobody answered: %w", err)
	}
	if len(late) == 0 {
		return nil, nil
	}
	request, err := Of(row)
	if err != nil {
		return nil, err
	}
	if err := leave(ctx, tx, row.ID, late); err != nil {
		return nil, err
	}
	return late, remain(ctx, tx, row, request)
}

// HandOver says who is meant to answer what a run needs, in its row, which the caller has
// locked and saves.
func HandOver(row *store.RunRow, to *run.Assignee, comment string) error {
	request, err := Of(row)
	if err != nil {
		return err
	}
	request.For, request.Comment = to, comment
	encoded, err := json.Marshal(handed{To: to, Comment: comment})
	if err != nil {
		return fmt.Errorf("write who is meant to answer: %w", err)
	}
	row.AskFor = sqldb.JSON(encoded)
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

// Expire deletes values that no item took in time. That there were some stays, so that
// the item can say why it asks again.
func Expire(ctx context.Context, tx *sqldb.Tx) error {
	const empty = "UPDATE run_answer SET sealed = ? WHERE expires_at < ? AND LENGTH(sealed) > 0"
	_, err := tx.NewRaw(empty, []byte{}, sqldb.At(tx.Now())).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete old answers: %w", err)
	}
	return nil
}
