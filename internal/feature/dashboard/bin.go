package dashboard

import (
	"context"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Archive puts a dashboard into the bin. Doing it again changes nothing. Kinds of
// error: not_found.
func (s *Service) Archive(ctx context.Context, scope access.Scope, name string) error {
	return s.change(ctx, scope, name, func(ctx context.Context, tx *sqldb.Tx, row Row) error {
		if row.ArchivedAt != nil {
			return notFound("dashboard")
		}
		at := sqldb.At(tx.Now())
		return setState(ctx, tx, scope, row, Archived, &at, audit.DashboardArchive)
	})
}

// Restore takes a dashboard out of the bin; it is active then. Kinds of error:
// not_found, conflict when it is not in the bin.
func (s *Service) Restore(ctx context.Context, scope access.Scope, name string) (Dashboard, error) {
	err := s.change(ctx, scope, name, func(ctx context.Context, tx *sqldb.Tx, row Row) error {
		if row.ArchivedAt == nil {
			return apperror.New(apperror.Conflict, "The dashboard is not in the bin").WithCode("not_in_bin")
		}
		return setState(ctx, tx, scope, row, Active, nil, audit.DashboardRestore)
	})
	if err != nil {
		return Dashboard{}, err
	}
	return s.Get(ctx, scope, name, false)
}

// revive brings a dashboard in the bin back with new content as its next version:
// its history, its owner and its first day stay.
func (s *Service) revive(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, row Row, d *perses.Document, save Save,
) (Row, error) {
	stored, err := perses.Read(row.Document)
	if err != nil {
		return row, fmt.Errorf("read the stored dashboard: %w", err)
	}
	if err := s.checkReferences(ctx, tx, scope, d, stored); err != nil {
		return row, err
	}
	row.Version++
	row.State, row.ArchivedAt = string(Active), nil
	if err := s.fill(&row, scope, d, tx.Now()); err != nil {
		return row, err
	}
	if err := updateDashboard(ctx, tx, &row); err != nil {
		return row, err
	}
	save.action = audit.DashboardRestore
	return row, s.writeVersion(ctx, tx, scope, row, d, save, "Brought back from the bin with new content")
}

// SetState marks a dashboard as draft or active. Kinds of error: invalid,
// not_found, conflict when it is in the bin.
func (s *Service) SetState(ctx context.Context, scope access.Scope, name string, state State) error {
	if state != Draft && state != Active {
		return apperror.InvalidField("state", "must be one of draft, active")
	}
	return s.change(ctx, scope, name, func(ctx context.Context, tx *sqldb.Tx, row Row) error {
		if row.ArchivedAt != nil {
			return inBin(name)
		}
		if row.State == string(state) {
			return nil
		}
		return setState(ctx, tx, scope, row, state, nil, audit.DashboardState)
	})
}

// Purge deletes a dashboard for ever, with its versions. Kinds of error:
// not_found, forbidden without the permission to purge.
func (s *Service) Purge(ctx context.Context, scope access.Scope, name string) error {
	if !scope.Allows(access.DashboardPurge) {
		return apperror.New(apperror.Forbidden, "Deleting a dashboard for ever needs the role manager").
			WithDetail("needs", string(access.Manager))
	}
	return s.change(ctx, scope, name, func(ctx context.Context, tx *sqldb.Tx, row Row) error {
		return purge(ctx, tx, scope, row)
	})
}

func (s *Service) change(
	ctx context.Context, scope access.Scope, name string, do func(context.Context, *sqldb.Tx, Row) error,
) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		row, err := findDashboard(ctx, tx, scope, name, true)
		if err != nil {
			return err
		}
		return do(ctx, tx, row)
	})
}

func setState(
	ctx context.Context, tx *sqldb.Tx, scope access.Scope, row Row, state State,
	archivedAt *sqldb.Time, action audit.Action,
) error {
	_, err := tx.NewUpdate().Model((*Row)(nil)).Set("state = ?", string(state)).Set("archived_at = ?",
		archivedAt).
		Where("id = ?", row.ID).Where("project = ?", row.Project).Exec(ctx)
	if err != nil {
		return fmt.Errorf("set dashboard state: %w", err)
	}
	return record(ctx, tx, scope, row.Name, row.Version, action, map[string]any{
		"state": string(state),
		"from":  row.State,
	})
}

func purge(ctx context.Context, tx *sqldb.Tx, scope access.Scope, row Row) error {
	_, err := tx.NewDelete().Model((*Row)(nil)).Where("id = ?", row.ID).Where("project = ?",
		row.Project).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete dashboard: %w", err)
	}
	return record(ctx, tx, scope, row.Name, row.Version, audit.DashboardPurge, map[string]any{
		"title":   row.Title,
		"version": row.Version,
	})
}

// purgeBatch is how many dashboards one transaction purges.
const purgeBatch = 100

// PurgeExpired drops what has been in the bin for 30 days, and counts of views
// that nobody sums up any more. It is for a periodic job.
func (s *Service) PurgeExpired(ctx context.Context) error {
	for {
		n, err := s.purgeSome(ctx)
		if err != nil {
			return err
		}
		if n < purgeBatch {
			return s.forgetViews(ctx)
		}
	}
}

func (s *Service) purgeSome(ctx context.Context) (int, error) {
	purged := 0
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		var rows []Row
		err := tx.NewSelect().Model(&rows).Column("d.id", "d.project", "d.name", "d.title", "d.version").
			Where("d.archived_at < ?", sqldb.At(tx.Now().AddDate(0, 0, -binDays))).
			OrderExpr("d.archived_at, d.id").Limit(purgeBatch).Scan(ctx)
		if err != nil {
			return fmt.Errorf("list the bin: %w", err)
		}
		for _, row := range rows {
			if err := purge(ctx, tx, access.System(row.Project, "bin", access.DashboardPurge), row); err != nil {
				return err
			}
		}
		purged = len(rows)
		return nil
	})
	return purged, err
}

// PurgeProject deletes everything of a project, in the transaction that deletes the
// project itself.
func (s *Service) PurgeProject(ctx context.Context, tx *sqldb.Tx, project string) error {
	for _, table := range []any{(*Row)(nil), (*seedRow)(nil)} {
		if _, err := tx.NewDelete().Model(table).Where("project = ?", project).Exec(ctx); err != nil {
			return fmt.Errorf("delete the dashboards of the project: %w", err)
		}
	}
	return nil
}
