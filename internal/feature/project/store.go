package project

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

// store is the SQL of the owned tables.
type store struct{ db *sqldb.DB }

// memberRow is a user's place in a project as it is kept.
type memberRow struct {
	bun.BaseModel `bun:"table:member"`

	Project   string      `bun:"project"`
	AccountID string      `bun:"account_id"`
	Role      access.Role `bun:"role"`
	CreatedAt sqldb.Time  `bun:"created_at"`
}

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

// members gives the members of the scope's project by their user's id.
func (s store) members(ctx context.Context, scope access.Scope) (map[string]memberRow, error) {
	const most = 10_000
	var rows []memberRow
	err := s.db.Read().NewSelect().Model(&rows).Column("project", "account_id", "role", "created_at").
		Where("project = ?", scope.Project()).OrderExpr("account_id").Limit(most).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list members: %w", err)
	}
	places := make(map[string]memberRow, len(rows))
	for _, row := range rows {
		places[row.AccountID] = row
	}
	return places, nil
}

// rolesOf reads the memberships of users, some users a question.
func (s store) rolesOf(ctx context.Context, userIDs []string) (map[string]map[string]access.Role, error) {
	const batch = 500
	roles := make(map[string]map[string]access.Role, len(userIDs))
	for ids := range slices.Chunk(userIDs, batch) {
		var rows []memberRow
		err := s.db.Read().NewSelect().Model(&rows).Column("project", "account_id", "role").
			Where("account_id IN (?)", bun.List(ids)).Scan(ctx)
		if err != nil {
			return nil, fmt.Errorf("read memberships: %w", err)
		}
		for _, row := range rows {
			if roles[row.AccountID] == nil {
				roles[row.AccountID] = map[string]access.Role{}
			}
			roles[row.AccountID][row.Project] = row.Role
		}
	}
	return roles, nil
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

// dropMember takes a member out of a project. Kind: not_found.
func dropMember(ctx context.Context, tx *sqldb.Tx, project, accountID string) error {
	gone, err := sqldb.Affected(tx.NewDelete().Table("member").Where("project = ?", project).
		Where("account_id = ?", accountID).Exec(ctx))
	if err != nil {
		return fmt.Errorf("remove member: %w", err)
	}
	if gone == 0 {
		return apperror.New(apperror.NotFound, "There is no such member")
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
