package validation

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

type store struct{ db *sqldb.DB }

// outcome is a finished check on its way into the database.
type outcome struct {
	environment string
	asset       asset.Asset
	report      check.Report
	record      recordRow
}

// save writes a record and moves the asset's health on to it.
func (s store) save(ctx context.Context, tx *sqldb.Tx, project string, o outcome) error {
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("make record id: %w", err)
	}
	row, found, err := s.lock(ctx, tx, project, o.environment, o.asset.Key)
	if err != nil {
		return err
	}
	if !found {
		row = newHealthRow(project, o.environment, o.asset)
	}
	row.describe(o.asset)
	record := o.record
	record.ID, record.Project, record.Environment, record.Asset = id.String(), project, o.environment, o.asset.Key
	panels, err := s.lastGood(ctx, tx, row.RecordID, o.report.Panels, record.FinishedAt)
	if err != nil {
		return err
	}
	record.Issues, record.Panels = sqldb.JSON(encode(o.report.Issues)), sqldb.JSON(encode(panels))
	record.Steps = sqldb.JSON(encode(o.report.Steps))
	row.take(&record, o.report)
	if _, err := tx.NewInsert().Model(&record).Returning("NULL").Exec(ctx); err != nil {
		return fmt.Errorf("write validation record: %w", err)
	}
	if err := s.put(ctx, tx, row); err != nil {
		return err
	}
	return s.publish(ctx, tx, row)
}

// lock reads an asset's row so that nobody else changes it meanwhile.
func (s store) lock(
	ctx context.Context, tx *sqldb.Tx, project, environment, name string,
) (row healthRow, found bool, err error) {
	query := tx.NewSelect().Model(&row).Where("project = ?", project).Where("environment = ?", environment).
		Where("asset = ?", name)
	if tx.Engine() == sqldb.PostgreSQL {
		query = query.For("UPDATE")
	}
	err = query.Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return healthRow{}, false, nil
	}
	if err != nil {
		return healthRow{}, false, fmt.Errorf("read asset health: %w", err)
	}
	return row, true, nil
}

// lastGood tells each panel when it passed last: now, or what the record before said.
func (s store) lastGood(
	ctx context.Context, tx *sqldb.Tx, before string, panels []check.PanelResult, now sqldb.Time,
) ([]check.PanelResult, error) {
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

func (s store) panelsOf(ctx context.Context, tx *sqldb.Tx, record string) ([]check.PanelResult, error) {
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
func (s store) put(ctx context.Context, tx *sqldb.Tx, row healthRow) error {
	query := tx.NewInsert().Model(&row).On("CONFLICT (project, environment, asset) DO UPDATE")
	for _, column := range tx.Dialect().Tables().Get(healthType()).DataFields {
		query = query.Set("? = EXCLUDED.?", bun.Ident(column.Name), bun.Ident(column.Name))
	}
	if _, err := query.Returning("NULL").Exec(ctx); err != nil {
		return fmt.Errorf("write asset health: %w", err)
	}
	return nil
}

func (s store) publish(ctx context.Context, tx *sqldb.Tx, row healthRow) error {
	failing, err := tx.NewSelect().Model((*healthRow)(nil)).Where("project = ?", row.Project).
		Where("status_rank = ?", rank(health.Fail)).Where("listed = ?", true).Count(ctx)
	if err != nil {
		return fmt.Errorf("count failing assets: %w", err)
	}
	data := StatusEvent{Environment: row.Environment, Asset: row.Asset, Status: row.Status, Failing: int(failing)}
	event.Publish(tx, event.Event{
		Project: row.Project, Type: event.Health, Subject: row.Environment + "/" + row.Asset, Data: encode(data),
	})
	return nil
}

// unlist takes an asset out of the lists; its records stay for its return.
func (s store) unlist(ctx context.Context, tx *sqldb.Tx, project, environment, name string) error {
	row, found, err := s.lock(ctx, tx, project, environment, name)
	if err != nil || !found || !row.Listed {
		return err
	}
	row.Listed = false
	if err := s.put(ctx, tx, row); err != nil {
		return err
	}
	return s.publish(ctx, tx, row)
}

// describe takes over what the inventory says of one asset.
func (s store) describe(ctx context.Context, tx *sqldb.Tx, project string, a asset.Asset) error {
	row, found, err := s.lock(ctx, tx, project, a.Environment, a.Key)
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

// remove deletes all records of an asset. It tells how many there were.
func (s store) remove(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, environment, name string,
) (records int64, found bool, err error) {
	row, found, err := s.lock(ctx, tx, scope.Project(), environment, name)
	if err != nil || !found {
		return 0, found, err
	}
	result, err := tx.NewDelete().Model((*recordRow)(nil)).Where("project = ?", scope.Project()).
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
