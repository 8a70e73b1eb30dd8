package event

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// pruneBatch is how many events one transaction deletes at most.
const pruneBatch = 5_000

func readAfter(ctx context.Context, db *sqldb.DB, after, limit int64) ([]Event, error) {
	var rows []row
	err := db.Read().NewSelect().Model(&rows).Column("id", "project", "type", "subject", "data", "at").
		Where("id > ?", after).OrderExpr("id ASC").Limit(limit).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	events := make([]Event, 0, len(rows))
	for _, r := range rows {
		events = append(events, r.event())
	}
	return events, nil
}

// PurgeProject deletes the events of a project, in the transaction that deletes it. Those that
// tell people that they have lost it stay until they are too old: their watchers may not
// have read them yet.
func PurgeProject(ctx context.Context, tx *sqldb.Tx, project string) error {
	_, err := tx.NewDelete().Table("event").Where("project = ?", project).Where("type <> ?", Member).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete the events of %s: %w", project, err)
	}
	return nil
}

// Prune deletes the events from before an instant and all but the newest ones,
// in short transactions.
func Prune(ctx context.Context, db *sqldb.DB, before time.Time, keep int64) error {
	for {
		oldest, err := oldestID(ctx, db)
		if err != nil || oldest == 0 {
			return err
		}
		newest, err := newestID(ctx, db)
		if err != nil {
			return err
		}
		deleted, err := pruneOnce(ctx, db, oldest+pruneBatch, before, newest-keep)
		if err != nil || deleted == 0 {
			return err
		}
	}
}

func pruneOnce(ctx context.Context, db *sqldb.DB, below int64, before time.Time, excess int64) (deleted int64, err error) {
	err = db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		result, err := tx.NewDelete().Table("event").Where("id < ?", below).
			WhereGroup(" AND ", func(q *bun.DeleteQuery) *bun.DeleteQuery {
				return q.Where("at < ?", sqldb.At(before)).WhereOr("id <= ?", excess)
			}).Exec(ctx)
		if err != nil {
			return fmt.Errorf("delete old events: %w", err)
		}
		deleted, err = result.RowsAffected()
		return err
	})
	return deleted, err
}
