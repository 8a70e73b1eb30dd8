package project

import (
	"context"
	"maps"
	"slices"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Members lists the members of the scope's project by login. Kind: not_found (an
// administrator may ask for the members of any name).
func (s *Service) Members(ctx context.Context, scope access.Scope) ([]Member, error) {
	if _, err := s.Get(ctx, scope); err != nil {
		return nil, err
	}
	places, err := s.store.members(ctx, scope)
	if err != nil {
		return nil, err
	}
	people, err := s.needs.People.ByID(ctx, slices.Collect(maps.Keys(places)))
	if err != nil {
		return nil, err
	}
	members := make([]Member, 0, len(people))
	for _, person := range people {
		members = append(members, Member{Person: person, Role: places[person.ID].Role, Since: places[person.ID].CreatedAt})
	}
	return members, nil
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
		user, err := s.needs.People.Named(ctx, tx, login)
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
		member = Member{Person: user, Role: role, Since: sqldb.At(tx.Now())}
		return audit.Record(ctx, tx, scope, audit.Entry{
			Action: audit.MemberUpdate, ResourceType: "member", ResourceID: user.Login, Meta: map[string]any{"role": role},
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
		user, err := s.needs.People.Named(ctx, tx, login)
		if err != nil {
			return err
		}
		if err := keepAnOwner(ctx, tx, scope.Project(), user.ID); err != nil {
			return err
		}
		if err := dropMember(ctx, tx, scope.Project(), user.ID); err != nil {
			return err
		}
		if err := tellRights(ctx, tx, user.ID, scope.Project()); err != nil {
			return err
		}
		return audit.Record(ctx, tx, scope, audit.Entry{Action: audit.MemberDelete, ResourceType: "member", ResourceID: user.Login})
	})
}

// Place makes a user a member of a project, which is made unless there is one.
// Kind: invalid.
func (s *Service) Place(ctx context.Context, tx *sqldb.Tx, project, userID string, role access.Role) error {
	name := asset.FoldName(project)
	if err := s.Ensure(ctx, tx, name); err != nil {
		return err
	}
	return setMember(ctx, tx, name, userID, role)
}

// Ensure makes a project of that name unless there is one. Kind: invalid.
func (s *Service) Ensure(ctx context.Context, tx *sqldb.Tx, name string) error {
	name = asset.FoldName(name)
	_, err := projectNamed(ctx, tx, name)
	if err == nil || !apperror.Is(err, apperror.NotFound) {
		return err
	}
	if err := checkName("project", name); err != nil {
		return err
	}
	return s.add(ctx, tx, Project{
		Name: name, DisplayName: name, Document: "{}", CreatedAt: sqldb.At(tx.Now()), UpdatedAt: sqldb.At(tx.Now()),
	})
}

// RolesOf gives the roles of users by their ids: user to project to role. Who is
// no member of any project is missing.
func (s *Service) RolesOf(ctx context.Context, userIDs []string) (map[string]map[string]access.Role, error) {
	return s.store.rolesOf(ctx, userIDs)
}

// TellRights tells the watchers of every project that a user is in that what the
// user may do has changed.
func (s *Service) TellRights(ctx context.Context, tx *sqldb.Tx, userID string) error {
	return tellRights(ctx, tx, userID, "")
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
