package account_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/api"
	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

// edge is the room as requests reach it.
func (b *bench) edge() *account.HTTP {
	return account.NewHTTP(b.service, account.Page{
		Checks: func(context.Context) []api.SystemCheck { return []api.SystemCheck{{Name: "Store"}} },
		Memberships: func(_ context.Context, who access.Principal) ([]api.Membership, error) {
			found := []api.Membership{}
			for name := range who.Roles {
				found = append(found, api.Membership{Name: name})
			}
			return found, nil
		},
	})
}

// signedIn is the context of somebody's request.
func signedIn(t *testing.T, who access.Principal) context.Context {
	t.Helper()
	return access.WithScope(t.Context(), require(t, who, "", access.SignedIn))
}

// answer gives an answer as the type that it must have.
func answer[T any](t *testing.T, got any, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	typed, is := got.(T)
	if !is {
		t.Fatalf("the answer is a %T", got)
	}
	return typed
}

// cookieOf reads a Set-Cookie header.
func cookieOf(t *testing.T, header *string) *http.Cookie {
	t.Helper()
	if header == nil {
		t.Fatal("no cookie")
	}
	cookie, err := http.ParseSetCookie(*header)
	if err != nil {
		t.Fatal(err)
	}
	return cookie
}

func TestHTTP_sign_in_and_out(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		b.user(t, "ada", false, "default", access.Operator)
		h := b.edge()
		signIn := func(password string) (api.SignInResponseObject, error) {
			return h.SignIn(t.Context(), api.SignInRequestObject{Body: &api.SignIn{Login: "Ada", Password: password}})
		}
		_, err := signIn("wrong")
		wantKind(t, err, apperror.Unauthenticated)
		opened, err := signIn(goodPassword)
		got := answer[api.SignIn200JSONResponse](t, opened, err)
		if got.Body.User.Login != "ada" || got.Body.Method != api.MeMethod(access.BySession) || len(got.Body.Projects) != 1 {
			t.Errorf("%+v", got.Body)
		}
		cookie := cookieOf(t, got.Headers.SetCookie)
		if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Secure || cookie.Domain != "" ||
			!cookie.Expires.Equal(b.clock.Now().Add(24*time.Hour)) {
			t.Errorf("%+v", cookie)
		}
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		request.AddCookie(cookie)
		who, err := h.Authenticate(request)
		if err != nil || who.Login != "ada" {
			t.Fatalf("%+v, %v", who, err)
		}
		left, err := h.SignOut(signedIn(t, who), api.SignOutRequestObject{})
		if gone := cookieOf(t, answer[api.SignOut204Response](t, left, err).Headers.SetCookie); gone.MaxAge >= 0 || gone.Value != "" {
			t.Errorf("the cookie stays: %+v", gone)
		}
		_, err = h.Authenticate(request)
		wantKind(t, err, apperror.Unauthenticated)
		// Who is not signed in signs out too, of a cookie that is of no use.
		if _, err := h.SignOut(t.Context(), api.SignOutRequestObject{}); err != nil {
			t.Error(err)
		}
	})
}

func TestHTTP_a_link_sets_a_password(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		h := b.edge()
		link, err := b.service.FirstStart(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, err = h.GetLink(t.Context(), api.GetLinkRequestObject{Token: "nothing"})
		wantKind(t, err, apperror.NotFound)
		shown, err := h.GetLink(t.Context(), api.GetLinkRequestObject{Token: tokenOf(link)})
		got := answer[api.GetLink200JSONResponse](t, shown, err)
		if got.Login != "admin" || got.Purpose != api.LinkPurpose(account.Setup) || len(got.Checks) != 1 {
			t.Errorf("%+v", got)
		}
		use := func(password string) (api.UseLinkResponseObject, error) {
			return h.UseLink(t.Context(), api.UseLinkRequestObject{Token: tokenOf(link), Body: &api.UseLink{Password: password}})
		}
		_, err = use("short")
		wantKind(t, err, apperror.Invalid)
		used, err := use(goodPassword)
		admin := answer[api.UseLink200JSONResponse](t, used, err)
		if !admin.Body.User.IsAdmin || cookieOf(t, admin.Headers.SetCookie).Value == "" {
			t.Errorf("%+v", admin.Body)
		}
		_, err = use(goodPassword)
		wantKind(t, err, apperror.NotFound)
	})
}

func TestHTTP_me(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		h := b.edge()
		root := b.user(t, "root", true, "default", access.Owner)
		name, email := "Root", "root@example.com"
		changed, err := h.UpdateMe(signedIn(t, root), api.UpdateMeRequestObject{Body: &api.MeChange{DisplayName: &name, Email: &email}})
		if me := answer[api.UpdateMe200JSONResponse](t, changed, err); me.User.DisplayName != name || me.User.Email != email || !me.User.IsAdmin {
			t.Errorf("%+v", me.User)
		}
		// A narrowed token administers nothing, though its user does.
		program := root
		program.Method, program.Admin = access.ByToken, false
		got, err := h.GetMe(signedIn(t, program), api.GetMeRequestObject{})
		if me := answer[api.GetMe200JSONResponse](t, got, err); me.User.IsAdmin || me.Method != api.MeMethod(access.ByToken) {
			t.Errorf("%+v", me)
		}
		who, err := h.WhoAmI(signedIn(t, root), api.WhoAmIRequestObject{})
		if user := answer[api.WhoAmI200JSONResponse](t, who, err); user.Login != "root" || *user.Kind != "User" || !*user.HasPassword ||
			!strings.Contains(string(*user.Spec), `"nativeProvider":{"password":`) {
			t.Errorf("%+v", user)
		}
		stranger := root
		stranger.UserID = "gone"
		_, err = h.GetMe(signedIn(t, stranger), api.GetMeRequestObject{})
		wantKind(t, err, apperror.NotFound)
	})
}

func TestHTTP_sessions_and_password(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		h := b.edge()
		ada := b.user(t, "ada", false, "default", access.Operator)
		b.clock.Advance(time.Minute)
		other := b.signIn(t, "ada", goodPassword).Principal
		list := func() api.ListSessions200JSONResponse {
			t.Helper()
			got, err := h.ListSessions(signedIn(t, ada), api.ListSessionsRequestObject{})
			return answer[api.ListSessions200JSONResponse](t, got, err)
		}
		if all := list(); len(all) != 2 || all[0].Id != other.SessionID || all[0].Current || !all[1].Current || all[0].ClientAddress != "192.0.2.1" {
			t.Errorf("%+v", all)
		}
		if _, err := h.EndSession(signedIn(t, ada), api.EndSessionRequestObject{Id: other.SessionID}); err != nil {
			t.Fatal(err)
		}
		_, err := h.EndSession(signedIn(t, ada), api.EndSessionRequestObject{Id: other.SessionID})
		wantKind(t, err, apperror.NotFound)
		no := false
		for password, want := range map[string]bool{"wrong": false, goodPassword: true} {
			_, err := h.ChangePassword(signedIn(t, ada), api.ChangePasswordRequestObject{Body: &api.ChangePassword{
				CurrentPassword: password, NewPassword: otherPassword, EndTokens: &no,
			}})
			if (err == nil) != want {
				t.Errorf("with %q: %v", password, err)
			}
		}
		left, err := h.SignOutEverywhere(signedIn(t, ada), api.SignOutEverywhereRequestObject{})
		if gone := cookieOf(t, answer[api.SignOutEverywhere204Response](t, left, err).Headers.SetCookie); gone.MaxAge >= 0 {
			t.Errorf("%+v", gone)
		}
		if all := list(); len(all) != 0 {
			t.Errorf("%+v is left", all)
		}
	})
}

func TestHTTP_tokens(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		h := b.edge()
		ada := b.user(t, "ada", false, "default", access.Operator)
		made, err := h.CreateToken(signedIn(t, ada), api.CreateTokenRequestObject{Body: &api.NewToken{Name: "usual"}})
		usual := answer[api.CreateToken201JSONResponse](t, made, err)
		if usual.Token.Project != nil || usual.Token.Role != nil || !usual.Token.ExpiresAt.Equal(b.clock.Now().AddDate(0, 0, 90)) {
			t.Errorf("%+v", usual.Token)
		}
		project, role, days := "Default", api.RoleReadonly, 1
		b.clock.Advance(time.Second)
		made, err = h.CreateToken(signedIn(t, ada), api.CreateTokenRequestObject{
			Body: &api.NewToken{Name: "narrow", Project: &project, Role: &role, ExpiresInDays: &days},
		})
		narrow := answer[api.CreateToken201JSONResponse](t, made, err)
		if *narrow.Token.Project != "default" || *narrow.Token.Role != api.RoleReadonly {
			t.Errorf("%+v", narrow.Token)
		}
		if who, err := b.bearing(t, narrow.Secret); err != nil || who.Roles["default"] != access.ReadOnly {
			t.Errorf("%+v, %v", who, err)
		}
		list := func() (names []string) {
			t.Helper()
			got, err := h.ListTokens(signedIn(t, ada), api.ListTokensRequestObject{})
			for _, token := range answer[api.ListTokens200JSONResponse](t, got, err) {
				names = append(names, token.Name)
			}
			return names
		}
		if got := list(); !slices.Equal(got, []string{"narrow", "usual"}) {
			t.Errorf("%v", got)
		}
		if _, err := h.RevokeToken(signedIn(t, ada), api.RevokeTokenRequestObject{Id: usual.Token.Id}); err != nil {
			t.Fatal(err)
		}
		_, err = h.RevokeToken(signedIn(t, ada), api.RevokeTokenRequestObject{Id: usual.Token.Id})
		wantKind(t, err, apperror.NotFound)
		if got := list(); !slices.Equal(got, []string{"narrow"}) {
			t.Errorf("%v", got)
		}
	})
}

func TestHTTP_preferences(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		h := b.edge()
		ada := b.user(t, "ada", false, "default", access.Operator)
		zone, pages := "Europe/Berlin", 50
		put := func(zone string, ifMatch *string) error {
			_, err := h.PutPreferences(signedIn(t, ada), api.PutPreferencesRequestObject{
				Params: api.PutPreferencesParams{IfMatch: ifMatch}, Body: &api.Preferences{TimeZone: &zone, PaginationLimit: &pages},
			})
			return err
		}
		get := func() api.GetPreferences200JSONResponse {
			t.Helper()
			got, err := h.GetPreferences(signedIn(t, ada), api.GetPreferencesRequestObject{})
			return answer[api.GetPreferences200JSONResponse](t, got, err)
		}
		none := get()
		if none.Body.TimeZone != nil || none.Headers.ETag == nil {
			t.Errorf("%+v", none)
		}
		wantKind(t, put("Mars/Olympus", nil), apperror.Invalid)
		if err := put(zone, none.Headers.ETag); err != nil {
			t.Fatal(err)
		}
		wantKind(t, put(zone, none.Headers.ETag), apperror.Conflict)
		if kept := get(); *kept.Body.TimeZone != zone || *kept.Body.PaginationLimit != pages || *kept.Headers.ETag == *none.Headers.ETag {
			t.Errorf("%+v", kept)
		}
	})
}

func TestHTTP_users(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		h := b.edge()
		root := b.user(t, "root", true, "default", access.Owner)
		ctx := access.WithScope(t.Context(), require(t, root, "", access.AdminUsers))
		name := "Ada Lovelace"
		made, err := h.CreateUser(ctx, api.CreateUserRequestObject{Body: &api.NewUser{Login: "Ada", DisplayName: &name}})
		ada := answer[api.CreateUser201JSONResponse](t, made, err)
		if ada.User.Login != "Ada" || *ada.User.HasPassword || ada.User.IsAdmin || !strings.HasPrefix(ada.Link, "/password/") {
			t.Errorf("%+v", ada)
		}
		_, err = h.CreateUser(ctx, api.CreateUserRequestObject{Body: &api.NewUser{Login: "ada"}})
		wantKind(t, err, apperror.Conflict)
		linked, err := h.CreatePasswordLink(ctx, api.CreatePasswordLinkRequestObject{Id: ada.User.Id})
		if again := answer[api.CreatePasswordLink201JSONResponse](t, linked, err); again.Link == ada.Link {
			t.Error("the link is the same")
		}
		_, err = h.GetLink(t.Context(), api.GetLinkRequestObject{Token: path.Base(ada.Link)})
		wantKind(t, err, apperror.NotFound)
		for _, named := range []string{ada.User.Id, "ADA"} {
			found, err := h.GetUser(ctx, api.GetUserRequestObject{Id: named})
			if user := answer[api.GetUser200JSONResponse](t, found, err); user.Id != ada.User.Id || user.DisplayName != name {
				t.Errorf("%s is %+v", named, user)
			}
		}
		yes := true
		disabled, err := h.UpdateUser(ctx, api.UpdateUserRequestObject{Id: ada.User.Id, Body: &api.UserChange{Disabled: &yes}})
		if user := answer[api.UpdateUser200JSONResponse](t, disabled, err); !user.Disabled {
			t.Errorf("%+v", user)
		}
		_, err = h.CreatePasswordLink(ctx, api.CreatePasswordLinkRequestObject{Id: ada.User.Id})
		wantKind(t, err, apperror.Conflict)
		all, err := h.ListUsers(ctx, api.ListUsersRequestObject{})
		if users := answer[api.ListUsers200JSONResponse](t, all, err); len(users) != 2 || users[0].Login != "Ada" || users[1].Login != "root" {
			t.Errorf("%+v", users)
		}
		_, err = h.GetUser(ctx, api.GetUserRequestObject{Id: "nobody"})
		wantKind(t, err, apperror.NotFound)
	})
}

func TestHTTP_native(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		h := b.edge()
		b.user(t, "ada", false, "default", access.Operator)
		got, err := h.NativeLogin(t.Context(), api.NativeLoginRequestObject{Body: &api.SignIn{Login: "ada", Password: goodPassword}})
		tokens := answer[api.NativeLogin200JSONResponse](t, got, err)
		if tokens.TokenType != "Bearer" || tokens.ExpiresIn != 15*60 {
			t.Errorf("%+v", tokens)
		}
		_, err = h.NativeLogin(t.Context(), api.NativeLoginRequestObject{Body: &api.SignIn{Login: "ada", Password: "wrong"}})
		wantKind(t, err, apperror.Unauthenticated)
		fresh, err := h.NativeRefresh(t.Context(), api.NativeRefreshRequestObject{
			Body: &api.NativeRefreshJSONRequestBody{RefreshToken: tokens.RefreshToken},
		})
		renewed := answer[api.NativeRefresh200JSONResponse](t, fresh, err)
		_, err = h.NativeRefresh(t.Context(), api.NativeRefreshRequestObject{
			Body: &api.NativeRefreshJSONRequestBody{RefreshToken: "x.y.z"},
		})
		wantKind(t, err, apperror.Invalid)
		who, err := b.bearing(t, renewed.AccessToken)
		if err != nil {
			t.Fatal(err)
		}
		// A page of another site can make a browser ask, which must sign nobody out.
		browser := b.signIn(t, "ada", goodPassword).Principal
		browser.Cookie = true
		out, err := h.NativeLogout(signedIn(t, browser), api.NativeLogoutRequestObject{})
		if err != nil {
			t.Fatal(err)
		}
		recorder := httptest.NewRecorder()
		if err := out.VisitNativeLogoutResponse(recorder); err != nil || recorder.Code != http.StatusFound || recorder.Header().Get("Location") != "/" {
			t.Errorf("%d %v, %v", recorder.Code, recorder.Header(), err)
		}
		if now := b.again(t, browser)[0]; now.Nobody() {
			t.Error("the browser's session has ended")
		}
		if _, err := h.NativeLogoutPost(signedIn(t, who), api.NativeLogoutPostRequestObject{}); err != nil {
			t.Fatal(err)
		}
		_, err = b.bearing(t, renewed.AccessToken)
		wantKind(t, err, apperror.Unauthenticated)
	})
}
