package query

import (
	"net/http"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus/testutil"
)

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
