package account

import (
	"context"
	"fmt"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// UpdateMe changes the name and the email of the scope's own user. Kinds: invalid,
// forbidden.
func (s *Service) UpdateMe(ctx context.Context, scope access.Scope, displayName, email *string) error {
	principal := scope.Principal()
	if err := refuseToken(principal); err != nil {
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
			Action: "user.update", ResourceType: "user", ResourceID: user.ID, Meta: map[string]any{"fields": change.fields()},
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

// takeEmail gives a user an email unless somebody else has it: an address that two
// users have signs in neither. Nil is no change.
func takeEmail(ctx context.Context, tx *sqldb.Tx, user *User, email *string) error {
	if email == nil {
		return nil
	}
	if err := checkEmail(*email); err != nil {
		return err
	}
	user.Email = *email
	return refuseTakenEmail(ctx, tx, *user)
}

func refuseTakenEmail(ctx context.Context, tx *sqldb.Tx, user User) error {
	if user.Email == "" {
		return nil
	}
	taken, err := tx.NewSelect().Model((*User)(nil)).Where("LOWER(email) = ?", strings.ToLower(user.Email)).
		Where("id <> ?", user.ID).Exists(ctx)
	if err != nil {
		return fmt.Errorf("look for the email: %w", err)
	}
	if taken {
		return apperror.InvalidField("email", "is the address of another user")
	}
	return nil
}
