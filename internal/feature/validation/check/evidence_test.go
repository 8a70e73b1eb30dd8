package check_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
)

func TestAPanelKeepsWhatWasAskedAndWhatCameBack(t *testing.T) {
	t.Parallel()
	p := plan(t, dash{panels: map[string]any{
		"a": panel("up", `rate(http_requests_total{job=~".+"}[5m])`), "b": panel("gone_total"),
	}})
	at := time.Date(2026, 11, 20, 9, 42, 0, 0, time.UTC)
	answers := []check.Answer{
		{Series: 12, Points: 1440, Numbers: 1440, Longest: 120, LastAt: at, Took: 84 * time.Millisecond, Attempts: 1},
		{Failure: check.Rejected, Message: "many-to-many matching", Took: time.Second, Attempts: 2},
		{Attempts: 1},
	}
	r := check.Judge(p, check.Findings{Answers: answers})
	want := []check.QueryResult{
		{Expression: "up", Datasource: "prom", Series: 12, Points: 120, LastAt: &at, DurationMS: 84, Attempts: 1},
		{
			Expression: `rate(http_requests_total{job=~".+"}[5m])`, Datasource: "prom", Failure: "many-to-many matching",
			DurationMS: 1000, Attempts: 2,
		},
	}
	if diff := cmp.Diff(want, r.Panels[0].Queries); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]check.QueryResult{{Expression: "gone_total", Datasource: "prom", Attempts: 1}}, r.Panels[1].Queries); diff != "" {
		t.Error(diff)
	}
}

func TestEvidenceIsBounded(t *testing.T) {
	t.Parallel()
	many := make([]string, 40)
	for i := range many {
		many[i] = "up + " + strings.Repeat("1 + ", i) + "1"
	}
	many[0] = `up{job="` + strings.Repeat("ü", 3000) + `"}`
	p := plan(t, dash{panels: map[string]any{"a": panel(many...)}})
	answers := make([]check.Answer, len(p.Questions))
	for i := range answers {
		answers[i] = check.Answer{Failure: check.Rejected, Message: strings.Repeat("x", 5000), Attempts: 1}
	}
	queries := check.Judge(p, check.Findings{Answers: answers}).Panels[0].Queries
	if len(queries) != 10 {
		t.Fatalf("%d queries are kept", len(queries))
	}
	if got := queries[0].Expression; len(got) > 2000 || !strings.HasSuffix(got, "ü…") {
		t.Errorf("a long query has %d bytes and ends in %q", len(got), got[len(got)-8:])
	}
	if got := queries[1].Failure; len(got) > 300 {
		t.Errorf("a failure has %d bytes", len(got))
	}
}
