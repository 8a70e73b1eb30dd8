package account

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

func projectColumns() []string {
	return []string{"name", "display_name", "document", "version", "created_at", "updated_at"}
}

func projectNamed(ctx context.Context, db bun.IDB, name string) (Project, error) {
	var project Project
	err := db.NewSelect().Model(&project).Column(projectColumns()...).Where("name = ?", name).Limit(1).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return Project{}, access.ProjectNotFound(name)
	}
	if err != nil {
		return Project{}, fmt.Errorf("read project: %w", err)
	}
	return project, nil
}

// holdProject makes sure that a project is there, and stays until the transaction
// ends: KEY SHARE beside others that need it, UPDATE alone. SQLite has one writer.
// Kind: not_found.
func holdProject(ctx context.Context, tx *sqldb.Tx, name, strength string) error {
	query := tx.NewSelect().Table("project").Column("name").Where("name = ?", name)
	if tx.Engine() == sqldb.PostgreSQL {
		query = query.For(strength)
	}
	var found string
	err := query.Scan(ctx, &found)
	if errors.Is(err, sql.ErrNoRows) {
		return access.ProjectNotFound(name)
	}
	if err != nil {
		return fmt.Errorf("hold project: %w", err)
	}
	return nil
}

// projectsOf lists the projects that a user is a member of; of an administrator,
// all. Administrators see those without them as well, with an empty role.
func (s store) projectsOf(ctx context.Context, principal access.Principal) ([]Membership, error) {
	const most = 10_000
	var all []Membership
	query := s.db.Read().NewSelect().TableExpr("project AS p").ColumnExpr("p.name, p.display_name, COALESCE(m.role, '') AS role").
		Join("LEFT JOIN member AS m ON m.project = p.name AND m.account_id = ?", principal.UserID).
		OrderExpr("p.name").Limit(most)
	if !principal.Admin {
		query = query.Where("m.role IS NOT NULL")
	}
	if err := query.Scan(ctx, &all); err != nil {
		return nil, fmt.Errorf("list projects: %w", err)
	}
	return all, nil
}

func (s store) projects(ctx context.Context, names []string) ([]Project, error) {
	var projects []Project
	if len(names) == 0 {
		return nil, nil
	}
	err := s.db.Read().NewSelect().Model(&projects).Column(projectColumns()...).
		Where("name IN (?)", bun.List(names)).OrderExpr("name").Limit(int64(len(names))).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read projects: %w", err)
	}
	return projects, nil
}

func insertProject(ctx context.Context, tx *sqldb.Tx, project Project) error {
	_, err := tx.NewInsert().Model(&project).Exec(ctx)
	if sqldb.IsUniqueViolation(err) {
		return apperror.New(apperror.Conflict, "A project with this name exists").WithCode("already_exists").
			WithField("metadata.name", "is taken")
	}
	if err != nil {
		return fmt.Errorf("insert project: %w", err)
	}
	return nil
}

func (s store) members(ctx context.Context, scope access.Scope) ([]Member, error) {
	const most = 10_000
	var members []Member
	err := s.db.Read().NewSelect().TableExpr("member AS m").
		ColumnExpr("a.login, a.display_name, a.email, a.disabled, m.role, m.created_at AS since").
		Join("JOIN account AS a ON a.id = m.account_id").Where("m.project = ?", scope.Project()).
		OrderExpr("a.login_folded").Limit(most).Scan(ctx, &members)
	if err != nil {
		return nil, fmt.Errorf("list members: %w", err)
	}
	return members, nil
}

func setMember(ctx context.Context, tx *sqldb.Tx, project, accountID string, role access.Role) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO member (project, account_id, role, created_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (project, account_id) DO UPDATE SET role = excluded.role`,
		project, accountID, string(role), sqldb.At(tx.Now()))
	if err != nil {
		return fmt.Errorf("set member: %w", err)
	}
	return nil
}

// tellRights tells the watchers of every project that a user is in, and of one more
// when it is given, that what the user may do has changed.
func tellRights(ctx context.Context, tx *sqldb.Tx, accountID, more string) error {
	const most = 10_000
	var projects []string
	err := tx.NewSelect().Table("member").Column("project").Where("account_id = ?", accountID).OrderExpr("project").
		Limit(most).Scan(ctx, &projects)
	if err != nil {
		return fmt.Errorf("read memberships: %w", err)
	}
	if more != "" && !slices.Contains(projects, more) {
		projects = append(projects, more)
	}
	if len(projects) == 0 {
		// Whoever is in no project is told all the same.
		projects = []string{""}
	}
	for _, project := range projects {
		event.Publish(tx, rightsChanged(project, accountID))
	}
	return nil
}

// rightsChanged is the event of one user in one project. Ids need no escapes.
func rightsChanged(project, accountID string) event.Event {
	return event.Event{
		Project: project, Type: event.Member, Subject: accountID, Data: json.RawMessage(`{"user":"` + accountID + `"}`),
	}
}

// lockOwners counts the owners of a project and keeps others from changing them
// until the transaction ends.
func lockOwners(ctx context.Context, tx *sqldb.Tx, project string) ([]string, error) {
	var owners []string
	query := tx.NewSelect().Table("member").Column("account_id").Where("project = ?", project).
		Where("role = ?", string(access.Owner)).OrderExpr("account_id")
	if tx.Engine() == sqldb.PostgreSQL {
		query = query.For("UPDATE")
	}
	if err := query.Scan(ctx, &owners); err != nil {
		return nil, fmt.Errorf("read owners: %w", err)
	}
	return owners, nil
}

// tellMembers tells each member of a project that what they may do has changed.
func tellMembers(ctx context.Context, tx *sqldb.Tx, project string) error {
	const most = 10_000
	var members []string
	err := tx.NewSelect().Table("member").Column("account_id").Where("project = ?", project).OrderExpr("account_id").
		Limit(most).Scan(ctx, &members)
	if err != nil {
		return fmt.Errorf("read members: %w", err)
	}
	told := make([]event.Event, 0, len(members))
	for _, member := range members {
		told = append(told, rightsChanged(project, member))
	}
	event.Publish(tx, told...)
	return nil
}
