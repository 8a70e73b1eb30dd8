package event_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const patience = 2 * time.Minute

func scope(project string) access.Scope { return access.System(project, "test") }

func startHub(t *testing.T, db *sqldb.DB) *event.Hub {
	t.Helper()
	hub := event.NewHub(db, clock.System{}, slog.New(slog.DiscardHandler))
	if err := hub.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(hub.Stop)
	return hub
}

func publish(t *testing.T, db *sqldb.DB, project, subject string, wake func()) {
	t.Helper()
	err := db.InTx(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
		event.Publish(tx, event.Event{Project: project, Type: event.Run, Subject: subject})
		if wake != nil {
			tx.AfterCommit(wake)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func receive(t *testing.T, s *event.Subscription) event.Event {
	t.Helper()
	select {
	case e, open := <-s.C:
		if !open {
			t.Fatal("the subscription was closed")
		}
		return e
	case <-time.After(patience):
		t.Fatal("no event came")
	}
	return event.Event{}
}

func TestWatchersSeeTheirProjectOnly(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		hub := startHub(t, db)
		a, b := hub.Subscribe(scope("a"), 0), hub.Subscribe(scope("b"), 0)
		defer a.Close()
		defer b.Close()
		publish(t, db, "a", "1", nil)
		publish(t, db, "b", "2", hub.Wake)
		if got := receive(t, a); got.Subject != "1" || got.Project != "a" || got.ID == 0 || got.At.IsZero() {
			t.Errorf("a got %+v", got)
		}
		if got := receive(t, b); got.Subject != "2" {
			t.Errorf("b got %+v", got)
		}
	})
}

// A browser has one stream for all its tabs, and hears of its user's rights in any
// project, also in those that it does not watch.
func TestOneSubscriptionOfSeveralProjectsAndOnesOwnRights(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		hub := startHub(t, db)
		both := hub.SubscribeTo([]access.Scope{scope("a"), scope("b")}, "olga", 0)
		none := hub.SubscribeTo(nil, "olga", 0)
		defer both.Close()
		defer none.Close()
		publish(t, db, "a", "1", nil)
		publish(t, db, "secret", "2", nil)
		publish(t, db, "b", "3", nil)
		err := db.InTx(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			event.Publish(tx, event.Event{Project: "secret", Type: event.Member, Subject: "otto"},
				event.Event{Project: "secret", Type: event.Member, Subject: "olga"})
			tx.AfterCommit(hub.Wake)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"1", "3", "olga"} {
			if got := receive(t, both); got.Subject != want {
				t.Errorf("%+v instead of %s", got, want)
			}
		}
		if got := receive(t, none); got.Subject != "olga" || got.Project != "secret" {
			t.Errorf("in no project: %+v", got)
		}
	})
}

func TestRolledBackEventsAreNeverSeen(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		hub := startHub(t, db)
		s := hub.Subscribe(scope("p"), 0)
		defer s.Close()
		_ = db.InTx(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			event.Publish(tx, event.Event{Project: "p", Type: event.Run, Subject: "lost"})
			return context.Canceled
		})
		publish(t, db, "p", "kept", hub.Wake)
		if got := receive(t, s); got.Subject != "kept" {
			t.Errorf("got %+v", got)
		}
	})
}

// Two hubs on one database stand for two replicas.
func TestReconnectingLosesNothingAndDoublesNothing(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		hubs := []*event.Hub{startHub(t, db), startHub(t, db)}
		const writers, each = 8, 60
		first := hubs[0].Subscribe(scope("p"), 0)
		var work sync.WaitGroup
		for writer := range writers {
			work.Go(func() {
				for n := range each {
					publish(t, db, "p", fmt.Sprintf("%d/%d", writer, n), hubs[n%2].Wake)
				}
			})
		}
		seen, last := map[string]int{}, int64(0)
		s := first
		for n := range writers * each {
			e := receive(t, s)
			if e.ID <= last {
				t.Fatalf("event %d after %d", e.ID, last)
			}
			last = e.ID
			seen[e.Subject]++
			if n%17 == 0 { // go away and come back, to the other replica
				s.Close()
				s = hubs[n/17%2].Subscribe(scope("p"), last)
			}
		}
		s.Close()
		work.Wait()
		if len(seen) != writers*each {
			t.Errorf("%d different events of %d", len(seen), writers*each)
		}
	})
}

func TestResumeReadsTheTableWhenTheRingForgot(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		publish(t, db, "p", "old", nil)
		publish(t, db, "p", "missed", nil)
		hub := startHub(t, db)
		all := hub.Subscribe(scope("p"), hub.Last()-1)
		defer all.Close()
		if got := receive(t, all); got.Subject != "missed" {
			t.Errorf("got %+v", got)
		}
	})
}

// Whoever began to watch before the first event of all comes back with the id 0.
func TestResumeFromBeforeTheFirstEvent(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		hub := startHub(t, db)
		early := hub.Subscribe(scope("p"), event.Now)
		if early.From() != 0 {
			t.Fatalf("it begins after %d", early.From())
		}
		publish(t, db, "p", "first", hub.Wake)
		receive(t, early)
		early.Close()
		again := hub.Subscribe(scope("p"), early.From())
		defer again.Close()
		if got := receive(t, again); got.Subject != "first" {
			t.Errorf("got %+v", got)
		}
	})
}

func TestWhoIsTooFarBehindIsToldToReadAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		for range 3 {
			publish(t, db, "p", "old", nil)
		}
		hub := startHub(t, db)
		if err := event.Prune(t.Context(), db, time.Time{}.AddDate(2000, 0, 0), 1); err != nil {
			t.Fatal(err)
		}
		const behind, ahead = 1, 1 << 40
		for _, after := range []int64{behind, ahead} {
			s := hub.Subscribe(scope("p"), after)
			if got := receive(t, s); got.Type != event.Resync || got.ID != hub.Last() || !s.Lagged() {
				t.Errorf("got %+v", got)
			}
			publish(t, db, "p", "new", hub.Wake)
			if got := receive(t, s); got.Subject != "new" {
				t.Errorf("after the resync: %+v", got)
			}
			s.Close()
		}
	})
}

func TestEventsAreKeptForADay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		now := clock.NewManual(clock.System{}.Now())
		hub := event.NewHub(db, now, slog.New(slog.DiscardHandler))
		publish(t, db, "p", "old", nil)
		for _, step := range []struct {
			after time.Duration
			left  int64
		}{{23 * time.Hour, 1}, {2 * time.Hour, 0}} {
			now.Advance(step.after)
			if err := hub.Prune(t.Context()); err != nil {
				t.Fatal(err)
			}
			if left, err := db.Read().NewSelect().Table("event").Count(t.Context()); err != nil || left != step.left {
				t.Errorf("%d events are left %s later, want %d (%v)", left, step.after, step.left, err)
			}
		}
	})
}

func TestASlowWatcherHoldsUpNobody(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, sqldb.SQLite)
	hub := startHub(t, db)
	slow, quick := hub.Subscribe(scope("p"), 0), hub.Subscribe(scope("p"), 0)
	defer slow.Close()
	defer quick.Close()
	const many = 12_000
	var lastID int64
	for done := 0; done < many; done += 500 {
		err := db.InTx(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			event.Publish(tx, make500("p")...)
			tx.AfterCommit(hub.Wake)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 500 {
			lastID = receive(t, quick).ID
		}
	}
	got := receive(t, slow)
	for got.Type != event.Resync && got.ID < lastID {
		got = receive(t, slow)
	}
	if got.Type != event.Resync || got.ID != lastID || !slow.Lagged() || quick.Lagged() {
		t.Errorf("slow got %+v (newest %d), quick lagged %v", got, lastID, quick.Lagged())
	}
}

func make500(project string) []event.Event {
	events := make([]event.Event, 500)
	for i := range events {
		events[i] = event.Event{Project: project, Type: event.Run, Subject: "x"}
	}
	return events
}

func TestStopEndsSubscriptions(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, sqldb.SQLite)
	hub := startHub(t, db)
	s := hub.Subscribe(scope("p"), 0)
	hub.Stop()
	if _, open := <-s.C; open {
		t.Error("an event after the stop")
	}
}

// However often a transaction publishes, its events are written by one statement, in the
// order in which they came; those of a last step too.
func TestEventsOfATransactionAreWrittenTogether(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		var writes []int
		err := db.InTx(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			count := func(ctx context.Context, tx *sqldb.Tx) error {
				n, err := tx.NewSelect().Table("event").Count(ctx)
				writes = append(writes, int(n))
				return err
			}
			event.Publish(tx, event.Event{Project: "p", Type: event.Run, Subject: "a"})
			tx.BeforeCommit(count)
			event.Publish(tx, event.Event{Project: "p", Type: event.Run, Subject: "b"}, event.Event{Project: "p", Type: event.Run, Subject: "c"})
			tx.BeforeCommit(func(_ context.Context, tx *sqldb.Tx) error {
				event.Publish(tx, event.Event{Project: "p", Type: event.Run, Subject: "d"})
				tx.BeforeCommit(count)
				return nil
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(writes, kept(t, db)); got != "[3 4] [a b c d]" {
			t.Error(got)
		}
	})
}
