// Package telemetry makes traces when the standard OpenTelemetry variables ask
// for them (OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_EXPORTER and the others that
// the exporter knows). Otherwise its tracer does nothing and costs nothing.
package telemetry

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

// scope is the name of the program's instrumentation.
const scope = "github.com/dashkeep/dashkeep"

// Tracing is the program's tracer and its end.
type Tracing struct {
	Tracer trace.Tracer
	stop   func(ctx context.Context) error
}

// Stop sends what is left.
func (t Tracing) Stop(ctx context.Context) error { return t.stop(ctx) }

// Wanted reports whether the environment, in the form of os.Environ, asks for
// traces. The error names a setting that can't be followed.
func Wanted(environ []string) (bool, error) {
	settings := map[string]string{}
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		settings[name] = value
	}
	switch exporter := settings["OTEL_TRACES_EXPORTER"]; exporter {
	case "none":
		return false, nil
	case "", "otlp":
	default:
		return false, fmt.Errorf("OTEL_TRACES_EXPORTER: must be otlp or none")
	}
	if settings["OTEL_SDK_DISABLED"] == "true" {
		return false, nil
	}
	return settings["OTEL_EXPORTER_OTLP_ENDPOINT"] != "" || settings["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] != "" ||
		settings["OTEL_TRACES_EXPORTER"] == "otlp", nil
}

// Start makes the tracer; one that does nothing when traces are not wanted.
func Start(ctx context.Context, wanted bool, version string) (Tracing, error) {
	if !wanted {
		return Tracing{
			Tracer: noop.NewTracerProvider().Tracer(scope), stop: func(context.Context) error { return nil },
		}, nil
	}
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return Tracing{}, fmt.Errorf("make the trace exporter: %w", err)
	}
	described, err := resource.New(ctx, resource.WithFromEnv(), resource.WithTelemetrySDK(), resource.WithAttributes(
		attribute.String("service.name", "dashkeep"), attribute.String("service.version", version)))
	if err != nil && !errors.Is(err, resource.ErrPartialResource) {
		return Tracing{}, fmt.Errorf("describe the service: %w", err)
	}
	provider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(exporter), sdktrace.WithResource(described))
	return Tracing{Tracer: provider.Tracer(scope), stop: provider.Shutdown}, nil
}
