package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/dashkeep/dashkeep/internal/app/edge"
	"github.com/dashkeep/dashkeep/internal/app/gauges"
	"github.com/dashkeep/dashkeep/internal/app/instance"
	"github.com/dashkeep/dashkeep/internal/core/audit"
	"github.com/dashkeep/dashkeep/internal/core/event"
	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/engine"
	"github.com/dashkeep/dashkeep/internal/feature/account"
	"github.com/dashkeep/dashkeep/internal/feature/account/password"
	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/config"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
	"github.com/dashkeep/dashkeep/internal/platform/promstore"
	"github.com/dashkeep/dashkeep/internal/platform/secret"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
	"github.com/dashkeep/dashkeep/internal/platform/telemetry"
)

// program is everything that is open while the server runs.
type program struct {
	settings  config.Settings
	build     Build
	clock     clock.Clock
	log       *slog.Logger
	startedAt time.Time
	started   atomic.Bool
	// passwords is zero in the product; tests have many users and make them cheap.
	passwords password.Cost

	tracing  telemetry.Tracing
	box      *secret.Box
	db       *sqldb.DB
	registry *prometheus.Registry
	jobs     *jobqueue.Registry
	queue    *jobqueue.Queue
	hub      *event.Hub
	runs     *engine.Engine
	guard    *netguard.Guard
	recaller *edge.Recaller
	metrics  *promstore.Store
	http     *httpserver.Server

	metricsHandler http.Handler
	features       features
	closers        []func(ctx context.Context) error
	// doubleNames are names that an upgrade had to leave with their capitals.
	doubleNames []string
}

// newProgram makes a program of which nothing is open yet.
func newProgram(settings config.Settings, build Build, clk clock.Clock, log *slog.Logger) *program {
	return &program{
		settings: settings, build: build, clock: clk, log: log, startedAt: clk.Now(),
		registry: prometheus.NewRegistry(), jobs: jobqueue.NewRegistry(),
	}
}

// open opens everything from the ground up; nothing works yet. On an error what was
// opened is closed again.
func (p *program) open(ctx context.Context, address net.Addr) (err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, p.close(ctx))
		}
	}()
	steps := []func(ctx context.Context, address net.Addr) error{
		p.openTraces, p.lockFolder, p.openStores, p.openMetrics, p.openWork, p.openFeatures, p.openEdge,
	}
	for _, step := range steps {
		if err := step(ctx, address); err != nil {
			return err
		}
	}
	return nil
}

// lockFolder takes the lock of the data folder for the life of the program.
func (p *program) lockFolder(ctx context.Context, _ net.Addr) error {
	unlock, err := instance.LockPatiently(ctx, p.settings)
	if err != nil {
		return err
	}
	p.onClose(func(context.Context) error { return unlock() })
	return nil
}

// openTraces makes the tracer, which does nothing unless the environment asks.
func (p *program) openTraces(ctx context.Context, _ net.Addr) error {
	wanted, err := telemetry.Wanted(config.Environ())
	if err != nil {
		return err
	}
	p.tracing, err = telemetry.Start(ctx, wanted, p.build.Version)
	if err != nil {
		return err
	}
	p.onClose(p.tracing.Stop)
	return nil
}

// openStores opens the database and the key that seals what it keeps.
func (p *program) openStores(ctx context.Context, _ net.Addr) error {
	db, err := instance.OpenStore(ctx, p.settings, p.clock, p.log, instance.Migrate)
	if err != nil {
		return err
	}
	p.db = db
	p.onClose(func(context.Context) error { return db.Close() })
	if p.box, err = instance.OpenKey(ctx, p.settings, p.db); err != nil {
		return err
	}
	if err := audit.Begin(ctx, p.db); err != nil {
		return err
	}
	fault, err := audit.HeadFault(ctx, p.db)
	if fault != "" {
		p.log.LogAttrs(ctx, slog.LevelError, "the audit trail is broken", slog.String("fault", fault))
	}
	return err
}

// openMetrics opens the embedded Prometheus, which scrapes this program without
// a network.
func (p *program) openMetrics(_ context.Context, address net.Addr) error {
	p.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	p.metricsHandler = promhttp.HandlerFor(p.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
	var own []uint16
	if tcp, ok := address.(*net.TCPAddr); ok {
		own = append(own, uint16(tcp.Port))
	}
	guard, err := netguard.New(netguard.Config{
		Allow: p.settings.OutboundAllow, AllowProjects: p.settings.OutboundAllowProjects, OwnPorts: own, Clock: p.clock,
	})
	if err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	p.guard = guard
	store, err := promstore.Open(promstore.Config{
		Dir: filepath.Join(p.settings.Data, instance.MetricsName), Retention: p.settings.MetricsRetention,
		MaxBytes: int64(p.settings.MetricsMaxBytes), Log: p.log.With(slog.String("part", "metrics")),
		Self: p.metricsHandler, SelfInterval: p.settings.MetricsInterval, Dial: guard.DialContext, Clock: p.clock,
	})
	if errors.Is(err, syscall.EAGAIN) {
		return fmt.Errorf("the data folder %s is in use by another process", p.settings.Data)
	}
	if err != nil {
		return fmt.Errorf("open the embedded Prometheus: %w", err)
	}
	p.metrics = store
	p.onClose(store.Close)
	return nil
}

// openWork makes the job queue, the events and the run engine.
func (p *program) openWork(ctx context.Context, _ net.Addr) error {
	p.hub = event.NewHub(p.db, p.clock, p.log)
	p.onClose(func(context.Context) error { p.hub.Stop(); return nil })
	count := gauges.NewCounters()
	p.registry.MustRegister(count.Items, count.Transactions)
	p.db.OnTransaction(func(took time.Duration) { count.Transactions.Observe(took.Seconds()) })
	p.runs = engine.New(p.db, p.jobs, p.clock, p.log, engine.Config{
		Wake: p.hub.Wake, PlanQueue: engine.PlanQueueName, Tracer: p.tracing.Tracer, Box: p.box,
		Quota:    engine.Quota{Running: p.settings.RunsAtOnce, Hourly: p.settings.RunsHourly, Waiting: p.settings.RunItems},
		ItemDone: func(status run.ItemStatus) { count.Items.WithLabelValues(string(status)).Inc() },
	})
	work := jobqueue.Config{
		Workers: p.settings.Workers, Queues: map[string]int{engine.PlanQueueName: 2}, SoftStop: p.settings.StopGrace,
	}
	if p.db.Engine() == sqldb.SQLite {
		// New jobs announce themselves; the poll is for those that fall due, and an
		// idle laptop should stay idle.
		work.FetchPoll = time.Second
	}
	queue, err := jobqueue.New(p.db, p.jobs, work, p.clock, p.log)
	if err != nil {
		return err
	}
	p.queue = queue
	p.registry.MustRegister(gauges.New(ctx, p.db, queue, p.settings.Data, p.log))
	p.runs.Use(queue)
	return nil
}

// start begins the work: events, jobs, scrapes, and what a first start makes.
func (p *program) start(ctx context.Context) (*account.NewLink, error) {
	if err := p.hub.Start(ctx); err != nil {
		return nil, err
	}
	p.forgetWithOthers()
	if err := p.features.account.FoldEmails(ctx); err != nil {
		return nil, err
	}
	link, err := p.features.account.FirstStart(ctx)
	if err != nil {
		return nil, err
	}
	if err := p.features.datasource.Upgrade(ctx); err != nil {
		return nil, err
	}
	if err := p.tellKept(ctx); err != nil {
		return nil, err
	}
	if err := p.seed(ctx); err != nil {
		return nil, err
	}
	if err := p.applyTargets(ctx); err != nil {
		return nil, err
	}
	if err := p.keepCeilings(ctx); err != nil {
		return nil, err
	}
	if err := p.queue.Start(ctx); err != nil {
		return nil, err
	}
	p.onClose(p.queue.Stop)
	p.watchDisk(ctx)
	p.started.Store(true)
	return link, nil
}
