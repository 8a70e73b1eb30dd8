package account_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
)

func TestUpdateMe(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		ada, eve := b.user(t, "ada", false, "shop", access.Manager), b.user(t, "eve", false, "shop", access.Manager)
		own := func(who access.Principal) access.Scope { return require(t, who, "", access.SignedIn) }
		say := func(text string) *string { return &text }
		if err := b.service.UpdateMe(ctx, own(ada), say(" Ada Lovelace "), say(" ada@example.com ")); err != nil {
			t.Fatal(err)
		}
		user, err := b.service.User(ctx, ada.UserID)
		if err != nil || user.DisplayName != "Ada Lovelace" || user.Email != "ada@example.com" {
			t.Errorf("%+v, %v", user, err)
		}
		if opened := b.signIn(t, "Ada@Example.com", goodPassword); opened.Principal.UserID != ada.UserID {
			t.Error("the email does not sign in")
		}
		// What is left out stays, and so does one's own address.
		if err := b.service.UpdateMe(ctx, own(ada), nil, say("ada@example.com")); err != nil {
			t.Error(err)
		}
		// An address of two users would sign in neither.
		wantKind(t, b.service.UpdateMe(ctx, own(eve), nil, say("ADA@example.com")), apperror.Invalid)
		root := require(t, b.user(t, "root", true, "", ""), "", access.AdminUsers)
		_, err = b.service.UpdateUser(ctx, root, eve.UserID, account.UserChange{Email: say("ADA@example.com")})
		wantKind(t, err, apperror.Invalid)
		_, _, err = b.service.CreateUser(ctx, root, account.NewUser{Login: "ada.too", Email: "Ada@example.com"})
		wantKind(t, err, apperror.Invalid)
		for _, bad := range []string{"eve", "Eve <eve@example.com>", strings.Repeat("e", 250) + "@example.com"} {
			wantKind(t, b.service.UpdateMe(ctx, own(eve), nil, say(bad)), apperror.Invalid)
		}
		wantKind(t, b.service.UpdateMe(ctx, own(eve), say("two\nlines"), nil), apperror.Invalid)
		asToken := eve
		asToken.Method = access.ByToken
		wantKind(t, b.service.UpdateMe(ctx, own(asToken), say("x"), nil), apperror.Forbidden)
		if err := b.service.UpdateMe(ctx, own(ada), nil, say("")); err != nil {
			t.Error(err)
		}
		var trail []string
		if err := b.db.Read().NewSelect().Table("audit_entry").Column("meta").Where("action = ?", "user.update").
			Where("resource_id = ?", ada.UserID).OrderExpr("id").Scan(ctx, &trail); err != nil {
			t.Fatal(err)
		}
		if len(trail) != 3 || !strings.Contains(trail[0], "email") || slices.ContainsFunc(trail, func(meta string) bool { return strings.Contains(meta, "@") }) {
			t.Errorf("the trail holds %v", trail)
		}
	})
}

func TestUsers_are_seen_when_they_sign_in(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ada := b.user(t, "ada", false, "default", access.Operator)
		b.clock.Advance(time.Hour)
		b.signIn(t, "ada", goodPassword)
		user, err := b.service.User(t.Context(), ada.UserID)
		if err != nil || user.LastSeenAt == nil || !user.LastSeenAt.Equal(b.clock.Now()) {
			t.Errorf("seen at %v, %v, signed in at %v", user.LastSeenAt, err, b.clock.Now())
		}
	})
}
