package query

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"github.com/dashkeep/dashkeep/internal/core/access"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/upstream"
)

func TestProxy_asks_once_for_equal_questions_at_the_same_time(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true)
	const viewers = 10
	f.answer = func(w http.ResponseWriter, r *http.Request) {
		look := time.NewTicker(time.Millisecond)
		defer look.Stop()
		for f.waiting() < viewers { // until all wait
			select {
			case <-look.C:
			case <-r.Context().Done():
				return
			}
		}
		_, _ = io.WriteString(w, okAnswer)
	}
	var all sync.WaitGroup
	for i := range viewers {
		all.Go(func() {
			// Spelled differently, but the same question.
			if w, said := f.get("query", "query", "sum( up )"+strings.Repeat(" ", i)); w.Code != http.StatusOK {
				t.Errorf("%+v", said)
			}
		})
	}
	all.Wait()
	if got := f.reached(); len(got) != 1 {
		t.Errorf("%d requests", len(got))
	}
	if joined := testutil.ToFloat64(f.service.metrics.cached.WithLabelValues("hit")); joined != viewers-1 {
		t.Errorf("%v joined", joined)
	}
}

func TestFlights_end_when_nobody_waits_any_more(t *testing.T) {
	t.Parallel()
	f := newFlights()
	started, ended := make(chan struct{}), make(chan struct{})
	ctx, leave := context.WithCancel(t.Context())
	go func() { <-started; leave() }()
	_, _, err := f.do(ctx, "k", time.Minute, "ada", func(ctx context.Context, _ *upstream.Party) (Answer, error) {
		close(started)
		<-ctx.Done()
		close(ended)
		return Answer{}, ctx.Err()
	})
	if CodeOf(err) != CodeCanceled {
		t.Errorf("%v", err)
	}
	<-ended
}

func TestProxy_counts_what_it_does(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true)
	f.get("query", "query", "up")
	f.get("query", "query", "up")
	f.get("query", "query", "up(")
	f.answer = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }
	f.get("query", "query", "up")
	want := `
# HELP dashkeep_query_enforcement_memo_total Queries whose enforcement was remembered or not.
# TYPE dashkeep_query_enforcement_memo_total counter
dashkeep_query_enforcement_memo_total{result="hit"} 2
dashkeep_query_enforcement_memo_total{result="miss"} 2
# HELP dashkeep_query_rejected_total Questions refused before any metrics server was asked.
# TYPE dashkeep_query_rejected_total counter
dashkeep_query_rejected_total{code="query_syntax"} 1
# HELP dashkeep_query_requests_total Questions to datasources by outcome; code ok is success.
# TYPE dashkeep_query_requests_total counter
dashkeep_query_requests_total{code="datasource_unreachable",kind="global"} 1
dashkeep_query_requests_total{code="ok",kind="embedded"} 0
dashkeep_query_requests_total{code="ok",kind="global"} 2
dashkeep_query_requests_total{code="query_syntax",kind="global"} 1
# HELP dashkeep_query_upstream_errors_total Questions that a metrics server did not answer well.
# TYPE dashkeep_query_upstream_errors_total counter
dashkeep_query_upstream_errors_total{code="datasource_unreachable",kind="global"} 1
`
	err := testutil.GatherAndCompare(f.registry, strings.NewReader(want), "dashkeep_query_enforcement_memo_total",
		"dashkeep_query_rejected_total", "dashkeep_query_requests_total", "dashkeep_query_upstream_errors_total")
	if err != nil {
		t.Error(err)
	}
}

func TestQuery_tells_what_a_query_finds(t *testing.T) {
	t.Parallel()
	store := world(t, 31)
	s := serviceOn(t, store, Datasource{TenantLabel: "namespace", Namespaces: []string{"a"}})
	scope := access.System("p", "validation", access.QueryRun)
	start, end := time.Unix(worldStart+240, 0), time.Unix(worldStart+540, 0)
	ask := func(query string) (Result, error) {
		return s.Query(t.Context(), scope, Request{
			Datasource: "e", Query: query, Start: start, End: end, Step: 30 * time.Second,
		})
	}
	got, err := ask("m1")
	want := Result{Series: 3, Samples: 33, First: start.UTC(), Last: end.UTC(), Metrics: []string{"m1"}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	got, err = ask(`m1{x="none"} + nowhere`)
	if err != nil || got.Series != 0 || !cmp.Equal(got.UnknownMetrics, []string{"nowhere"}) {
		t.Errorf("%+v, %v", got, err)
	}
	got, err = s.Query(t.Context(), scope, Request{Datasource: "e", Query: "1 + 1", Instant: true, End: end})
	if err != nil || got.Series != 1 || !got.Last.Equal(end) {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err = ask("sum("); CodeOf(err) != CodeSyntax {
		t.Errorf("%v", err)
	}
	if _, err = s.Query(t.Context(), access.Scope{}, Request{Query: "up"}); !apperror.Is(err, apperror.Internal) {
		t.Errorf("without a decision: %v", err)
	}
}

func TestQuery_tells_that_the_source_is_down_or_not_allowed(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	scope := access.System("p", "validation", access.QueryRun)
	for address, code := range map[string]string{
		"http://127.0.0.1:1":     "destination_not_allowed", // a port that never speaks HTTP
		"http://127.0.0.1:59999": CodeDown,
		"http://169.254.169.254": "destination_not_allowed",
		"ftp://x":                CodeDown,
	} {
		f.service.cfg.Datasources = fixed(Datasource{Name: "x", Kind: Prometheus, URL: address})
		_, err := f.service.Query(t.Context(), scope, Request{Query: "up", Instant: true})
		if CodeOf(err) != code {
			t.Errorf("%s: %v", address, err)
		}
	}
}
