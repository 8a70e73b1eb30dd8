package credential

import (
	"context"
	"fmt"
	"slices"

	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// PurgeProject revokes the API tokens of a project, in the transaction that deletes it.
func (s *Service) PurgeProject(ctx context.Context, tx *sqldb.Tx, project string) error {
	var users []string
	err := tx.NewRaw("DELETE FROM api_token WHERE project = ? RETURNING account_id", project).Scan(ctx, &users)
	if err != nil {
		return fmt.Errorf("revoke the tokens of %s: %w", project, err)
	}
	for _, user := range slices.Compact(slices.Sorted(slices.Values(users))) {
		tellEnded(tx, user)
	}
	return nil
}

// DeleteExpired deletes the sessions that have ended, in an open transaction. Tokens
// stay: their users see which have ended.
func (s *Service) DeleteExpired(ctx context.Context, tx *sqldb.Tx) error {
	ended := tx.NewSelect().Table("account_session").Column("id").Where("expires_at <= ? OR last_seen_at < ?",
		sqldb.At(tx.Now()), sqldb.At(tx.Now().Add(-s.needs.SessionIdle)))
	if tx.Engine() == sqldb.PostgreSQL {
		// Whoever ends them at this moment does not need help.
		ended = ended.For("UPDATE SKIP LOCKED")
	}
	if _, err := tx.NewDelete().Table("account_session").Where("id IN (?)", ended).Exec(ctx); err != nil {
		return fmt.Errorf("delete ended sessions: %w", err)
	}
	return nil
}
