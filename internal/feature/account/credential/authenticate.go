package credential

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Prefixes of the credentials that Dashkeep gives out.
const (
	sessionPrefix = "dks"
	tokenPrefix   = "dkp"
)

// NotSignedIn is the one answer to every credential that does not hold.
func NotSignedIn() error { return apperror.New(apperror.Unauthenticated, "Sign in first") }

// BySession tells whose session a cookie is. Kind: unauthenticated.
func (s *Service) BySession(ctx context.Context, cookie string, origin access.Origin) (access.Principal, error) {
	id, plain, ok := secret.DecodeToken(sessionPrefix, cookie)
	if !ok {
		return access.Principal{}, NotSignedIn()
	}
	session, err := s.store.session(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return access.Principal{}, NotSignedIn()
	}
	if err != nil {
		return access.Principal{}, fmt.Errorf("read session: %w", err)
	}
	now := s.clock.Now()
	if s.hasEnded(session, now) || !secret.Matches(plain, session.SecretHash) {
		return access.Principal{}, NotSignedIn()
	}
	principal, err := s.principalByID(ctx, session.AccountID, access.BySession, origin)
	if err != nil {
		return access.Principal{}, err
	}
	principal.SessionID, principal.Cookie = session.ID, true
	if now.Sub(session.LastSeenAt.Time) > seenInterval {
		s.noteUse(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			return s.touch(ctx, tx, session.ID, session.AccountID)
		})
	}
	return principal, nil
}

// hasEnded tells whether a session is too old or was unused for too long.
func (s *Service) hasEnded(session Session, now time.Time) bool {
	return !now.Before(session.ExpiresAt.Time) || now.Sub(session.LastSeenAt.Time) > s.needs.SessionIdle
}

// ByToken tells whose API token a bearer credential is, narrowed to what the
// token allows. Kind: unauthenticated.
func (s *Service) ByToken(ctx context.Context, bearer string, origin access.Origin) (access.Principal, error) {
	id, plain, ok := secret.DecodeToken(tokenPrefix, bearer)
	if !ok {
		return access.Principal{}, NotSignedIn()
	}
	token, err := s.store.token(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return access.Principal{}, NotSignedIn()
	}
	if err != nil {
		return access.Principal{}, fmt.Errorf("read token: %w", err)
	}
	now := s.clock.Now()
	if !now.Before(token.ExpiresAt.Time) || !secret.Matches(plain, token.SecretHash) {
		return access.Principal{}, NotSignedIn()
	}
	principal, err := s.principalByID(ctx, token.AccountID, access.ByToken, origin)
	if err != nil {
		return access.Principal{}, err
	}
	principal.TokenID = token.ID
	if token.LastUsedAt == nil || now.Sub(token.LastUsedAt.Time) > seenInterval {
		s.noteUse(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			_, err := tx.NewUpdate().Table("api_token").Set("last_used_at = ?", sqldb.At(tx.Now())).
				Where("id = ?", token.ID).Exec(ctx)
			return err
		})
	}
	return narrow(principal, token.Project, access.Role(token.Role)), nil
}

// narrow leaves a principal only what a token allows: one project if it names
// one, at most its role, and administration only when it names neither.
func narrow(principal access.Principal, project string, role access.Role) access.Principal {
	if project == "" && role == "" {
		return principal
	}
	principal.Admin = false
	roles := map[string]access.Role{}
	for name, held := range principal.Roles {
		if project == "" || name == project {
			roles[name] = held.AtMost(role)
		}
	}
	principal.Roles = roles
	return principal
}

// principalByID tells who a user is. Kind: unauthenticated for whoever may not sign in.
func (s *Service) principalByID(ctx context.Context, accountID string, method access.Method, origin access.Origin) (
	access.Principal, error,
) {
	known, err := s.needs.Users.Principals(ctx, []string{accountID})
	if err != nil {
		return access.Principal{}, err
	}
	principal, there := known[accountID]
	if !there {
		return access.Principal{}, NotSignedIn()
	}
	principal.Method, principal.Origin = method, origin
	return principal, nil
}

// noteUse writes that a credential was used. That it can't is no reason to refuse
// the request.
func (s *Service) noteUse(ctx context.Context, work func(ctx context.Context, tx *sqldb.Tx) error) {
	if err := s.db.InTx(ctx, work); err != nil {
		s.log.LogAttrs(ctx, slog.LevelWarn, "use of a credential not noted", slog.Any("error", err))
	}
}
