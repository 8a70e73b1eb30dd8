package password_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/feature/account/password"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
)

// The web shows the same rules while somebody types, but for the common words; its
// tests read the same cases.
func TestPasswordsThatAreGuessedFirstAreRefused(t *testing.T) {
	text, err := os.ReadFile("../../../../web/src/features/account/password-cases.json")
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
	for _, each := range cases {
		err := password.Check("password", secret.New(each.Password), "ada.lovelace", "ada")
		switch {
		case each.Rule == "" && err != nil:
			t.Errorf("%s: %v", each.Password, err)
		case each.Rule != "" && (err == nil || !strings.Contains(err.Error(), words[each.Rule])):
			t.Errorf("%s: %v, want the rule %s", each.Password, err, each.Rule)
		}
	}
}
