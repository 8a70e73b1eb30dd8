// Package runtest is a run engine at work on a database, for tests of the features
// whose work are runs.
package runtest

import (
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/engine"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/testkit/jobtest"
)

// Bench is an engine with its job queue. Register the producers, then let it work.
type Bench struct {
	DB     *sqldb.DB
	Engine *engine.Engine
	Reader *read.Reader
	Queue  *jobqueue.Queue
	// Scope is the system's in the project "shop".
	Scope access.Scope

	tb testing.TB
}

// New makes an engine that does nothing yet. Where the configuration says nothing
// failures are tried again at once, and the log is written with the outcome,
// however slow the machine is.
func New(tb testing.TB, db *sqldb.DB, cfg engine.Config) *Bench {
	tb.Helper()
	if cfg.RetryAfter == nil {
		cfg.RetryAfter = func(int) time.Duration { return time.Millisecond }
	}
	if cfg.FlushEvery == 0 {
		cfg.FlushEvery, cfg.BeatEvery = time.Hour, time.Hour
	}
	if cfg.Box == nil { // one for all benches, as replicas have
		box, err := secret.NewBox(make([]byte, 32))
		if err != nil {
			tb.Fatal(err)
		}
		cfg.Box = box
	}
	cfg.PlanQueue = engine.PlanQueueName
	registry := jobqueue.NewRegistry()
	b := &Bench{
		DB: db, Reader: read.New(db), Scope: access.System("shop", "tester"), tb: tb,
		Engine: engine.New(db, registry, clock.System{}, slog.New(slog.DiscardHandler), cfg),
	}
	registry.Every("run.sweep", time.Minute, b.Engine.Sweep)
	b.Queue = jobtest.New(tb, db, registry, map[string]int{engine.PlanQueueName: 2})
	b.Engine.Use(b.Queue)
	return b
}

// Work lets the engine do runs until the end of the test.
func (b *Bench) Work() {
	b.tb.Helper()
	jobtest.Work(b.tb, b.Queue)
}

// Run gives a run.
func (b *Bench) Run(id string) run.Run {
	b.tb.Helper()
	r, err := b.Reader.Get(b.tb.Context(), b.Scope, id)
	if err != nil {
		b.tb.Fatal(err)
	}
	return r
}

// When waits until a run is as it should be.
func (b *Bench) When(id, what string, holds func(r run.Run) bool) (r run.Run) {
	b.tb.Helper()
	jobtest.Until(b.tb, what, func() bool {
		r = b.Run(id)
		return holds(r)
	})
	return r
}

// Ended waits for the end of a run.
func (b *Bench) Ended(id string) run.Run {
	b.tb.Helper()
	return b.When(id, "the end of the run", func(r run.Run) bool { return r.Status.Terminal() })
}

// Start starts a run that is none yet. The target is a JSON object.
func (b *Bench) Start(kind run.Kind, target string) run.Run {
	b.tb.Helper()
	request := run.Request{Kind: kind, Title: "Check", Target: json.RawMessage(target)}
	r, created, err := b.Engine.Start(b.tb.Context(), b.Scope, request)
	if err != nil || !created {
		b.tb.Fatalf("start: created %v, %v", created, err)
	}
	return r
}

// Items gives the items of a run.
func (b *Bench) Items(id string) []run.Item {
	b.tb.Helper()
	page, err := b.Reader.Items(b.tb.Context(), b.Scope, id, read.ItemFilter{}, read.ItemCursor{}, 1000)
	if err != nil {
		b.tb.Fatal(err)
	}
	return page.Items
}
