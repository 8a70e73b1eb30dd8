package account_test

import (
	"context"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// projects are the projects of a test: those of the database, without their rules.
type projects struct{ db *sqldb.DB }

func (p projects) Ensure(ctx context.Context, tx *sqldb.Tx, project string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO project (name, display_name, document, version, created_at, updated_at)
		VALUES (?, '', '{}', 1, ?, ?) ON CONFLICT (name) DO NOTHING`, project, sqldb.At(tx.Now()), sqldb.At(tx.Now()))
	return err
}

func (p projects) Place(ctx context.Context, tx *sqldb.Tx, project, userID string, role access.Role) error {
	if err := p.Ensure(ctx, tx, project); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO member (project, account_id, role, created_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (project, account_id) DO UPDATE SET role = excluded.role`, project, userID, string(role), sqldb.At(tx.Now()))
	return err
}

func (p projects) RolesOf(ctx context.Context, userIDs []string) (map[string]map[string]access.Role, error) {
	roles := map[string]map[string]access.Role{}
	for _, id := range userIDs {
		var rows []struct {
			Project string      `bun:"project"`
			Role    access.Role `bun:"role"`
		}
		if err := p.db.Read().NewSelect().Table("member").Column("project", "role").Where("account_id = ?", id).Scan(ctx, &rows); err != nil {
			return nil, err
		}
		roles[id] = map[string]access.Role{}
		for _, row := range rows {
			roles[id][row.Project] = row.Role
		}
	}
	return roles, nil
}

func (p projects) TellRights(_ context.Context, tx *sqldb.Tx, userID string) error {
	event.Publish(tx, event.Event{Type: event.Member, Subject: userID})
	return nil
}
