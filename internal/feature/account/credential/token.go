package credential

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/oneline"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// NewToken is an API token to be made.
type NewToken struct {
	Name    string
	Project string
	Role    access.Role
	Days    int
}

const mostTokens = 100

// Tokens lists the principal's API tokens, newest first.
func (s *Service) Tokens(ctx context.Context, principal access.Principal) ([]APIToken, error) {
	return s.store.tokens(ctx, principal.UserID)
}

// CreateToken makes an API token and returns its credential, shown once. A token
// can't make one that may do more. Kinds: invalid, forbidden.
func (s *Service) CreateToken(ctx context.Context, principal access.Principal, input NewToken) (APIToken, string, error) {
	if principal.Method == access.ByToken {
		return APIToken{}, "", apperror.New(apperror.Forbidden, "A token can't make tokens. Sign in to make one")
	}
	if err := checkToken(principal, input); err != nil {
		return APIToken{}, "", err
	}
	held, err := s.store.tokens(ctx, principal.UserID)
	if err != nil {
		return APIToken{}, "", err
	}
	if len(held) >= mostTokens {
		return APIToken{}, "", apperror.New(apperror.Conflict,
			"You have %d tokens, the most there may be. Revoke one first", mostTokens)
	}
	scope, err := principal.Require("", access.SignedIn)
	if err != nil {
		return APIToken{}, "", err
	}
	return s.makeToken(ctx, scope, principal.UserID, input)
}

// CreateTokenFor makes an API token of a user in the name of a scope: from the command
// line. Kind: invalid.
func (s *Service) CreateTokenFor(ctx context.Context, scope access.Scope, user access.Principal, input NewToken) (
	APIToken, string, error,
) {
	if err := checkToken(user, input); err != nil {
		return APIToken{}, "", err
	}
	return s.makeToken(ctx, scope, user.UserID, input)
}

func (s *Service) makeToken(ctx context.Context, scope access.Scope, accountID string, input NewToken) (APIToken, string, error) {
	id, err := newID()
	if err != nil {
		return APIToken{}, "", err
	}
	credential := secret.NewToken(id)
	token := APIToken{
		ID: id, AccountID: accountID, Name: input.Name, Project: input.Project, Role: string(input.Role),
		SecretHash: credential.Hash,
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		token.CreatedAt = sqldb.At(tx.Now())
		token.ExpiresAt = sqldb.At(tx.Now().Add(time.Duration(input.Days) * 24 * time.Hour))
		if _, err := tx.NewInsert().Model(&token).Exec(ctx); err != nil {
			return fmt.Errorf("insert token: %w", err)
		}
		return audit.Record(ctx, tx, scope, audit.Entry{
			Action: audit.TokenCreate, ResourceType: "token", ResourceID: id, Project: input.Project,
			Meta: map[string]any{"name": input.Name, "role": input.Role},
		})
	})
	return token, credential.Encode(tokenPrefix), err
}

func checkToken(principal access.Principal, input NewToken) error {
	if strings.TrimSpace(input.Name) == "" || utf8.RuneCountInString(input.Name) > longestTokenName {
		return apperror.InvalidField("body.name", "must be 1 to %d characters long", longestTokenName)
	}
	if !oneline.Holds(input.Name) {
		return apperror.InvalidField("body.name", "must be %s", oneline.Form)
	}
	if input.Days < 1 || input.Days > longestTokenDays {
		return apperror.InvalidField("body.expires_in_days", "must be between 1 and %d", longestTokenDays)
	}
	if input.Project == "" {
		return nil
	}
	held, member := principal.Roles[input.Project]
	if !member {
		return access.ProjectNotFound(input.Project)
	}
	if input.Role != "" && held.AtMost(input.Role) != input.Role {
		return apperror.New(apperror.Forbidden, "You are %s in %s: a token can't have the role %s", held, input.Project, input.Role)
	}
	return nil
}

// RevokeToken ends one of the principal's tokens at once; a token may end itself
// only. Kinds: not_found, forbidden.
func (s *Service) RevokeToken(ctx context.Context, principal access.Principal, id string) error {
	if err := RefuseToken(principal); err != nil && id != principal.TokenID {
		return err
	}
	return s.change(ctx, principal, audit.Entry{Action: audit.TokenDelete, ResourceType: "token", ResourceID: id},
		func(ctx context.Context, tx *sqldb.Tx) error {
			tellEnded(tx, principal.UserID)
			gone, err := sqldb.Affected(tx.NewDelete().Table("api_token").Where("id = ?", id).
				Where("account_id = ?", principal.UserID).Exec(ctx))
			if err != nil {
				return fmt.Errorf("revoke token: %w", err)
			}
			if gone == 0 {
				return apperror.New(apperror.NotFound, "There is no such token")
			}
			return nil
		})
}
