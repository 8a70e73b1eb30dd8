package gauges

import (
	"context"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/dashkeep/dashkeep/internal/core/run"
	"github.com/dashkeep/dashkeep/internal/core/run/read"
	"github.com/dashkeep/dashkeep/internal/platform/jobqueue"
	"github.com/dashkeep/dashkeep/internal/platform/machine"
	"github.com/dashkeep/dashkeep/internal/platform/sqldb"
)

// gaugeTimeout bounds what one scrape may ask of the database.
const gaugeTimeout = 2 * time.Second

// gauges are read from the database when they are scraped.
//
//nolint:containedctx // the registry's Collect has none; this one ends with the program
type gauges struct {
	lifetime context.Context
	db       *sqldb.DB
	queue    *jobqueue.Queue
	data     string
	log      *slog.Logger
	runs     *read.Reader
	byRuns   *prometheus.Desc
	byJobs   *prometheus.Desc
	oldest   *prometheus.Desc
	open     *prometheus.Desc
	inUse    *prometheus.Desc
	free     *prometheus.Desc
	size     *prometheus.Desc
}

// New makes the gauges of a program with this data folder, until ctx ends.
func New(ctx context.Context, db *sqldb.DB, queue *jobqueue.Queue, data string, log *slog.Logger) prometheus.Collector {
	describe := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc("dashkeep_"+name, help, labels, nil)
	}
	return &gauges{
		lifetime: ctx, db: db, queue: queue, data: data, log: log, runs: read.New(db),
		byRuns: describe("runs", "Runs that have not ended, by status.", "status"),
		byJobs: describe("jobs", "Jobs that are not done, by state.", "state"),
		oldest: describe("job_oldest_available_seconds", "How long the oldest job has waited for a worker."),
		open:   describe("db_open_connections", "Open connections to the database.", "pool"),
		inUse:  describe("db_in_use_connections", "Connections to the database in use.", "pool"),
		free:   describe("data_free_bytes", "Room that is left on the disk of the data folder."),
		size:   describe("data_total_bytes", "Size of the disk of the data folder."),
	}
}

// Describe names the metrics.
func (g *gauges) Describe(out chan<- *prometheus.Desc) {
	for _, desc := range []*prometheus.Desc{g.byRuns, g.byJobs, g.oldest, g.open, g.inUse, g.free, g.size} {
		out <- desc
	}
}

// Collect reads the metrics. What can't be read is left out and logged.
func (g *gauges) Collect(out chan<- prometheus.Metric) {
	// The registry gives no context; a scrape must not outlive its reader by much.
	ctx, cancel := context.WithTimeout(g.lifetime, gaugeTimeout)
	defer cancel()
	g.collectRuns(ctx, out)
	g.collectJobs(ctx, out)
	if space, err := machine.SpaceAt(g.data); err == nil {
		out <- prometheus.MustNewConstMetric(g.free, prometheus.GaugeValue, float64(space.Free))
		out <- prometheus.MustNewConstMetric(g.size, prometheus.GaugeValue, float64(space.Total))
	}
	for pool, stats := range g.db.Pools() {
		out <- prometheus.MustNewConstMetric(g.open, prometheus.GaugeValue, float64(stats.OpenConnections), pool)
		out <- prometheus.MustNewConstMetric(g.inUse, prometheus.GaugeValue, float64(stats.InUse), pool)
	}
}

func (g *gauges) collectRuns(ctx context.Context, out chan<- prometheus.Metric) {
	tally, err := g.runs.ActiveEverywhere(ctx)
	if err != nil {
		g.log.LogAttrs(ctx, slog.LevelWarn, "runs not counted", slog.Any("error", err))
		return
	}
	for status, count := range tally {
		out <- prometheus.MustNewConstMetric(g.byRuns, prometheus.GaugeValue, float64(count), string(status))
	}
}

func (g *gauges) collectJobs(ctx context.Context, out chan<- prometheus.Metric) {
	stats, err := g.queue.Stats(ctx)
	if err != nil {
		g.log.LogAttrs(ctx, slog.LevelWarn, "jobs not counted", slog.Any("error", err))
		return
	}
	for state, count := range map[string]int{
		"available": stats.Available, "running": stats.Running, "scheduled": stats.Scheduled, "retryable": stats.Retryable,
	} {
		out <- prometheus.MustNewConstMetric(g.byJobs, prometheus.GaugeValue, float64(count), state)
	}
	out <- prometheus.MustNewConstMetric(g.oldest, prometheus.GaugeValue, stats.OldestAvailable.Seconds())
}

// Counters are counted as things happen.
type Counters struct {
	Items        *prometheus.CounterVec
	Transactions prometheus.Histogram
}

// NewCounters makes counters that nothing has counted yet.
func NewCounters() *Counters {
	c := &Counters{
		Items: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "dashkeep_run_items_total", Help: "Items of runs that got their outcome in this process.",
		}, []string{"status"}),
		Transactions: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "dashkeep_db_transaction_duration_seconds", Help: "Time of a transaction, the wait for its connection included.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5},
		}),
	}
	for _, status := range run.ItemStatuses() {
		if status.Finished() {
			c.Items.WithLabelValues(string(status))
		}
	}
	return c
}
