package audit_test

import (
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

const sayDue = "INSERT INTO audit_head_due (id) VALUES (1)"

// due makes the trail look like one that waits for its first head.
func due(t *testing.T, db *sqldb.DB) {
	t.Helper()
	guard := "DROP TRIGGER IF EXISTS audit_head_due_no_insert"
	if db.Engine() == sqldb.PostgreSQL {
		guard += " ON audit_head_due"
	}
	tamper(t, db, guard, sayDue)
}

func start(t *testing.T, db *sqldb.DB) {
	t.Helper()
	for range 2 {
		if err := audit.Begin(t.Context(), db); err != nil {
			t.Fatal(err)
		}
	}
}

func wantTaken(t *testing.T, db *sqldb.DB, when string) {
	t.Helper()
	if fault := verify(t, db, audit.Mark{}).Fault; !strings.Contains(fault, "somebody took the head away") {
		t.Errorf("%s: %q, want a head that was taken away", when, fault)
	}
}

func TestAdoptSignsTheTrailOfAnOlderVersionOnce(t *testing.T) {
	t.Parallel()
	dbtest.EachAt(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		first(t, db)
		record(t, db, 3)
		tamper(t, db, "DELETE FROM audit_head")
		due(t, db)
		for range 2 {
			if err := audit.Adopt(t.Context(), db); err != nil {
				t.Fatal(err)
			}
		}
		start(t, db)
		if report := verify(t, db, audit.Mark{}); report.Fault != "" || report.Entries != 4 || report.BegunOver != 3 {
			t.Errorf("%+v, want a sound trail over three older entries", report)
		}
		tamper(t, db, "DELETE FROM audit_head")
		start(t, db)
		wantTaken(t, db, "a second time")
	})
}

// Who can write rows can't say that a head is due, and who can change the schema too
// can't where the trail tells of an earlier head, or the head is still there.
func TestAHeadIsNotDueTwice(t *testing.T) {
	t.Parallel()
	dbtest.EachAt(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		if _, err := db.Writer().ExecContext(t.Context(), sayDue); err == nil {
			t.Error("anybody can say that a head is due")
		}
		first(t, db)
		record(t, db, 3)
		due(t, db)
		start(t, db)
		tamper(t, db, "DELETE FROM audit_head")
		start(t, db)
		wantTaken(t, db, "said while there was a head")
		tamper(t, db, "DELETE FROM audit_head", sayDue)
		start(t, db)
		wantTaken(t, db, "said over the entry of an earlier head")
	})
}
