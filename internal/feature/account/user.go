package account

import (
	"context"
	"errors"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/feature/account/credential"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// NewUser is a user to be made.
type NewUser struct {
	Login, DisplayName, Email string
	IsAdmin                   bool
}

// UserChange changes the fields of a user that are not nil.
type UserChange struct {
	DisplayName, Email *string
	IsAdmin, Disabled  *bool
}

// Users lists all users by login.
func (s *Service) Users(ctx context.Context) ([]User, error) { return s.store.users(ctx) }

// User gives one user. Kind: not_found.
func (s *Service) User(ctx context.Context, id string) (User, error) {
	return userWhere(ctx, s.db.Read(), "id", id)
}

// UserNamed gives one user by id or by login. Kind: not_found.
func (s *Service) UserNamed(ctx context.Context, name string) (User, error) {
	user, err := s.User(ctx, name)
	if apperror.Is(err, apperror.NotFound) {
		return userWhere(ctx, s.db.Read(), "login_folded", fold(name))
	}
	return user, err
}

// CreateUser makes a user without a password and a link that sets one. Kinds:
// invalid, conflict.
func (s *Service) CreateUser(ctx context.Context, scope access.Scope, input NewUser) (User, NewLink, error) {
	var made NewLink
	user, err := s.newUser(input)
	if err != nil {
		return User{}, NewLink{}, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		user.CreatedAt, user.UpdatedAt = sqldb.At(tx.Now()), sqldb.At(tx.Now())
		if err := insertUser(ctx, tx, user); err != nil {
			return err
		}
		var err error
		if made, err = makeLink(ctx, tx, user.ID, Password, linkLifetime); err != nil {
			return err
		}
		return audit.Record(ctx, tx, scope, audit.Entry{
			Action: audit.UserCreate, ResourceType: "user", ResourceID: user.ID,
			Meta: map[string]any{"login": user.Login, "is_admin": user.IsAdmin},
		})
	})
	return user, made, err
}

func (s *Service) newUser(input NewUser) (User, error) {
	for _, err := range []error{
		checkLogin(input.Login), checkEmail(input.Email), checkDisplayName(input.DisplayName),
	} {
		if err != nil {
			return User{}, err
		}
	}
	id, err := newID()
	if err != nil {
		return User{}, err
	}
	return User{
		ID: id, Login: input.Login, LoginFolded: fold(input.Login), DisplayName: input.DisplayName, Email: input.Email,
		EmailFolded: fold(input.Email), IsAdmin: input.IsAdmin,
	}, nil
}

// UpdateUser changes a user. Disabling one ends all sessions, API tokens and links;
// the last administrator who can sign in stays one. Kinds: not_found, invalid, conflict.
func (s *Service) UpdateUser(ctx context.Context, scope access.Scope, id string, change UserChange) (User, error) {
	var user User
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		var err error
		if user, err = holdBesideAdmins(ctx, tx, id); err != nil {
			return err
		}
		wasActiveAdmin := s.canAdminister(user)
		if err = applyChange(ctx, tx, &user, change); err != nil {
			return err
		}
		if err := updateUser(ctx, tx, user); err != nil {
			return err
		}
		if wasActiveAdmin && !s.canAdminister(user) {
			if err := s.keepAnAdmin(ctx, tx); err != nil {
				return err
			}
		}
		if err := s.deps.Projects.TellRights(ctx, tx, user.ID); err != nil {
			return err
		}
		if user.Disabled {
			if err := errors.Join(credential.EndAll(ctx, tx, user.ID), s.endLinks(ctx, tx, user)); err != nil {
				return err
			}
		}
		return audit.Record(ctx, tx, scope, audit.Entry{
			Action: audit.UserUpdate, ResourceType: "user", ResourceID: id, Meta: map[string]any{"fields": change.fields()},
		})
	})
	return user, err
}

func (s *Service) keepAnAdmin(ctx context.Context, tx *sqldb.Tx) error {
	left, err := s.hasAdmin(ctx, tx)
	if err != nil {
		return err
	}
	if !left {
		return apperror.New(apperror.Conflict, "This is the last administrator who can sign in. "+
			"Make another user one first, and have them set a password").
			WithCode("last_administrator")
	}
	return nil
}

func applyChange(ctx context.Context, tx *sqldb.Tx, user *User, change UserChange) error {
	if change.DisplayName != nil {
		if err := checkDisplayName(*change.DisplayName); err != nil {
			return err
		}
		user.DisplayName = *change.DisplayName
	}
	if err := takeEmail(ctx, tx, user, change.Email); err != nil {
		return err
	}
	if change.IsAdmin != nil {
		user.IsAdmin = *change.IsAdmin
	}
	if change.Disabled != nil {
		user.Disabled = *change.Disabled
	}
	return nil
}

func (c UserChange) fields() []string {
	var fields []string
	for name, changed := range map[string]bool{
		"disabled": c.Disabled != nil, "display_name": c.DisplayName != nil,
		"email": c.Email != nil, "is_admin": c.IsAdmin != nil,
	} {
		if changed {
			fields = append(fields, name)
		}
	}
	return fields
}

// UpdateMe changes the name and the email of the scope's own user. Kinds: invalid,
// forbidden.
func (s *Service) UpdateMe(ctx context.Context, scope access.Scope, displayName, email *string) error {
	principal := scope.Principal()
	if err := credential.RefuseToken(principal); err != nil {
		return err
	}
	change := UserChange{DisplayName: trimmed(displayName), Email: trimmed(email)}
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		user, err := holdUser(ctx, tx, principal.UserID)
		if err != nil {
			return err
		}
		if err := applyChange(ctx, tx, &user, change); err != nil {
			return err
		}
		if err := updateUser(ctx, tx, user); err != nil {
			return err
		}
		return audit.Record(ctx, tx, scope, audit.Entry{
			Action: audit.UserUpdate, ResourceType: "user", ResourceID: user.ID, Meta: map[string]any{"fields": change.fields()},
		})
	})
}

func trimmed(text *string) *string {
	if text == nil {
		return nil
	}
	short := strings.TrimSpace(*text)
	return &short
}
