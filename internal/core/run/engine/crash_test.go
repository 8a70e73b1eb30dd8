package engine

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// The crash test starts this test binary again as a child that works on a
// database, and kills it with SIGKILL at random moments.

const (
	childVariable = "DASHKEEP_RUN_CRASH_CHILD"
	killsVariable = "DASHKEEP_TEST_KILLS"
	crashItems    = 200
	effectsTable  = "CREATE TABLE crash_effect (run_id TEXT NOT NULL, item_key TEXT NOT NULL, PRIMARY KEY (run_id, item_key))"
)

func childMode() bool { return os.Getenv(childVariable) != "" }

// crashProducer writes one row an item in Apply. The primary key would refuse a
// second one, and the item would then fail.
func crashProducer() *fake {
	return &fake{kind: validate, plan: items(crashItems), do: func(ctx context.Context, w *run.Work) run.Outcome {
		w.Log(run.Info, "at work")
		select {
		case <-ctx.Done():
			return run.Outcome{Retry: ctx.Err()}
		case <-time.After(time.Duration(rand.IntN(10)) * time.Millisecond):
		}
		w.Log(run.Info, "done")
		return run.Outcome{Status: run.ItemSucceeded, Apply: func(ctx context.Context, tx *sqldb.Tx) error {
			_, err := tx.ExecContext(ctx, "INSERT INTO crash_effect (run_id, item_key) VALUES (?, ?)", w.Run.ID, w.Item.Key)
			return err
		}}
	}}
}

// runChild works until it is killed.
func runChild() {
	ctx := context.Background()
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	db, err := sqldb.Open(ctx, sqldb.Config{URL: os.Getenv(childVariable)}, clock.System{}, log)
	if err != nil {
		panic(err)
	}
	registry := jobqueue.NewRegistry()
	engine := New(db, registry, clock.System{}, log, Config{MaxLost: 1000, PlanQueue: PlanQueueName})
	registry.Every("run.sweep", time.Minute, engine.Sweep)
	engine.Register(crashProducer())
	queue, err := jobqueue.New(db, registry, jobqueue.Config{Queues: planQueue()}, clock.System{}, log)
	if err != nil {
		panic(err)
	}
	engine.Use(queue)
	if err := queue.Start(ctx); err != nil {
		panic(err)
	}
	fmt.Println("ready")
	select {}
}

// startChild starts a child and waits until it works.
func startChild(t *testing.T, url string) *exec.Cmd {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), childVariable+"="+url)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		t.Fatalf("the child said %q, %v", line, err)
	}
	return child
}

// killChild kills a child. Its last beat is made old, so that the next child takes
// over at once and a test needs no replica that dies of a short silence: on a busy
// machine the living ones would.
func killChild(t *testing.T, child *exec.Cmd, db *sqldb.DB) {
	t.Helper()
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // it says that it was killed
	if db.Engine() == sqldb.SQLite {
		return // one process works, and the next recovers at once
	}
	if _, err := db.Writer().ExecContext(t.Context(), "UPDATE replica SET beat_at = now() - interval '1 hour'"); err != nil {
		t.Fatal(err)
	}
}

// kills is how often a process is killed: few with every run of the tests, many
// with `make crash`.
func kills(t *testing.T) int {
	t.Helper()
	given := os.Getenv(killsVariable)
	if given == "" {
		return 10
	}
	count, err := strconv.Atoi(given)
	if err != nil || count < 1 {
		t.Fatalf("%s is %q, want a number of kills", killsVariable, given)
	}
	return count
}

func TestKilledProcessesLoseNothingAndDoubleNothing(t *testing.T) {
	t.Parallel()
	kills := kills(t)
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			seed := uint64(time.Now().UnixNano())
			t.Logf("seed %d", seed)
			crashTest(t, dbtest.URL(t, engine), kills, rand.New(rand.NewPCG(seed, 0)))
		})
	}
}

func crashTest(t *testing.T, url string, kills int, random *rand.Rand) {
	t.Helper()
	db := dbtest.Connect(t, url, clock.System{})
	if err := db.InTx(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		_, err := tx.ExecContext(ctx, effectsTable)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	b := newBench(t, db, Config{}, false, crashProducer())
	var runs []string
	killed, amid := 0, 0
	for killed < kills {
		r, _, err := b.engine.Start(t.Context(), b.scope, run.Request{
			Kind: validate, Title: "t", Target: json.RawMessage(fmt.Sprintf(`{"n":%d}`, len(runs))),
		})
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, r.ID)
		for ; killed < kills && !b.get(r.ID).Status.Terminal(); killed++ {
			child := startChild(t, url)
			<-time.After(time.Duration(random.IntN(250)) * time.Millisecond) // the moment of the kill is the point
			if !b.get(r.ID).Status.Terminal() {
				amid++
			}
			killChild(t, child, db)
		}
	}
	child := startChild(t, url)
	for _, id := range runs {
		b.ended(id)
	}
	killChild(t, child, db)
	t.Logf("%d kills, %d of them in the middle of a run, %d runs", killed, amid, len(runs))
	for _, id := range runs {
		exactlyOnce(t, b, id)
	}
}

func exactlyOnce(t *testing.T, b *bench, id string) {
	t.Helper()
	r := b.get(id)
	if r.Status != run.Succeeded || r.Counts != (run.Counts{Total: crashItems, Succeeded: crashItems}) {
		t.Errorf("run %+v", r)
	}
	effects, err := b.db.Read().NewSelect().Table("crash_effect").Where("run_id = ?", id).Count(t.Context())
	if err != nil || effects != crashItems {
		t.Errorf("%d effects of %d items, %v", effects, crashItems, err)
	}
}
