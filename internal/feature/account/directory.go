package account

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// usersAtOnce is how many ids one question names.
const usersAtOnce = 500

// Directory tells other rooms who the users are. It needs no service, as rooms that
// the service needs look into it.
type Directory struct{ db *sqldb.DB }

// NewDirectory makes a directory of the users of a database.
func NewDirectory(db *sqldb.DB) Directory { return Directory{db: db} }

// Named finds a user by login, whatever its capitals. Kind: not_found.
func (d Directory) Named(ctx context.Context, tx *sqldb.Tx, login string) (access.Person, error) {
	user, err := userWhere(ctx, tx, "login_folded", fold(login))
	return personOf(user), err
}

// ByID gives users by id, in the order of their logins. Unknown ids are left out.
func (d Directory) ByID(ctx context.Context, ids []string) ([]access.Person, error) {
	var users []User
	for batch := range slices.Chunk(ids, usersAtOnce) {
		var some []User
		err := d.db.Read().NewSelect().Model(&some).Column(userColumns()...).Where("id IN (?)", bun.List(batch)).Scan(ctx)
		if err != nil {
			return nil, fmt.Errorf("read users: %w", err)
		}
		users = append(users, some...)
	}
	slices.SortFunc(users, func(a, b User) int { return strings.Compare(a.LoginFolded, b.LoginFolded) })
	people := make([]access.Person, 0, len(users))
	for _, user := range users {
		people = append(people, personOf(user))
	}
	return people, nil
}

func personOf(user User) access.Person {
	return access.Person{
		ID: user.ID, Login: user.Login, DisplayName: user.DisplayName, Email: user.Email, Disabled: user.Disabled,
	}
}

// users are the users as their credentials ask for them.
type users struct {
	db       *sqldb.DB
	projects Projects
}

// Principals gives who users are and what they may do, by id.
func (u users) Principals(ctx context.Context, ids []string) (map[string]access.Principal, error) {
	principals := make(map[string]access.Principal, len(ids))
	for batch := range slices.Chunk(ids, usersAtOnce) {
		var rows []User
		err := u.db.Read().NewSelect().Model(&rows).Column("id", "login", "is_admin").Where("id IN (?)", bun.List(batch)).
			Where("disabled = ?", false).Scan(ctx)
		if err != nil {
			return nil, fmt.Errorf("read users: %w", err)
		}
		for _, row := range rows {
			principals[row.ID] = access.Principal{UserID: row.ID, Login: row.Login, Admin: row.IsAdmin}
		}
	}
	roles, err := u.projects.RolesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	for id, principal := range principals {
		principal.Roles = roles[id]
		principals[id] = principal
	}
	return principals, nil
}

// Hold keeps others from changing a user until the transaction ends.
func (u users) Hold(ctx context.Context, tx *sqldb.Tx, id string) error {
	_, err := holdUser(ctx, tx, id)
	return err
}

// NoteSeen notes that a user is there.
func (u users) NoteSeen(ctx context.Context, tx *sqldb.Tx, id string) error {
	return noteSeen(ctx, tx, id)
}

// principalOf tells who a user is, whether they may sign in or not.
func (s *Service) principalOf(ctx context.Context, user User, method access.Method, origin access.Origin) (
	access.Principal, error,
) {
	roles, err := s.deps.Projects.RolesOf(ctx, []string{user.ID})
	if err != nil {
		return access.Principal{}, err
	}
	return access.Principal{
		UserID: user.ID, Login: user.Login, Admin: user.IsAdmin, Method: method, Roles: roles[user.ID], Origin: origin,
	}, nil
}
