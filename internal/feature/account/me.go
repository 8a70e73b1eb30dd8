package account

import (
	"context"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
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
