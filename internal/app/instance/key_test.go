package instance

import (
	"errors"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestCheckKey(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		for range 2 {
			if err := CheckKey(t.Context(), db, "aa"); err != nil {
				t.Fatal(err)
			}
		}
		if err := CheckKey(t.Context(), db, "bb"); !errors.Is(err, errOtherKey) {
			t.Fatalf("another key: %v", err)
		}
	})
}

// A first start begins the trail. What looks like one because rows were taken out does
// not: the people are still there.
func TestCheckKeyBeginsTheTrailOfAFirstStartOnly(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		starts := func(want string) {
			t.Helper()
			if err := CheckKey(t.Context(), db, "aa"); err != nil {
				t.Fatal(err)
			}
			if err := audit.Begin(t.Context(), db); err != nil {
				t.Fatal(err)
			}
			report, err := audit.Verify(t.Context(), db, audit.Mark{})
			if err != nil || !strings.Contains(report.Fault, want) || (want == "") != (report.Fault == "") {
				t.Fatalf("got %+v, %v, want %q", report, err, want)
			}
		}
		starts("")
		for _, statement := range []string{
			`INSERT INTO account (id, login, login_folded, display_name, email, password_hash, is_admin, disabled, created_at, updated_at)
				VALUES ('1', 'a', 'a', '', '', '', TRUE, FALSE, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')`,
			"DELETE FROM audit_head", "DELETE FROM instance",
		} {
			if _, err := db.Writer().ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		starts("somebody took the head away")
		starts("somebody took the head away")
	})
}
