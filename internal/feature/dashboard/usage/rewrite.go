package usage

import (
	"bytes"
	"context"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// storedRow is what an upgrade reads of a dashboard.
type storedRow struct {
	ID       string     `bun:"id"`
	Project  string     `bun:"project"`
	Document sqldb.JSON `bun:"document"`
}

type storedVersion struct {
	Version  int64      `bun:"version"`
	Document sqldb.JSON `bun:"document"`
}

// upgradeBatch is how many documents are in memory at a time.
const upgradeBatch = 100

// EachLatest visits the latest document of every dashboard. One that cannot be read is
// left out.
func (x *Index) EachLatest(
	ctx context.Context, tx *sqldb.Tx, visit func(project string, d *perses.Document) error,
) error {
	return eachStored(ctx, tx, func(row storedRow) error {
		d, err := perses.Read(row.Document)
		if err != nil {
			return nil //nolint:nilerr // it is left out
		}
		return visit(row.Project, d)
	})
}

func eachStored(ctx context.Context, tx *sqldb.Tx, visit func(storedRow) error) error {
	after := ""
	for {
		var rows []storedRow
		err := tx.NewSelect().TableExpr("dashboard").Column("id", "project", "document").Where("id > ?", after).
			OrderExpr("id").Limit(upgradeBatch).Scan(ctx, &rows)
		if err != nil {
			return fmt.Errorf("read the documents of dashboards: %w", err)
		}
		for _, row := range rows {
			after = row.ID
			if err := visit(row); err != nil {
				return err
			}
		}
		if len(rows) < upgradeBatch {
			return nil
		}
	}
}

// Rewrite changes the documents of dashboards, of earlier versions too, whose text holds
// a word. It makes no version, and counts those that were changed. One that cannot be
// read stays as it is.
func (x *Index) Rewrite(
	ctx context.Context, tx *sqldb.Tx, holding string,
	change func(project string, d *perses.Document) (changed bool, err error),
) (int, error) {
	r := rewriting{tx: tx, holding: holding, change: change}
	err := eachStored(ctx, tx, func(row storedRow) error { return r.dashboard(ctx, row) })
	return r.rewritten, err
}

type rewriting struct {
	tx        *sqldb.Tx
	holding   string
	change    func(project string, d *perses.Document) (bool, error)
	rewritten int
}

func (r *rewriting) dashboard(ctx context.Context, row storedRow) error {
	d, err := r.changed(row.Project, row.Document)
	if err != nil {
		return err
	}
	if d != nil {
		_, err := r.tx.NewUpdate().Table("dashboard").Set("document = ?", sqldb.JSON(d.JSON())).
			Set("digest = ?", d.Digest()).Where("id = ?", row.ID).Exec(ctx)
		if err != nil {
			return fmt.Errorf("write a document: %w", err)
		}
	}
	return r.versions(ctx, row)
}

func (r *rewriting) versions(ctx context.Context, row storedRow) error {
	var versions []storedVersion
	err := r.tx.NewSelect().TableExpr("dashboard_version AS v").Column("v.version", "v.document").
		Where("v.dashboard_id = ?", row.ID).
		Where(`v.document LIKE ? ESCAPE '\'`, "%"+sqldb.EscapeLike(r.holding)+"%").Scan(ctx, &versions)
	if err != nil {
		return fmt.Errorf("read the versions of a dashboard: %w", err)
	}
	for _, version := range versions {
		d, err := r.changed(row.Project, version.Document)
		if err != nil {
			return err
		}
		if d == nil {
			continue
		}
		_, err = r.tx.NewUpdate().Table("dashboard_version").Set("document = ?", sqldb.JSON(d.JSON())).
			Where("dashboard_id = ?", row.ID).Where("version = ?", version.Version).Exec(ctx)
		if err != nil {
			return fmt.Errorf("write a document: %w", err)
		}
	}
	return nil
}

// changed is the document as it is to be written; nil when it stays as it is.
func (r *rewriting) changed(project string, text []byte) (*perses.Document, error) {
	if !bytes.Contains(text, []byte(r.holding)) {
		return nil, nil //nolint:nilnil // it stays as it is
	}
	d, err := perses.Read(text)
	if err != nil {
		return nil, nil //nolint:nilerr,nilnil // it stays as it is
	}
	is, err := r.change(project, d)
	if err != nil || !is {
		return nil, err
	}
	r.rewritten++
	return d, nil
}
