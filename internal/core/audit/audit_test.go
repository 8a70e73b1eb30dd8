package audit_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestRecord(t *testing.T) {
	t.Parallel()
	dbtest.EachAt(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		ctx := t.Context()
		scope := access.System("default", "test")
		record := func(fail error) error {
			return db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
				entry := audit.Entry{
					Action: "dashboard.create", ResourceType: "dashboard", ResourceID: "a\nb",
					Meta: map[string]any{"fields": []string{"spec"}},
				}
				return errors.Join(audit.Record(ctx, tx, scope, entry), fail)
			})
		}
		first(t, db)
		for range 3 {
			if err := record(nil); err != nil {
				t.Fatal(err)
			}
		}
		if err := record(errors.New("the change fails")); err == nil {
			t.Fatal("a failed change was committed")
		}
		report, err := audit.Verify(ctx, db, audit.Mark{})
		if err != nil || report.Entries != 3 || report.Fault != "" {
			t.Fatalf("got %+v, %v: want three entries, none for the change that failed", report, err)
		}
		t.Run("the_database_refuses_changes", func(t *testing.T) {
			for _, text := range []string{"UPDATE audit_entry SET login = 'x'", "DELETE FROM audit_entry"} {
				err := db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
					_, err := tx.ExecContext(ctx, text)
					return err
				})
				if err == nil {
					t.Errorf("%s went through", text)
				}
			}
		})
	})
}

// What turns the direction of writing would let an entry read otherwise than it is.
func TestRecord_keeps_no_characters_that_hide(t *testing.T) {
	t.Parallel()
	dbtest.EachAt(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			return audit.Record(ctx, tx, access.System("default", "test"), audit.Entry{
				Action: "token.create", ResourceType: "token", ResourceID: "a\u202eb",
				Meta: map[string]any{"name": "gpj.\u202eexe \u2066x\u2069", "kept": "Zürich 東京"},
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		var row audit.Row
		if err := db.Read().NewSelect().Model(&row).Scan(t.Context()); err != nil {
			t.Fatal(err)
		}
		if want := `{"kept":"Zürich 東京","name":"gpj.?exe ?x?"}`; row.Meta != want || row.ResourceID != "a?b" {
			t.Errorf("got %s of %q, want %s of %q", row.Meta, row.ResourceID, want, "a?b")
		}
	})
}

// Whoever uses what was shared has no name: the trail shows the grant and its subject.
func TestRecord_shows_a_grant_as_what_it_is(t *testing.T) {
	t.Parallel()
	dbtest.EachAt(t, clock.System{}, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		now := clock.System{}.Now()
		pass := access.Grant("shop", "dashboard/overview", now.Add(time.Minute), access.DashboardRead)
		scope, err := pass.Open(now, "shop", "dashboard/overview", access.DashboardRead, access.Origin{ClientAddress: "192.0.2.1"})
		if err != nil {
			t.Fatal(err)
		}
		err = db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			return audit.Record(ctx, tx, scope, audit.Entry{Action: "dashboard.read", ResourceType: "dashboard", ResourceID: "overview"})
		})
		if err != nil {
			t.Fatal(err)
		}
		var row audit.Row
		if err := db.Read().NewSelect().Model(&row).Scan(t.Context()); err != nil {
			t.Fatal(err)
		}
		if row.Login != "grant:dashboard/overview" || row.Method != "grant" || row.AccountID != "" || row.Project != "shop" || row.ClientAddress != "192.0.2.1" {
			t.Errorf("%+v", row)
		}
	})
}
