package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/fair"
	"github.com/dashkeep/dashkeep/internal/core/run/place"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// crowdWaiting makes runs that wait in lanes of three projects, and a few that work.
func crowdWaiting(tb testing.TB, db *sqldb.DB, random *rand.Rand, runs int) {
	tb.Helper()
	past, future := sqldb.At(time.Now().Add(-time.Minute)), sqldb.At(time.Now().Add(time.Hour))
	var statements []func(context.Context, *sqldb.Tx) error
	exec := func(query string, args ...any) {
		statements = append(statements, func(ctx context.Context, tx *sqldb.Tx) error {
			_, err := tx.NewRaw(query, args...).Exec(ctx)
			return err
		})
	}
	for _, project := range []string{"a", "b", "c"} {
		exec("INSERT INTO run_turn (project, turn) VALUES (?, ?)", project, random.IntN(3))
		for lane := range 3 {
			exec("INSERT INTO run_lane (project, lane, ceiling) VALUES (?, ?, ?)", project, fmt.Sprintf("lane %d", lane), lane+1)
		}
	}
	for n := range runs {
		id, project := fmt.Sprintf("r%04d", n), []string{"a", "b", "c"}[random.IntN(3)]
		exec(oldRun(id, "dashboard", "running", "user", "t", 0, 0, 0))
		exec("INSERT INTO run_share (run_id, project, by_hand, served, passed) VALUES (?, ?, ?, ?, ?)",
			id, project, random.IntN(2) == 0, random.IntN(10), random.IntN(4))
		for lane := range 1 + random.IntN(2) {
			due, urgent := past, any(nil)
			if random.IntN(4) == 0 {
				due = future
			}
			if random.IntN(200) == 0 {
				urgent = past
			}
			exec("INSERT INTO run_queue (run_id, lane, project, due_at, urgent_at) VALUES (?, ?, ?, ?, ?)",
				id, fmt.Sprintf("lane %d", lane), project, due, urgent)
		}
		if n < 3 {
			exec(oldItem(id, 1, "k", "running", "50", ""))
			exec("UPDATE run_item SET project = ?, lane = ?, holder = 'h' WHERE run_id = ?", project, fmt.Sprintf("lane %d", n), id)
		}
	}
	err := db.InTx(tb.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		for _, do := range statements {
			if err := do(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
}

func allQueues(ctx context.Context, db *sqldb.DB) ([]place.Waiting, error) {
	queues, _, err := place.WaitingQueues(ctx, db.Read(), time.Now())
	return queues, err
}

func candidatesOf(queues []place.Waiting, err error) ([]fair.Candidate, error) {
	found, _ := (&round{now: time.Now(), queues: queues}).candidates()
	return found, err
}

// The few that the database chooses have the one among them whom fair would choose of all.
func TestTheFewThatAreReadHaveWhoIsNext(t *testing.T) {
	t.Parallel()
	for range 5 {
		dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
			seed := uint64(time.Now().UnixNano())
			t.Logf("seed %d", seed)
			crowdWaiting(t, db, rand.New(rand.NewPCG(seed, 0)), 60)
			all, err := candidatesOf(place.FirstWaiting(t.Context(), db.Read(), time.Now(), 1000))
			if err != nil || len(all) < 10 {
				t.Fatal(len(all), err)
			}
			few, err := candidatesOf(place.FirstWaiting(t.Context(), db.Read(), time.Now(), 1))
			if err != nil || len(few) > 5 {
				t.Fatal(len(few), err)
			}
			next, passed := fair.Next(all)
			got, gotPassed := fair.Next(few)
			if all[next] != few[got] {
				t.Errorf("of all %+v, of few %+v", all[next], few[got])
			}
			if (passed < 0) != (gotPassed < 0) || passed >= 0 && all[passed] != few[gotPassed] {
				t.Errorf("others are passed over")
			}
		})
	}
}

// Where few wait they are simply read: those who can begin, and nobody else.
func TestFewThatWaitAreReadAsAllAre(t *testing.T) {
	t.Parallel()
	for range 5 {
		dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
			seed := uint64(time.Now().UnixNano())
			t.Logf("seed %d", seed)
			crowdWaiting(t, db, rand.New(rand.NewPCG(seed, 0)), 8) // in at most 16 queues
			want, err := candidatesOf(place.FirstWaiting(t.Context(), db.Read(), time.Now(), 1000))
			if err != nil {
				t.Fatal(err)
			}
			got, err := candidatesOf(allQueues(t.Context(), db))
			if err != nil || len(got) == 0 || len(want) == 0 {
				t.Fatal(got, want, err)
			}
			next, passed := fair.Next(want)
			gotNext, gotPassed := fair.Next(got)
			if want[next] != got[gotNext] || (passed < 0) != (gotPassed < 0) || passed >= 0 && want[passed] != got[gotPassed] {
				t.Errorf("of %+v, and of %+v", want, got)
			}
		})
	}
}

// What is due in a moment by the clock of this replica may be due now by that of the one
// that wrote it, and have no other ticket: the ticket that finds nothing looks again, once.
func TestATicketComesBackForWhatIsDueByAnotherClock(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, db *sqldb.DB) { //nolint:thelper // a test, which fails where it fails
		due := time.Now().Add(time.Hour)
		b, _, job := hold(t, db, &fake{kind: validate, do: succeed, plan: func(context.Context, run.Run) ([]run.NewItem, error) {
			return []run.NewItem{{Key: "a", Title: "A", NotBefore: due}}, nil
		}})
		for _, test := range []struct {
			before  time.Duration
			attempt int
			back    bool
		}{{skew / 2, 1, true}, {skew / 2, 2, false}, {2 * skew, 1, false}} {
			b.engine.clock = clock.NewManual(due.Add(-test.before))
			job.Attempt = test.attempt
			if err := b.engine.workTicket(t.Context(), job); (err != nil) != test.back {
				t.Errorf("%s before, start %d: %v", test.before, test.attempt, err)
			}
		}
	})
}

// BenchmarkWaiting times what a claim and a ticket that finds nothing read when 1 000
// runs wait.
func BenchmarkWaiting(b *testing.B) {
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		db := dbtest.Open(b, engine)
		crowdWaiting(b, db, rand.New(rand.NewPCG(1, 1)), 1000)
		b.Run(string(engine)+"/claim", func(b *testing.B) {
			for b.Loop() {
				if found, err := candidatesOf(allQueues(b.Context(), db)); err != nil || len(found) == 0 {
					b.Fatal(found, err)
				}
			}
		})
		b.Run(string(engine)+"/look", func(b *testing.B) {
			for b.Loop() {
				if _, err := place.AnyCandidate(b.Context(), db.Read(), time.Now().Add(-time.Hour)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
