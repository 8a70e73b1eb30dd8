package account

import (
	"context"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Members lists the members of the scope's project by login. Kind: not_found (an
// administrator may ask for the members of any name).
func (s *Service) Members(ctx context.Context, scope access.Scope) ([]Member, error) {
	if _, err := s.Project(ctx, scope); err != nil {
		return nil, err
	}
	return s.store.members(ctx, scope)
}

// PutMember adds a member or changes a role. Kinds: not_found (the project, the
// user), conflict (the last owner).
func (s *Service) PutMember(ctx context.Context, scope access.Scope, login string, role access.Role) (Member, error) {
	if !role.Valid() {
		return Member{}, apperror.InvalidField("body.role", "must be owner, manager, operator or readonly")
	}
	var member Member
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := holdProject(ctx, tx, scope.Project(), "KEY SHARE"); err != nil {
			return err
		}
		user, err := userWhere(ctx, tx, "login_folded", fold(login))
		if err != nil {
			return err
		}
		if role != access.Owner {
			if err := keepAnOwner(ctx, tx, scope.Project(), user.ID); err != nil {
				return err
			}
		}
		if err := setMember(ctx, tx, scope.Project(), user.ID, role); err != nil {
			return err
		}
		if err := tellRights(ctx, tx, user.ID, ""); err != nil {
			return err
		}
		member = Member{
			Login: user.Login, DisplayName: user.DisplayName, Email: user.Email, Disabled: user.Disabled, Role: role,
			Since: sqldb.At(tx.Now()),
		}
		return audit.Record(ctx, tx, scope, audit.Entry{
			Action: "member.update", ResourceType: "member", ResourceID: user.Login, Meta: map[string]any{"role": role},
		})
	})
	return member, err
}

// RemoveMember removes a member. Kinds: not_found (the project, the user, the
// member), conflict (the last owner).
func (s *Service) RemoveMember(ctx context.Context, scope access.Scope, login string) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := holdProject(ctx, tx, scope.Project(), "KEY SHARE"); err != nil {
			return err
		}
		user, err := userWhere(ctx, tx, "login_folded", fold(login))
		if err != nil {
			return err
		}
		if err := keepAnOwner(ctx, tx, scope.Project(), user.ID); err != nil {
			return err
		}
		result, err := tx.NewDelete().Table("member").Where("project = ?", scope.Project()).
			Where("account_id = ?", user.ID).Exec(ctx)
		if err := expectOne(result, err, "remove member", "There is no such member"); err != nil {
			return err
		}
		if err := tellRights(ctx, tx, user.ID, scope.Project()); err != nil {
			return err
		}
		return audit.Record(ctx, tx, scope, audit.Entry{Action: "member.delete", ResourceType: "member", ResourceID: user.Login})
	})
}

func keepAnOwner(ctx context.Context, tx *sqldb.Tx, project, leaving string) error {
	owners, err := lockOwners(ctx, tx, project)
	if err != nil {
		return err
	}
	if len(owners) == 1 && owners[0] == leaving {
		return apperror.New(apperror.Conflict, "This is the last owner of %s. Make another member an owner first", project).
			WithCode("last_owner")
	}
	return nil
}
