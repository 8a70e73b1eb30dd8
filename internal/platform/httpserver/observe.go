package httpserver

import (
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v5"
	"github.com/prometheus/client_golang/prometheus"
)

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
	return metrics
}

// observe counts, times and logs each request by its route, never by its whole
// address: addresses may hold what must not stand in a log.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c *echo.Context) error {
		started := s.clock.Now()
		s.metrics.inFlight.Inc()
		defer s.metrics.inFlight.Dec()
		err := next(c)
		if err != nil {
			s.onError(c, err)
		}
		s.note(c, s.clock.Now().Sub(started).Seconds())
		return nil
	}
}

func (s *Server) note(c *echo.Context, seconds float64) {
	status := http.StatusOK
	if response, err := echo.UnwrapResponse(c.Response()); err == nil && response.Status != 0 {
		status = response.Status
	}
	route := c.Path()
	if route == "" {
		route = "none"
	}
	s.metrics.requests.WithLabelValues(route, c.Request().Method, strconv.Itoa(status)).Inc()
	if !strings.HasSuffix(route, "/events") {
		s.metrics.duration.WithLabelValues(route).Observe(seconds)
	}
	level := slog.LevelDebug
	if status >= http.StatusInternalServerError {
		level = slog.LevelWarn
	}
	info := InfoOf(c.Request().Context())
	s.log.LogAttrs(c.Request().Context(), level, "request",
		slog.String("request_id", info.ID), slog.String("method", c.Request().Method), slog.String("route", route),
		slog.Int("status", status), slog.Float64("seconds", seconds), slog.String("client", info.ClientAddress))
}
