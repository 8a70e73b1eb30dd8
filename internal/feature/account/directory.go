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
	for batch := range slices.Chunk(ids, againBatch) {
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
