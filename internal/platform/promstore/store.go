package promstore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	commonconfig "github.com/prometheus/common/config"
	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/discovery/targetgroup"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/scrape"
	"github.com/prometheus/prometheus/tsdb"
	"github.com/prometheus/prometheus/util/compression"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

const (
	defaultRetention = 15 * 24 * time.Hour
	defaultMaxBytes  = 1 << 30
	// minMaxBytes keeps room for the write-ahead log and the head: the byte
	// limit counts them first, and a smaller one would delete every block.
	minMaxBytes = 64 << 20
	// maxSamples bounds one query's memory: 16 bytes each, all steps included.
	maxSamples        = 5_000_000
	concurrentQueries = 8
	queryTimeout      = 30 * time.Second
	lookback          = 5 * time.Minute
	subqueryStep      = 15 * time.Second
	warmUp            = 3 * time.Second
	selfInterval      = 5 * time.Second
)

// Config says where a store lives and how it reaches its targets.
type Config struct {
	// Dir is the store's own folder; it is created when missing. Required.
	Dir string
	// Retention is how long samples are kept; zero means 15 days.
	Retention time.Duration
	// MaxBytes bounds the folder's size; zero means 1 GiB, the least is 64 MiB.
	MaxBytes int64
	// Log takes the store's log. Required.
	Log *slog.Logger
	// Registry takes the store's own metrics; nil keeps them to itself. Two
	// stores must not share one.
	Registry prometheus.Registerer
	// Self answers GET /metrics of this program. When set, the store scrapes it
	// in process as job "dashkeep". May be nil.
	Self http.Handler
	// SelfInterval is the pace of that; zero means 5 s. The first seconds are
	// quicker, so that there is something to see.
	SelfInterval time.Duration
	// Dial connects to targets, and decides whether it may. Nil refuses every
	// target but the program itself.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Clock tells the time; nil means the machine's.
	Clock clock.Clock
}

// Store is a running embedded Prometheus.
type Store struct {
	cfg     Config
	db      *tsdb.DB
	engine  *promql.Engine
	parser  parser.Parser
	scraper *scrape.Manager
	self    *inProcess
	handler http.Handler

	groups  chan map[string][]*targetgroup.Group
	scraped chan struct{} // closed when the scraper has ended
	stopped error         // the scraper's result; read after scraped is closed

	mu     sync.Mutex // serialises Apply
	pools  map[string]pool
	warm   *time.Timer
	closed bool
	// selfEvery is the present pace of scraping the program itself.
	selfEvery time.Duration

	// openedAt is when the silence of a store without samples begins.
	openedAt time.Time
}

// Open starts a store in its folder. The caller closes it.
func Open(cfg Config) (*Store, error) {
	if cfg.Dir == "" || cfg.Log == nil {
		return nil, errors.New("open embedded metrics: folder and logger are required")
	}
	s := &Store{
		cfg:     withDefaults(cfg),
		parser:  promexpr.ForPrinted(), // what is asked was read within the bounds
		groups:  make(chan map[string][]*targetgroup.Group),
		scraped: make(chan struct{}),
		pools:   map[string]pool{},

		selfEvery: time.Second,
	}
	s.openedAt = s.cfg.Clock.Now()
	if err := s.open(); err != nil {
		return nil, fmt.Errorf("open embedded metrics: %w", err)
	}
	s.handler = newAPI(s)
	go s.scrapeUntilClosed()
	if err := s.startSelfScrape(); err != nil {
		return nil, fmt.Errorf("open embedded metrics: %w", err)
	}
	return s, nil
}

func withDefaults(cfg Config) Config {
	if cfg.Retention <= 0 {
		cfg.Retention = defaultRetention
	}
	if cfg.MaxBytes <= 0 {
		cfg.MaxBytes = defaultMaxBytes
	}
	cfg.MaxBytes = max(cfg.MaxBytes, minMaxBytes)
	if cfg.SelfInterval <= 0 {
		cfg.SelfInterval = selfInterval
	}
	if cfg.Clock == nil {
		cfg.Clock = clock.System{}
	}
	if cfg.Registry == nil {
		cfg.Registry = prometheus.NewRegistry()
	}
	return cfg
}

func (s *Store) open() error {
	active := filepath.Join(s.cfg.Dir, "active")
	if err := os.MkdirAll(active, 0o700); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	tracker, err := promql.NewActiveQueryTracker(active, concurrentQueries, s.cfg.Log)
	if err != nil {
		return fmt.Errorf("open query log: %w", err)
	}
	s.engine = promql.NewEngine(s.engineOptions(tracker))
	log := s.cfg.Log.With(slog.String("part", "storage"))
	s.db, err = tsdb.Open(filepath.Join(s.cfg.Dir, "data"), log, s.cfg.Registry, s.storageOptions(), nil)
	if err != nil {
		return errors.Join(fmt.Errorf("open storage: %w", err), s.engine.Close())
	}
	s.self = newInProcess(s.cfg.Self)
	s.scraper, err = scrape.NewManager(s.scrapeOptions(), s.cfg.Log.With(slog.String("part", "scraper")),
		nil, nil, s.db, s.cfg.Registry)
	if err != nil {
		return errors.Join(fmt.Errorf("start scraper: %w", err), s.engine.Close(), s.db.Close(), s.self.Close())
	}
	return nil
}

func (s *Store) engineOptions(tracker *promql.ActiveQueryTracker) promql.EngineOpts {
	return promql.EngineOpts{
		Logger: s.cfg.Log, Reg: s.cfg.Registry, Parser: s.parser, ActiveQueryTracker: tracker,
		MaxSamples: maxSamples, Timeout: queryTimeout, LookbackDelta: lookback,
		EnableAtModifier: true, EnableNegativeOffset: true,
		EnableQueryCost:          true, // a query's own time counts while it waits for its turn, too
		NoStepSubqueryIntervalFn: func(int64) int64 { return subqueryStep.Milliseconds() },
	}
}

func (s *Store) storageOptions() *tsdb.Options {
	o := tsdb.DefaultOptions()
	o.RetentionDuration = s.cfg.Retention.Milliseconds()
	o.MaxBytes = s.cfg.MaxBytes
	o.MaxBlockDuration = max(tsdb.DefaultBlockDuration, (s.cfg.Retention / 10).Milliseconds())
	o.StripeSize = 512
	o.WALSegmentSize = 8 << 20
	o.WALCompression = compression.Snappy
	o.HeadChunksWriteBufferSize = 64 << 10
	o.MaxBlockChunkSegmentSize = 32 << 20
	o.EnableMemorySnapshotOnShutdown = true
	o.WALReplayConcurrency = 2
	return o
}

func (s *Store) scrapeOptions() *scrape.Options {
	return &scrape.Options{
		DiscoveryReloadInterval:  model.Duration(time.Second),
		DiscoveryReloadOnStartup: true,
		HTTPClientOptions: []commonconfig.HTTPClientOption{
			commonconfig.WithDialContextFunc(s.dial),
			commonconfig.WithUserAgent("Dashkeep"),
		},
	}
}

func (s *Store) scrapeUntilClosed() {
	defer close(s.scraped)
	s.stopped = s.scraper.Run(s.groups)
}

// startSelfScrape scrapes the program every second at first, so that charts
// have their first points within two seconds, and then at the normal pace.
func (s *Store) startSelfScrape() error {
	if err := s.apply(nil); err != nil {
		return errors.Join(err, s.close())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.warm = time.AfterFunc(warmUp, func() {
		if err := s.endWarmUp(); err != nil {
			s.cfg.Log.Error("self scrape cannot slow down", slog.Any("error", err))
		}
	})
	return nil
}

// Handler answers the Prometheus HTTP API under /api/v1/.
func (s *Store) Handler() http.Handler { return s.handler }

// Close stops scraping and closes the storage. The HTTP server in front of
// Handler must have stopped before. A second Close does nothing.
func (s *Store) Close(ctx context.Context) error {
	done := make(chan error, 1)
	go func() { done <- s.close() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("close embedded metrics: %w", ctx.Err())
	}
}

// endTargets takes all targets from the scraper. One that it has not looked at yet
// when it stops it may look at afterwards, and scrape for ever. The second time
// tells that the first one has arrived.
func (s *Store) endTargets() {
	for range 2 {
		select {
		case s.groups <- map[string][]*targetgroup.Group{}:
		case <-s.scraped:
		}
	}
}

func (s *Store) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	if s.warm != nil {
		s.warm.Stop()
	}
	s.endTargets()
	s.scraper.Stop()
	<-s.scraped
	s.scraper.UnregisterMetrics()
	err := errors.Join(s.stopped, s.self.Close(), s.engine.Close(), s.db.Close())
	if err != nil {
		return fmt.Errorf("close embedded metrics: %w", err)
	}
	return nil
}
