package policy_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/feature/policy"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestAChangeToALaterWindowOfTheSameDayIsKept(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		p := b.create(morning())
		b.walk("06:30")
		r, target, err := b.engine.end(b.windows(p.ID)[0].RunID, run.Succeeded)
		if err != nil {
			t.Fatal(err)
		}
		inTx(t, db, func(tx *sqldb.Tx) error { return b.service.Finished(t.Context(), tx, target, r) })
		b.walk("10:00")
		if state := b.windows(p.ID)[0].State; state != policy.Done || len(b.engine.active()) != 0 {
			t.Fatalf("the morning's window is %s", state)
		}
		in := morning()
		in.WindowStart, in.WindowEnd = "11:00", "12:00"
		if _, err := b.service.Update(t.Context(), b.scope, p.ID, in); err != nil {
			t.Fatal(err)
		}
		b.walk("11:00")
		b.inside(b.planned(), 60, at("11:00"), at("12:00"))
		if window := b.windows(p.ID)[0]; window.State != policy.Running || !window.StartsAt.Equal(at("11:00")) {
			t.Errorf("window %+v", window)
		}
	})
}

func TestADoneWindowStaysDoneWhenAChangeLeavesNothingToCheck(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		p := b.create(morning())
		b.walk("06:50")
		for _, c := range b.planned().Checks {
			b.ledger.check(c.Asset)
		}
		id := b.windows(p.ID)[0].RunID
		r, target, err := b.engine.end(id, run.Succeeded)
		if err != nil {
			t.Fatal(err)
		}
		inTx(t, db, func(tx *sqldb.Tx) error { return b.service.Finished(t.Context(), tx, target, r) })
		for _, active := range []bool{false, true} {
			if _, err := b.service.SetActive(t.Context(), b.scope, p.ID, active); err != nil {
				t.Fatal(err)
			}
		}
		if window := b.windows(p.ID)[0]; window.State != policy.Done || window.RunID != id || window.Checks != 60 {
			t.Errorf("window %+v", window)
		}
	})
}

func TestASpreadThatFailedIsDoneAtTheNextLook(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		b := newBench(t, db)
		b.create(morning())
		b.walk("06:10")
		b.clock.Set(at("06:40"))
		b.ledger.fail(errors.New("the database is down"))
		if err := b.service.Plan(t.Context()); err == nil {
			t.Fatal("the failure is not told")
		}
		b.ledger.fail(nil)
		b.tick("06:41")
		b.inside(b.planned(), 60, at("06:41"), at("07:00"))
	})
}

func TestAPolicyDeletedWhileItIsPlannedLeavesNoRun(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		if db.Engine() == sqldb.SQLite {
			t.Skip("on SQLite there is one writer: they can't meet")
		}
		b := newBench(t, db)
		p := b.create(morning())
		begun, goOn := make(chan struct{}), make(chan struct{})
		b.engine.starting = func() {
			close(begun)
			<-goOn
		}
		b.clock.Set(at("06:00"))
		var work sync.WaitGroup
		work.Go(func() {
			if err := b.service.Plan(t.Context()); err != nil {
				t.Error(err)
			}
		})
		<-begun
		work.Go(func() {
			if err := b.service.Delete(t.Context(), b.scope, p.ID); err != nil {
				t.Error(err)
			}
		})
		b.untilSomebodyWaits()
		close(goOn)
		work.Wait()
		if active := b.engine.active(); len(active) != 0 || b.engine.count() != 1 {
			t.Errorf("%d runs, still active: %+v", b.engine.count(), active)
		}
	})
}

// untilSomebodyWaits waits until a transaction waits for the lock of another.
func (b *bench) untilSomebodyWaits() {
	b.t.Helper()
	for waiting := 0; waiting == 0; {
		err := b.db.Read().NewRaw(`SELECT COUNT(*) FROM pg_stat_activity
			WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(b.t.Context(), &waiting)
		if err != nil {
			b.t.Fatal(err)
		}
	}
}
