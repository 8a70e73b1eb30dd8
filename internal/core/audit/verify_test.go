package audit_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func record(t *testing.T, db *sqldb.DB, times int) {
	t.Helper()
	for range times {
		err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			return audit.Record(ctx, tx, access.System("p", "test"), audit.Entry{Action: "x.y"})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// first makes the database that of a new instance.
func first(t *testing.T, db *sqldb.DB) {
	t.Helper()
	if err := db.InTx(t.Context(), audit.First); err != nil {
		t.Fatal(err)
	}
}

// tamper does what somebody can who writes the database and does not have the key.
func tamper(t *testing.T, db *sqldb.DB, statements ...string) {
	t.Helper()
	off := []string{"DROP TRIGGER IF EXISTS audit_entry_no_delete", "DROP TRIGGER IF EXISTS audit_entry_no_update"}
	if db.Engine() == sqldb.PostgreSQL {
		off = []string{"DROP TRIGGER IF EXISTS audit_entry_append_only ON audit_entry"}
	}
	for _, statement := range append(off, statements...) {
		if _, err := db.Writer().ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}

func verify(t *testing.T, db *sqldb.DB, mark audit.Mark) audit.Report {
	t.Helper()
	report, err := audit.Verify(t.Context(), db, mark)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestVerifyFindsWhatWasTakenOrChanged(t *testing.T) {
	t.Parallel()
	dbtest.EachAt(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		first(t, db)
		record(t, db, 5)
		if report := verify(t, db, audit.Mark{}); report.Fault != "" || report.Entries != 5 || report.Head.Entries != 5 {
			t.Fatalf("a sound trail: %+v", report)
		}
		keep(t, db)
		for name, each := range map[string]struct {
			statement string
			fault     string
		}{
			"the first":         {"DELETE FROM audit_entry WHERE id = 1", "before entry 2"},
			"one in the middle": {"DELETE FROM audit_entry WHERE id = 3", "between 2 and 4"},
			"the last":          {"DELETE FROM audit_entry WHERE id = 5", "1 entries are missing at the end"},
			"the last ones":     {"DELETE FROM audit_entry WHERE id > 2", "3 entries are missing at the end"},
			"all":               {"DELETE FROM audit_entry", "5 entries are missing at the end"},
			"a change":          {"UPDATE audit_entry SET login = 'x' WHERE id = 4", "entry 4 was changed"},
			"the head":          {"DELETE FROM audit_head", "no signed head"},
			"the numbers":       {"UPDATE audit_entry SET id = id + 1000", "the last entry has the number 1005 and had 5"},
			"a shorter head":    {"UPDATE audit_head SET entries = 4", "not the one that the head names"},
			"a head that fits": {
				"UPDATE audit_head SET entries = 5, fault = 'x'", "not signed",
			},
		} {
			tamper(t, db, each.statement)
			if report := verify(t, db, audit.Mark{}); !strings.Contains(report.Fault, each.fault) {
				t.Errorf("%s: %q, want %q", name, report.Fault, each.fault)
			}
			restore(t, db)
		}
	})
}

// keep and restore put the trail back between attacks.
func keep(t *testing.T, db *sqldb.DB) {
	t.Helper()
	tamper(t, db, "CREATE TABLE kept_entry AS SELECT * FROM audit_entry", "CREATE TABLE kept_head AS SELECT * FROM audit_head")
}

func restore(t *testing.T, db *sqldb.DB) {
	t.Helper()
	tamper(t, db, "DELETE FROM audit_entry", "DELETE FROM audit_head",
		"INSERT INTO audit_entry SELECT * FROM kept_entry", "INSERT INTO audit_head SELECT * FROM kept_head")
}

// A cut stays found however much is written behind it.
func TestWritingOnDoesNotHideACut(t *testing.T) {
	t.Parallel()
	dbtest.EachAt(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		first(t, db)
		record(t, db, 4)
		mark := verify(t, db, audit.Mark{}).Head
		keep(t, db)
		for name, each := range map[string]struct {
			statements []string
			mark       audit.Mark
			fault      string
		}{
			"the last": {[]string{"DELETE FROM audit_entry WHERE id = 4"}, audit.Mark{}, "missing"},
			"with a head that fits": {
				[]string{"DELETE FROM audit_entry WHERE id = 4", "UPDATE audit_head SET entries = 3"},
				audit.Mark{},
				"somebody changed the head",
			},
			"all with the head": {
				[]string{"DELETE FROM audit_entry", "DELETE FROM audit_head"}, audit.Mark{}, "somebody took the head away",
			},
			"the last with the head": {
				[]string{"DELETE FROM audit_entry WHERE id > 2", "DELETE FROM audit_head"}, audit.Mark{}, "somebody took the head away",
			},
			"the head alone": {[]string{"DELETE FROM audit_head"}, mark, "somebody took the head away"},
		} {
			tamper(t, db, each.statements...)
			record(t, db, 2)
			if report := verify(t, db, each.mark); !strings.Contains(report.Fault, each.fault) {
				t.Errorf("%s: %q, want %q", name, report.Fault, each.fault)
			}
			restore(t, db)
		}
	})
}

// A start makes a missing head anew, and never silently.
func TestBeginDoesNotHideATakenHead(t *testing.T) {
	t.Parallel()
	dbtest.EachAt(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		first(t, db)
		record(t, db, 3)
		keep(t, db)
		for left, statements := range map[int64][]string{
			3: {"DELETE FROM audit_head"},
			2: {"DELETE FROM audit_entry WHERE id > 2", "DELETE FROM audit_head"},
			0: {"DELETE FROM audit_entry", "DELETE FROM audit_head"},
		} {
			tamper(t, db, statements...)
			for range 2 {
				if err := audit.Begin(t.Context(), db); err != nil {
					t.Fatal(err)
				}
			}
			report := verify(t, db, audit.Mark{})
			if !strings.Contains(report.Fault, "somebody took the head away") || report.Entries != left+1 || report.BegunOver != left {
				t.Errorf("%d left: %+v, want them and an entry that tells of them", left, report)
			}
			record(t, db, 2)
			if fault := verify(t, db, audit.Mark{}).Fault; fault != report.Fault {
				t.Errorf("%d left, and changes later: %q", left, fault)
			}
			restore(t, db)
		}
	})
}

func TestFirstIsForNewInstancesOnly(t *testing.T) {
	t.Parallel()
	dbtest.EachAt(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		first(t, db)
		record(t, db, 3)
		first(t, db)
		if report := verify(t, db, audit.Mark{}); report.Fault != "" || report.Entries != 3 || report.BegunOver != 0 {
			t.Errorf("a second time changed it: %+v", report)
		}
		tamper(t, db, "DELETE FROM audit_head")
		first(t, db)
		if fault := verify(t, db, audit.Mark{}).Fault; !strings.Contains(fault, "no signed head") {
			t.Errorf("a head over entries was made silently: %q", fault)
		}
	})
}

func TestHeadFault(t *testing.T) {
	t.Parallel()
	dbtest.EachAt(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		says := func(want string) {
			t.Helper()
			fault, err := audit.HeadFault(t.Context(), db)
			if err != nil || !strings.HasPrefix(fault, want) || (want == "") != (fault == "") {
				t.Errorf("got %q, %v, want %q", fault, err, want)
			}
		}
		first(t, db)
		record(t, db, 1)
		says("")
		tamper(t, db, "UPDATE audit_head SET last_id = 0")
		says("somebody changed the head")
		tamper(t, db, "DELETE FROM audit_head")
		says("the trail has no signed head")
		record(t, db, 1)
		says("somebody took the head away")
	})
}

func TestAnEntryWithAnUnreadableTimeIsNamed(t *testing.T) {
	t.Parallel()
	dbtest.EachAt(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		if db.Engine() == sqldb.PostgreSQL {
			return // it keeps nothing there that is no time
		}
		first(t, db)
		record(t, db, 4)
		tamper(t, db, "UPDATE audit_entry SET at = 'soon' WHERE id = 3")
		report := verify(t, db, audit.Mark{})
		if report.Fault != "entry 3: its time can't be read, it was changed" || report.Entries != 2 {
			t.Errorf("got %+v", report)
		}
	})
}

func TestAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.EachAt(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		first(t, db)
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() { record(t, db, 10) })
		}
		all.Wait()
		if report := verify(t, db, audit.Mark{}); report.Fault != "" || report.Entries != 80 {
			t.Errorf("got %+v", report)
		}
	})
}

func TestATrailThatCantBeWrittenKeepsTheChangeFromBeingMade(t *testing.T) {
	t.Parallel()
	dbtest.EachAt(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		statement := `CREATE TRIGGER refuse BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'canary'); END`
		if db.Engine() == sqldb.PostgreSQL {
			statement = `ALTER TABLE audit_entry ADD CONSTRAINT canary CHECK (action <> 'x.y')`
		}
		tamper(t, db, statement)
		err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			return audit.Record(ctx, tx, access.System("p", "test"), audit.Entry{Action: "x.y"})
		})
		failure, ok := errors.AsType[*apperror.Error](err)
		if !ok || failure.Kind != apperror.Unavailable || failure.Code != "audit_unavailable" || strings.Contains(failure.Message, "canary") {
			t.Errorf("got %v", err)
		}
	})
}
