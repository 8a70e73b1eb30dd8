package dashboard

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Row is a row of the table dashboard.
// Row is a row of the table dashboard; the lists of dashboards read it, too.
type Row struct {
	bun.BaseModel `bun:"table:dashboard,alias:d"`

	ID          string      `bun:"id,pk"`
	Project     string      `bun:"project"`
	Name        string      `bun:"name"`
	Title       string      `bun:"title"`
	SortTitle   string      `bun:"sort_title"`
	Description string      `bun:"description"`
	State       string      `bun:"state"`
	Version     int64       `bun:"version"`
	Document    sqldb.JSON  `bun:"document"`
	Digest      string      `bun:"digest"`
	Tags        sqldb.JSON  `bun:"tags"`
	Panels      int         `bun:"panels"`
	Search      string      `bun:"search"`
	OwnerID     string      `bun:"owner_id"`
	Owner       string      `bun:"owner"`
	CreatedAt   sqldb.Time  `bun:"created_at"`
	UpdatedAt   sqldb.Time  `bun:"updated_at"`
	UpdatedBy   string      `bun:"updated_by"`
	ArchivedAt  *sqldb.Time `bun:"archived_at"`
	Views       int64       `bun:"views,scanonly"`
}

// versionRow is a row of the table dashboard_version.
type versionRow struct {
	bun.BaseModel `bun:"table:dashboard_version,alias:v"`

	DashboardID  string     `bun:"dashboard_id,pk"`
	Version      int64      `bun:"version,pk"`
	Project      string     `bun:"project"`
	Document     sqldb.JSON `bun:"document"`
	Message      string     `bun:"message"`
	Summary      string     `bun:"summary"`
	RestoredFrom *int64     `bun:"restored_from"`
	SavedAt      sqldb.Time `bun:"saved_at"`
	SavedByID    string     `bun:"saved_by_id"`
	SavedBy      string     `bun:"saved_by"`
}

type tagRow struct {
	bun.BaseModel `bun:"table:dashboard_tag"`

	DashboardID string `bun:"dashboard_id,pk"`
	Tag         string `bun:"tag,pk"`
}

type datasourceRefRow struct {
	bun.BaseModel `bun:"table:dashboard_datasource"`

	DashboardID string `bun:"dashboard_id,pk"`
	Kind        string `bun:"kind,pk"`
	Name        string `bun:"name,pk"`
}

// Dashboard is what the row says, with the document as it is stored.
func (r Row) Dashboard() Dashboard {
	d := Dashboard{
		ID: r.ID, Project: r.Project, Name: r.Name, Title: r.Title, Description: r.Description, State: State(r.State),
		Version: r.Version, Panels: r.Panels, OwnerID: r.OwnerID, Owner: r.Owner, CreatedAt: r.CreatedAt.Time,
		UpdatedAt: r.UpdatedAt.Time, UpdatedBy: r.UpdatedBy, Document: json.RawMessage(r.Document),
	}
	if r.ArchivedAt != nil {
		d.ArchivedAt = r.ArchivedAt.Time
	}
	// The column is written by us: a list of texts.
	_ = json.Unmarshal(r.Tags, &d.Tags)
	return d
}

// ProjectOf is the project of which a scope proves access to every dashboard: that of a
// grant, which is for one, does not. A scope without a project, or none at all, is a fault
// of the program. Kinds of error: not_found, internal.
func ProjectOf(scope access.Scope) (string, error) { return projectFor(scope, "") }

// projectFor is ProjectOf for a subject.
func projectFor(scope access.Scope, subject string) (string, error) {
	switch {
	case !scope.Covers(subject):
		return "", notFound("dashboard")
	case !scope.Granted() || scope.Project() == "":
		return "", apperror.New(apperror.Internal, "No project was granted")
	default:
		return scope.Project(), nil
	}
}

// Columns are those of a Row, with the document last so that lists can leave it out.
func Columns(withDocument bool) []string {
	columns := []string{
		"d.id", "d.project", "d.name", "d.title", "d.sort_title", "d.description", "d.state", "d.version", "d.digest",
		"d.tags", "d.panels", "d.owner_id", "d.owner", "d.created_at", "d.updated_at", "d.updated_by", "d.archived_at",
	}
	if withDocument {
		columns = append(columns, "d.document")
	}
	return columns
}

// findDashboard reads one dashboard of the scope's project. With lock it is kept
// from other writers until the transaction ends.
func findDashboard(ctx context.Context, db bun.IDB, scope access.Scope, name string, lock bool) (Row, error) {
	name = asset.FoldName(name)
	project, err := projectFor(scope, access.DashboardSubject(name))
	if err != nil {
		return Row{}, err
	}
	var row Row
	query := db.NewSelect().Model(&row).Column(Columns(true)...).
		Where("d.project = ?", project).Where("d.name = ?", name)
	if tx, inTx := db.(*sqldb.Tx); lock && inTx && tx.Engine() == sqldb.PostgreSQL {
		query = query.For("UPDATE")
	}
	if err := query.Scan(ctx); errors.Is(err, sql.ErrNoRows) {
		return Row{}, notFound("dashboard")
	} else if err != nil {
		return Row{}, fmt.Errorf("read dashboard: %w", err)
	}
	return row, nil
}

func insertDashboard(ctx context.Context, tx *sqldb.Tx, row *Row) error {
	_, err := tx.NewInsert().Model(row).Returning("NULL").Exec(ctx)
	if sqldb.IsUniqueViolation(err) {
		return alreadyExists("dashboard", row.Name)
	}
	if err != nil {
		return fmt.Errorf("write dashboard: %w", err)
	}
	return nil
}

func alreadyExists(what, name string) error {
	return apperror.New(apperror.Conflict, "There is already a %s named %s", what, name).WithCode("already_exists")
}

func updateDashboard(ctx context.Context, tx *sqldb.Tx, row *Row) error {
	_, err := tx.NewUpdate().Model(row).ExcludeColumn("id", "project", "name", "created_at", "owner_id", "owner").
		WherePK().Where("project = ?", row.Project).Exec(ctx)
	if err != nil {
		return fmt.Errorf("write dashboard: %w", err)
	}
	return nil
}

func insertVersion(ctx context.Context, tx *sqldb.Tx, row *versionRow) error {
	if _, err := tx.NewInsert().Model(row).Returning("NULL").Exec(ctx); err != nil {
		return fmt.Errorf("write dashboard version: %w", err)
	}
	return nil
}

// writeIndex replaces the tags and datasource references of a dashboard.
func writeIndex(ctx context.Context, tx *sqldb.Tx, id string, d *perses.Document) error {
	for _, table := range []any{(*tagRow)(nil), (*datasourceRefRow)(nil)} {
		if _, err := tx.NewDelete().Model(table).Where("dashboard_id = ?", id).Exec(ctx); err != nil {
			return fmt.Errorf("clear dashboard index: %w", err)
		}
	}
	var tags []tagRow
	for _, tag := range d.Tags() {
		tags = append(tags, tagRow{DashboardID: id, Tag: tag})
	}
	if len(tags) > 0 {
		if _, err := tx.NewInsert().Model(&tags).Returning("NULL").Exec(ctx); err != nil {
			return fmt.Errorf("write dashboard tags: %w", err)
		}
	}
	if refs := datasourceRefs(id, d); len(refs) > 0 {
		if _, err := tx.NewInsert().Model(&refs).Returning("NULL").Exec(ctx); err != nil {
			return fmt.Errorf("write dashboard datasources: %w", err)
		}
	}
	return nil
}

func datasourceRefs(id string, d *perses.Document) []datasourceRefRow {
	seen := map[perses.DatasourceRef]bool{}
	var rows []datasourceRefRow
	for _, ref := range perses.Selectors(d) {
		if !seen[ref] {
			seen[ref] = true
			rows = append(rows, datasourceRefRow{DashboardID: id, Kind: ref.Kind, Name: ref.Name})
		}
	}
	return rows
}
