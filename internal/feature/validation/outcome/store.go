package outcome

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Store reads and writes the outcomes. What takes a transaction holds locks until its end.
type Store struct{ db *sqldb.DB }

// NewStore makes one.
func NewStore(db *sqldb.DB) Store { return Store{db: db} }

// Checked is a finished check on its way into the database.
type Checked struct {
	Environment string
	Asset       asset.Asset
	Report      check.Report
	Record      RecordRow
}

// Save writes a record and moves the asset's health on to it.
func (s Store) Save(ctx context.Context, tx *sqldb.Tx, project string, o Checked) error {
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("make record id: %w", err)
	}
	row, found, err := s.Lock(ctx, tx, project, o.Environment, o.Asset.Key)
	if err != nil {
		return err
	}
	if !found {
		row = newHealthRow(project, o.Environment, o.Asset)
	}
	row.describe(o.Asset)
	record := o.Record
	record.ID, record.Project, record.Environment, record.Asset = id.String(), project, o.Environment, o.Asset.Key
	panels, err := s.lastGood(ctx, tx, row.RecordID, o.Report.Panels, record.FinishedAt)
	if err != nil {
		return err
	}
	record.Issues, record.Panels = sqldb.JSON(Encode(o.Report.Issues)), sqldb.JSON(Encode(panels))
	record.Steps = sqldb.JSON(Encode(o.Report.Steps))
	row.take(&record, o.Report)
	if _, err := tx.NewInsert().Model(&record).Returning("NULL").Exec(ctx); err != nil {
		return fmt.Errorf("write validation record: %w", err)
	}
	if err := s.put(ctx, tx, row); err != nil {
		return err
	}
	return s.publish(ctx, tx, row)
}

// Lock reads an asset's row so that nobody else changes it meanwhile.
func (s Store) Lock(
	ctx context.Context, tx *sqldb.Tx, project, environment, name string,
) (row HealthRow, found bool, err error) {
	query := tx.NewSelect().Model(&row).Where("project = ?", project).Where("environment = ?", environment).
		Where("asset = ?", name)
	if tx.Engine() == sqldb.PostgreSQL {
		query = query.For("UPDATE")
	}
	err = query.Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return HealthRow{}, false, nil
	}
	if err != nil {
		return HealthRow{}, false, fmt.Errorf("read asset health: %w", err)
	}
	return row, true, nil
}

// lastGood tells each panel when it passed last: now, or what the record before said.
func (s Store) lastGood(
	ctx context.Context, tx *sqldb.Tx, before string, panels []check.PanelResult, now sqldb.Time,
) ([]check.PanelResult, error) {
	if !slices.ContainsFunc(panels, func(p check.PanelResult) bool { return p.Status != health.Pass }) {
		before = "" // it has nothing to say
	}
	known, err := s.panelsOf(ctx, tx, before)
	if err != nil {
		return nil, err
	}
	panels = slices.Clone(panels)
	for i := range panels {
		if panels[i].Status == health.Pass {
			panels[i].LastGoodAt = &now.Time
			continue
		}
		at := slices.IndexFunc(known, func(p check.PanelResult) bool { return p.Key == panels[i].Key })
		if at >= 0 {
			panels[i].LastGoodAt = known[at].LastGoodAt
		}
	}
	return panels, nil
}

func (s Store) panelsOf(ctx context.Context, tx *sqldb.Tx, record string) ([]check.PanelResult, error) {
	if record == "" {
		return nil, nil
	}
	var raw sqldb.JSON
	err := tx.NewSelect().Table("validation_record").Column("panels").Where("id = ?", record).Scan(ctx, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the record before: %w", err)
	}
	var panels []check.PanelResult
	if err := json.Unmarshal(raw, &panels); err != nil {
		return nil, fmt.Errorf("decode the record before: %w", err)
	}
	return panels, nil
}

// put writes an asset's row, new or not.
func (s Store) put(ctx context.Context, tx *sqldb.Tx, row HealthRow) error {
	query := tx.NewInsert().Model(&row).On("CONFLICT (project, environment, asset) DO UPDATE")
	for _, column := range tx.Dialect().Tables().Get(healthType()).DataFields {
		query = query.Set("? = EXCLUDED.?", bun.Ident(column.Name), bun.Ident(column.Name))
	}
	if _, err := query.Returning("NULL").Exec(ctx); err != nil {
		return fmt.Errorf("write asset health: %w", err)
	}
	return nil
}

func (s Store) publish(ctx context.Context, tx *sqldb.Tx, row HealthRow) error {
	failing, err := tx.NewSelect().Model((*HealthRow)(nil)).Where("project = ?", row.Project).
		Where("status_rank = ?", rank(health.Fail)).Where("listed = ?", true).Count(ctx)
	if err != nil {
		return fmt.Errorf("count failing assets: %w", err)
	}
	data := StatusEvent{Environment: row.Environment, Asset: row.Asset, Status: row.Status, Failing: int(failing)}
	event.Publish(tx, event.Event{
		Project: row.Project, Type: event.Health, Subject: row.Environment + "/" + row.Asset, Data: Encode(data),
	})
	return nil
}

// Unlist takes an asset out of the lists; its records stay for its return.
func (s Store) Unlist(ctx context.Context, tx *sqldb.Tx, project, environment, name string) error {
	row, found, err := s.Lock(ctx, tx, project, environment, name)
	if err != nil || !found || !row.Listed {
		return err
	}
	row.Listed = false
	if err := s.put(ctx, tx, row); err != nil {
		return err
	}
	return s.publish(ctx, tx, row)
}

// Describe takes over what the inventory says of one asset.
func (s Store) Describe(ctx context.Context, tx *sqldb.Tx, project string, a asset.Asset) error {
	row, found, err := s.Lock(ctx, tx, project, a.Environment, a.Key)
	if err != nil {
		return err
	}
	if !found {
		row = newHealthRow(project, a.Environment, a)
	} else if !row.describe(a) {
		return nil
	}
	if err := s.put(ctx, tx, row); err != nil {
		return err
	}
	return s.publish(ctx, tx, row)
}

// Remove deletes all records of an asset. It tells how many there were.
func (s Store) Remove(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, environment, name string,
) (records int64, found bool, err error) {
	row, found, err := s.Lock(ctx, tx, scope.Project(), environment, name)
	if err != nil || !found {
		return 0, found, err
	}
	result, err := tx.NewDelete().Model((*RecordRow)(nil)).Where("project = ?", scope.Project()).
		Where("environment = ?", environment).Where("asset = ?", name).Exec(ctx)
	if err != nil {
		return 0, true, fmt.Errorf("delete validation records: %w", err)
	}
	if records, err = result.RowsAffected(); err != nil {
		return 0, true, fmt.Errorf("delete validation records: %w", err)
	}
	row.forget()
	if err := s.put(ctx, tx, row); err != nil {
		return 0, true, err
	}
	return records, true, s.publish(ctx, tx, row)
}

// mostGrouped is how many entries a cause shows.
const mostGrouped = 50

// NoReport is the one answer for an asset that is not there.
func NoReport() error {
	return apperror.New(apperror.NotFound, "There is no such dashboard in this environment")
}

// Differing lists the keys behind one and, unless it is empty, up to the last whose rows
// are not what a page of the inventory says.
func (s Store) Differing(
	ctx context.Context, scope access.Scope, environment string, page []asset.Asset, after, last string,
) ([]string, error) {
	query := s.listed(scope, Filter{Environment: environment}).Where("asset > ?", after)
	if last != "" {
		query = query.Where("asset <= ?", last)
	}
	var rows []HealthRow
	err := query.Column("asset", "title", "owners", "owner_keys", "tags", "listed").OrderExpr("asset").Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read assets: %w", err)
	}
	known := make(map[string]HealthRow, len(rows))
	for _, row := range rows {
		known[row.Asset] = row
	}
	var keys []string
	for _, a := range page {
		row, found := known[a.Key]
		delete(known, a.Key)
		if !found || row.describe(a) {
			keys = append(keys, a.Key)
		}
	}
	for key := range known {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys, nil
}

// Prune deletes the oldest records, at most so many, before an instant; the latest of an asset stays.
func (s Store) Prune(ctx context.Context, before time.Time, most int) (deleted int64, err error) {
	err = s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		result, err := tx.NewRaw(`DELETE FROM validation_record WHERE id IN (
			SELECT r.id FROM validation_record AS r
			WHERE r.finished_at < ? AND NOT EXISTS (SELECT 1 FROM asset_health AS h WHERE h.project = r.project
				AND h.environment = r.environment AND h.asset = r.asset AND h.record_id = r.id)
			ORDER BY r.finished_at LIMIT ?)`, sqldb.At(before), most).Exec(ctx)
		if err != nil {
			return err
		}
		deleted, err = result.RowsAffected()
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("prune validation records: %w", err)
	}
	return deleted, nil
}
