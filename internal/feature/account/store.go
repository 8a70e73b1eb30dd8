package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// store is the SQL of the owned tables. Methods that change take the transaction.
type store struct{ db *sqldb.DB }

func userColumns() []string {
	return []string{
		"id", "login", "login_folded", "display_name", "email", "email_folded", "password_hash", "is_admin", "disabled",
		"created_at", "updated_at", "last_seen_at",
	}
}

func userWhere(ctx context.Context, db bun.IDB, column, value string) (User, error) {
	var user User
	err := db.NewSelect().Model(&user).Column(userColumns()...).Where("? = ?", bun.Ident(column), value).
		OrderExpr("created_at, id").Limit(1).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return User{}, noSuchUser()
	}
	if err != nil {
		return User{}, fmt.Errorf("read user: %w", err)
	}
	return user, nil
}

func noSuchUser() error { return apperror.New(apperror.NotFound, "There is no such user") }

// holdUser reads a user and keeps others from changing them until the transaction
// ends. Kind: not_found.
func holdUser(ctx context.Context, tx *sqldb.Tx, id string) (User, error) {
	if tx.Engine() == sqldb.PostgreSQL {
		_, err := tx.ExecContext(ctx, "SELECT id FROM account WHERE id = ? FOR NO KEY UPDATE", id)
		if err != nil {
			return User{}, fmt.Errorf("hold user: %w", err)
		}
	}
	return userWhere(ctx, tx, "id", id)
}

// holdBesideAdmins is holdUser that also keeps others from changing administrators,
// so that they can be counted. Kind: not_found.
func holdBesideAdmins(ctx context.Context, tx *sqldb.Tx, id string) (User, error) {
	if tx.Engine() == sqldb.PostgreSQL {
		_, err := tx.ExecContext(ctx, "SELECT id FROM account WHERE is_admin ORDER BY id FOR NO KEY UPDATE")
		if err != nil {
			return User{}, fmt.Errorf("hold administrators: %w", err)
		}
	}
	return holdUser(ctx, tx, id)
}

// userFor finds a user by what was typed at sign-in: the login, else the email.
func (s store) userFor(ctx context.Context, typed string) (User, error) {
	user, err := userWhere(ctx, s.db.Read(), "login_folded", fold(typed))
	if err == nil || !apperror.Is(err, apperror.NotFound) {
		return user, err
	}
	err = withEmail(s.db.Read().NewSelect().Model(&user).Column(userColumns()...), fold(typed)).Limit(1).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return User{}, noSuchUser()
	}
	if err != nil {
		return User{}, fmt.Errorf("read user by email: %w", err)
	}
	return user, nil
}

func (s store) users(ctx context.Context) ([]User, error) {
	const most = 10_000
	var users []User
	err := s.db.Read().NewSelect().Model(&users).Column(userColumns()...).OrderExpr("login_folded").Limit(most).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list users: %w", err)
	}
	return users, nil
}

// insertUser refuses an email that another user has.
func insertUser(ctx context.Context, tx *sqldb.Tx, user User) error {
	if err := refuseTakenEmail(ctx, tx, user); err != nil {
		return err
	}
	made, err := tx.NewInsert().Model(&user).On("CONFLICT (login_folded) DO NOTHING").Exec(ctx)
	if sqldb.IsUniqueViolation(err) {
		return emailTaken()
	}
	if err != nil {
		return fmt.Errorf("insert user: %w", err)
	}
	if rows, err := made.RowsAffected(); err != nil || rows > 0 {
		return err
	}
	return apperror.New(apperror.Conflict, "The login %q is taken", user.Login).WithCode("already_exists").
		WithField("login", "is taken")
}

func updateUser(ctx context.Context, tx *sqldb.Tx, user User) error {
	user.UpdatedAt = sqldb.At(tx.Now())
	_, err := tx.NewUpdate().Model(&user).WherePK().
		Column("display_name", "email", "email_folded", "password_hash", "is_admin", "disabled", "updated_at").Exec(ctx)
	if sqldb.IsUniqueViolation(err) {
		return emailTaken()
	}
	if err != nil {
		return fmt.Errorf("update user: %w", err)
	}
	return nil
}

// setPassword gives a user, who is held, a password. Links that would set another
// one end, and so does the first start's when an administrator can sign in now.
func (s *Service) setPassword(ctx context.Context, tx *sqldb.Tx, user User, hash string) error {
	user.PasswordHash = hash
	if err := updateUser(ctx, tx, user); err != nil {
		return err
	}
	return s.endLinks(ctx, tx, user)
}

// endLinks ends the links of a user; those of the first start too when the user is
// an administrator who can sign in.
func (s *Service) endLinks(ctx context.Context, tx *sqldb.Tx, user User) error {
	query := tx.NewDelete().Table("one_time_link").Where("account_id = ?", user.ID)
	if s.canAdminister(user) {
		query = query.WhereOr("purpose = ?", string(Setup))
	}
	if _, err := query.Exec(ctx); err != nil {
		return fmt.Errorf("end links: %w", err)
	}
	return nil
}

// hasAdmin tells whether there is an administrator who can sign in.
func (s *Service) hasAdmin(ctx context.Context, db bun.IDB) (bool, error) {
	const most = 10_000
	var admins []User
	err := db.NewSelect().Model(&admins).Column(userColumns()...).Where("is_admin = ?", true).Where("disabled = ?", false).
		OrderExpr("id").Limit(most).Scan(ctx)
	if err != nil {
		return false, fmt.Errorf("read administrators: %w", err)
	}
	return slices.ContainsFunc(admins, s.canAdminister), nil
}

func noteSeen(ctx context.Context, tx *sqldb.Tx, accountID string) error {
	_, err := tx.NewUpdate().Table("account").Set("last_seen_at = ?", sqldb.At(tx.Now())).Where("id = ?", accountID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("note user: %w", err)
	}
	return nil
}

func (s store) link(ctx context.Context, hash []byte) (Link, error) {
	var link Link
	err := s.db.Read().NewSelect().Model(&link).
		Column("id", "account_id", "purpose", "secret_hash", "created_at", "expires_at").
		Where("secret_hash = ?", hash).Limit(1).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return Link{}, linkGone()
	}
	if err != nil {
		return Link{}, fmt.Errorf("read link: %w", err)
	}
	return link, nil
}

func linkGone() error {
	return apperror.New(apperror.NotFound, "This link does not work: it was used, it expired, or a newer one took its place").
		WithCode("link_gone")
}

// takeLink uses a link up. It is false when somebody else did so first.
func takeLink(ctx context.Context, tx *sqldb.Tx, id string) (bool, error) {
	result, err := tx.NewDelete().Table("one_time_link").Where("id = ?", id).Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("use link: %w", err)
	}
	taken, err := result.RowsAffected()
	return taken == 1, err
}
