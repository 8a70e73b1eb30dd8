package account_test

import (
	"context"
	"path"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/feature/account/credential"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

const otherPassword = "another good one"

func tokenOf(link *account.NewLink) string { return path.Base(link.Path) }

func (b *bench) token(t *testing.T, principal access.Principal) string {
	t.Helper()
	_, bearer, err := b.service.CreateToken(t.Context(), principal, credential.NewToken{Name: "x", Days: 7})
	if err != nil {
		t.Fatal(err)
	}
	return bearer
}

func (b *bench) lives(t *testing.T, bearer string) bool {
	t.Helper()
	_, err := b.service.ByToken(t.Context(), bearer, access.Origin{})
	if err != nil && !apperror.Is(err, apperror.Unauthenticated) {
		t.Fatal(err)
	}
	return err == nil
}

// A credential that somebody else has must end when the user, or an administrator
// for them, takes the account back.
func TestTokensEnd(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		root := b.user(t, "root", true, "default", access.Owner)
		scope := require(t, root, "", access.AdminUsers)
		change := func(t *testing.T, user access.Principal, endTokens bool) {
			t.Helper()
			err := b.service.ChangePassword(ctx, user, account.NewPassword{
				Present: secret.New(goodPassword), Next: secret.New(otherPassword), EndTokens: endTokens,
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		for name, each := range map[string]struct {
			act  func(t *testing.T, user access.Principal)
			live bool
		}{
			"with-a-reset-by-link": {func(t *testing.T, user access.Principal) {
				t.Helper()
				_, link, err := b.service.PasswordLink(ctx, scope, user.UserID)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := b.service.UseLink(ctx, access.Origin{}, tokenOf(&link), secret.New(otherPassword), nil); err != nil {
					t.Fatal(err)
				}
			}, false},
			"with-a-reset-by-command-line": {func(t *testing.T, user access.Principal) {
				t.Helper()
				if err := b.service.ResetPassword(ctx, user.Login, secret.New(otherPassword)); err != nil {
					t.Fatal(err)
				}
			}, false},
			"with-disable-and-enable": {func(t *testing.T, user access.Principal) {
				t.Helper()
				for _, disabled := range []bool{true, false} {
					_, err := b.service.UpdateUser(ctx, scope, user.UserID, account.UserChange{Disabled: &disabled})
					if err != nil {
						t.Fatal(err)
					}
				}
			}, false},
			"with-a-change":         {func(t *testing.T, user access.Principal) { t.Helper(); change(t, user, true) }, false},
			"not-with-a-change-but": {func(t *testing.T, user access.Principal) { t.Helper(); change(t, user, false) }, true},
		} {
			user := b.user(t, name, false, "default", access.Operator)
			bearer, session := b.token(t, user), b.signIn(t, name, goodPassword)
			each.act(t, user)
			if got := b.lives(t, bearer); got != each.live {
				t.Errorf("%s: the token lives: %t", name, got)
			}
			if _, err := b.service.BySession(ctx, session.Cookie, access.Origin{}); !apperror.Is(err, apperror.Unauthenticated) {
				t.Errorf("%s: the other session lives: %v", name, err)
			}
		}
	})
}

// A link that was made before lets nobody in any more.
func TestPasswordLinksEnd(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		root := b.user(t, "root", true, "default", access.Owner)
		scope := require(t, root, "", access.AdminUsers)
		ada := b.user(t, "ada", false, "default", access.Operator)
		for name, act := range map[string]func() error{
			"disable": func() error {
				yes, no := true, false
				if _, err := b.service.UpdateUser(ctx, scope, ada.UserID, account.UserChange{Disabled: &yes}); err != nil {
					return err
				}
				_, err := b.service.UpdateUser(ctx, scope, ada.UserID, account.UserChange{Disabled: &no})
				return err
			},
			"reset": func() error { return b.service.ResetPassword(ctx, "ada", secret.New(goodPassword)) },
		} {
			_, link, err := b.service.PasswordLink(ctx, scope, ada.UserID)
			if err != nil {
				t.Fatal(err)
			}
			if err := act(); err != nil {
				t.Fatal(err)
			}
			if _, err := b.service.Link(ctx, access.Origin{}, tokenOf(&link)); !apperror.Is(err, apperror.NotFound) {
				t.Errorf("after %s: %v", name, err)
			}
		}
	})
}

func TestTheLastAdministratorIsOneWhoCanSignIn(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		if _, err := b.service.FirstStart(ctx); err != nil {
			t.Fatal(err)
		}
		root := b.user(t, "root", true, "default", access.Owner)
		scope := require(t, root, "", access.AdminUsers)
		yes, no := true, false
		for _, change := range []account.UserChange{{IsAdmin: &no}, {Disabled: &yes}} {
			_, err := b.service.UpdateUser(ctx, scope, root.UserID, change)
			wantKind(t, err, apperror.Conflict)
		}
		b.user(t, "second", true, "default", access.Owner)
		if _, err := b.service.UpdateUser(ctx, scope, root.UserID, account.UserChange{IsAdmin: &no}); err != nil {
			t.Errorf("another can sign in: %v", err)
		}
	})
}

func TestTheSetupLinkEndsWithTheFirstAdministrator(t *testing.T) {
	for name, act := range map[string]func(b *bench) error{
		"create-user --admin": func(b *bench) error {
			return b.service.AddUser(context.Background(), account.NewUser{Login: "root", IsAdmin: true}, secret.New(goodPassword), "", "")
		},
		"reset-password": func(b *bench) error {
			return b.service.ResetPassword(context.Background(), "admin", secret.New(goodPassword))
		},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
				link, err := b.service.FirstStart(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if err := act(b); err != nil {
					t.Fatal(err)
				}
				_, err = b.service.UseLink(t.Context(), access.Origin{}, tokenOf(link), secret.New(goodPassword), nil)
				wantKind(t, err, apperror.NotFound)
			})
		})
	}
	t.Run("but not with a user who is none", func(t *testing.T) {
		each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
			if _, err := b.service.FirstStart(t.Context()); err != nil {
				t.Fatal(err)
			}
			b.user(t, "ada", false, "default", access.Operator)
			link, err := b.service.FirstStart(t.Context())
			if err != nil || link == nil {
				t.Fatalf("nobody can administer and there is no link: %v", err)
			}
			opened, err := b.service.UseLink(t.Context(), access.Origin{}, tokenOf(link), secret.New(goodPassword), nil)
			if err != nil || !opened.Principal.Admin {
				t.Errorf("the link made %+v, %v", opened.Principal, err)
			}
		})
	})
}

func TestAUserCalledAdminIsNotMadeOne(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		admin := b.user(t, "admin", false, "default", access.ReadOnly)
		link, err := b.service.FirstStart(t.Context())
		if err != nil || link == nil {
			t.Fatalf("no link: %v", err)
		}
		state, err := b.service.Link(t.Context(), access.Origin{}, tokenOf(link))
		if err != nil || state.Login != "admin-2" {
			t.Errorf("the link is of %q, %v", state.Login, err)
		}
		if left, err := b.service.User(t.Context(), admin.UserID); err != nil || left.IsAdmin {
			t.Errorf("the user became an administrator, %v", err)
		}
	})
}

func TestEndedSessionsAndLinksAreDeleted(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		link, err := b.service.FirstStart(ctx)
		if err != nil || link == nil {
			t.Fatal(err)
		}
		ada := b.user(t, "ada", false, "default", access.Operator)
		count := func() (sessions, links int) {
			for table, number := range map[string]*int{"account_session": &sessions, "one_time_link": &links} {
				if err := b.db.Read().NewSelect().Table(table).ColumnExpr("count(*)").Scan(ctx, number); err != nil {
					t.Fatal(err)
				}
			}
			return sessions, links
		}
		if err := b.service.DeleteExpired(ctx); err != nil {
			t.Fatal(err)
		}
		if sessions, links := count(); sessions != 1 || links != 1 {
			t.Fatalf("%d sessions and %d links are left of what is open", sessions, links)
		}
		b.clock.Advance(time.Hour + time.Minute)
		b.signIn(t, "ada", goodPassword)
		// The one that was unused for too long is not open.
		if listed, err := b.service.Sessions(ctx, ada.UserID); err != nil || len(listed) != 1 {
			t.Errorf("%d sessions are listed, %v", len(listed), err)
		}
		if err := b.service.DeleteExpired(ctx); err != nil {
			t.Fatal(err)
		}
		if sessions, links := count(); sessions != 1 || links != 0 {
			t.Errorf("%d sessions and %d links are left", sessions, links)
		}
	})
}
