package account

import (
	"context"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/feature/account/credential"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// AddUser makes a user with a password from the command line, with a place in a
// project when the project exists. Kinds: invalid, conflict.
func (s *Service) AddUser(ctx context.Context, input NewUser, password secret.Text, project string, role access.Role) error {
	project = asset.FoldName(project)
	user, err := s.newUser(input)
	if err != nil {
		return err
	}
	if err := checkSecretPassword("password", password, user); err != nil {
		return err
	}
	if user.PasswordHash, err = s.hasher.Hash(ctx, password); err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		user.CreatedAt, user.UpdatedAt = sqldb.At(tx.Now()), sqldb.At(tx.Now())
		if err := insertUser(ctx, tx, user); err != nil {
			return err
		}
		if err := s.endLinks(ctx, tx, user); err != nil {
			return err
		}
		if project != "" {
			if err := s.deps.Projects.Place(ctx, tx, project, user.ID, role); err != nil {
				return err
			}
		}
		return audit.Record(ctx, tx, access.System(project, "command line"), audit.Entry{
			Action: audit.UserCreate, ResourceType: "user", ResourceID: user.ID,
			Meta: map[string]any{"login": user.Login, "is_admin": user.IsAdmin, "role": role},
		})
	})
}

// ResetPassword sets a user's password from the command line and ends all sessions
// and API tokens. Kinds: not_found, invalid.
func (s *Service) ResetPassword(ctx context.Context, login string, password secret.Text) error {
	known, err := userWhere(ctx, s.db.Read(), "login_folded", fold(login))
	if err != nil {
		return err
	}
	if err := checkSecretPassword("password", password, known); err != nil {
		return err
	}
	hash, err := s.hasher.Hash(ctx, password)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		user, err := holdUser(ctx, tx, known.ID)
		if err != nil {
			return err
		}
		if err := s.setPassword(ctx, tx, user, hash); err != nil {
			return err
		}
		if err := credential.EndAll(ctx, tx, user.ID); err != nil {
			return err
		}
		return audit.Record(ctx, tx, access.System("", "command line"), audit.Entry{
			Action: audit.UserResetPassword, ResourceType: "user", ResourceID: user.ID,
		})
	})
}

// AddToken makes a token for a user from the command line. Kinds: not_found, invalid.
func (s *Service) AddToken(ctx context.Context, login string, input credential.NewToken) (string, error) {
	input.Project = asset.FoldName(input.Project)
	user, err := userWhere(ctx, s.db.Read(), "login_folded", fold(login))
	if err != nil {
		return "", err
	}
	principal, err := s.principalOf(ctx, user, access.BySystem, access.Origin{})
	if err != nil {
		return "", err
	}
	_, shown, err := s.CreateTokenFor(ctx, access.System(input.Project, "command line"), principal, input)
	return shown, err
}
