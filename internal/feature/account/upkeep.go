package account

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

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

// DeleteExpired deletes the sessions and links whose time is over, for periodic
// work. Tokens stay: their users see which have ended.
func (s *Service) DeleteExpired(ctx context.Context) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		now := sqldb.At(tx.Now())
		for table, ended := range map[string]func(*bun.SelectQuery) *bun.SelectQuery{
			"account_session": func(q *bun.SelectQuery) *bun.SelectQuery {
				return q.Where("expires_at <= ? OR last_seen_at < ?", now, sqldb.At(tx.Now().Add(-s.deps.SessionIdle)))
			},
			"one_time_link": func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("expires_at <= ?", now) },
		} {
			query := ended(tx.NewSelect().Table(table).Column("id"))
			if tx.Engine() == sqldb.PostgreSQL {
				// Whoever ends them at this moment does not need help.
				query = query.For("UPDATE SKIP LOCKED")
			}
			if _, err := tx.NewDelete().Table(table).Where("id IN (?)", query).Exec(ctx); err != nil {
				return fmt.Errorf("delete what has expired: %w", err)
			}
		}
		return nil
	})
}
