package account_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// The web shows the same rules while somebody types, but for the common words; its
// tests read the same cases.
func TestPasswordsThatAreGuessedFirstAreRefused(t *testing.T) {
	text, err := os.ReadFile("../../../web/src/features/account/password-cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct{ Password, Rule string }
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	words := map[string]string{
		"length": "12 to 256 characters", "repeats": "repeats", "different": "different characters", "sequence": "sequence",
		"name": "name", "common": "common",
	}
	user := account.User{Login: "ada.lovelace", Email: "ada@example.com"}
	for _, each := range cases {
		err := account.CheckPassword(each.Password, user)
		switch {
		case each.Rule == "" && err != nil:
			t.Errorf("%s: %v", each.Password, err)
		case each.Rule != "" && (err == nil || !strings.Contains(err.Error(), words[each.Rule])):
			t.Errorf("%s: %v, want the rule %s", each.Password, err, each.Rule)
		}
	}
}

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
