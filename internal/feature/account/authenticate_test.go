package account_test

import (
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// A token is for programs: it can't lock its user out, only end itself.
func TestATokenLeavesTheAccountAlone(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		ada := b.user(t, "ada", false, "default", access.Operator)
		narrow := account.NewToken{Name: "ci", Project: "default", Role: access.ReadOnly, Days: 7}
		other, _, err := b.service.CreateToken(ctx, ada, narrow)
		if err != nil {
			t.Fatal(err)
		}
		own, credential, err := b.service.CreateToken(ctx, ada, narrow)
		if err != nil {
			t.Fatal(err)
		}
		program, err := b.service.ByToken(ctx, credential, access.Origin{})
		if err != nil {
			t.Fatal(err)
		}
		wantKind(t, b.service.EndSession(ctx, program, ada.SessionID), apperror.Forbidden)
		wantKind(t, b.service.SignOutEverywhere(ctx, program), apperror.Forbidden)
		wantKind(t, b.service.ChangePassword(ctx, program, secret.New(goodPassword), secret.New("another good one")), apperror.Forbidden)
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
		if _, err := b.service.Again(t.Context(), ada); err != nil {
			t.Fatal(err)
		}
		b.clock.Advance(time.Hour + time.Second)
		_, err := b.service.Again(t.Context(), ada)
		wantKind(t, err, apperror.Unauthenticated)
	})
}
