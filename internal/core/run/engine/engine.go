package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/store"
	"github.com/dashkeep/dashkeep/internal/core/run/told"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/redact"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// maxInsert is how many items one transaction adds.
const maxInsert = 500

// Queue is what the engine wants of the job queue.
type Queue interface {
	Enqueue(ctx context.Context, tx *sqldb.Tx, args jobqueue.Args, options jobqueue.Options) (int64, error)
	EnqueueMany(ctx context.Context, tx *sqldb.Tx, entries []jobqueue.Entry) ([]int64, error)
	Cancel(ctx context.Context, tx *sqldb.Tx, id int64) error
}

// Config are the engine's figures. Zero values take the defaults.
type Config struct {
	// ItemTimeout is how long one item, and one listing of items, may take: 2 minutes.
	ItemTimeout time.Duration
	// Grace is how long a function that ignores the end of its context is waited for: 5 seconds.
	Grace time.Duration
	// MaxTries is how often an item is tried that fails and wants another try: 3.
	MaxTries int
	// MaxLost is how often an item may lose its process before it fails as interrupted: 5.
	MaxLost int
	// RetryAfter is the pause after the n-th try: 5, 20, 80 … seconds.
	RetryAfter func(try int) time.Duration
	// FlushEvery is how old a log line gets before it is written: 250 ms.
	FlushEvery time.Duration
	// BeatEvery is how often a working item marks its run as alive: 10 seconds.
	BeatEvery time.Duration
	// ItemQueue and PlanQueue are the names of the job queues: the default one, and PlanQueueName.
	ItemQueue, PlanQueue string
	// Wake is called after each commit that published events; nil for nothing.
	Wake func()
	// ItemDone is told of each item that got its outcome, after the commit; nil for nothing.
	ItemDone func(status run.ItemStatus)
	// Quota bounds the runs of each kind in each project.
	Quota Quota
	// Box seals what people answer on its way to the item that asked. Required where a
	// producer asks.
	Box *secret.Box
	// AskFor is how long a person is waited for: 7 days.
	AskFor time.Duration
	// Tracer makes a span of each item; nil for none.
	Tracer trace.Tracer
}

// Engine starts runs and does their work. It is safe for concurrent use once
// every producer is registered and Use was called.
type Engine struct {
	db    *sqldb.DB
	clock clock.Clock
	log   *slog.Logger
	cfg   Config
	clean *redact.Sanitizer

	// turns holds a place for each transaction of the workers, see inTurn.
	turns chan struct{}
	// asks are the tickets that ask for an item.
	asks asks

	mu        sync.RWMutex
	queue     Queue
	producers map[run.Kind]run.Producer
}

// New makes an engine and registers its jobs. Give it the queue with Use before
// the queue starts, and call Sweep every minute.
func New(db *sqldb.DB, registry *jobqueue.Registry, clk clock.Clock, log *slog.Logger, cfg Config) *Engine {
	e := &Engine{
		db: db, clock: clk, log: log, cfg: cfg.withDefaults(), clean: redact.New(), producers: map[run.Kind]run.Producer{},
		turns: make(chan struct{}, turnsOn(db.Engine())),
	}
	jobqueue.Handle(registry, e.cfg.whole(), e.workPlan)
	jobqueue.Handle(registry, stint+e.cfg.whole(), e.workTicket)
	registry.WhenDead("the places of items", e.freeDead)
	return e
}

// whole is how long an item, or a listing of items, takes at most with all that belongs to
// it: the limit of its job, so that the engine's own comes first.
func (c Config) whole() time.Duration { return c.ItemTimeout + c.Grace + finishTime }

func (c Config) withDefaults() Config {
	c.ItemTimeout = cmp.Or(c.ItemTimeout, 2*time.Minute)
	c.Grace = cmp.Or(c.Grace, 5*time.Second)
	c.Quota = c.Quota.withDefaults()
	c.MaxTries = cmp.Or(c.MaxTries, 3)
	c.AskFor = cmp.Or(c.AskFor, 7*24*time.Hour)
	c.MaxLost = cmp.Or(c.MaxLost, 5)
	c.FlushEvery = cmp.Or(c.FlushEvery, 250*time.Millisecond)
	c.BeatEvery = cmp.Or(c.BeatEvery, 10*time.Second)
	if c.RetryAfter == nil {
		c.RetryAfter = func(try int) time.Duration { return 5 * time.Second << (2 * min(max(try-1, 0), 5)) }
	}
	if c.Wake == nil {
		c.Wake = func() {}
	}
	if c.Tracer == nil {
		c.Tracer = noop.NewTracerProvider().Tracer("")
	}
	if c.ItemDone == nil {
		c.ItemDone = func(run.ItemStatus) {}
	}
	return c
}

// Use gives the engine its queue.
func (e *Engine) Use(queue Queue) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.queue = queue
}

// Register adds a producer. Registering two for one kind is a mistake of the
// program and panics.
func (e *Engine) Register(p run.Producer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, taken := e.producers[p.Kind()]; taken {
		panic(fmt.Sprintf("run: two producers of %s", p.Kind()))
	}
	e.producers[p.Kind()] = p
}

func (e *Engine) producer(kind run.Kind) (run.Producer, error) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	p, found := e.producers[kind]
	if !found {
		return nil, apperror.New(apperror.Internal, "Nothing here can do %s", kind)
	}
	return p, nil
}

// Kinds lists the kinds that have a producer, in no order.
func (e *Engine) Kinds() []run.Kind {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return slices.Collect(maps.Keys(e.producers))
}

func (e *Engine) jobs() Queue {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.queue
}

// Start starts a run, or joins the active one that does the same: then created
// is false. It answers fast whatever the size of the work.
func (e *Engine) Start(ctx context.Context, scope access.Scope, req run.Request) (r run.Run, created bool, err error) {
	err = e.db.InTx(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		r, created, err = e.StartIn(ctx, tx, scope, req)
		return err
	})
	if err != nil {
		return run.Run{}, false, err
	}
	return r, created, nil
}

// StartIn is Start in the caller's transaction.
func (e *Engine) StartIn(ctx context.Context, tx *sqldb.Tx, scope access.Scope, req run.Request) (run.Run, bool, error) {
	wanted, err := e.newRun(tx, scope, req)
	if err != nil {
		return run.Run{}, false, err
	}
	found, created, err := store.InsertRun(ctx, tx, wanted)
	if err != nil {
		return run.Run{}, false, err
	}
	found.Target = wanted.Target // equal keys have equal targets
	if !created {
		err = e.joined(ctx, tx, &found, wanted)
	} else {
		err = errors.Join(e.created(ctx, tx, &found), noteInTrail(ctx, tx, scope, &found, audit.Action(found.Kind().String())))
	}
	return found.Run(), created, err
}

// noteInTrail writes what a person did to a run into the audit trail. Runs that the
// program starts by itself are their own record.
func noteInTrail(ctx context.Context, tx *sqldb.Tx, scope access.Scope, row *store.RunRow, action audit.Action) error {
	if scope.Principal().Method == access.BySystem {
		return nil
	}
	return audit.Record(ctx, tx, scope, audit.Entry{
		Action: action, ResourceType: "run", ResourceID: row.ID, Meta: map[string]any{"title": row.Title},
	})
}

func (e *Engine) newRun(tx *sqldb.Tx, scope access.Scope, req run.Request) (store.RunRow, error) {
	if !scope.Granted() || scope.Project() == "" {
		return store.RunRow{}, apperror.New(apperror.Forbidden, "A run needs a permission in a project")
	}
	if _, err := e.producer(req.Kind); err != nil {
		return store.RunRow{}, err
	}
	trigger := cmp.Or(req.Trigger, run.Manual)
	if !trigger.Valid() || req.Title == "" {
		return store.RunRow{}, apperror.New(apperror.Internal, "A run needs a title and a known trigger")
	}
	target, err := run.Normalise(req.Target)
	if err != nil {
		return store.RunRow{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return store.RunRow{}, fmt.Errorf("make run id: %w", err)
	}
	who := initiatorOf(scope, req.Initiator)
	return store.RunRow{
		ID: id.String(), Project: scope.Project(), Resource: req.Kind.Resource, Action: req.Kind.Action,
		Title: redact.Cut(redact.Printable(req.Title), store.MaxTitle), Status: run.Queued, Trigger: trigger,
		InitiatorKind: string(who.Kind), InitiatorID: who.ID, InitiatorName: who.Name,
		Target: sqldb.JSON(target), Key: run.DedupKey(scope.Project(), req.Kind, target), ParentID: req.Parent,
		CreatedAt: sqldb.At(tx.Now()),
	}, nil
}

func initiatorOf(scope access.Scope, given run.Initiator) run.Initiator {
	if given.Kind != "" {
		return given
	}
	principal := scope.Principal()
	if principal.Method == access.BySystem {
		return run.Initiator{Kind: run.BySystem, Name: principal.Login}
	}
	return run.Initiator{Kind: run.ByUser, ID: principal.UserID, Name: principal.Login}
}

// publish tells watchers the run's present state, and more.
func (e *Engine) publish(tx *sqldb.Tx, row *store.RunRow, more ...event.Event) {
	event.Publish(tx, append([]event.Event{told.Run(row)}, more...)...)
	tx.AfterCommit(e.cfg.Wake)
}

// created does what belongs to a new run: its job, its first transition, its event.
func (e *Engine) created(ctx context.Context, tx *sqldb.Tx, row *store.RunRow) error {
	jobID, err := e.jobs().Enqueue(ctx, tx, planArgs{RunID: row.ID}, e.planOptions(row.ID))
	if err != nil {
		return fmt.Errorf("enqueue plan: %w", err)
	}
	row.PlanJobID = jobID
	if err := errors.Join(store.SaveRun(ctx, tx, row, "plan_job_id"), store.InsertTarget(ctx, tx, row)); err != nil {
		return err
	}
	if err := store.InsertTransition(ctx, tx, *row, ""); err != nil {
		return err
	}
	e.publish(tx, row)
	return nil
}

// joined remembers a start that was answered with an active run.
func (e *Engine) joined(ctx context.Context, tx *sqldb.Tx, row *store.RunRow, wanted store.RunRow) error {
	line := e.line(tx, run.Info, "The same was asked for again by %s (%s). It is this run", wanted.InitiatorName, wanted.Trigger)
	if err := store.AppendLines(ctx, tx, row, []run.Line{line}); err != nil {
		return err
	}
	e.publish(tx, row, told.Log(row))
	return nil
}

// line makes a line of the run itself. The text is the engine's own, its
// arguments are sanitized with it.
func (e *Engine) line(tx *sqldb.Tx, level run.Level, format string, args ...any) run.Line {
	return run.Line{At: tx.Now(), Level: level, Message: e.clean.Line(fmt.Sprintf(format, args...))}
}

// ReasonOf gives the code and the sentence of an error, without secrets.
func (e *Engine) reasonOf(err error) (run.ReasonCode, string) {
	code, message := run.ReasonOf(err)
	return code, e.clean.Message(message)
}
