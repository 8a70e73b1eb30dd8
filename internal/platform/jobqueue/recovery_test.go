package jobqueue_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// abandon makes a job look as if a process had died in the middle of it.
func (d desk) abandon(t *testing.T, id int64, attempt int, metadata string) {
	t.Helper()
	by := `json_array('ghost')`
	if d.db.Engine() == sqldb.PostgreSQL {
		by = `ARRAY['ghost']`
	}
	d.inTx(t, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE river_job SET state = 'running', attempt = ?, attempted_by = "+by+
			", attempted_at = created_at, metadata = ? WHERE id = ?", attempt, metadata, id)
		return err
	})
}

// bury makes the beats of all replicas so far as old as if they had died an hour
// ago. One that lives after all hears of it at its next beat.
func (d desk) bury(t *testing.T) {
	t.Helper()
	d.inTx(t, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE replica SET beat_at = now() - interval '1 hour'")
		return err
	})
}

func TestStartRecoversWhatADeadProcessLeft(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		done := make(chan jobqueue.Job[note], 10)
		d := newDesk(t, db, clock.System{}, func(_ context.Context, job jobqueue.Job[note]) error {
			done <- job
			return nil
		})
		again := d.enqueue(t, "again", jobqueue.Options{})
		last := d.enqueue(t, "last", jobqueue.Options{})
		unwanted := d.enqueue(t, "unwanted", jobqueue.Options{})
		d.abandon(t, again, 1, "{}")
		d.abandon(t, last, 5, "{}")
		d.abandon(t, unwanted, 1, `{"cancel_attempted_at": "2026-11-21T00:00:00Z"}`)
		start(t, d.Queue)
		job := receive(t, done, "the abandoned job runs again")
		if job.ID != again || job.Attempt != 2 {
			t.Fatalf("job %d ran as attempt %d", job.ID, job.Attempt)
		}
		d.waitState(t, again, "completed")
		if got := d.state(t, last); got != "discarded" {
			t.Errorf("the last attempt is %s", got)
		}
		if got := d.state(t, unwanted); got != "cancelled" {
			t.Errorf("the cancelled job is %s", got)
		}
	})
}

func TestOneProcessWorksOnASQLiteFile(t *testing.T) {
	t.Parallel()
	url := dbtest.URL(t, sqldb.SQLite)
	work := func(context.Context, jobqueue.Job[note]) error { return nil }
	first := newDesk(t, dbtest.Connect(t, url, clock.System{}), clock.System{}, work)
	second := newDesk(t, dbtest.Connect(t, url, clock.System{}), clock.System{}, work)
	start(t, first.Queue)
	err := second.Start(t.Context())
	if found, ok := errors.AsType[*apperror.Error](err); !ok || found.Code != "already_running" {
		t.Fatalf("the second process: %v", err)
	}
	stop(t, first.Queue)
	start(t, second.Queue)
	if !second.Working() || first.Working() {
		t.Fatal("the wrong one works")
	}
}

func TestStopGivesJobsBack(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		attempts := make(chan int, 10)
		var patient atomic.Bool
		d := newDesk(t, db, clock.System{}, func(ctx context.Context, job jobqueue.Job[note]) error {
			attempts <- job.Attempt
			if patient.Load() {
				return nil
			}
			<-ctx.Done()
			return errors.New("cut off") // not the context's error: work may wrap as it likes
		})
		id := d.enqueue(t, "long", jobqueue.Options{MaxAttempts: 1})
		for want := 1; want <= 2; want++ {
			start(t, d.Queue)
			if got := receive(t, attempts, "the job starts"); got != want {
				t.Fatalf("attempt %d, want %d", got, want)
			}
			stop(t, d.Queue)
			if state := d.state(t, id); state != "available" {
				t.Fatalf("after the stop the job is %s", state)
			}
		}
		patient.Store(true)
		start(t, d.Queue)
		if got := receive(t, attempts, "the job starts"); got != 3 {
			t.Fatalf("attempt %d, want 3", got)
		}
		d.waitState(t, id, "completed")
	})
}

func TestStopTellsWhenWorkGoesOn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		began, release := make(chan bool, 1), make(chan bool)
		d := newDesk(t, db, clock.System{}, func(context.Context, jobqueue.Job[note]) error {
			began <- true
			<-release
			return nil
		})
		start(t, d.Queue)
		id := d.enqueue(t, "deaf", jobqueue.Options{})
		receive(t, began, "the job starts")
		ended, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		if err := d.Stop(ended); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("stop with deaf work: %v", err)
		}
		close(release)
		stop(t, d.Queue)
		d.waitState(t, id, "completed")
	})
}

// replicas opens several desks on one PostgreSQL database.
func replicas(t *testing.T, n int, work func(i int) func(context.Context, jobqueue.Job[note]) error) []desk {
	t.Helper()
	url := dbtest.URL(t, sqldb.PostgreSQL)
	var desks []desk
	for i := range n {
		desks = append(desks, newDesk(t, dbtest.Connect(t, url, clock.System{}), clock.System{}, work(i)))
	}
	return desks
}

func TestReplicasShareTheWork(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	ran := map[string]int{}
	workers := [2]int{}
	desks := replicas(t, 2, func(i int) func(context.Context, jobqueue.Job[note]) error {
		return func(_ context.Context, job jobqueue.Job[note]) error {
			mu.Lock()
			defer mu.Unlock()
			ran[job.Args.Text]++
			workers[i]++
			return nil
		}
	})
	var many []jobqueue.Entry
	for i := range 300 {
		many = append(many, jobqueue.Entry{Args: note{string(rune('a' + i))}})
	}
	start(t, desks[0].Queue)
	start(t, desks[1].Queue)
	desks[0].inTx(t, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := desks[0].EnqueueMany(ctx, tx, many)
		return err
	})
	until(t, "all jobs ran", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(ran) == len(many)
	})
	mu.Lock()
	defer mu.Unlock()
	for text, times := range ran {
		if times != 1 {
			t.Errorf("%s ran %d times", text, times)
		}
	}
	if workers[0] == 0 || workers[1] == 0 {
		t.Logf("one replica did everything: %v", workers) // allowed, though unlikely
	}
}

func TestAReplicaThatLosesItsBeatStopsAndTheOthersTakeOver(t *testing.T) {
	t.Parallel()
	type sighting struct {
		text             string
		replica, attempt int
	}
	began, ended := make(chan sighting, 10), make(chan sighting, 10)
	desks := replicas(t, 2, func(i int) func(context.Context, jobqueue.Job[note]) error {
		return func(ctx context.Context, job jobqueue.Job[note]) error {
			began <- sighting{job.Args.Text, i, job.Attempt}
			if job.Attempt > 1 {
				return nil
			}
			<-ctx.Done()
			ended <- sighting{job.Args.Text, i, job.Attempt}
			return ctx.Err()
		}
	})
	start(t, desks[0].Queue)
	id := desks[0].enqueue(t, "work", jobqueue.Options{})
	if got := receive(t, began, "the first start"); got != (sighting{"work", 0, 1}) {
		t.Fatalf("%+v", got)
	}
	desks[1].bury(t) // the first replica, as if it had been frozen
	start(t, desks[1].Queue)
	if got := receive(t, began, "the second start"); got.attempt != 2 {
		t.Fatalf("%+v", got)
	}
	if got := receive(t, ended, "the frozen replica stops its work"); got != (sighting{"work", 0, 1}) {
		t.Fatalf("%+v", got)
	}
	desks[1].waitState(t, id, "completed")
	until(t, "the frozen replica works again under a new id", desks[0].Working)
	stop(t, desks[1].Queue)
	second := desks[0].enqueue(t, "more", jobqueue.Options{})
	for { // the outcome of the frozen replica may have started the first job once more
		got := receive(t, began, "the revived replica takes a job")
		if got.text == "more" && got.replica == 0 {
			break
		}
	}
	desks[0].cancel(t, second)
}

func TestAReplicaThatCannotBeatStopsItsWorkByItself(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, sqldb.PostgreSQL)
	began, ended := make(chan bool, 10), make(chan bool, 10)
	registry := jobqueue.NewRegistry()
	jobqueue.Handle(registry, time.Hour, func(ctx context.Context, _ jobqueue.Job[note]) error {
		began <- true
		<-ctx.Done()
		ended <- true
		return ctx.Err()
	})
	cfg := quick()
	cfg.Dead = 2 * time.Second // death is the subject; when it comes too soon it comes all the same
	d := desk{newQueue(t, db, registry, clock.System{}, cfg), db}
	d.enqueue(t, "work", jobqueue.Options{})
	start(t, d.Queue)
	receive(t, began, "the job starts")
	d.inTx(t, func(ctx context.Context, tx *sqldb.Tx) error {
		// Whoever holds the row lets no beat through.
		if _, err := tx.ExecContext(ctx, "SELECT 1 FROM replica FOR UPDATE"); err != nil {
			return err
		}
		receive(t, ended, "the work ends")
		return nil
	})
	until(t, "the replica works again", d.Working)
}

func TestAReplicaIsNotBornDead(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, sqldb.PostgreSQL)
	done := make(chan bool, 10)
	d := newDesk(t, db, clock.System{}, func(context.Context, jobqueue.Job[note]) error {
		done <- true
		return nil
	})
	id := d.enqueue(t, "left", jobqueue.Options{})
	d.abandon(t, id, 1, "{}")
	started := make(chan error, 1)
	d.inTx(t, func(ctx context.Context, tx *sqldb.Tx) error {
		// The take-over waits for this row, as it would for a slow database.
		if _, err := tx.ExecContext(ctx, "SELECT 1 FROM river_job WHERE id = ? FOR UPDATE", id); err != nil {
			return err
		}
		go func() { started <- d.Start(t.Context()) }()
		until(t, "the take-over waits", func() bool {
			var waits bool
			err := db.Read().NewRaw(`SELECT EXISTS (SELECT 1 FROM pg_stat_activity
				WHERE datname = current_database() AND wait_event_type = 'Lock')`).Scan(ctx, &waits)
			return err == nil && waits
		})
		var known int
		if err := tx.NewRaw("SELECT count(*) FROM replica").Scan(ctx, &known); err != nil {
			return err
		}
		if known != 0 {
			t.Error("it is known, and ages, before it can beat")
		}
		return nil
	})
	if err := receive(t, started, "the start"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, d.Queue) })
	receive(t, done, "the job runs")
}

func TestJobsOfADeadReplicaAreTakenOverWhileOthersRun(t *testing.T) {
	t.Parallel()
	done := make(chan int, 10)
	desks := replicas(t, 1, func(int) func(context.Context, jobqueue.Job[note]) error {
		return func(_ context.Context, job jobqueue.Job[note]) error {
			done <- job.Attempt
			return nil
		}
	})
	d := desks[0]
	id := d.enqueue(t, "left", jobqueue.Options{})
	d.abandon(t, id, 1, "{}")
	d.inTx(t, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO replica (id, beat_at) VALUES ('ghost', now())")
		return err
	})
	start(t, d.Queue)
	if state := d.state(t, id); state != "running" {
		t.Fatalf("the job of a living replica is %s", state)
	}
	d.inTx(t, func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE replica SET beat_at = now() - interval '1 hour' WHERE id = 'ghost'")
		return err
	})
	if got := receive(t, done, "the take-over, once the beat is too old"); got != 2 {
		t.Fatalf("attempt %d", got)
	}
}

func TestEveryRunsOnOneReplicaAtATime(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		var together, most, calls atomic.Int32
		look := func(context.Context) error {
			most.Store(max(most.Load(), together.Add(1)))
			defer together.Add(-1)
			if calls.Add(1) == 2 {
				panic("the others go on")
			}
			return errors.New("an error is logged only")
		}
		count := 1
		if db.Engine() == sqldb.PostgreSQL {
			count = 3
		}
		for range count {
			registry := jobqueue.NewRegistry()
			registry.Every("look", 5*time.Millisecond, look)
			start(t, newQueue(t, db, registry, clock.System{}, quick()))
		}
		until(t, "ten calls", func() bool { return calls.Load() >= 10 })
		if most.Load() != 1 {
			t.Fatalf("%d calls at once", most.Load())
		}
	})
}

func TestEverySurvivesTheDeathOfItsHolder(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, sqldb.PostgreSQL)
	err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO periodic_turn (name, holder, next_at) VALUES ('look', 'ghost', now())`)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO replica (id, beat_at) VALUES ('ghost', now())")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	called := make(chan bool, 1)
	registry := jobqueue.NewRegistry()
	registry.Every("look", 5*time.Millisecond, func(context.Context) error {
		select {
		case called <- true:
		default:
		}
		return nil
	})
	start(t, newQueue(t, db, registry, clock.System{}, quick()))
	select {
	case <-called:
		t.Fatal("the turn of a living holder was taken")
	default:
	}
	_, err = db.Writer().ExecContext(t.Context(), "UPDATE replica SET beat_at = now() - interval '1 hour' WHERE id = 'ghost'")
	if err != nil {
		t.Fatal(err)
	}
	receive(t, called, "the turn passes on once the holder's beat is too old")
}

// What jobs hold beside the queue is freed with the death of their process: on
// SQLite before the next one works, on PostgreSQL when a beat is too old.
func TestWhatTheDeadHeldIsFreed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		freed := make(chan []string, 10)
		replicas := make(chan string, 1)
		registry := jobqueue.NewRegistry()
		jobqueue.Handle(registry, time.Minute, func(_ context.Context, job jobqueue.Job[note]) error {
			replicas <- job.Replica
			return nil
		})
		registry.WhenDead("things", func(_ context.Context, _ *sqldb.Tx, dead []string) error {
			select {
			case freed <- dead:
			default:
			}
			return nil
		})
		d := desk{newQueue(t, db, registry, clock.System{}, quick()), db}
		d.inTx(t, func(ctx context.Context, tx *sqldb.Tx) error {
			_, err := tx.NewRaw("INSERT INTO replica (id, beat_at) VALUES ('ghost', ?)", sqldb.At(tx.Now().Add(-time.Hour))).Exec(ctx)
			return err
		})
		start(t, d.Queue)
		if dead := receive(t, freed, "what the ghost held is freed"); len(dead) != 1 || dead[0] != "ghost" {
			t.Fatalf("freed for %v", dead)
		}
		d.enqueue(t, "work", jobqueue.Options{})
		mine := receive(t, replicas, "the job runs")
		var known int
		err := db.Read().NewRaw("SELECT count(*) FROM replica WHERE id = ?", mine).Scan(t.Context(), &known)
		if err != nil || known != 1 {
			t.Fatalf("the job ran in the life %q, which is known %d times, %v", mine, known, err)
		}
	})
}
