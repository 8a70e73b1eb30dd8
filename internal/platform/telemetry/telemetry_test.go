package telemetry_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/telemetry"
)

func TestWanted(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		environ []string
		want    bool
		bad     bool
	}{
		"nothing set":         {environ: []string{"PATH=/bin"}},
		"an endpoint":         {environ: []string{"OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318"}, want: true},
		"switched off":        {environ: []string{"OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318", "OTEL_SDK_DISABLED=true"}},
		"no exporter":         {environ: []string{"OTEL_TRACES_EXPORTER=none", "OTEL_EXPORTER_OTLP_ENDPOINT=x"}},
		"an unknown exporter": {environ: []string{"OTEL_TRACES_EXPORTER=zipkin"}, bad: true},
	}
	for name, each := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := telemetry.Wanted(each.environ)
			if got != each.want || (err != nil) != each.bad {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
}

// Not parallel: the exporter reads the process's environment.
func TestTracesReachTheCollector(t *testing.T) {
	arrived := make(chan string, 1)
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		select {
		case arrived <- r.URL.Path + " " + string(body):
		default:
		}
	}))
	t.Cleanup(collector.Close)
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	tracing, err := telemetry.Start(t.Context(), true, "1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	_, span := tracing.Tracer.Start(t.Context(), "a span of the test")
	span.End()
	if err := tracing.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := <-arrived; !strings.HasPrefix(got, "/v1/traces") || !strings.Contains(got, "a span of the test") {
		t.Errorf("the collector got %q", got)
	}
}
