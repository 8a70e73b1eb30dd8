package account_test

import (
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

func TestEveryWayToAPasswordAsksTheRules(t *testing.T) {
	each(t, func(t *testing.T, b *bench) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		easy := secret.New("Password2026")
		root := b.user(t, "root", true, "default", access.Owner)
		_, link, err := b.service.PasswordLink(ctx, require(t, root, "", access.AdminUsers), root.UserID)
		if err != nil {
			t.Fatal(err)
		}
		_, byLink := b.service.UseLink(ctx, access.Origin{}, tokenOf(&link), easy, nil)
		for way, err := range map[string]error{
			"create-user": b.service.AddUser(ctx, account.NewUser{Login: "x"}, easy, "", ""),
			"reset":       b.service.ResetPassword(ctx, "root", easy),
			"change":      b.service.ChangePassword(ctx, root, account.NewPassword{Present: secret.New(goodPassword), Next: easy}),
			"link":        byLink,
		} {
			if err == nil || !strings.Contains(err.Error(), "common password") {
				t.Errorf("%s: %v", way, err)
			}
		}
	})
}
