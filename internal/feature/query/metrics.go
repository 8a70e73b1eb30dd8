package query

import (
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/dashkeep/dashkeep/internal/feature/query/question"
)

// The kinds of datasources in metrics. Names are not told: every signed-in user may
// read the metrics, and nobody may know the datasources of other projects.
const (
	embeddedKind = "embedded"
	globalKind   = "global"
	projectKind  = "project"
)

func kindOf(ds question.Datasource) string {
	switch {
	case ds.Kind == question.Embedded:
		return embeddedKind
	case ds.Project == "":
		return globalKind
	default:
		return projectKind
	}
}

// metrics are what the metrics path tells of itself.
type metrics struct {
	requests   *prometheus.CounterVec
	duration   *prometheus.HistogramVec
	rejected   *prometheus.CounterVec
	upstream   *prometheus.CounterVec
	inFlight   prometheus.Gauge
	memoHits   prometheus.Counter
	memoMisses prometheus.Counter
	// cached counts answers by where they came from: hit (shared with an equal
	// question under way) or miss (asked upstream).
	cached *prometheus.CounterVec
}

func newMetrics(registry prometheus.Registerer, load func() (running, waiting int)) (*metrics, error) {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "dashkeep_query_" + name, Help: help}, labels)
	}
	gauge := func(name, help string, value func() float64) prometheus.GaugeFunc {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "dashkeep_query_" + name, Help: help}, value)
	}
	memo := counter("enforcement_memo_total", "Queries whose enforcement was remembered or not.", "result")
	m := &metrics{
		requests: counter("requests_total", "Questions to datasources by outcome; code ok is success.",
			"kind", "code"),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "dashkeep_query_duration_seconds", Help: "Time from question to answer.",
			Buckets: []float64{.001, .005, .025, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"endpoint"}),
		rejected: counter("rejected_total", "Questions refused before any metrics server was asked.", "code"),
		upstream: counter("upstream_errors_total", "Questions that a metrics server did not answer well.",
			"kind", "code"),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "dashkeep_query_in_flight", Help: "Questions that are being answered.",
		}),
		memoHits: memo.WithLabelValues("hit"), memoMisses: memo.WithLabelValues("miss"),
		cached: counter("cache_requests_total", "Answers by source: hit is shared with an equal question, miss was asked.",
			"result"),
	}
	// The series exist from the start, so that a rate over them is 0 and not absent.
	m.cached.WithLabelValues("hit")
	m.cached.WithLabelValues("miss")
	m.requests.WithLabelValues(embeddedKind, "ok")
	m.duration.WithLabelValues(string(question.RangeQuery))
	if registry == nil {
		return m, nil
	}
	all := []prometheus.Collector{
		m.requests, m.duration, m.rejected, m.upstream, m.inFlight, memo, m.cached,
		gauge("upstream_running", "Requests that metrics servers are answering.", func() float64 {
			running, _ := load()
			return float64(running)
		}),
		gauge("upstream_waiting", "Requests that wait for a turn at a metrics server.", func() float64 {
			_, waiting := load()
			return float64(waiting)
		}),
	}
	for _, one := range all {
		if err := registry.Register(one); err != nil {
			return nil, fmt.Errorf("register query metrics: %w", err)
		}
	}
	return m, nil
}

func (m *metrics) cache(shared bool) {
	if shared {
		m.cached.WithLabelValues("hit").Inc()
		return
	}
	m.cached.WithLabelValues("miss").Inc()
}

func (m *metrics) observe(ds question.Datasource, a question.Ask, took time.Duration, err error) {
	code := question.CodeOf(err)
	if err == nil {
		code = "ok"
	}
	m.requests.WithLabelValues(kindOf(ds), code).Inc()
	m.duration.WithLabelValues(string(a.Endpoint)).Observe(took.Seconds())
	if err == nil {
		return
	}
	if asked(code) {
		m.upstream.WithLabelValues(kindOf(ds), code).Inc()
		return
	}
	m.rejected.WithLabelValues(code).Inc()
}

// asked reports whether a failure of this code came from a metrics server.
func asked(code string) bool {
	switch code {
	case question.CodeTooManySeries, question.CodeTooLarge, question.CodeExecution, question.CodeBusy,
		question.CodeDown, question.CodeTimeout, question.CodeGarbage, question.CodeRejected,
		question.CodeRefused, question.CodeCanceled:
		return true
	default:
		return false
	}
}
