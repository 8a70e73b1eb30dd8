package jobqueue_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// patience bounds every wait of these tests; nothing should come near it, on a
// machine with ten times too much to do neither.
const patience = 2 * time.Minute

type note struct {
	Text string `json:"text"`
}

func (note) Kind() string { return "note" }

// desk is a queue whose jobs run a function that the test gives.
type desk struct {
	*jobqueue.Queue
	db *sqldb.DB
}

// quick is a queue without long waits. A replica dies of a missed beat as late as
// in the product: a busy machine must not kill what no test wants dead. Tests of
// death make a beat old in the database, see bury.
func quick() jobqueue.Config {
	return jobqueue.Config{
		FetchCooldown: 5 * time.Millisecond, FetchPoll: 20 * time.Millisecond, DueInterval: 20 * time.Millisecond,
		RetryBase: time.Millisecond, RetryMost: 10 * time.Millisecond,
		Beat: 100 * time.Millisecond, Dead: 30 * time.Second, SoftStop: 50 * time.Millisecond,
	}
}

func newDesk(
	t *testing.T, db *sqldb.DB, clk clock.Clock, work func(context.Context, jobqueue.Job[note]) error,
) desk {
	t.Helper()
	registry := jobqueue.NewRegistry()
	jobqueue.Handle(registry, time.Minute, work)
	return desk{newQueue(t, db, registry, clk, quick()), db}
}

func newQueue(
	t *testing.T, db *sqldb.DB, r *jobqueue.Registry, clk clock.Clock, cfg jobqueue.Config,
) *jobqueue.Queue {
	t.Helper()
	queue, err := jobqueue.New(db, r, cfg, clk, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return queue
}

func start(t *testing.T, q *jobqueue.Queue) {
	t.Helper()
	if err := q.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, q) })
}

func stop(t *testing.T, q *jobqueue.Queue) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), patience)
	defer cancel()
	if err := q.Stop(ctx); err != nil {
		t.Errorf("stop: %v", err)
	}
}

func (d desk) enqueue(t *testing.T, text string, o jobqueue.Options) int64 {
	t.Helper()
	var id int64
	d.inTx(t, func(ctx context.Context, tx *sqldb.Tx) (err error) {
		id, err = d.Enqueue(ctx, tx, note{text}, o)
		return err
	})
	return id
}

func (d desk) cancel(t *testing.T, id int64) {
	t.Helper()
	d.inTx(t, func(ctx context.Context, tx *sqldb.Tx) error { return d.Cancel(ctx, tx, id) })
}

func (d desk) inTx(t *testing.T, work func(ctx context.Context, tx *sqldb.Tx) error) {
	t.Helper()
	if err := d.db.InTx(t.Context(), work); err != nil {
		t.Fatal(err)
	}
}

func (d desk) state(t *testing.T, id int64) string {
	t.Helper()
	var state string
	err := d.db.Read().NewRaw("SELECT state FROM river_job WHERE id = ?", id).Scan(t.Context(), &state)
	if err != nil {
		t.Fatal(err)
	}
	return state
}

func (d desk) waitState(t *testing.T, id int64, want string) {
	t.Helper()
	until(t, fmt.Sprintf("job %d is %s", id, want), func() bool { return d.state(t, id) == want })
}

// until asks again and again: for things that only the database can tell.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	timeout := time.After(patience)
	for !holds() {
		select {
		case <-timeout:
			t.Fatalf("never: %s", what)
		case <-ticker.C:
		}
	}
}

func receive[T any](t *testing.T, from <-chan T, what string) T {
	t.Helper()
	select {
	case value := <-from:
		return value
	case <-time.After(patience):
		t.Fatalf("never: %s", what)
		panic("unreachable")
	}
}

func TestEnqueue(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		done := make(chan jobqueue.Job[note], 10)
		d := newDesk(t, db, clock.System{}, func(_ context.Context, job jobqueue.Job[note]) error {
			done <- job
			return nil
		})
		start(t, d.Queue)
		boom := errors.New("boom")
		err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			if _, err := d.Enqueue(ctx, tx, note{"rolled back"}, jobqueue.Options{}); err != nil {
				return err
			}
			return boom
		})
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
		id := d.enqueue(t, "kept", jobqueue.Options{})
		got := receive(t, done, "the kept job runs")
		want := jobqueue.Job[note]{ID: id, Attempt: 1, MaxAttempts: 5, Replica: got.Replica, Args: note{"kept"}}
		if diff := cmp.Diff(want, got); diff != "" || got.Replica == "" {
			t.Fatal(diff, got.Replica)
		}
		d.waitState(t, id, "completed")
		var jobs int
		if err := db.Read().NewRaw("SELECT count(*) FROM river_job").Scan(t.Context(), &jobs); err != nil || jobs != 1 {
			t.Fatalf("%d jobs after a rollback and a commit, %v", jobs, err)
		}
	})
}

func TestEnqueueManyKeepsTheOrderAndSharesEqualKeys(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		d := newDesk(t, db, clock.System{}, func(context.Context, jobqueue.Job[note]) error { return nil })
		var many []jobqueue.Entry
		for i := range 500 {
			entry := jobqueue.Entry{Args: note{fmt.Sprint(i)}}
			if i%100 == 0 {
				entry.Options.UniqueKey = "shared"
			}
			many = append(many, entry)
		}
		var ids []int64
		d.inTx(t, func(ctx context.Context, tx *sqldb.Tx) (err error) {
			ids, err = d.EnqueueMany(ctx, tx, many)
			return err
		})
		for i, id := range ids {
			want := fmt.Sprint(i)
			if i%100 == 0 {
				want = "0"
			}
			if got := d.text(t, id); got != want {
				t.Fatalf("entry %d got the job of %s", i, got)
			}
		}
	})
}

func (d desk) text(t *testing.T, id int64) string {
	t.Helper()
	var text string
	column := "args ->> '$.args.text'"
	if d.db.Engine() == sqldb.PostgreSQL {
		column = "args -> 'args' ->> 'text'"
	}
	err := d.db.Read().NewRaw("SELECT "+column+" FROM river_job WHERE id = ?", id).Scan(t.Context(), &text)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestEnqueueRefusesWhatNobodyWorksOn(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, sqldb.SQLite)
	queue := newQueue(t, db, jobqueue.NewRegistry(), clock.System{}, quick())
	err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := queue.Enqueue(ctx, tx, note{}, jobqueue.Options{})
		return err
	})
	if err == nil {
		t.Fatal("a kind without a handler was taken")
	}
	d := newDesk(t, db, clock.System{}, func(context.Context, jobqueue.Job[note]) error { return nil })
	err = db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := d.Enqueue(ctx, tx, note{}, jobqueue.Options{Queue: "elsewhere"})
		return err
	})
	if err == nil {
		t.Fatal("an unknown queue was taken")
	}
}

func TestUniqueKey(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		d := newDesk(t, db, clock.System{}, func(context.Context, jobqueue.Job[note]) error { return nil })
		ids := make([]int64, 100)
		var group sync.WaitGroup
		for i := range ids {
			group.Go(func() {
				err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) (err error) {
					ids[i], err = d.Enqueue(ctx, tx, note{fmt.Sprint(i)}, jobqueue.Options{UniqueKey: "one"})
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		for _, id := range ids {
			if id == 0 || id != ids[0] {
				t.Fatalf("100 concurrent jobs of one key have the ids %v", ids)
			}
		}
		if other := d.enqueue(t, "other", jobqueue.Options{UniqueKey: "two"}); other == ids[0] {
			t.Fatal("another key shares the job")
		}
		start(t, d.Queue)
		d.waitState(t, ids[0], "completed")
		if again := d.enqueue(t, "again", jobqueue.Options{UniqueKey: "one"}); again == ids[0] {
			t.Fatal("a completed job holds its key")
		}
	})
}

func TestScheduledJobsWaitForTheClock(t *testing.T) {
	t.Parallel()
	began := time.Date(2031, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			clk := clock.NewManual(began)
			db := dbtest.OpenAt(t, engine, clk)
			done := make(chan string, 10)
			d := newDesk(t, db, clk, func(_ context.Context, job jobqueue.Job[note]) error {
				done <- job.Args.Text
				return nil
			})
			start(t, d.Queue)
			late := d.enqueue(t, "late", jobqueue.Options{At: began.Add(time.Hour)})
			near := d.enqueue(t, "near", jobqueue.Options{At: began.Add(10 * time.Millisecond)})
			d.enqueue(t, "now", jobqueue.Options{})
			if got := receive(t, done, "the first job"); got != "now" {
				t.Fatalf("%s ran first", got)
			}
			if state := d.state(t, near); state != "available" {
				t.Fatalf("a job that is nearly due is %s: it would wait for the next look", state)
			}
			clk.Advance(10 * time.Millisecond)
			if got := receive(t, done, "the near job"); got != "near" {
				t.Fatalf("%s ran second", got)
			}
			if state := d.state(t, late); state != "scheduled" {
				t.Fatalf("the late job is %s", state)
			}
			clk.Set(began.Add(time.Hour))
			if got := receive(t, done, "the late job"); got != "late" {
				t.Fatalf("%s ran third", got)
			}
		})
	}
}

func TestStats(t *testing.T) {
	t.Parallel()
	began := time.Date(2031, 3, 1, 12, 0, 0, 0, time.UTC)
	clk := clock.NewManual(began)
	dbtest.EachAt(t, clk, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		clk.Set(began)
		d := newDesk(t, db, clk, func(context.Context, jobqueue.Job[note]) error { return nil })
		empty, err := d.Stats(t.Context())
		if err != nil || empty != (jobqueue.Stats{}) {
			t.Fatalf("no jobs: %+v, %v", empty, err)
		}
		d.enqueue(t, "now", jobqueue.Options{})
		d.enqueue(t, "near", jobqueue.Options{At: began.Add(10 * time.Millisecond)})
		d.enqueue(t, "late", jobqueue.Options{At: began.Add(time.Hour)})
		clk.Advance(5 * time.Millisecond)
		got, err := d.Stats(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got.OldestAvailable = got.OldestAvailable.Round(time.Millisecond)
		want := jobqueue.Stats{Available: 1, Scheduled: 2, OldestAvailable: 5 * time.Millisecond}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestCancel(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		running, ended := make(chan int64, 1), make(chan bool, 1)
		d := newDesk(t, db, clock.System{}, func(ctx context.Context, job jobqueue.Job[note]) error {
			running <- job.ID
			<-ctx.Done()
			ended <- jobqueue.Cancelled(ctx)
			return ctx.Err()
		})
		waiting := d.enqueue(t, "waiting", jobqueue.Options{})
		d.cancel(t, waiting)
		d.cancel(t, waiting)
		d.cancel(t, 4711)
		start(t, d.Queue)
		id := d.enqueue(t, "running", jobqueue.Options{})
		if got := receive(t, running, "the job runs"); got != id {
			t.Fatalf("the cancelled job %d ran", got)
		}
		d.cancel(t, id)
		if !receive(t, ended, "the running job hears of it") {
			t.Fatal("the job was not told that it is cancelled")
		}
		d.waitState(t, id, "cancelled")
		if state := d.state(t, waiting); state != "cancelled" {
			t.Fatalf("the waiting job is %s", state)
		}
	})
}
