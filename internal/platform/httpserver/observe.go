package httpserver

import (
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v5"
	"github.com/prometheus/client_golang/prometheus"
)

// noRoute stands for the route of a request that has none.
const noRoute = "none"

// statusAborted is counted for answers that were cut off. It is never sent.
const statusAborted = 499

type requestMetrics struct {
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	inFlight prometheus.Gauge
}

func newRequestMetrics(registry prometheus.Registerer) *requestMetrics {
	metrics := &requestMetrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "dashkeep_http_requests_total", Help: "Requests by route, method and status code.",
		}, []string{"route", "method", "code"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "dashkeep_http_request_duration_seconds", Help: "Time to answer by route.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"route"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "dashkeep_http_requests_in_flight", Help: "Requests being answered.",
		}),
	}
	registry.MustRegister(metrics.requests, metrics.duration, metrics.inFlight)
	// Both are there before the first request: a chart of them shows that nothing
	// happened, and not that they do not exist.
	metrics.requests.WithLabelValues(noRoute, http.MethodGet, strconv.Itoa(http.StatusOK))
	metrics.duration.WithLabelValues(noRoute)
	return metrics
}

// observe counts, times and logs each request by its route, never by its whole
// address: addresses may hold what must not stand in a log.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c *echo.Context) error {
		started, whole := s.clock.Now(), false
		s.metrics.inFlight.Inc()
		defer func() {
			s.metrics.inFlight.Dec()
			s.note(c, s.clock.Now().Sub(started), whole)
		}()
		if err := next(c); err != nil {
			s.onError(c, err)
		}
		whole = true
		return nil
	}
}

// note writes down one request. One that was not answered as a whole counts as
// aborted.
func (s *Server) note(c *echo.Context, took time.Duration, whole bool) {
	r := c.Request()
	status := statusAborted
	if response, err := echo.UnwrapResponse(c.Response()); err == nil && whole {
		status = response.Status
	}
	route := c.Path()
	if route == "" {
		route = noRoute
	}
	s.count(r, route, status)
	if !s.terms[r.Method+" "+c.Path()].Streams {
		s.metrics.duration.WithLabelValues(route).Observe(took.Seconds())
	}
	level := slog.LevelDebug
	if status >= http.StatusInternalServerError {
		level = slog.LevelWarn
	}
	info := InfoOf(r.Context())
	s.log.LogAttrs(r.Context(), level, "request",
		slog.String("request_id", info.ID), slog.String("method", methodOf(r)), slog.String("route", route),
		slog.Int("status", status), slog.Float64("seconds", took.Seconds()), slog.String("client", info.ClientAddress))
}

func (s *Server) count(r *http.Request, route string, status int) {
	s.metrics.requests.WithLabelValues(route, methodOf(r), strconv.Itoa(status)).Inc()
}

// methodOf gives a request's method as a label. A client may invent methods, and
// each would be a series of its own.
func methodOf(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete,
		http.MethodOptions:
		return r.Method
	default:
		return "other"
	}
}
