package project

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Purger deletes what the rooms keep of a project, in the transaction that deletes it.
// Kind: conflict while a room still needs it.
type Purger func(ctx context.Context, tx *sqldb.Tx, project string) error

// People knows who the users are.
type People interface {
	// Named finds a user by login. Kind: not_found.
	Named(ctx context.Context, tx *sqldb.Tx, login string) (access.Person, error)
	// ByID gives users by id, in the order of their logins. Unknown ids are left out.
	ByID(ctx context.Context, ids []string) ([]access.Person, error)
}

// Needs are what the service is made of. All are required.
type Needs struct {
	DB     *sqldb.DB
	Log    *slog.Logger
	People People
	Purge  Purger
}

// Service has the use cases of projects and their members.
type Service struct {
	db    *sqldb.DB
	store store
	needs Needs
}

// New makes the service.
func New(needs Needs) (*Service, error) {
	if needs.DB == nil || needs.Log == nil || needs.People == nil || needs.Purge == nil {
		return nil, errors.New("project: a dependency is missing")
	}
	return &Service{db: needs.DB, store: store{needs.DB}, needs: needs}, nil
}

// Memberships lists the projects that a principal may see, by name.
func (s *Service) Memberships(ctx context.Context, principal access.Principal) ([]Membership, error) {
	all, err := s.store.projectsOf(ctx, principal)
	if err != nil {
		return nil, err
	}
	seen := all[:0]
	for _, project := range all {
		if _, err := principal.Require(project.Name, access.ProjectRead); err != nil {
			continue
		}
		// The role is the principal's, not the row's: a token may have less.
		project.Role = principal.Roles[project.Name]
		seen = append(seen, project)
	}
	return seen, nil
}

// Visible lists the projects that a principal may see in full.
func (s *Service) Visible(ctx context.Context, principal access.Principal) ([]Project, error) {
	memberships, err := s.Memberships(ctx, principal)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(memberships))
	for _, membership := range memberships {
		names = append(names, membership.Name)
	}
	return s.store.projects(ctx, names)
}

// Get gives the scope's project. Kind: not_found.
func (s *Service) Get(ctx context.Context, scope access.Scope) (Project, error) {
	return projectNamed(ctx, s.db.Read(), scope.Project())
}

// Create makes a project whose creator is its owner. Kinds: invalid, conflict.
func (s *Service) Create(ctx context.Context, scope access.Scope, document json.RawMessage) (Project, error) {
	input, err := readProject(document)
	if err != nil {
		return Project{}, err
	}
	row, err := input.row()
	if err != nil {
		return Project{}, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		row.CreatedAt, row.UpdatedAt = sqldb.At(tx.Now()), sqldb.At(tx.Now())
		if err := s.add(ctx, tx, row); err != nil {
			return err
		}
		if err := setMember(ctx, tx, row.Name, scope.Principal().UserID, access.Owner); err != nil {
			return err
		}
		if err := tellRights(ctx, tx, scope.Principal().UserID, ""); err != nil {
			return err
		}
		return audit.Record(ctx, tx, scope, audit.Entry{
			Action: audit.ProjectCreate, ResourceType: "project", ResourceID: row.Name, Project: row.Name,
		})
	})
	return row, err
}

// Update changes the scope's project. Kinds: invalid, not_found.
func (s *Service) Update(ctx context.Context, scope access.Scope, document json.RawMessage) (Project, error) {
	input, err := readProject(document)
	if err != nil {
		return Project{}, err
	}
	if input.Metadata.Name != scope.Project() {
		return Project{}, apperror.InvalidField("metadata.name", "must be the name in the address")
	}
	next, err := input.row()
	if err != nil {
		return Project{}, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		present, err := projectNamed(ctx, tx, scope.Project())
		if err != nil {
			return err
		}
		next.Version, next.CreatedAt, next.UpdatedAt = present.Version+1, present.CreatedAt, sqldb.At(tx.Now())
		_, err = tx.NewUpdate().Model(&next).WherePK().Column("display_name", "document", "version", "updated_at").Exec(ctx)
		if err != nil {
			return fmt.Errorf("update project: %w", err)
		}
		return audit.Record(ctx, tx, scope, audit.Entry{Action: audit.ProjectUpdate, ResourceType: "project", ResourceID: next.Name})
	})
	return next, err
}

// Delete deletes the scope's project with everything in it. Kinds: not_found,
// conflict (a room still needs it).
func (s *Service) Delete(ctx context.Context, scope access.Scope) error {
	if err := s.drop(ctx, scope); err != nil {
		return err
	}
	// A request that was let in before may have written into the project while it
	// was deleted. Nobody sees what is left, and add keeps it from whoever takes the
	// name next; this keeps it from lying about.
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if _, err := projectNamed(ctx, tx, scope.Project()); !apperror.Is(err, apperror.NotFound) {
			return err
		}
		return s.needs.Purge(ctx, tx, scope.Project())
	})
	if err != nil {
		s.needs.Log.LogAttrs(ctx, slog.LevelWarn, "rest of a deleted project not removed", slog.Any("error", err))
	}
	return nil
}

// add makes a project and deletes what one of the same name has left behind.
// Kind: conflict.
func (s *Service) add(ctx context.Context, tx *sqldb.Tx, project Project) error {
	if err := insertProject(ctx, tx, project); err != nil {
		return err
	}
	return s.needs.Purge(ctx, tx, project.Name)
}

func (s *Service) drop(ctx context.Context, scope access.Scope) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := holdProject(ctx, tx, scope.Project(), "UPDATE"); err != nil {
			return err
		}
		if err := s.needs.Purge(ctx, tx, scope.Project()); err != nil {
			return err
		}
		if err := tellMembers(ctx, tx, scope.Project()); err != nil {
			return err
		}
		if _, err := tx.NewDelete().Table("project").Where("name = ?", scope.Project()).Exec(ctx); err != nil {
			return fmt.Errorf("delete project: %w", err)
		}
		return audit.Record(ctx, tx, scope, audit.Entry{
			Action: audit.ProjectDelete, ResourceType: "project", ResourceID: scope.Project(),
		})
	})
}

// Names lists every project by name, for the program's own work.
func (s *Service) Names(ctx context.Context) ([]string, error) {
	const most = 100_000
	var names []string
	err := s.db.Read().NewSelect().Table("project").Column("name").OrderExpr("name").Limit(most).Scan(ctx, &names)
	if err != nil {
		return nil, fmt.Errorf("list projects: %w", err)
	}
	return names, nil
}
