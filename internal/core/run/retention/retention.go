package retention

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// The kind of the nightly clean-up.
const (
	retentionResource = "retention"
	retentionAction   = "clean"
	// nightHour is when the night begins for the clean-up, in UTC.
	nightHour = 2
	// cleanBatch is how many runs are looked at, and cleanLines how many log lines
	// are deleted, in one transaction.
	cleanBatch = 200
	cleanLines = 5000
	// cleanFor leaves the rest to the next night.
	cleanFor = 100 * time.Second
)

// Keep says how long finished runs of a project stay.
type Keep struct {
	// Days is the age from which they are removed: 30 when zero.
	Days int
	// Limit is how many there may be: 100 000 when zero.
	Limit int
}

// Cleaner is the producer that removes old runs. It keeps active runs and, of
// every kind, the newest run of each asset.
type Cleaner struct {
	db    *sqldb.DB
	clock clock.Clock
	keep  Keep
}

// New makes the producer.
func New(db *sqldb.DB, clk clock.Clock, keep Keep) *Cleaner {
	if keep.Days <= 0 {
		keep.Days = 30
	}
	if keep.Limit <= 0 {
		keep.Limit = 100_000
	}
	return &Cleaner{db: db, clock: clk, keep: keep}
}

// Kind is retention.clean.
func (r *Cleaner) Kind() run.Kind {
	return run.Kind{Resource: retentionResource, Action: retentionAction}
}

// Plan gives one item.
func (r *Cleaner) Plan(context.Context, run.Run) ([]run.NewItem, error) {
	return []run.NewItem{{Key: "runs", Title: "Old runs"}}, nil
}

// Do removes what is too old or too much, in short transactions.
func (r *Cleaner) Do(ctx context.Context, w *run.Work) run.Outcome {
	removed, complete, err := r.clean(ctx, w.Run.Project)
	if err != nil {
		return run.Outcome{Reason: run.Internal, Message: "Removing old runs failed", Retry: err}
	}
	message := fmt.Sprintf("%d runs removed", removed)
	if !complete {
		message += ", the rest next time"
	}
	return run.Outcome{Status: run.ItemSucceeded, Message: message}
}

// Starter starts runs.
type Starter interface {
	Start(ctx context.Context, scope access.Scope, req run.Request) (r run.Run, created bool, err error)
}

// Nightly starts the clean-up of each project once a night. Call it every few
// minutes.
func (r *Cleaner) Nightly(ctx context.Context, runs Starter, projects []string) error {
	now := r.clock.Now()
	night := time.Date(now.Year(), now.Month(), now.Day(), nightHour, 0, 0, 0, time.UTC)
	if now.Before(night) {
		return nil
	}
	reader := read.New(r.db)
	for _, project := range projects {
		scope := access.System(project, "retention", access.RunRead)
		tonight, err := reader.List(ctx, scope, read.Filter{Kinds: []run.Kind{r.Kind()}, From: night}, read.Cursor{}, 1)
		if err != nil {
			return err
		}
		if len(tonight.Runs) > 0 {
			continue
		}
		request := run.Request{Kind: r.Kind(), Title: "Clean up old runs", Trigger: run.Schedule}
		if _, _, err := runs.Start(ctx, scope, request); err != nil {
			return fmt.Errorf("start the clean-up of %s: %w", project, err)
		}
	}
	return nil
}

// candidate is a run that may be removed.
type candidate struct {
	ID        string     `bun:"id"`
	CreatedAt sqldb.Time `bun:"created_at"`
	LogSeq    int64      `bun:"log_seq"`
	Newest    bool       `bun:"newest"`
}

func (r *Cleaner) clean(ctx context.Context, project string) (removed int, complete bool, err error) {
	until := r.clock.Now().Add(cleanFor)
	before, err := r.border(ctx, project)
	if err != nil {
		return 0, false, err
	}
	for after := (read.Cursor{}); ; {
		found, err := r.candidates(ctx, project, before, after)
		if err != nil || len(found) == 0 {
			return removed, true, err
		}
		last := found[len(found)-1]
		after = read.Cursor{At: last.CreatedAt.Time, ID: last.ID}
		count, err := r.remove(ctx, project, found)
		removed += count
		if err != nil {
			return removed, false, err
		}
		if r.clock.Now().After(until) {
			return removed, false, nil
		}
	}
}

// border is the instant before which runs are too old or too many.
func (r *Cleaner) border(ctx context.Context, project string) (time.Time, error) {
	tooOld := r.clock.Now().AddDate(0, 0, -r.keep.Days)
	var surplus []candidate
	err := r.db.Read().NewSelect().Table("run").Column("created_at").Where("project = ?", project).
		OrderExpr("created_at DESC, id DESC").Offset(int64(r.keep.Limit-1)).Limit(1).Scan(ctx, &surplus)
	if err != nil {
		return time.Time{}, fmt.Errorf("find surplus runs: %w", err)
	}
	if len(surplus) == 1 && surplus[0].CreatedAt.After(tooOld) {
		return surplus[0].CreatedAt.Time, nil
	}
	return tooOld, nil
}

// candidates gives the oldest finished runs after a cursor, and which of them are
// the newest of an asset.
func (r *Cleaner) candidates(ctx context.Context, project string, before time.Time, after read.Cursor) ([]candidate, error) {
	query := r.db.Read().NewSelect().Table("run").Column("id", "created_at", "log_seq").
		ColumnExpr(`EXISTS (SELECT 1 FROM run_item AS mine WHERE mine.run_id = run.id AND NOT EXISTS (
			SELECT 1 FROM run_item AS later JOIN run AS its ON its.id = later.run_id
			WHERE later.project = mine.project AND later.item_key = mine.item_key AND later.run_id > mine.run_id
			AND its.resource = run.resource AND its.action = run.action)) AS newest`).
		Where("project = ?", project).Where("created_at < ?", sqldb.At(before)).
		Where("status NOT IN (?)", bun.List(run.ActiveStatuses())).
		OrderExpr("created_at, id").Limit(cleanBatch)
	if !after.Zero() {
		query = query.Where("(created_at, id) > (?, ?)", sqldb.At(after.At), after.ID)
	}
	var found []candidate
	if err := query.Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("find old runs: %w", err)
	}
	return found, nil
}

// remove deletes the candidates that are not the newest of an asset.
func (r *Cleaner) remove(ctx context.Context, project string, found []candidate) (removed int, err error) {
	var batch []string
	lines := int64(0)
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		err := r.removeRuns(ctx, project, batch)
		removed += len(batch)
		batch, lines = nil, 0
		return err
	}
	for _, c := range found {
		if c.Newest {
			continue
		}
		if c.LogSeq > cleanLines {
			if err := r.removeLines(ctx, c); err != nil {
				return removed, err
			}
			c.LogSeq = 0
		}
		if lines+c.LogSeq > cleanLines {
			if err := flush(); err != nil {
				return removed, err
			}
		}
		batch, lines = append(batch, c.ID), lines+c.LogSeq
	}
	return removed, flush()
}

func (r *Cleaner) removeRuns(ctx context.Context, project string, ids []string) error {
	return r.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		for _, table := range []string{"run_log", "run_transition", "run_item", "run_target"} {
			if _, err := tx.NewDelete().Table(table).Where("run_id IN (?)", bun.List(ids)).Exec(ctx); err != nil {
				return fmt.Errorf("delete from %s: %w", table, err)
			}
		}
		_, err := tx.NewDelete().Table("run").Where("project = ?", project).Where("id IN (?)", bun.List(ids)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("delete runs: %w", err)
		}
		return nil
	})
}

// removeLines deletes a long log piece by piece.
func (r *Cleaner) removeLines(ctx context.Context, c candidate) error {
	for end := int64(cleanLines); end < c.LogSeq+cleanLines; end += cleanLines {
		err := r.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			_, err := tx.NewDelete().Table("run_log").Where("run_id = ?", c.ID).Where("seq <= ?", end).Exec(ctx)
			return err
		})
		if err != nil {
			return fmt.Errorf("delete log lines: %w", err)
		}
	}
	return nil
}
