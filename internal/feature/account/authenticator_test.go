package account_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/feature/account/password"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// provider signs in by a header, as a provider outside does by its own means: users
// need no password for it.
type provider struct{ users map[string]bool }

func (p provider) Authenticate(r *http.Request, origin access.Origin) (access.Principal, bool, error) {
	login := r.Header.Get("X-Provider")
	return access.Principal{Login: login, Method: access.BySession, Origin: origin}, login != "", nil
}

func (p provider) LetsIn(user account.User) bool { return p.users[user.Login] }

func (b *bench) with(t *testing.T, authenticators ...account.Authenticator) *account.Service {
	t.Helper()
	service, err := account.NewService(account.Deps{
		DB: b.db, Clock: b.clock, Log: slog.New(slog.DiscardHandler), Projects: b.projects, FirstProject: firstProject,
		SessionIdle: time.Hour, SessionLifetime: 24 * time.Hour, Passwords: password.CheapCost(),
		Authenticators: authenticators,
	})
	if err != nil {
		t.Fatal(err)
	}
	return service
}

func TestAuthenticate_asks_each_kind_of_credential(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ada := b.user(t, "ada", false, "default", access.Operator)
		token, session, native := b.token(t, ada), b.signIn(t, "ada", goodPassword), b.native(t, "ada")
		service := b.with(t, provider{})
		ask := func(headers map[string]string) (access.Principal, error) {
			request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
			for name, value := range headers {
				request.Header.Set(name, value)
			}
			return service.Authenticate(request, access.Origin{RequestID: "r"})
		}
		cookie := "dashkeep_session=" + session.Cookie
		for name, each := range map[string]struct {
			headers map[string]string
			login   string
			method  access.Method
			cookie  bool
		}{
			"nobody":              {nil, "", "", false},
			"a cookie":            {map[string]string{"Cookie": cookie}, "ada", access.BySession, true},
			"a token":             {map[string]string{"Authorization": "Bearer " + token}, "ada", access.ByToken, false},
			"a token and spaces":  {map[string]string{"Authorization": "Bearer  " + token + " "}, "ada", access.ByToken, false},
			"a token, a cookie":   {map[string]string{"Authorization": "Bearer " + token, "Cookie": cookie}, "ada", access.ByToken, false},
			"another's cookie":    {map[string]string{"Cookie": "__Host-dashkeep_session=" + session.Cookie}, "", "", false},
			"a provider's header": {map[string]string{"X-Provider": "eve", "Cookie": cookie}, "eve", access.BySession, false},
		} {
			got, err := ask(each.headers)
			if err != nil || got.Login != each.login || got.Method != each.method || got.Cookie != each.cookie || got.Origin.RequestID != "r" {
				t.Errorf("%s: %+v, %v", name, got, err)
			}
		}
		for name, header := range map[string]string{
			"another scheme": "Basic YTpi", "no token": "Bearer x", "a JWT of somebody": "Bearer a.b.c", "nothing": "Bearer ",
			"a JWT of another key": "Bearer " + native.Access,
		} {
			_, err := ask(map[string]string{"Authorization": header, "Cookie": cookie})
			if !apperror.Is(err, apperror.Unauthenticated) {
				t.Errorf("%s beside a good cookie: %v", name, err)
			}
		}
	})
}

// The link of the first start is for as long as no administrator can sign in, by
// whatever means.
func TestFirstStart_an_administrator_of_a_provider_needs_no_link(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		if link, err := b.service.FirstStart(ctx); err != nil || link == nil {
			t.Fatalf("%v, %v", link, err)
		}
		known := provider{users: map[string]bool{}}
		service := b.with(t, known)
		pending := func() bool {
			t.Helper()
			pending, err := service.SetupPending(ctx)
			link, startErr := service.FirstStart(ctx)
			if err != nil || startErr != nil || pending != (link != nil) {
				t.Fatalf("pending %t, link %v, %v, %v", pending, link, err, startErr)
			}
			return pending
		}
		if !pending() {
			t.Error("nobody can sign in, and there is no link")
		}
		known.users["admin"] = true
		if pending() {
			t.Error("an administrator can sign in by the provider, and there is a link")
		}
		// The last administrator who can sign in stays, by whatever means they do.
		root := b.user(t, "root", true, "", "")
		yes := true
		admin, err := service.UserNamed(ctx, "admin")
		if err != nil {
			t.Fatal(err)
		}
		scope := require(t, root, "", access.AdminUsers)
		if _, err := service.UpdateUser(ctx, scope, root.UserID, account.UserChange{Disabled: &yes}); err != nil {
			t.Errorf("the provider's administrator is left: %v", err)
		}
		_, err = service.UpdateUser(ctx, scope, admin.ID, account.UserChange{Disabled: &yes})
		wantKind(t, err, apperror.Conflict)
		_, err = b.service.SignIn(ctx, access.Origin{}, "admin", secret.New(goodPassword))
		wantKind(t, err, apperror.Unauthenticated)
	})
}
