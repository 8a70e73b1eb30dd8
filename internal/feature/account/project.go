package account

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"
	"unicode/utf8"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// projectDocument is a project in the form of Perses.
type projectDocument struct {
	Kind     string          `json:"kind"`
	Metadata projectMetadata `json:"metadata"`
	Spec     projectSpec     `json:"spec"`
}

type projectMetadata struct {
	Name      string `json:"name"`
	CreatedAt string `json:"createdAt,omitempty"`
	UpdatedAt string `json:"updatedAt,omitempty"`
	Version   int64  `json:"version"`
}

type projectSpec struct {
	Display *projectDisplay `json:"display,omitempty"`
}

type projectDisplay struct {
	Name        string `json:"name,omitempty"`
	Description string `json:"description,omitempty"`
}

const longestDescription = 200

func readProject(document json.RawMessage) (projectDocument, error) {
	var project projectDocument
	if err := json.Unmarshal(document, &project); err != nil {
		return project, apperror.InvalidField("body", "must be a project: kind, metadata and spec").WithCause(err)
	}
	if project.Kind != "Project" {
		return project, apperror.InvalidField("kind", "must be Project")
	}
	if err := checkProjectName("metadata.name", project.Metadata.Name); err != nil {
		return project, err
	}
	project.Metadata.Name = asset.FoldName(project.Metadata.Name)
	if display := project.Spec.Display; display != nil {
		if utf8.RuneCountInString(display.Name) > longestName {
			return project, apperror.InvalidField("spec.display.name", "must be at most %d characters long", longestName)
		}
		if utf8.RuneCountInString(display.Description) > longestDescription {
			return project, apperror.InvalidField("spec.display.description", "must be at most %d characters long", longestDescription)
		}
	}
	return project, nil
}

func (d projectDocument) row() (Project, error) {
	spec, err := json.Marshal(d.Spec)
	if err != nil {
		return Project{}, fmt.Errorf("encode project: %w", err)
	}
	row := Project{Name: d.Metadata.Name, Document: string(spec), DisplayName: d.Metadata.Name}
	if d.Spec.Display != nil && d.Spec.Display.Name != "" {
		row.DisplayName = d.Spec.Display.Name
	}
	return row, nil
}

// Encode gives the project in the form of Perses.
func (p Project) Encode() (json.RawMessage, error) {
	var spec projectSpec
	if err := json.Unmarshal([]byte(p.Document), &spec); err != nil {
		return nil, fmt.Errorf("decode project %s: %w", p.Name, err)
	}
	return json.Marshal(projectDocument{
		Kind: "Project", Spec: spec, Metadata: projectMetadata{
			Name: p.Name, CreatedAt: p.CreatedAt.UTC().Format(time.RFC3339Nano),
			UpdatedAt: p.UpdatedAt.UTC().Format(time.RFC3339Nano), Version: p.Version,
		},
	})
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

// Projects lists the projects that a principal may see in full.
func (s *Service) Projects(ctx context.Context, principal access.Principal) ([]Project, error) {
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

// Project gives the scope's project. Kind: not_found.
func (s *Service) Project(ctx context.Context, scope access.Scope) (Project, error) {
	return projectNamed(ctx, s.db.Read(), scope.Project())
}

// CreateProject makes a project whose creator is its owner. Kinds: invalid, conflict.
func (s *Service) CreateProject(ctx context.Context, scope access.Scope, document json.RawMessage) (Project, error) {
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
		if err := s.addProject(ctx, tx, row); err != nil {
			return err
		}
		if err := setMember(ctx, tx, row.Name, scope.Principal().UserID, access.Owner); err != nil {
			return err
		}
		if err := tellRights(ctx, tx, scope.Principal().UserID, ""); err != nil {
			return err
		}
		return audit.Record(ctx, tx, scope, audit.Entry{
			Action: "project.create", ResourceType: "project", ResourceID: row.Name, Project: row.Name,
		})
	})
	return row, err
}

// UpdateProject changes the scope's project. Kinds: invalid, not_found.
func (s *Service) UpdateProject(ctx context.Context, scope access.Scope, document json.RawMessage) (Project, error) {
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
		return audit.Record(ctx, tx, scope, audit.Entry{Action: "project.update", ResourceType: "project", ResourceID: next.Name})
	})
	return next, err
}

// DeleteProject deletes the scope's project with everything in it. Kinds:
// not_found, conflict (a room still needs it).
func (s *Service) DeleteProject(ctx context.Context, scope access.Scope) error {
	if err := s.dropProject(ctx, scope); err != nil {
		return err
	}
	// A request that was let in before may have written into the project while it
	// was deleted. Nobody sees what is left, and addProject keeps it from whoever
	// takes the name next; this keeps it from lying about.
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if _, err := projectNamed(ctx, tx, scope.Project()); !apperror.Is(err, apperror.NotFound) {
			return err
		}
		return s.purge(ctx, tx, scope.Project())
	})
	if err != nil {
		s.deps.Log.LogAttrs(ctx, slog.LevelWarn, "rest of a deleted project not removed", slog.Any("error", err))
	}
	return nil
}

func (s *Service) purge(ctx context.Context, tx *sqldb.Tx, project string) error {
	for _, purge := range s.deps.Purgers {
		if err := purge(ctx, tx, project); err != nil {
			return err
		}
	}
	return nil
}

// addProject makes a project and deletes what one of the same name has left
// behind. Kind: conflict.
func (s *Service) addProject(ctx context.Context, tx *sqldb.Tx, project Project) error {
	if err := insertProject(ctx, tx, project); err != nil {
		return err
	}
	return s.purge(ctx, tx, project.Name)
}

func (s *Service) dropProject(ctx context.Context, scope access.Scope) error {
	return s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := holdProject(ctx, tx, scope.Project(), "UPDATE"); err != nil {
			return err
		}
		if err := s.purge(ctx, tx, scope.Project()); err != nil {
			return err
		}
		_, err := tx.NewDelete().Table("api_token").Where("project = ?", scope.Project()).Exec(ctx)
		if err != nil {
			return fmt.Errorf("revoke the project's tokens: %w", err)
		}
		result, err := tx.NewDelete().Table("project").Where("name = ?", scope.Project()).Exec(ctx)
		if err := expectOne(result, err, "delete project", "There is no such project"); err != nil {
			return err
		}
		return audit.Record(ctx, tx, scope, audit.Entry{Action: "project.delete", ResourceType: "project", ResourceID: scope.Project()})
	})
}

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

// ensureProject makes a project of that name unless there is one.
func (s *Service) ensureProject(ctx context.Context, tx *sqldb.Tx, name string) error {
	name = asset.FoldName(name)
	_, err := projectNamed(ctx, tx, name)
	if err == nil || !apperror.Is(err, apperror.NotFound) {
		return err
	}
	if err := checkProjectName("project", name); err != nil {
		return err
	}
	return s.addProject(ctx, tx, Project{
		Name: name, DisplayName: name, Document: "{}", CreatedAt: sqldb.At(tx.Now()), UpdatedAt: sqldb.At(tx.Now()),
	})
}

// FirstStart makes the default project, and, as long as no administrator can sign
// in, one without a password and a new link to set it. The link is nil when one can.
func (s *Service) FirstStart(ctx context.Context) (*NewLink, error) {
	var made *NewLink
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		// Several replicas may start for the first time together: one after the other.
		if err := tx.OrderCommit(ctx); err != nil {
			return err
		}
		if err := s.ensureProject(ctx, tx, DefaultProject); err != nil {
			return err
		}
		ready, err := activeAdmins(ctx, tx)
		if err != nil || ready > 0 {
			return err
		}
		admin, err := s.firstAdmin(ctx, tx)
		if err != nil {
			return err
		}
		link, err := makeLink(ctx, tx, admin.ID, Setup, setupLifetime)
		made = &link
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("prepare the first start: %w", err)
	}
	return made, nil
}

// firstAdmin gives the administrator who sets the first password: one that is there
// and enabled, else a new one.
func (s *Service) firstAdmin(ctx context.Context, tx *sqldb.Tx) (User, error) {
	var admin User
	err := tx.NewSelect().Model(&admin).Column(userColumns()...).Where("is_admin = ?", true).Where("disabled = ?", false).
		OrderExpr("created_at, id").Limit(1).Scan(ctx)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return admin, err
	}
	login, err := freeLogin(ctx, tx, "admin")
	if err != nil {
		return User{}, err
	}
	if admin, err = s.newUser(NewUser{Login: login, IsAdmin: true}); err != nil {
		return User{}, err
	}
	admin.CreatedAt, admin.UpdatedAt = sqldb.At(tx.Now()), sqldb.At(tx.Now())
	scope := access.System(DefaultProject, "first start")
	entry := audit.Entry{Action: "user.create", ResourceType: "user", ResourceID: admin.ID}
	return admin, errors.Join(insertUser(ctx, tx, admin),
		setMember(ctx, tx, DefaultProject, admin.ID, access.Owner), audit.Record(ctx, tx, scope, entry))
}

// SetupPending tells whether no administrator can sign in yet.
func (s *Service) SetupPending(ctx context.Context) (bool, error) {
	ready, err := activeAdmins(ctx, s.db.Read())
	return err == nil && ready == 0, err
}

// freeLogin gives a login, with a number behind it when somebody has it.
func freeLogin(ctx context.Context, tx *sqldb.Tx, wanted string) (string, error) {
	login := wanted
	for number := 2; ; number++ {
		_, err := userWhere(ctx, tx, "login_folded", login)
		if apperror.Is(err, apperror.NotFound) {
			return login, nil
		}
		if err != nil {
			return "", err
		}
		login = fmt.Sprintf("%s-%d", wanted, number)
	}
}

// ProjectNames lists every project by name, for the program's own work.
func (s *Service) ProjectNames(ctx context.Context) ([]string, error) {
	const most = 100_000
	var names []string
	err := s.db.Read().NewSelect().Table("project").Column("name").OrderExpr("name").Limit(most).Scan(ctx, &names)
	if err != nil {
		return nil, fmt.Errorf("list projects: %w", err)
	}
	return names, nil
}
