package jobqueue_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/dbtest"
)

// childDatabase makes this test binary a process that works on a database until
// it is killed.
const childDatabase = "JOBQUEUE_TEST_CHILD_DATABASE"

func TestMain(m *testing.M) {
	if url := os.Getenv(childDatabase); url != "" {
		fmt.Fprintln(os.Stderr, workForever(context.Background(), url))
		os.Exit(1)
	}
	goleak.VerifyTestMain(m)
}

// workForever takes jobs, says so and never ends one.
func workForever(ctx context.Context, url string) error {
	log := slog.New(slog.DiscardHandler)
	db, err := sqldb.Open(ctx, sqldb.Config{URL: url}, clock.System{}, log)
	if err != nil {
		return err
	}
	registry := jobqueue.NewRegistry()
	jobqueue.Handle(registry, time.Hour, func(ctx context.Context, job jobqueue.Job[note]) error {
		fmt.Println("began", job.ID, job.Attempt)
		<-ctx.Done()
		fmt.Println("ended", job.ID, job.Attempt)
		return ctx.Err()
	})
	queue, err := jobqueue.New(db, registry, quick(), clock.System{}, log)
	if err != nil {
		return err
	}
	if err := queue.Start(ctx); err != nil {
		return err
	}
	select {}
}

// child starts such a process; lines is what it says.
func child(t *testing.T, url string) (process *os.Process, lines *bufio.Scanner) {
	t.Helper()
	command := exec.CommandContext(t.Context(), os.Args[0])
	command.Env = append(os.Environ(), childDatabase+"="+url)
	command.Stderr = os.Stderr
	output, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill() // mostly dead already
		_ = command.Wait()         // says that it was killed
	})
	return command.Process, bufio.NewScanner(output)
}

func wantLine(t *testing.T, lines *bufio.Scanner, words ...any) {
	t.Helper()
	want := strings.TrimSpace(fmt.Sprintln(words...))
	if !lines.Scan() || lines.Text() != want {
		t.Fatalf("the child says %q, want %q, %v", lines.Text(), want, lines.Err())
	}
}

func TestAFrozenProcessStopsItsWorkWhenItWakesUp(t *testing.T) {
	t.Parallel()
	url := dbtest.URL(t, sqldb.PostgreSQL)
	done := make(chan jobqueue.Job[note], 10)
	d := newDesk(t, dbtest.Connect(t, url, clock.System{}), clock.System{},
		func(_ context.Context, job jobqueue.Job[note]) error {
			done <- job
			return nil
		})
	id := d.enqueue(t, "work", jobqueue.Options{})
	process, lines := child(t, url)
	wantLine(t, lines, "began", id, 1)
	if err := process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	d.bury(t)
	start(t, d.Queue)
	if job := receive(t, done, "the job is taken over"); job.Attempt != 2 {
		t.Fatalf("%+v", job)
	}
	d.waitState(t, id, "completed")
	if err := process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	wantLine(t, lines, "ended", id, 1)
	if state := d.state(t, id); state != "completed" {
		t.Fatalf("the late outcome made the job %s", state)
	}
}

func TestAKilledProcessLosesNoJob(t *testing.T) {
	t.Parallel()
	for _, engine := range []sqldb.Engine{sqldb.SQLite, sqldb.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			url := dbtest.URL(t, engine)
			done := make(chan jobqueue.Job[note], 10)
			d := newDesk(t, dbtest.Connect(t, url, clock.System{}), clock.System{},
				func(_ context.Context, job jobqueue.Job[note]) error {
					done <- job
					return nil
				})
			id := d.enqueue(t, "work", jobqueue.Options{})
			for attempt := 1; attempt <= 3; attempt++ {
				process, lines := child(t, url)
				wantLine(t, lines, "began", id, attempt)
				if err := process.Kill(); err != nil {
					t.Fatal(err)
				}
				for lines.Scan() { // to its end: then the process is gone and its lock is free
					t.Fatalf("the child says %q", lines.Text())
				}
				if engine == sqldb.PostgreSQL {
					d.bury(t)
				}
			}
			start(t, d.Queue)
			if job := receive(t, done, "the job runs at last"); job.ID != id || job.Attempt != 4 {
				t.Fatalf("%+v", job)
			}
			d.waitState(t, id, "completed")
		})
	}
}
