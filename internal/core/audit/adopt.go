package audit

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// dueRow is the row of the table audit_head_due: the trail is older than heads and waits
// for its first. The migration that brings heads writes it, and nothing else can.
type dueRow struct {
	bun.BaseModel `bun:"table:audit_head_due"`

	ID int64 `bun:"id,pk"`
}

// Adopt begins the head of a trail that an older version wrote, where the upgrade left
// word that it is due; that word goes in the same transaction. The entry audit.begin tells
// of how many entries it was.
func Adopt(ctx context.Context, db *sqldb.DB) error {
	due, err := db.Read().NewSelect().Model((*dueRow)(nil)).Exists(ctx)
	if err != nil {
		return fmt.Errorf("look whether the audit trail is older than heads: %w", err)
	}
	if !due {
		return nil
	}
	return db.InTx(ctx, adopt)
}

func adopt(ctx context.Context, tx *sqldb.Tx) error {
	if err := tx.OrderCommit(ctx); err != nil {
		return err
	}
	taken, err := tx.NewDelete().Model((*dueRow)(nil)).Where("id = 1").Exec(ctx)
	if err != nil {
		return fmt.Errorf("adopt the audit trail: %w", err)
	}
	// Another replica may have been first.
	if due, err := taken.RowsAffected(); err != nil || due == 0 {
		return err //nolint:wrapcheck // the driver's
	}
	// An older trail tells of no head. Where it does, somebody made it look like one.
	had, err := tx.NewSelect().Model((*Row)(nil)).Where("action = ?", AuditBegin).Exists(ctx)
	if err != nil {
		return fmt.Errorf("look for an earlier head of the audit trail: %w", err)
	}
	if had {
		return nil
	}
	return beginWhereMissing(ctx, tx, "")
}
