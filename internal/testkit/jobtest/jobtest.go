// Package jobtest is a job queue at work, for tests.
package jobtest

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// Patience is how long a test waits for what should come: much longer than it takes
// on a busy machine.
const Patience = 2 * time.Minute

// New makes a queue of what the registry knows, which must be complete. Queues are those
// beside the default one, with their workers.
func New(tb testing.TB, db *sqldb.DB, registry *jobqueue.Registry, queues map[string]int) *jobqueue.Queue {
	tb.Helper()
	cfg := jobqueue.Config{SoftStop: time.Second, Queues: queues}
	queue, err := jobqueue.New(db, registry, cfg, clock.System{}, slog.New(slog.DiscardHandler))
	if err != nil {
		tb.Fatal(err)
	}
	return queue
}

// Work lets the queue do jobs until the end of the test.
func Work(tb testing.TB, queue *jobqueue.Queue) {
	tb.Helper()
	if err := queue.Start(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), Patience)
		defer cancel()
		if err := queue.Stop(ctx); err != nil {
			tb.Error(err)
		}
	})
}

// Until waits until a condition holds, looking every few milliseconds. It fails the
// test when that never comes.
func Until(tb testing.TB, what string, holds func() bool) {
	tb.Helper()
	deadline, look := time.NewTimer(Patience), time.NewTicker(5*time.Millisecond)
	defer deadline.Stop()
	defer look.Stop()
	for !holds() {
		select {
		case <-deadline.C:
			tb.Fatalf("never came: %s", what)
		case <-look.C:
		}
	}
}
