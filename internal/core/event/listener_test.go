package event_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// kept are the subjects of the committed events, oldest first.
func kept(t *testing.T, db *sqldb.DB) []string {
	t.Helper()
	subjects := []string{}
	if err := db.Read().NewSelect().Table("event").Column("subject").OrderExpr("id").Scan(t.Context(), &subjects); err != nil {
		t.Fatal(err)
	}
	return subjects
}

// What follows from a change is committed with it: the listener reads what the
// transaction has written, whenever in it the event was published.
func TestListenersSeeTheChangeAndAreCommittedWithIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		var order []string
		note := func(name string) event.Listener {
			return func(ctx context.Context, tx *sqldb.Tx, e event.Event) error {
				there, err := tx.NewSelect().Table("instance").Where("name = ?", e.Subject).Exists(ctx)
				if err != nil {
					return err
				}
				if e.Project != "p" || !e.At.Equal(tx.Now()) {
					t.Errorf("%s was told of %+v", name, e)
				}
				order = append(order, fmt.Sprintf("%s %s %t", name, e.Subject, there))
				return nil
			}
		}
		event.Listen(db, event.Dashboard, note("first"))
		event.Listen(db, event.Dashboard, note("second"))
		event.Listen(db, event.Policy, note("another's"))
		event.Listen(db, event.Dashboard, func(_ context.Context, tx *sqldb.Tx, e event.Event) error {
			event.Publish(tx, event.Event{Project: "p", Type: event.Health, Subject: "follows " + e.Subject})
			return nil
		})
		err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			tx.BeforeCommit(func(context.Context, *sqldb.Tx) error {
				order = append(order, "last steps")
				return nil
			})
			event.Publish(tx, event.Event{Project: "p", Type: event.Dashboard, Subject: "a"}, event.Event{Project: "p", Type: event.Run, Subject: "r"})
			_, err := tx.ExecContext(ctx, "INSERT INTO instance (name, value, created_at) VALUES ('a', '', ?)", sqldb.At(tx.Now()))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if want := []string{"first a true", "second a true", "last steps"}; !slices.Equal(order, want) {
			t.Errorf("%q, want %q", order, want)
		}
		if got := kept(t, db); !slices.Equal(got, []string{"a", "r", "follows a"}) {
			t.Errorf("the events are %q", got)
		}
	})
}

func TestAListenersErrorRollsEverythingBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		refused := errors.New("refused")
		event.Listen(db, event.Policy, func(context.Context, *sqldb.Tx, event.Event) error { return refused })
		event.Listen(db, event.Policy, func(context.Context, *sqldb.Tx, event.Event) error {
			t.Error("told of what was refused")
			return nil
		})
		err := db.InTx(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			event.Publish(tx, event.Event{Project: "p", Type: event.Policy, Subject: "x"})
			return nil
		})
		if !errors.Is(err, refused) {
			t.Errorf("the transaction ended with %v", err)
		}
		if got := kept(t, db); len(got) != 0 {
			t.Errorf("%q was committed", got)
		}
	})
}

// Two databases of one process, as tests have them, do not hear each other.
func TestListenersBelongToTheirDatabase(t *testing.T) {
	t.Parallel()
	one, other := dbtest.Open(t, sqldb.SQLite), dbtest.Open(t, sqldb.SQLite)
	event.Listen(one, event.Run, func(context.Context, *sqldb.Tx, event.Event) error {
		t.Error("told of another database's event")
		return nil
	})
	publish(t, other, "p", "x", nil)
}

// A cache on each replica hears of every project, but only of what it remembers.
func TestSubscribeAll(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		hub := startHub(t, db)
		all := hub.SubscribeAll(event.Now, event.Datasource, event.Session)
		err := db.InTx(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			event.Publish(tx,
				event.Event{Project: "a", Type: event.Datasource, Subject: "1"}, event.Event{Project: "a", Type: event.Run, Subject: "2"},
				event.Event{Project: "b", Type: event.Datasource, Subject: "3"}, event.Event{Type: event.Session, Subject: "4"})
			tx.AfterCommit(hub.Wake)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"1", "3", "4"} {
			if got := receive(t, all); got.Subject != want {
				t.Errorf("%+v instead of %s", got, want)
			}
		}
		all.Close()
		for range all.C {
			t.Error("an event after the end")
		}
	})
}

func TestSubscribeAll_who_is_too_far_behind_is_told_to_forget_everything(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, sqldb.SQLite)
	hub := startHub(t, db)
	slow := hub.SubscribeAll(event.Now, event.Run)
	defer slow.Close()
	for round := range 24 {
		err := db.InTx(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			event.Publish(tx, make500("p")...)
			tx.AfterCommit(hub.Wake)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if round == 0 {
			receive(t, slow) // it takes what there is so far, and no more for long
		}
	}
	quick := hub.Subscribe(scope("p"), 12_000-1)
	defer quick.Close()
	last := receive(t, quick).ID // the hub has read everything
	got := receive(t, slow)
	for got.Type != event.Resync && got.ID < last {
		got = receive(t, slow)
	}
	if got.Type != event.Resync || got.Project != "" {
		t.Errorf("it got %+v", got)
	}
}

// With a project its events go, but for those that tell people that it is gone.
func TestPurgeProject(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		publish(t, db, "p", "run of p", nil)
		publish(t, db, "q", "run of q", nil)
		err := db.InTx(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			event.Publish(tx, event.Event{Project: "p", Type: event.Member, Subject: "ada"})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		err = db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error { return event.PurgeProject(ctx, tx, "p") })
		if err != nil {
			t.Fatal(err)
		}
		if got := kept(t, db); !slices.Equal(got, []string{"run of q", "ada"}) {
			t.Errorf("%q are left", got)
		}
	})
}
