package account_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/feature/account/credential"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

func (b *bench) native(t *testing.T, login string) credential.NativeTokens {
	t.Helper()
	tokens, err := b.service.NativeSignIn(t.Context(), access.Origin{ClientAddress: "192.0.2.1"}, login, secret.New(goodPassword))
	if err != nil {
		t.Fatal(err)
	}
	return tokens
}

// bearing tells who a bearer is, at the door that every request goes through.
func (b *bench) bearing(t *testing.T, bearer string) (access.Principal, error) {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	request.Header.Set("Authorization", "Bearer "+bearer)
	return account.NewHTTP(b.service, account.Page{}).Authenticate(request)
}

func (b *bench) renew(t *testing.T, refresh string) (credential.NativeTokens, error) {
	t.Helper()
	return b.service.Refresh(t.Context(), access.Origin{}, refresh)
}

func TestNative_a_JWT_is_a_session_of_15_minutes(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test
		b.user(t, "ada", false, "default", access.Operator)
		_, err := b.service.NativeSignIn(t.Context(), access.Origin{}, "ada", secret.New("not the password"))
		wantKind(t, err, apperror.Unauthenticated)
		tokens := b.native(t, "Ada")
		// percli reads the name from the token, without a key.
		claims := &jwt.RegisteredClaims{}
		if _, _, err := jwt.NewParser().ParseUnverified(tokens.Access, claims); err != nil || claims.Subject != "ada" {
			t.Fatalf("%+v %v", claims, err)
		}
		principal, err := b.bearing(t, tokens.Access)
		if err != nil || principal.Login != "ada" || principal.Roles["default"] != access.Operator || principal.SessionID == "" {
			t.Fatalf("%+v %v", principal, err)
		}
		_, err = b.bearing(t, tokens.Refresh)
		wantKind(t, err, apperror.Unauthenticated)
		_, err = b.renew(t, tokens.Access)
		wantKind(t, err, apperror.Invalid)
		unsigned, err := jwt.NewWithClaims(jwt.SigningMethodNone, claims).SignedString(jwt.UnsafeAllowNoneSignatureType)
		if err != nil {
			t.Fatal(err)
		}
		for _, forged := range []string{unsigned, tokens.Access[:len(tokens.Access)-2] + "xx", "a.b.c", ".."} {
			_, err = b.bearing(t, forged)
			wantKind(t, err, apperror.Unauthenticated)
		}
		b.clock.Advance(15*time.Minute - time.Second)
		if _, err := b.bearing(t, tokens.Access); err != nil {
			t.Error(err)
		}
		b.clock.Advance(time.Second)
		_, err = b.bearing(t, tokens.Access)
		wantKind(t, err, apperror.Unauthenticated)
	})
}

func TestNative_what_ends_a_session_ends_its_JWT(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test
		root := b.user(t, "root", true, "default", access.Owner)
		global := require(t, root, "", access.AdminUsers)
		ada := b.user(t, "ada", false, "default", access.Operator)
		disabled, enabled := true, false
		for name, end := range map[string]func(access.Principal) error{
			"sign-out":            func(p access.Principal) error { return b.service.SignOut(t.Context(), p) },
			"sign-out everywhere": func(p access.Principal) error { return b.service.SignOutEverywhere(t.Context(), p) },
			"a new password": func(access.Principal) error {
				return b.service.ResetPassword(t.Context(), "ada", secret.New(goodPassword))
			},
			"disabled": func(access.Principal) error {
				_, err := b.service.UpdateUser(t.Context(), global, ada.UserID, account.UserChange{Disabled: &disabled})
				return err
			},
		} {
			b.clock.Advance(2 * time.Minute) // the limit of sign-ins
			_, err := b.service.UpdateUser(t.Context(), global, ada.UserID, account.UserChange{Disabled: &enabled})
			if err != nil {
				t.Fatal(err)
			}
			tokens := b.native(t, "ada")
			principal, err := b.bearing(t, tokens.Access)
			if err != nil {
				t.Fatal(err)
			}
			if err := end(principal); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if _, err := b.bearing(t, tokens.Access); !apperror.Is(err, apperror.Unauthenticated) {
				t.Errorf("%s: the JWT still holds: %v", name, err)
			}
			if _, err := b.renew(t, tokens.Refresh); !apperror.Is(err, apperror.Invalid) {
				t.Errorf("%s: the refresh token still holds: %v", name, err)
			}
		}
	})
}

func TestNative_a_role_that_is_taken_is_gone_at_the_next_request(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test
		ada := b.user(t, "ada", false, "default", access.Operator)
		tokens := b.native(t, "ada")
		err := b.db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			return b.projects.Place(ctx, tx, "default", ada.UserID, access.ReadOnly)
		})
		if err != nil {
			t.Fatal(err)
		}
		principal, err := b.bearing(t, tokens.Access)
		if err != nil || principal.Roles["default"] != access.ReadOnly {
			t.Errorf("%+v %v", principal, err)
		}
	})
}

// TestNative_refresh_tokens_rotate: the successor takes over when it is used, as an
// answer may get lost and percli keeps the first token for ever. After that the one
// before is a thief's, or the owner's after a theft: the session ends.
func TestNative_refresh_tokens_rotate(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test
		b.user(t, "ada", false, "default", access.Operator)
		first := b.native(t, "ada")
		var second credential.NativeTokens
		for range 3 { // as percli does
			b.clock.Advance(16 * time.Minute)
			var err error
			if second, err = b.renew(t, first.Refresh); err != nil {
				t.Fatal(err)
			}
			if _, err := b.bearing(t, second.Access); err != nil {
				t.Fatal(err)
			}
		}
		if second.Refresh == first.Refresh || !second.Expiry.Equal(b.clock.Now().Add(15*time.Minute)) {
			t.Errorf("%+v", second)
		}
		third, err := b.renew(t, second.Refresh)
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.renew(t, first.Refresh)
		wantKind(t, err, apperror.Invalid)
		_, err = b.renew(t, third.Refresh)
		wantKind(t, err, apperror.Invalid)
		_, err = b.bearing(t, third.Access)
		wantKind(t, err, apperror.Unauthenticated)
	})
}
