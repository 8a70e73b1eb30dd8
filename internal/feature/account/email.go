package account

import (
	"context"
	"fmt"
	"log/slog"
	"net/mail"
	"strings"
	"unicode"

	"github.com/uptrace/bun"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

const longestEmail = 254

func checkEmail(email string) error {
	if email == "" {
		return nil
	}
	parsed, err := mail.ParseAddress(email)
	if err != nil || parsed.Address != email || len(email) > longestEmail {
		return apperror.InvalidField("email", "must be one address such as name@example.com, at most %d characters",
			longestEmail)
	}
	return nil
}

// fold gives the form by which logins and addresses are compared: that of letters in
// every alphabet which differ by being capital, small or at the end of a word.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for each := unicode.SimpleFold(r); each != r; each = unicode.SimpleFold(each) {
			least = min(least, each)
		}
		return unicode.ToLower(least)
	}, text)
}

// takeEmail gives a user, who is held, an email unless somebody else has it. Nil is no
// change.
func takeEmail(ctx context.Context, tx *sqldb.Tx, user *User, email *string) error {
	if email == nil {
		return nil
	}
	if err := checkEmail(*email); err != nil {
		return err
	}
	user.Email, user.EmailFolded = *email, fold(*email)
	return refuseTakenEmail(ctx, tx, *user)
}

// refuseTakenEmail says in time what else the index would: of two who save an address
// at once it refuses the second.
func refuseTakenEmail(ctx context.Context, tx *sqldb.Tx, user User) error {
	if user.Email == "" {
		return nil
	}
	// Whoever had the address before, and waits for it, comes first.
	if _, err := foldEmails(ctx, tx, "", foldedAtOnce); err != nil {
		return err
	}
	taken, err := withEmail(tx.NewSelect().Model((*User)(nil)), user.EmailFolded).Where("id <> ?", user.ID).Exists(ctx)
	if err != nil {
		return fmt.Errorf("look for the email: %w", err)
	}
	if taken {
		return emailTaken()
	}
	return nil
}

func emailTaken() error { return apperror.InvalidField("email", "is the address of another user") }

// withEmail looks for the one user whose address has the folded form.
func withEmail(query *bun.SelectQuery, folded string) *bun.SelectQuery {
	return query.Where("email_folded = ?", folded).Where("email_folded <> ''")
}

// unfolded looks for so many users whose address has no folded form yet, or shares it.
func unfolded(query *bun.SelectQuery, most int) *bun.SelectQuery {
	return query.Where("email_folded = '' AND email <> ''").OrderExpr("id").Limit(int64(most))
}

// foldedAtOnce is how many addresses are looked at in one transaction.
const foldedAtOnce = 10_000

// FoldEmails gives the addresses that have none their folded form: those of an older
// version, and those that another user had. Of several users who share one, which older
// versions let through, the first keeps it; the others keep the address but do not sign
// in by it. It is for every start, as a start may be cut off.
func (s *Service) FoldEmails(ctx context.Context) error {
	err := s.foldAll(ctx)
	if sqldb.IsUniqueViolation(err) {
		err = nil // somebody saves an address at this moment, which looks after the rest
	}
	if err != nil {
		return fmt.Errorf("fold the emails: %w", err)
	}
	logins, err := s.WithoutOwnEmail(ctx)
	for _, login := range logins {
		s.log.LogAttrs(ctx, slog.LevelWarn, "the user does not sign in by email: another one has the address",
			slog.String("login", login))
	}
	return err
}

// foldAll goes through all users in steps, each behind the last one: many who share an
// address would else keep those behind them from their turn.
func (s *Service) foldAll(ctx context.Context) error {
	for after, more := "", true; more; {
		last := ""
		err := s.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) (err error) {
			last, err = foldEmails(ctx, tx, after, s.foldedAtOnce)
			return err
		})
		if err != nil {
			return err //nolint:wrapcheck // the caller says what was done
		}
		after, more = last, last != ""
	}
	return nil
}

// foldEmails folds so many addresses of users behind one, and gives the last of these;
// empty when there is none.
func foldEmails(ctx context.Context, tx *sqldb.Tx, after string, most int) (last string, err error) {
	var users []User
	query := unfolded(tx.NewSelect().Model(&users).Column("id", "email").Where("id > ?", after), most)
	if tx.Engine() == sqldb.PostgreSQL {
		// Whoever holds one of them may wait for one of ours.
		query = query.For("NO KEY UPDATE SKIP LOCKED")
	}
	if err := query.Scan(ctx); err != nil {
		return "", fmt.Errorf("read emails: %w", err)
	}
	for _, user := range users {
		last = user.ID
		folded := fold(user.Email)
		taken, err := withEmail(tx.NewSelect().Model((*User)(nil)), folded).Exists(ctx)
		if err != nil {
			return "", fmt.Errorf("look for the email: %w", err)
		}
		if taken {
			continue
		}
		if _, err := tx.NewUpdate().Table("account").Set("email_folded = ?", folded).Where("id = ?", user.ID).Exec(ctx); err != nil {
			return "", fmt.Errorf("fold an email: %w", err)
		}
	}
	return last, nil
}

// WithoutOwnEmail gives the logins of users whose address another user has.
func (s *Service) WithoutOwnEmail(ctx context.Context) ([]string, error) {
	var logins []string
	err := unfolded(s.db.Read().NewSelect().Model((*User)(nil)).Column("login"), foldedAtOnce).Scan(ctx, &logins)
	if err != nil {
		return nil, fmt.Errorf("list users with the email of another: %w", err)
	}
	return logins, nil
}
