package query

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
)

// What makes questions equal comes after enforcement, so that tenants never share; what
// is the asker's own comes behind what is shared.
func TestStages_stand_in_their_order(t *testing.T) {
	t.Parallel()
	var names []string
	for _, stage := range stages() {
		names = append(names, stage.name)
	}
	want := []string{
		"tenant", "closed endpoints", "window", "admit", "enforce", "cost", "local", "upstream", "series", "filter",
	}
	if !slices.Equal(names, want) {
		t.Errorf("the stages are %q", names)
	}
}

func TestProxy_says_where_an_answer_is_from(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true)
	ask := map[string][]string{
		"query_range":  {"query", "up", "start", "1799999000", "end", "1800000000", "step", "30"},
		"query":        {"query", "up"},
		"format_query": {"query", "up"},
	}
	for path, want := range map[string]string{
		"query_range":  `{"source":"main","step":30,"cache":"miss","age_seconds":0,"stale":false}`,
		"query":        `{"source":"main","cache":"miss","age_seconds":0,"stale":false}`,
		"format_query": `{"source":"main","cache":"bypass","age_seconds":0,"stale":false}`,
	} {
		w, _ := f.get(path, ask[path]...)
		if got := w.Header().Get("X-Dashkeep-Meta"); w.Code != http.StatusOK || got != want || !json.Valid([]byte(got)) {
			t.Errorf("%s: %d %s", path, w.Code, got)
		}
	}
	if w, _ := f.get("query", "query", "up("); w.Header().Get("X-Dashkeep-Meta") != "" {
		t.Error("a refusal has the meta of an answer")
	}
}
