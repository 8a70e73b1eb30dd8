package account_test

import (
	"log/slog"
	"path"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/feature/account/credential"
	"github.com/dashkeep/dashkeep/internal/feature/account/password"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

const (
	goodPassword = "correct horse battery"
	firstProject = "default"
)

type bench struct {
	clock    *clock.Manual
	db       *sqldb.DB
	projects projects
	service  *account.Service
}

func each(t *testing.T, work func(t *testing.T, b *bench)) {
	t.Helper()
	t.Parallel()
	clk := clock.NewManual(time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC))
	dbtest.EachAt(t, clk, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := &bench{clock: clk, db: db, projects: projects{db}}
		var err error
		b.service, err = account.NewService(account.Deps{
			DB: db, Clock: clk, Log: slog.New(slog.DiscardHandler),
			SessionIdle: time.Hour, SessionLifetime: 24 * time.Hour, Passwords: password.CheapCost(),
			Projects: b.projects, FirstProject: firstProject,
		})
		if err != nil {
			t.Fatal(err)
		}
		work(t, b)
	})
}

func (b *bench) signIn(t *testing.T, login, password string) account.SignedIn {
	t.Helper()
	opened, err := b.service.SignIn(t.Context(), access.Origin{ClientAddress: "192.0.2.1"}, login, secret.New(password))
	if err != nil {
		t.Fatalf("sign in as %s: %v", login, err)
	}
	return opened
}

func (b *bench) user(t *testing.T, login string, admin bool, project string, role access.Role) access.Principal {
	t.Helper()
	err := b.service.AddUser(t.Context(), account.NewUser{Login: login, IsAdmin: admin}, secret.New(goodPassword), project, role)
	if err != nil {
		t.Fatal(err)
	}
	return b.signIn(t, login, goodPassword).Principal
}

func require(t *testing.T, principal access.Principal, project string, permission access.Permission) access.Scope {
	t.Helper()
	scope, err := principal.Require(project, permission)
	if err != nil {
		t.Fatal(err)
	}
	return scope
}

func wantKind(t *testing.T, err error, kind apperror.Kind) {
	t.Helper()
	if !apperror.Is(err, kind) {
		t.Fatalf("got %v, want the kind %s", err, kind)
	}
}

func TestFirstStart(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		first, err := b.service.FirstStart(ctx)
		if err != nil || first == nil {
			t.Fatalf("no link: %v", err)
		}
		second, err := b.service.FirstStart(ctx)
		if err != nil || second == nil || second.Path == first.Path {
			t.Fatalf("a restart before the set-up must print a new link: %v", err)
		}
		origin := access.Origin{ClientAddress: "192.0.2.9"}
		_, err = b.service.UseLink(ctx, origin, path.Base(first.Path), secret.New(goodPassword), nil)
		wantKind(t, err, apperror.NotFound)
		_, err = b.service.UseLink(ctx, origin, path.Base(second.Path), secret.New("too short"), nil)
		wantKind(t, err, apperror.Invalid)

		var won atomic.Int32
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				email := "ops@dashkeep.example"
				_, err := b.service.UseLink(ctx, origin, path.Base(second.Path), secret.New(goodPassword), &email)
				if err == nil {
					won.Add(1)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Fatalf("the link worked %d times", won.Load())
		}
		admin := b.signIn(t, "ops@dashkeep.example", goodPassword).Principal
		if !admin.Admin || admin.Roles[firstProject] != access.Owner {
			t.Fatalf("the first user is %+v", admin)
		}
		if third, err := b.service.FirstStart(ctx); err != nil || third != nil {
			t.Fatalf("a link although somebody can sign in: %v %v", third, err)
		}
	})
}

func TestSetupLinkExpires(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		link, err := b.service.FirstStart(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		b.clock.Advance(2 * time.Hour)
		_, err = b.service.Link(t.Context(), access.Origin{}, path.Base(link.Path))
		wantKind(t, err, apperror.NotFound)
	})
}

func TestSignIn(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		b.user(t, "Ada", false, "default", access.Operator)
		origin := access.Origin{ClientAddress: "192.0.2.1"}

		_, unknown := b.service.SignIn(ctx, origin, "nobody", secret.New(goodPassword))
		_, wrong := b.service.SignIn(ctx, origin, "ada", secret.New(goodPassword+"x"))
		wantKind(t, wrong, apperror.Unauthenticated)
		if unknown.Error() != wrong.Error() {
			t.Errorf("an unknown user and a wrong password answer differently: %q, %q", unknown, wrong)
		}

		opened := b.signIn(t, "ada", goodPassword)
		principal, err := b.service.BySession(ctx, opened.Cookie, origin)
		if err != nil || principal.Login != "Ada" || principal.Roles["default"] != access.Operator {
			t.Fatalf("the session is of %+v, %v", principal, err)
		}
		if _, err := b.service.BySession(ctx, opened.Cookie+"x", origin); !apperror.Is(err, apperror.Unauthenticated) {
			t.Errorf("a changed cookie: %v", err)
		}
		b.clock.Advance(2 * time.Hour)
		_, err = b.service.BySession(ctx, opened.Cookie, origin)
		wantKind(t, err, apperror.Unauthenticated)
	})
}

func TestNamesHideNothing(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ada := b.user(t, "ada", false, "default", access.Operator)
		scope, err := ada.Require("", access.SignedIn)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"gpj.\u202eexe", "a\u2066b", "a\x1b[1m", "a\nb", "a\x00"} {
			wantKind(t, b.service.UpdateMe(t.Context(), scope, &name, nil), apperror.Invalid)
			_, _, err := b.service.CreateToken(t.Context(), ada, credential.NewToken{Name: name, Days: 1})
			wantKind(t, err, apperror.Invalid)
		}
	})
}

func TestChangePassword(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		b.user(t, "ada", false, "default", access.Operator)
		kept, other := b.signIn(t, "ada", goodPassword), b.signIn(t, "ada", goodPassword)
		err := b.service.ChangePassword(ctx, kept.Principal, account.NewPassword{
			Present: secret.New("wrong"), Next: secret.New("another good one"),
		})
		wantKind(t, err, apperror.Invalid)
		err = b.service.ChangePassword(ctx, kept.Principal, account.NewPassword{
			Present: secret.New(goodPassword), Next: secret.New("another good one"),
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.service.BySession(ctx, kept.Cookie, access.Origin{}); err != nil {
			t.Errorf("the session that changed it ended: %v", err)
		}
		_, err = b.service.BySession(ctx, other.Cookie, access.Origin{})
		wantKind(t, err, apperror.Unauthenticated)
		b.signIn(t, "ada", "another good one")
	})
}

func TestTokens(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		admin := b.user(t, "root", true, "default", access.Owner)
		narrow := credential.NewToken{Name: "ci", Project: "default", Role: access.ReadOnly, Days: 7}
		token, bearer, err := b.service.CreateToken(ctx, admin, narrow)
		if err != nil {
			t.Fatal(err)
		}
		principal, err := b.service.ByToken(ctx, bearer, access.Origin{})
		if err != nil {
			t.Fatal(err)
		}
		if principal.Admin || principal.Roles["default"] != access.ReadOnly {
			t.Errorf("a narrow token may do %+v", principal)
		}
		if _, _, err := b.service.CreateToken(ctx, principal, narrow); !apperror.Is(err, apperror.Forbidden) {
			t.Errorf("a token made a token: %v", err)
		}
		if err := b.service.RevokeToken(ctx, admin, token.ID); err != nil {
			t.Fatal(err)
		}
		_, err = b.service.ByToken(ctx, bearer, access.Origin{})
		wantKind(t, err, apperror.Unauthenticated)

		reader := b.user(t, "rita", false, "default", access.ReadOnly)
		_, _, err = b.service.CreateToken(ctx, reader, credential.NewToken{Name: "x", Project: "default", Role: access.Owner, Days: 1})
		wantKind(t, err, apperror.Forbidden)

		bearer, err = b.service.AddToken(ctx, "root", credential.NewToken{Name: "line", Days: 1})
		if err != nil {
			t.Fatal(err)
		}
		whole, err := b.service.ByToken(ctx, bearer, access.Origin{})
		if err != nil || !whole.Admin {
			t.Fatalf("a token from the command line: %+v, %v", whole, err)
		}
		b.clock.Advance(25 * time.Hour)
		_, err = b.service.ByToken(ctx, bearer, access.Origin{})
		wantKind(t, err, apperror.Unauthenticated)
	})
}

func TestDisabledUser(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		admin := b.user(t, "root", true, "default", access.Owner)
		ada := b.user(t, "ada", false, "default", access.Operator)
		opened := b.signIn(t, "ada", goodPassword)
		_, bearer, err := b.service.CreateToken(ctx, ada, credential.NewToken{Name: "x", Days: 1})
		if err != nil {
			t.Fatal(err)
		}
		yes, no := true, false
		scope := require(t, admin, "", access.AdminUsers)
		if _, err := b.service.UpdateUser(ctx, scope, ada.UserID, account.UserChange{Disabled: &yes}); err != nil {
			t.Fatal(err)
		}
		_, err = b.service.BySession(ctx, opened.Cookie, access.Origin{})
		wantKind(t, err, apperror.Unauthenticated)
		_, err = b.service.ByToken(ctx, bearer, access.Origin{})
		wantKind(t, err, apperror.Unauthenticated)
		_, err = b.service.UpdateUser(ctx, scope, admin.UserID, account.UserChange{IsAdmin: &no})
		wantKind(t, err, apperror.Conflict)
	})
}
