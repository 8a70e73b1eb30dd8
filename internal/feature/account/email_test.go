package account_test

import (
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/feature/account/password"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
	"github.com/dashkeep/dashkeep/migrations"
)

func (b *bench) setEmail(t *testing.T, who access.Principal, email string) error {
	t.Helper()
	return b.service.UpdateMe(t.Context(), require(t, who, "", access.SignedIn), nil, &email)
}

// Letters of every alphabet are the same in capitals and small.
func TestEmails_are_found_however_their_letters_are_written(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ada, eve := b.user(t, "ada", false, "", ""), b.user(t, "eve", false, "", "")
		for kept, typed := range map[string]string{
			"Ada@Example.com":    "aDA@eXAMPLE.COM",
			"Jörg.ÄRGER@example": "jÖRG.ärger@example",
			"ИВАН@пример.рф":     "иван@ПРИМЕР.рф",
			"ΝΙΚΟΣ@example.gr":   "νικος@example.gr",
		} {
			if err := b.setEmail(t, ada, kept); err != nil {
				t.Fatalf("%s: %v", kept, err)
			}
			if opened := b.signIn(t, typed, goodPassword); opened.Principal.UserID != ada.UserID {
				t.Errorf("%s does not sign in %s", typed, kept)
			}
			wantKind(t, b.setEmail(t, eve, typed), apperror.Invalid)
			wantKind(t, b.service.AddUser(t.Context(), account.NewUser{Login: "new", Email: typed}, secret.New(goodPassword), "", ""),
				apperror.Invalid)
			user, err := b.service.User(t.Context(), ada.UserID)
			if err != nil || user.Email != kept {
				t.Errorf("%s was changed to %q, %v", kept, user.Email, err)
			}
		}
	})
}

// Who saves an address at the same moment, at whichever door, does not get it twice.
func TestEmails_two_users_do_not_get_one_at_once(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		root := require(t, b.user(t, "root", true, "", ""), "", access.AdminUsers)
		ada, bob := b.user(t, "ada", false, "", ""), b.user(t, "bob", false, "", "")
		for round := range 15 {
			email := fmt.Sprintf("all-%d@example.com", round)
			doors := []func() error{
				func() error { return b.setEmail(t, ada, email) },
				func() error { return b.setEmail(t, bob, email) },
				func() error {
					_, _, err := b.service.CreateUser(ctx, root, account.NewUser{Login: fmt.Sprintf("api-%d", round), Email: email})
					return err
				},
				func() error {
					return b.service.AddUser(ctx, account.NewUser{Login: fmt.Sprintf("line-%d", round), Email: email},
						secret.New(goodPassword), "", "")
				},
			}
			answers := make([]error, len(doors))
			var all sync.WaitGroup
			for index, door := range doors {
				all.Go(func() { answers[index] = door() })
			}
			all.Wait()
			got := 0
			for _, err := range answers {
				if err == nil {
					got++
				} else {
					wantKind(t, err, apperror.Invalid)
				}
			}
			if holders := b.holders(t, email); got != 1 || len(holders) != 1 {
				t.Fatalf("%d were told that they have %s, %v have it", got, email, holders)
			}
		}
	})
}

func (b *bench) holders(t *testing.T, email string) []string {
	t.Helper()
	users, err := b.service.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var logins []string
	for _, user := range users {
		if user.Email == email {
			logins = append(logins, user.Login)
		}
	}
	return logins
}

// eachUpgraded gives a service over a database that had users with addresses before there
// was a folded column.
func eachUpgraded(t *testing.T, emails [][2]string, work func(t *testing.T, b *bench)) {
	t.Helper()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			db := dbtest.Connect(t, dbtest.EmptyURL(t, engine), clock.System{})
			if err := sqldb.Migrate(t.Context(), db, migrationsTo(t, "0028"), jobqueue.Tables()); err != nil {
				t.Fatal(err)
			}
			for index, each := range emails {
				_, err := db.Writer().ExecContext(t.Context(), fmt.Sprintf(`INSERT INTO account
					(id, login, login_folded, display_name, email, password_hash, is_admin, disabled, created_at, updated_at)
					VALUES ('%d', '%s', '%s', '', '%s', '', FALSE, FALSE, '2026-01-01 00:00:00.000000+00:00', '2026-01-01 00:00:00.000000+00:00')`,
					index+1, each[0], each[0], each[1]))
				if err != nil {
					t.Fatal(err)
				}
			}
			if err := sqldb.Migrate(t.Context(), db, migrations.Files, jobqueue.Tables()); err != nil {
				t.Fatalf("the upgrade fails: %v", err)
			}
			b := &bench{db: db}
			var err error
			b.service, err = account.NewService(account.Deps{
				DB: db, Clock: clock.System{}, Log: slog.New(slog.DiscardHandler),
				Projects: projects{db}, FirstProject: firstProject,
				SessionIdle: time.Hour, SessionLifetime: 24 * time.Hour, Passwords: password.CheapCost(),
			})
			if err != nil {
				t.Fatal(err)
			}
			work(t, b)
		})
	}
}

func migrationsTo(t *testing.T, last string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := migrations.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if name[:4] <= last {
			files[name] = &fstest.MapFile{Data: text}
		}
	}
	return files
}

// signsIn tells whom an address signs in, once they have a password.
func (b *bench) signsIn(t *testing.T, email string, logins ...string) string {
	t.Helper()
	for _, login := range logins {
		if err := b.service.ResetPassword(t.Context(), login, secret.New(login+goodPassword)); err != nil {
			t.Fatal(err)
		}
	}
	for _, login := range logins {
		_, err := b.service.SignIn(t.Context(), access.Origin{ClientAddress: "192.0.2.1"}, email, secret.New(login+goodPassword))
		if err == nil {
			return login
		}
	}
	return ""
}

var shared = [][2]string{
	{"ada", "Ä@example.com"}, {"bob", "ä@EXAMPLE.com"}, {"eve", "Ä@example.com"}, {"ivo", "IVO@example.com"}, {"nil", ""},
}

// An upgrade takes no address away: of users who share one the first signs in by it,
// and the next has it when that one gives it up.
func TestEmails_that_several_users_had_before(t *testing.T) {
	t.Parallel()
	eachUpgraded(t, shared, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		waiting := func(want ...string) {
			t.Helper()
			for range 2 {
				if err := b.service.FoldEmails(ctx); err != nil {
					t.Fatal(err)
				}
			}
			if logins, err := b.service.WithoutOwnEmail(ctx); err != nil || !slices.Equal(logins, want) {
				t.Errorf("%v share an address, %v, want %v", logins, err, want)
			}
		}
		waiting("bob", "eve")
		for login, want := range map[string]string{"ada": "Ä@example.com", "bob": "ä@EXAMPLE.com", "eve": "Ä@example.com"} {
			if user, err := b.service.UserNamed(ctx, login); err != nil || user.Email != want {
				t.Errorf("%s has %q, %v", login, user.Email, err)
			}
		}
		if login := b.signsIn(t, "ä@example.com", "ada", "bob", "eve"); login != "ada" {
			t.Errorf("the address signs in %q", login)
		}
		root := require(t, b.user(t, "root", true, "", ""), "", access.AdminUsers)
		change := func(login string, change account.UserChange) error {
			_, err := b.service.UpdateUser(ctx, root, login, change)
			return err
		}
		say := func(text string) *string { return &text }
		// Other changes go on; the address itself is refused as it is.
		if err := change("2", account.UserChange{DisplayName: say("Bob")}); err != nil {
			t.Error(err)
		}
		wantKind(t, change("2", account.UserChange{Email: say("ä@EXAMPLE.com")}), apperror.Invalid)
		if err := change("1", account.UserChange{Email: say("ada@example.com")}); err != nil {
			t.Fatal(err)
		}
		// Nobody new comes before those who have it.
		_, _, err := b.service.CreateUser(ctx, root, account.NewUser{Login: "new", Email: "ä@example.com"})
		wantKind(t, err, apperror.Invalid)
		waiting("eve")
		if login := b.signsIn(t, "Ä@example.com", "ada", "bob", "eve"); login != "bob" {
			t.Errorf("the address that became free signs in %q", login)
		}
		if err := change("3", account.UserChange{Email: say("")}); err != nil {
			t.Fatal(err)
		}
		waiting()
	})
}

// A command may come before the first start of the new version, which folds them all.
func TestEmails_from_before_count_before_the_first_start(t *testing.T) {
	t.Parallel()
	eachUpgraded(t, shared, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		add := func(login, email string) error {
			return b.service.AddUser(t.Context(), account.NewUser{Login: login, Email: email}, secret.New(goodPassword), "", "")
		}
		wantKind(t, add("new", "ivo@example.com"), apperror.Invalid)
		wantKind(t, add("new", strings.ToLower("Ä@example.com")), apperror.Invalid)
		if err := add("new", "new@example.com"); err != nil {
			t.Fatal(err)
		}
		if login := b.signsIn(t, "ivo@example.com", "ivo"); login != "ivo" {
			t.Error("who had the address does not sign in by it")
		}
	})
}

// However many there are, one start folds all; those who share an address hold up nobody.
func TestEmails_of_many_users_are_folded_at_one_start(t *testing.T) {
	t.Parallel()
	many := [][2]string{{"ada", "a@example.com"}, {"bob", "A@example.com"}, {"eve", "A@EXAMPLE.com"}, {"ivo", "IVO@example.com"}, {"kim", "Kim@example.com"}}
	eachUpgraded(t, many, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		b.service.FoldAtOnce(1)
		if err := b.service.FoldEmails(t.Context()); err != nil {
			t.Fatal(err)
		}
		if logins, err := b.service.WithoutOwnEmail(t.Context()); err != nil || !slices.Equal(logins, []string{"bob", "eve"}) {
			t.Errorf("%v have no address of their own, %v", logins, err)
		}
	})
}
