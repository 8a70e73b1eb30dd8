package credential

import (
	"context"
	"fmt"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Opened is a new session: its id, and the cookie's value, shown once.
type Opened struct {
	ID, Cookie string
	ExpiresAt  time.Time
}

// Open makes a session of a user, who is held, in an open transaction.
func (s *Service) Open(ctx context.Context, tx *sqldb.Tx, userID string, origin access.Origin) (Opened, error) {
	id, err := newID()
	if err != nil {
		return Opened{}, err
	}
	token, now := secret.NewToken(id), sqldb.At(tx.Now())
	session := Session{
		ID: id, AccountID: userID, SecretHash: token.Hash, CreatedAt: now, LastSeenAt: now,
		ExpiresAt:     sqldb.At(tx.Now().Add(s.needs.SessionLifetime)),
		ClientAddress: origin.ClientAddress, UserAgent: origin.UserAgent,
	}
	opened := Opened{ID: id, Cookie: token.Encode(sessionPrefix), ExpiresAt: session.ExpiresAt.Time}
	return opened, insertSession(ctx, tx, session)
}

// SignOut ends the session of a principal.
func (s *Service) SignOut(ctx context.Context, principal access.Principal) error {
	if principal.SessionID == "" {
		return nil
	}
	return s.endSession(ctx, principal, principal.SessionID)
}

// EndSession ends one of the principal's own sessions. Kinds: not_found, forbidden.
func (s *Service) EndSession(ctx context.Context, principal access.Principal, id string) error {
	if err := RefuseToken(principal); err != nil {
		return err
	}
	return s.endSession(ctx, principal, id)
}

func (s *Service) endSession(ctx context.Context, principal access.Principal, id string) error {
	return s.change(ctx, principal, audit.Entry{Action: audit.SessionDelete, ResourceType: "session", ResourceID: id},
		func(ctx context.Context, tx *sqldb.Tx) error {
			tellEnded(tx, principal.UserID)
			gone, err := sqldb.Affected(tx.NewDelete().Table("account_session").Where("id = ?", id).
				Where("account_id = ?", principal.UserID).Exec(ctx))
			if err != nil {
				return fmt.Errorf("end session: %w", err)
			}
			if gone == 0 {
				return apperror.New(apperror.NotFound, "There is no such session")
			}
			return nil
		})
}

// SignOutEverywhere ends every session of the principal. Kind: forbidden.
func (s *Service) SignOutEverywhere(ctx context.Context, principal access.Principal) error {
	if err := RefuseToken(principal); err != nil {
		return err
	}
	return s.change(ctx, principal, audit.Entry{Action: audit.SessionDeleteAll, ResourceType: "session"},
		func(ctx context.Context, tx *sqldb.Tx) error { return EndSessions(ctx, tx, principal.UserID, "") })
}

// Sessions lists the open sessions of a user, newest first: those that have neither
// reached their end nor been unused for too long.
func (s *Service) Sessions(ctx context.Context, userID string) ([]Session, error) {
	return s.store.sessions(ctx, userID, s.clock.Now(), s.needs.SessionIdle)
}
