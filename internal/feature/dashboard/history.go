package dashboard

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/diff"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/keyset"
)

// Versions lists the versions of a dashboard, newest first, and the cursor of the
// next page. Those of a dashboard in the bin can be read too. Kinds of error:
// not_found, invalid.
func (s *Service) Versions(
	ctx context.Context, scope access.Scope, name string, limit int, cursor string,
) ([]Version, string, error) {
	row, err := findDashboard(ctx, s.db.Read(), scope, name, false)
	if err != nil {
		return nil, "", err
	}
	query := s.db.Read().NewSelect().Model((*versionRow)(nil)).
		Column("v.version", "v.message", "v.summary", "v.restored_from", "v.saved_at", "v.saved_by").
		Where("v.dashboard_id = ?", row.ID).Where("v.project = ?", row.Project).
		OrderExpr("v.version DESC").Limit(int64(limit + 1))
	if cursor != "" {
		below, err := versionCursor(cursor)
		if err != nil {
			return nil, "", err
		}
		query = query.Where("v.version < ?", below)
	}
	var rows []versionRow
	if err := query.Scan(ctx, &rows); err != nil {
		return nil, "", fmt.Errorf("list dashboard versions: %w", err)
	}
	next := ""
	if len(rows) > limit {
		rows = rows[:limit]
		next = keyset.EncodeStrings("version", strconv.FormatInt(rows[limit-1].Version, 10))
	}
	versions := make([]Version, 0, len(rows))
	for _, v := range rows {
		versions = append(versions, Version{
			Version: v.Version, SavedAt: v.SavedAt.Time, SavedBy: v.SavedBy, Message: v.Message, Summary: v.Summary,
			RestoredFrom: v.RestoredFrom, Current: v.Version == row.Version,
		})
	}
	return versions, next, nil
}

func versionCursor(cursor string) (int64, error) {
	values, err := keyset.DecodeStrings(cursor, 2)
	if err != nil {
		return 0, err
	}
	below, err := strconv.ParseInt(values[1], 10, 64)
	if err != nil || values[0] != "version" {
		return 0, apperror.InvalidField("cursor", "is not a cursor that this list gave").WithCode("invalid_cursor")
	}
	return below, nil
}

// Version reads the document of one version. Kinds of error: not_found.
func (s *Service) Version(
	ctx context.Context, scope access.Scope, name string, version int64,
) (json.RawMessage, error) {
	text, err := s.version(ctx, scope, name, version)
	return veiled(scope, text), err
}

// version reads the document of one version as it is stored.
func (s *Service) version(ctx context.Context, scope access.Scope, name string, version int64) ([]byte, error) {
	row, err := findDashboard(ctx, s.db.Read(), scope, name, false)
	if err != nil {
		return nil, err
	}
	found, err := findVersion(ctx, s.db.Read(), row.Project, row.ID, version)
	return found.Document, err
}

func findVersion(ctx context.Context, db bun.IDB, project, id string, version int64) (versionRow, error) {
	var row versionRow
	err := db.NewSelect().Model(&row).Column("v.version", "v.document").Where("v.dashboard_id = ?", id).
		Where("v.project = ?", project).Where("v.version = ?", version).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return versionRow{}, notFound("version")
	}
	if err != nil {
		return versionRow{}, fmt.Errorf("read dashboard version: %w", err)
	}
	return row, nil
}

// Diff tells what leads from one version to another. Kinds of error: not_found.
func (s *Service) Diff(ctx context.Context, scope access.Scope, name string, from, to int64) (diff.Difference, error) {
	var documents [2]*perses.Document
	for i, version := range []int64{from, to} {
		text, err := s.Version(ctx, scope, name, version)
		if err != nil {
			return diff.Difference{}, err
		}
		if documents[i], err = perses.Read(text); err != nil {
			return diff.Difference{}, fmt.Errorf("read the stored dashboard: %w", err)
		}
	}
	return diff.Compare(documents[0], documents[1]), nil
}

// DiffDraft tells what a document changes of the version that it was made from, of
// the latest one when from is nil. Kinds of error: invalid, not_found, too_large.
func (s *Service) DiffDraft(
	ctx context.Context, scope access.Scope, name string, text []byte, from *int64,
) (diff.Difference, error) {
	draft, err := perses.Read(text)
	if err != nil {
		return diff.Difference{}, err
	}
	base, err := s.baseOfDraft(ctx, scope, name, from)
	if err != nil {
		return diff.Difference{}, err
	}
	stored, err := perses.Read(base)
	if err != nil {
		return diff.Difference{}, fmt.Errorf("read the stored dashboard: %w", err)
	}
	draft.KeepUnknown(stored)
	draft.Complete()
	return diff.Compare(stored, draft), nil
}

func (s *Service) baseOfDraft(
	ctx context.Context, scope access.Scope, name string, from *int64,
) (json.RawMessage, error) {
	current, err := s.Get(ctx, scope, name, true)
	if err != nil || from == nil || *from == current.Version {
		return current.Document, err
	}
	return s.Version(ctx, scope, name, *from)
}

// RestoreVersion saves an old version as the newest one. Kinds of error:
// not_found, conflict, invalid when its datasources are gone.
func (s *Service) RestoreVersion(
	ctx context.Context, scope access.Scope, name string, version int64, save Save,
) (Dashboard, error) {
	text, err := s.version(ctx, scope, name, version)
	if err != nil {
		return Dashboard{}, err
	}
	d, err := perses.Read(text)
	if err != nil {
		return Dashboard{}, fmt.Errorf("read the stored dashboard: %w", err)
	}
	save.action, save.restoredFrom, save.exact = audit.DashboardRestoreVersion, &version, true
	if save.Message == "" {
		save.Message = fmt.Sprintf("Restored version %d", version)
	}
	return s.update(ctx, scope, name, d, save)
}
