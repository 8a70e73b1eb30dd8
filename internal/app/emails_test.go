package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/api"
)

// About tells that users of an older version share an address, and not who: everybody
// who is signed in reads it.
func TestAboutTellsOfSharedEmails(t *testing.T) {
	t.Parallel()
	house := openHouse(t)
	emails := func() string {
		checks := house.program.checks(t.Context())
		index := slices.IndexFunc(checks, func(check api.SystemCheck) bool { return check.Name == "Emails" })
		if index < 0 {
			return ""
		}
		return checks[index].Text
	}
	if text := emails(); text != "" {
		t.Errorf("nobody shares an address: %q", text)
	}
	for _, login := range []string{"first", "second"} {
		_, err := house.program.db.Writer().ExecContext(t.Context(), fmt.Sprintf(`INSERT INTO account
			(id, login, login_folded, display_name, email, password_hash, is_admin, disabled, created_at, updated_at)
			VALUES ('%[1]s', '%[1]s', '%[1]s', '', 'ops@example.com', '', FALSE, FALSE,
				'2026-01-01 00:00:00.000000+00:00', '2026-01-01 00:00:00.000000+00:00')`, login))
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := house.program.features.account.FoldEmails(t.Context()); err != nil {
		t.Fatal(err)
	}
	if text := emails(); !strings.Contains(text, "their address: 1.") || strings.Contains(text, "second") {
		t.Errorf("got %q", text)
	}
}
