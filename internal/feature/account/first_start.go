package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// FirstStart makes the first project, and, as long as no administrator can sign
// in, one without a password and a new link to set it. The link is nil when one can.
func (s *Service) FirstStart(ctx context.Context) (*NewLink, error) {
	var made *NewLink
	err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		// Several replicas may start for the first time together: one after the other.
		if err := tx.OrderCommit(ctx); err != nil {
			return err
		}
		if err := s.deps.Projects.Ensure(ctx, tx, s.deps.FirstProject); err != nil {
			return err
		}
		ready, err := s.hasAdmin(ctx, tx)
		if err != nil || ready {
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
	scope := access.System(s.deps.FirstProject, "first start")
	entry := audit.Entry{Action: audit.UserCreate, ResourceType: "user", ResourceID: admin.ID}
	return admin, errors.Join(insertUser(ctx, tx, admin),
		s.deps.Projects.Place(ctx, tx, s.deps.FirstProject, admin.ID, access.Owner), audit.Record(ctx, tx, scope, entry))
}

// SetupPending tells whether no administrator can sign in yet.
func (s *Service) SetupPending(ctx context.Context) (bool, error) {
	ready, err := s.hasAdmin(ctx, s.db.Read())
	return err == nil && !ready, err
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
