package account_test

import (
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/feature/account/credential"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// A token is for programs: it can't lock its user out, only end itself.
func TestATokenLeavesTheAccountAlone(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		ada := b.user(t, "ada", false, "default", access.Operator)
		narrow := credential.NewToken{Name: "ci", Project: "default", Role: access.ReadOnly, Days: 7}
		other, _, err := b.service.CreateToken(ctx, ada, narrow)
		if err != nil {
			t.Fatal(err)
		}
		own, bearer, err := b.service.CreateToken(ctx, ada, narrow)
		if err != nil {
			t.Fatal(err)
		}
		program, err := b.service.ByToken(ctx, bearer, access.Origin{})
		if err != nil {
			t.Fatal(err)
		}
		wantKind(t, b.service.EndSession(ctx, program, ada.SessionID), apperror.Forbidden)
		wantKind(t, b.service.SignOutEverywhere(ctx, program), apperror.Forbidden)
		wantKind(t, b.service.ChangePassword(ctx, program, account.NewPassword{Present: secret.New(goodPassword), Next: secret.New("another good one")}), apperror.Forbidden)
		wantKind(t, b.service.RevokeToken(ctx, program, other.ID), apperror.Forbidden)
		if err := b.service.RevokeToken(ctx, program, own.ID); err != nil {
			t.Error(err)
		}
	})
}

// What is open for long ends with its session, by its age or because it is unused.
func TestAgainEndsWithTheSession(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ada := b.user(t, "ada", false, "default", access.Operator)
		if now := b.again(t, ada)[0]; now.Nobody() || now.UserID != ada.UserID {
			t.Fatalf("%+v", now)
		}
		b.clock.Advance(time.Hour + time.Second)
		if now := b.again(t, ada)[0]; !now.Nobody() {
			t.Fatalf("%+v", now)
		}
	})
}

func (b *bench) again(t *testing.T, was ...access.Principal) []access.Principal {
	t.Helper()
	now, err := b.service.AgainAll(t.Context(), was)
	if err != nil || len(now) != len(was) {
		t.Fatal(now, err)
	}
	return now
}

// Many are looked at together, and each has its own answer in its own place.
func TestAgainTellsThemApart(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ada := b.user(t, "ada", false, "default", access.Operator)
		bob := b.user(t, "bob", false, "default", access.Owner)
		token, bearer, err := b.service.CreateToken(t.Context(), bob, credential.NewToken{Name: "t", Role: access.ReadOnly, Days: 1})
		if err != nil {
			t.Fatal(err)
		}
		program, err := b.service.ByToken(t.Context(), bearer, access.Origin{})
		if err != nil {
			t.Fatal(err)
		}
		stranger := ada
		stranger.UserID = bob.UserID // a session of somebody else
		system := access.System("default", "test").Principal()
		now := b.again(t, ada, program, stranger, system, access.Principal{}, bob)
		if now[0].Roles["default"] != access.Operator || now[1].Roles["default"] != access.ReadOnly ||
			!now[2].Nobody() || now[3].Nobody() || !now[4].Nobody() || now[5].Roles["default"] != access.Owner {
			t.Errorf("%+v", now)
		}
		if err := b.service.RevokeToken(t.Context(), bob, token.ID); err != nil {
			t.Fatal(err)
		}
		if now := b.again(t, program, bob); !now[0].Nobody() || now[1].Nobody() {
			t.Errorf("after the token is gone: %+v", now)
		}
	})
}
