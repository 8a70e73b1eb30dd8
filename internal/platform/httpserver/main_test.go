package httpserver_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
	"github.com/dashkeep/dashkeep/internal/platform/httpserver"
)

// patience bounds every wait of these tests; nothing should come near it.
const patience = 2 * time.Minute

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// edge is a server with its log and its metrics at hand.
type edge struct {
	*httpserver.Server
	log      *strings.Builder
	registry *prometheus.Registry
}

func newEdge(t *testing.T, change ...func(*httpserver.Options)) edge {
	t.Helper()
	made := edge{log: &strings.Builder{}, registry: prometheus.NewRegistry()}
	options := httpserver.Options{
		Log:   slog.New(slog.NewTextHandler(made.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Clock: clock.System{}, Metrics: made.registry, Grace: 5 * time.Second,
	}
	for _, each := range change {
		each(&options)
	}
	server, err := httpserver.New(options)
	if err != nil {
		t.Fatal(err)
	}
	made.Server = server
	return made
}

// send gives the answer of the whole edge to a request.
func (e edge) send(r *http.Request) *http.Response {
	recorder := httptest.NewRecorder()
	e.Handler().ServeHTTP(recorder, r)
	return recorder.Result()
}

func bodyOf(t *testing.T, answer *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func quiet(options *httpserver.Options) { options.Log = slog.New(slog.DiscardHandler) }

func newEdgeLog() *slog.Logger { return slog.New(slog.DiscardHandler) }

func newRegistry() *prometheus.Registry { return prometheus.NewRegistry() }

func systemClock() clock.Clock { return clock.System{} }
