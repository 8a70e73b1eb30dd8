package account_test

import (
	"fmt"
	"path"
	"sync"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// A password takes long to check. Whoever is disabled, or loses administration,
// meanwhile does not get it back by the end of the check.
func TestWhatAnAdministratorTakesStaysTaken(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		root := b.user(t, "root", true, "default", access.Owner)
		scope := require(t, root, "", access.AdminUsers)
		origin := access.Origin{ClientAddress: "192.0.2.1"}
		yes, no := true, false
		for name, change := range map[string]func(user access.Principal, link string){
			"password": func(user access.Principal, _ string) {
				_ = b.service.ChangePassword(ctx, user, account.NewPassword{Present: secret.New(goodPassword), Next: secret.New("another good one")})
			},
			"link": func(_ access.Principal, link string) {
				_, _ = b.service.UseLink(ctx, origin, link, secret.New("another good one"), nil)
			},
		} {
			user := b.user(t, name, true, "default", access.Operator)
			_, link, err := b.service.PasswordLink(ctx, scope, user.UserID)
			if err != nil {
				t.Fatal(err)
			}
			var both sync.WaitGroup
			both.Go(func() { change(user, path.Base(link.Path)) })
			both.Go(func() {
				if _, err := b.service.UpdateUser(ctx, scope, user.UserID, account.UserChange{IsAdmin: &no, Disabled: &yes}); err != nil {
					t.Error(err)
				}
			})
			both.Wait()
			if left, err := b.service.User(ctx, user.UserID); err != nil || left.IsAdmin || !left.Disabled {
				t.Errorf("by %s: administrator %t, disabled %t, %v", name, left.IsAdmin, left.Disabled, err)
			}
		}
	})
}

// A sign-in with the old password, begun before the new one was set, opens no
// session behind it.
func TestASignInDuringAChangeOfThePasswordLeavesNoSession(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		b.user(t, "ada", false, "default", access.Operator)
		var opened account.SignedIn
		var signInErr error
		var both sync.WaitGroup
		both.Go(func() {
			opened, signInErr = b.service.SignIn(ctx, access.Origin{ClientAddress: "192.0.2.1"}, "ada", secret.New(goodPassword))
		})
		both.Go(func() {
			if err := b.service.ResetPassword(ctx, "ada", secret.New("another good one")); err != nil {
				t.Error(err)
			}
		})
		both.Wait()
		if signInErr != nil {
			wantKind(t, signInErr, apperror.Unauthenticated)
			return
		}
		_, err := b.service.BySession(ctx, opened.Cookie, access.Origin{})
		wantKind(t, err, apperror.Unauthenticated)
	})
}

// Two administrators who demote each other at the same time do not both succeed.
func TestTheLastTwoAdministratorsDemoteEachOther(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		one := b.user(t, "one", true, "default", access.Owner)
		two := b.user(t, "two", true, "default", access.Owner)
		yes, no := true, false
		for range 20 {
			var both sync.WaitGroup
			failures := make([]error, 2)
			for index, pair := range [][2]access.Principal{{one, two}, {two, one}} {
				scope := require(t, pair[0], "", access.AdminUsers)
				both.Go(func() {
					_, failures[index] = b.service.UpdateUser(ctx, scope, pair[1].UserID, account.UserChange{IsAdmin: &no})
				})
			}
			both.Wait()
			if (failures[0] == nil) == (failures[1] == nil) {
				t.Fatalf("the outcomes are %v and %v", failures[0], failures[1])
			}
			for _, failure := range failures {
				if failure != nil {
					wantKind(t, failure, apperror.Conflict)
				}
			}
			scope := require(t, one, "", access.AdminUsers)
			for _, user := range []access.Principal{one, two} {
				if _, err := b.service.UpdateUser(ctx, scope, user.UserID, account.UserChange{IsAdmin: &yes}); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

// Somebody who has a whole IPv6 network is one guesser.
func TestSignInIsSlowedDownForANetwork(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		for index := range 61 {
			origin := access.Origin{ClientAddress: fmt.Sprintf("2001:db8::%d", index+1)}
			_, err := b.service.Link(t.Context(), origin, "guess")
			if isLimited := apperror.Is(err, apperror.Limited); isLimited != (index == 60) {
				t.Fatalf("guess %d: %v", index+1, err)
			}
		}
	})
}
