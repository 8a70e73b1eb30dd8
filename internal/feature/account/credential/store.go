package credential

import (
	"context"
	"fmt"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// store is the SQL of the owned tables. What changes them takes the transaction.
type store struct{ db *sqldb.DB }

func insertSession(ctx context.Context, tx *sqldb.Tx, session Session) error {
	if _, err := tx.NewInsert().Model(&session).Exec(ctx); err != nil {
		return fmt.Errorf("insert session: %w", err)
	}
	return nil
}

func (s store) session(ctx context.Context, id string) (Session, error) {
	var session Session
	err := s.db.Read().NewSelect().Model(&session).
		Column("id", "account_id", "secret_hash", "created_at", "last_seen_at", "expires_at").
		Where("id = ?", id).Limit(1).Scan(ctx)
	return session, err
}

// sessions lists those that are open: neither too old nor unused for too long.
func (s store) sessions(ctx context.Context, accountID string, now time.Time, idle time.Duration) ([]Session, error) {
	const most = 200
	var sessions []Session
	err := s.db.Read().NewSelect().Model(&sessions).
		Column("id", "account_id", "created_at", "last_seen_at", "expires_at", "client_address", "user_agent").
		Where("account_id = ?", accountID).Where("expires_at > ?", sqldb.At(now)).
		Where("last_seen_at >= ?", sqldb.At(now.Add(-idle))).
		OrderExpr("created_at DESC, id DESC").Limit(most).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	return sessions, nil
}

// touch notes that a session is used.
func (s *Service) touch(ctx context.Context, tx *sqldb.Tx, id, accountID string) error {
	// The user first, as everywhere: who ends sessions holds the user before them.
	if err := s.needs.Users.NoteSeen(ctx, tx, accountID); err != nil {
		return err
	}
	_, err := tx.NewUpdate().Table("account_session").Set("last_seen_at = ?", sqldb.At(tx.Now())).Where("id = ?", id).Exec(ctx)
	if err != nil {
		return fmt.Errorf("note session use: %w", err)
	}
	return nil
}

// EndSessions ends a user's sessions, but for one when keep is given.
func EndSessions(ctx context.Context, tx *sqldb.Tx, accountID, keep string) error {
	_, err := tx.NewDelete().Table("account_session").Where("account_id = ?", accountID).Where("id <> ?", keep).Exec(ctx)
	if err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	tellEnded(tx, accountID)
	return nil
}

// tellEnded tells, on every replica, that something by which a user was let in has
// ended: what is remembered of it is to be forgotten.
func tellEnded(tx *sqldb.Tx, accountID string) {
	event.Publish(tx, event.Event{Type: event.Session, Subject: accountID})
}

// EndTokens ends a user's API tokens.
func EndTokens(ctx context.Context, tx *sqldb.Tx, accountID string) error {
	if _, err := tx.NewDelete().Table("api_token").Where("account_id = ?", accountID).Exec(ctx); err != nil {
		return fmt.Errorf("end tokens: %w", err)
	}
	tellEnded(tx, accountID)
	return nil
}

// EndAll ends everything that a user was let in by: sessions and API tokens.
func EndAll(ctx context.Context, tx *sqldb.Tx, accountID string) error {
	if err := EndSessions(ctx, tx, accountID, ""); err != nil {
		return err
	}
	return EndTokens(ctx, tx, accountID)
}

func (s store) token(ctx context.Context, id string) (APIToken, error) {
	var token APIToken
	err := s.db.Read().NewSelect().Model(&token).
		Column("id", "account_id", "name", "project", "role", "secret_hash", "created_at", "expires_at", "last_used_at").
		Where("id = ?", id).Limit(1).Scan(ctx)
	return token, err
}

func (s store) tokens(ctx context.Context, accountID string) ([]APIToken, error) {
	const most = 1000
	var tokens []APIToken
	err := s.db.Read().NewSelect().Model(&tokens).
		Column("id", "account_id", "name", "project", "role", "created_at", "expires_at", "last_used_at").
		Where("account_id = ?", accountID).OrderExpr("created_at DESC, id DESC").Limit(most).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list tokens: %w", err)
	}
	return tokens, nil
}
