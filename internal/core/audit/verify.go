package audit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const verifyPage = 1000

// Report is what Verify found.
type Report struct {
	// Entries is how many are sound, from the first on.
	Entries int64
	// Fault says in words what is wrong first; empty when all is sound.
	Fault string
	// Head is the mark of the whole trail.
	Head Mark
	// BegunAt and BegunOver tell since when the trail has a signed head, and over how
	// many entries that were there before.
	BegunAt   sqldb.Time
	BegunOver int64
}

// Verify reads the whole trail as it is at one moment and finds the first entry
// that was changed or whose forerunner is missing, entries that are missing at the
// end, and a trail that does not hold the mark, unless that is zero.
func Verify(ctx context.Context, db *sqldb.DB, mark Mark) (Report, error) {
	options := &sql.TxOptions{ReadOnly: true}
	if db.Engine() == sqldb.PostgreSQL {
		options.Isolation = sql.LevelRepeatableRead
	}
	var report Report
	err := db.Read().RunInTx(ctx, options, func(ctx context.Context, tx bun.Tx) error {
		found, err := readHead(ctx, tx)
		if errors.Is(err, errNoHead) {
			report.Fault = noHead
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the head of the audit trail: %w", err)
		}
		report.BegunAt, report.BegunOver = found.BegunAt, found.BegunOver
		holds, err := found.holds(db)
		if err != nil {
			return err
		}
		walk := walk{head: found, mark: mark}
		if err := walk.all(ctx, tx); err != nil {
			return err
		}
		report.Entries, report.Head = walk.sound, Mark{walk.sound, walk.last.Hash}
		switch {
		case walk.fault != "":
			report.Fault = walk.fault
		case !holds:
			report.Fault = notSigned
		case found.Fault != "":
			report.Fault = found.Fault
		case walk.sound < mark.Entries:
			report.Fault = fmt.Sprintf("the trail has %d entries and the mark %d", walk.sound, mark.Entries)
		}
		return nil
	})
	return report, err
}

// walk is one reading of the trail, from the first entry to the last.
type walk struct {
	head  head
	mark  Mark
	sound int64
	last  Row
	fault string
}

func (w *walk) all(ctx context.Context, tx bun.Tx) error {
	for {
		var page []Row
		err := tx.NewSelect().Model(&page).Where("id > ?", w.last.ID).OrderExpr("id").Limit(verifyPage).Scan(ctx)
		if err != nil {
			return w.unreadable(ctx, tx, err)
		}
		for _, row := range page {
			if w.fault = w.wrong(row); w.fault != "" {
				return nil
			}
			w.sound, w.last = w.sound+1, row
		}
		if len(page) < verifyPage {
			break
		}
	}
	if missing := w.head.Entries - w.sound; missing > 0 {
		w.fault = fmt.Sprintf("%d entries are missing at the end, after entry %d", missing, w.last.ID)
	}
	return nil
}

// unreadable finds the entry for which a page could not be read: one that is not of its
// form is a fault of the trail. Without one it gives the error back.
func (w *walk) unreadable(ctx context.Context, tx bun.Tx, cause error) error {
	var ids []int64
	err := tx.NewSelect().Model((*Row)(nil)).Column("id").Where("id > ?", w.last.ID).OrderExpr("id").
		Limit(verifyPage).Scan(ctx, &ids)
	for i := 0; err == nil && i < len(ids); i++ {
		var row Row
		if tx.NewSelect().Model(&row).Where("id = ?", ids[i]).Scan(ctx) != nil && ctx.Err() == nil {
			w.fault = fmt.Sprintf("entry %d: its time can't be read, it was changed", ids[i])
			return nil
		}
		if w.fault = w.wrong(row); w.fault != "" {
			return nil
		}
		w.sound, w.last = w.sound+1, row
	}
	return fmt.Errorf("read the audit trail: %w", cause)
}

// wrong tells what is wrong with the next entry, nothing when it is sound.
func (w *walk) wrong(row Row) string {
	number := w.sound + 1
	switch {
	case row.PreviousHash != w.last.Hash && w.sound == 0:
		return fmt.Sprintf("entries are missing before entry %d, which is the first that is left", row.ID)
	case row.PreviousHash != w.last.Hash:
		return fmt.Sprintf("entries are missing between %d and %d, or %d was changed", w.last.ID, row.ID, row.ID)
	case row.digest() != row.Hash:
		return fmt.Sprintf("entry %d was changed", row.ID)
	case number > w.head.Entries:
		return fmt.Sprintf("entry %d was added by somebody else: it is behind the head", row.ID)
	case number == w.head.Entries && row.Hash != w.head.Hash:
		return fmt.Sprintf("entry %d is not the one that the head names: entries were changed, or written anew", row.ID)
	case number == w.head.Entries && w.head.LastID != 0 && row.ID != w.head.LastID:
		return fmt.Sprintf("the last entry has the number %d and had %d: the numbers of entries were changed", row.ID, w.head.LastID)
	case number == w.mark.Entries && row.Hash != w.mark.Hash:
		return fmt.Sprintf("entry %d is not the one of the mark: the trail was written anew", row.ID)
	}
	return ""
}
