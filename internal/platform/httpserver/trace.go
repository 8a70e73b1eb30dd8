package httpserver

import (
	"net/http"

	"github.com/labstack/echo/v5"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// trace makes a span of each request, named by its route, as a child of the
// caller's when the request says so.
func (s *Server) trace(next echo.HandlerFunc) echo.HandlerFunc {
	if s.tracer == nil {
		return next
	}
	return func(c *echo.Context) error {
		request := c.Request()
		ctx := propagation.TraceContext{}.Extract(request.Context(), propagation.HeaderCarrier(request.Header))
		ctx, span := s.tracer.Start(ctx, request.Method+" "+c.Path(), trace.WithSpanKind(trace.SpanKindServer),
			trace.WithAttributes(attribute.String("http.request.method", request.Method),
				attribute.String("http.route", c.Path()), attribute.String("request_id", InfoOf(ctx).ID)))
		defer span.End()
		c.SetRequest(request.WithContext(ctx))
		err := next(c)
		if response, unwrapErr := echo.UnwrapResponse(c.Response()); unwrapErr == nil && response.Status != 0 {
			span.SetAttributes(attribute.Int("http.response.status_code", response.Status))
			if response.Status >= http.StatusInternalServerError {
				span.SetStatus(codes.Error, http.StatusText(response.Status))
			}
		}
		return err
	}
}
