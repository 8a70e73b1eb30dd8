package promstore

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.uber.org/goleak"

	"github.com/dashkeep/dashkeep/internal/platform/clock"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

type answer struct {
	Status    string          `json:"status"`
	Data      json.RawMessage `json:"data"`
	ErrorType string          `json:"errorType"`
	Error     string          `json:"error"`
	Warnings  []string        `json:"warnings"`
}

func open(tb testing.TB, cfg Config) *Store {
	tb.Helper()
	cfg.Dir = tb.TempDir()
	cfg.Log = slog.New(slog.DiscardHandler)
	s, err := Open(cfg)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			tb.Error(err)
		}
	})
	return s
}

func add(tb testing.TB, s *Store, name string, at time.Time, value float64, pairs ...string) {
	tb.Helper()
	set := map[string]string{"__name__": name}
	for i := 0; i < len(pairs); i += 2 {
		set[pairs[i]] = pairs[i+1]
	}
	if err := s.Append(tb.Context(), []Sample{{Labels: set, At: at, Value: value}}); err != nil {
		tb.Fatal(err)
	}
}

func get(tb testing.TB, s *Store, path string, form url.Values) (int, answer) {
	tb.Helper()
	r := httptest.NewRequest(http.MethodGet, "/api/v1/"+path+"?"+form.Encode(), nil)
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	var a answer
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		tb.Fatalf("%s: %v: %s", path, err, w.Body)
	}
	return w.Code, a
}

func instant(tb testing.TB, s *Store, query string) string {
	tb.Helper()
	status, a := get(tb, s, "query", url.Values{"query": {query}})
	if status != http.StatusOK {
		tb.Fatalf("%s: %d %s", query, status, a.Error)
	}
	return string(a.Data)
}

// eventually waits for what the store does by itself and tells how long it took. A
// busy machine may take its time: only what never comes is a fault.
func eventually(t *testing.T, what string, holds func() bool) time.Duration {
	t.Helper()
	const within = 2 * time.Minute
	began := time.Now()
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	for time.Since(began) < within {
		if holds() {
			return time.Since(began)
		}
		<-ticker.C
	}
	t.Fatalf("not within %s: %s", within, what)
	return 0
}

func TestStore_scrapes_the_program_itself_within_two_seconds(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewRegistry()
	gauge := prometheus.NewGauge(prometheus.GaugeOpts{Name: "dashkeep_answer", Help: "The answer."})
	gauge.Set(42)
	registry.MustRegister(gauge)
	s := open(t, Config{Registry: registry, Self: promhttp.HandlerFor(registry, promhttp.HandlerOpts{})})

	if pace := s.selfPace(); pace > 2*time.Second {
		t.Errorf("at first it is scraped every %s", pace)
	}
	took := eventually(t, "a sample of dashkeep_answer", func() bool {
		return strings.Contains(instant(t, s, `dashkeep_answer{job="dashkeep",instance="dashkeep"}`), `"42"`)
	})
	t.Logf("first sample after %s", took)
	if _, a := get(t, s, "metadata", url.Values{"metric": {"dashkeep_answer"}}); string(a.Data) !=
		`{"dashkeep_answer":[{"type":"gauge","help":"The answer.","unit":""}]}` {
		t.Errorf("metadata: %s", a.Data)
	}
	if states := s.Targets(); len(states) != 1 || !states[0].Healthy || states[0].Job != "dashkeep" {
		t.Errorf("targets: %+v", states)
	}
}

// A scraper that is stopped before it has looked at its targets begins with none of
// them afterwards: TestMain sees what goes on.
func TestStore_closed_at_once_leaves_nothing_behind(t *testing.T) {
	for range 60 {
		s, err := Open(Config{Dir: t.TempDir(), Log: slog.New(slog.DiscardHandler), Self: http.NotFoundHandler()})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestStore_scrapes_the_program_itself_at_the_pace_that_it_is_given(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewRegistry()
	s := open(t, Config{Self: promhttp.HandlerFor(registry, promhttp.HandlerOpts{}), SelfInterval: 2 * time.Minute})
	if err := s.endWarmUp(); err != nil {
		t.Fatal(err)
	}
	if pace := s.selfPace(); pace != 2*time.Minute {
		t.Errorf("every %s", pace)
	}
}

// selfPace is how often the program itself is scraped just now.
func (s *Store) selfPace() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.pools {
		if p.target.Job == selfJob {
			return p.target.Interval
		}
	}
	return 0
}

func TestApply_adds_and_removes_targets_while_running(t *testing.T) {
	t.Parallel()
	target := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		_, _ = io.WriteString(w, "outside 7\n")
	}))
	t.Cleanup(target.Close)
	s := open(t, Config{Dial: (&net.Dialer{}).DialContext})
	static := Target{
		Job: "outside", Address: target.URL, Interval: time.Second,
		Labels: map[string]string{"site": "here"},
	}

	if err := s.Apply(t.Context(), []Target{static}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "a sample of the new target", func() bool {
		return strings.Contains(instant(t, s, `outside{job="outside",site="here"}`), `"7"`)
	})
	if err := s.Apply(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	took := eventually(t, "the removed target's series are stale", func() bool {
		return instant(t, s, `outside`) == `{"resultType":"vector","result":[]}`
	})
	t.Logf("stale after %s", took)
}

func TestApply_keeps_a_removed_pool_until_its_series_are_stale(t *testing.T) {
	t.Parallel()
	now := clock.NewManual(time.Now())
	s := open(t, Config{Clock: now})
	static := Target{Job: "gone", Address: "gone.example:9100", Interval: 10 * time.Second}
	pools := func() int { s.mu.Lock(); defer s.mu.Unlock(); return len(s.pools) }

	for _, step := range []struct {
		targets []Target
		wait    time.Duration
		pools   int
	}{
		{[]Target{static}, 0, 1}, {nil, 0, 1}, {nil, 21 * time.Second, 1}, {nil, 2 * time.Second, 0},
	} {
		now.Advance(step.wait)
		if err := s.Apply(t.Context(), step.targets); err != nil {
			t.Fatal(err)
		}
		if got := pools(); got != step.pools {
			t.Errorf("after %s: %d pools, want %d", step.wait, got, step.pools)
		}
	}
}

func TestApply_refuses_wrong_targets(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	for name, targets := range map[string][]Target{
		"no_job":            {{Address: "a:1"}},
		"own_job":           {{Job: "dashkeep", Address: "a:1"}},
		"own_address":       {{Job: "x", Address: SelfAddress}},
		"twice":             {{Job: "x", Address: "a:1"}, {Job: "x", Address: "http://a:1"}},
		"path_in_address":   {{Job: "x", Address: "http://a:1/metrics"}},
		"other_scheme":      {{Job: "x", Address: "file:///etc/passwd"}},
		"user_in_address":   {{Job: "x", Address: "http://u:p@a:1"}},
		"query_in_path":     {{Job: "x", Address: "a:1", Path: "/metrics?x=y"}},
		"too_often":         {{Job: "x", Address: "a:1", Interval: time.Millisecond}},
		"socket_label":      {{Job: "x", Address: "a:1", Labels: map[string]string{"__unix_socket__": "/run/x"}}},
		"job_label":         {{Job: "x", Address: "a:1", Labels: map[string]string{"job": "dashkeep"}}},
		"strange_label":     {{Job: "x", Address: "a:1", Labels: map[string]string{"a b": "c"}}},
		"more_than_allowed": make([]Target, maxTargets+1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := s.Apply(t.Context(), targets); err == nil {
				t.Error("was taken")
			}
		})
	}
}

func TestStore_without_a_dialer_reaches_no_target(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	if _, err := s.dial(t.Context(), "tcp", "127.0.0.1:1"); err == nil {
		t.Error("connected")
	}
}

func TestOpen_refuses_a_folder_in_use(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	if _, err := Open(Config{Dir: s.cfg.Dir, Log: s.cfg.Log}); err == nil {
		t.Error("the same folder was opened twice")
	}
}

func TestStore_keeps_samples_over_a_restart(t *testing.T) {
	t.Parallel()
	cfg := Config{Dir: t.TempDir(), Log: slog.New(slog.DiscardHandler)}
	first, err := Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	add(t, first, "kept", time.Now(), 3)
	for range 2 { // the second Close does nothing
		if err := first.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	began := time.Now()
	second, err := Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("ready after %s", time.Since(began))
	if got := instant(t, second, "kept"); !strings.Contains(got, `"3"`) {
		t.Errorf("after the restart: %s", got)
	}
	if err := second.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := second.Apply(t.Context(), nil); err == nil {
		t.Error("a closed store took targets")
	}
}

func TestHandler_answers_as_prometheus_does(t *testing.T) {
	t.Parallel()
	at := time.Unix(1_800_000_000, 0)
	s := open(t, Config{Clock: clock.NewManual(at)})
	add(t, s, "a", at, 1.5, "x", `quo"te\`+"\n\x01", "name.dotted", "1")
	add(t, s, "a", at, 1e22, "x", "2")
	add(t, s, "b", at, 1e-9, "x", "3")
	stamp := fmt.Sprint(at.Unix())
	window := url.Values{"start": {stamp}, "end": {fmt.Sprint(at.Unix() + 15)}, "step": {"15s"}}
	with := func(base url.Values, pairs ...string) url.Values {
		form := url.Values{}
		for key, values := range base {
			form[key] = values
		}
		for i := 0; i < len(pairs); i += 2 {
			form.Add(pairs[i], pairs[i+1])
		}
		return form
	}
	for name, c := range map[string]struct {
		path   string
		form   url.Values
		status int
		data   string
		fault  string
	}{
		"instant": {
			"query", with(nil, "query", `a{x="2"}`), 200,
			`{"resultType":"vector","result":[{"metric":{"__name__":"a","x":"2"},"value":[1800000000,"1e+22"]}]}`, "",
		},
		"small": {
			"query", with(nil, "query", `b`, "time", stamp+".25"), 200,
			`{"resultType":"vector","result":[{"metric":{"__name__":"b","x":"3"},"value":[1800000000.250,"1e-09"]}]}`, "",
		},
		"scalar": {
			"query", with(nil, "query", `scalar(nothing)`), 200,
			`{"resultType":"scalar","result":[1800000000,"NaN"]}`, "",
		},
		"string": {"query", with(nil, "query", `"\"x"`), 200, `{"resultType":"string","result":[1800000000,"\"x"]}`, ""},
		"range": {
			"query_range", with(window, "query", `a{x="2"} > bool 1`), 200,
			`{"resultType":"matrix","result":[{"metric":{"x":"2"},"values":[[1800000000,"1"],[1800000015,"1"]]}]}`, "",
		},
		"limit":          {"query", with(nil, "query", `count by (x) ({__name__=~"a|b"})`, "limit", "0"), 200, "", ""},
		"names":          {"labels", nil, 200, `["__name__","name.dotted","x"]`, ""},
		"names_of_two":   {"labels", with(nil, "match[]", `a{x="2"}`, "match[]", "b"), 200, `["__name__","x"]`, ""},
		"values":         {"label/x/values", with(nil, "match[]", `a{x="2"}`, "match[]", "b"), 200, `["2","3"]`, ""},
		"values_escaped": {"label/U__name_2e_dotted/values", nil, 200, `["1"]`, ""},
		"values_cut":     {"label/__name__/values", with(nil, "limit", "1"), 200, `["a"]`, ""},
		"series": {
			"series", with(nil, "match[]", `{__name__="a"}`), 200,
			`[{"__name__":"a","name.dotted":"1","x":"quo\"te\\\n\u0001"},{"__name__":"a","x":"2"}]`, "",
		},
		"series_unbounded": {"series", with(nil, "match[]", `{x=~".*"}`), 400, "", "at least one non-empty"},
		"series_nothing":   {"series", nil, 400, "", "no match[] parameter provided"},
		"rules":            {"rules", nil, 200, `{"groups":[]}`, ""},
		"alerts":           {"alerts", nil, 200, `{"alerts":[]}`, ""},
		"exemplars":        {"query_exemplars", with(nil, "query", "a"), 200, `[]`, ""},
		"format":           {"format_query", with(nil, "query", "sum(a)by(x)"), 200, `"sum by (x) (a)"`, ""},
		"syntax":           {"query", with(nil, "query", "sum("), 400, "", `invalid parameter "query": 1:5: parse error`},
		"no_step":          {"query_range", with(nil, "query", "a", "start", "1", "end", "2"), 400, "", `parameter "step"`},
		"nan_time":         {"query", with(nil, "query", "a", "time", "NaN"), 400, "", `parameter "time"`},
		"zero_step": {
			"query_range", with(nil, "query", "a", "start", "1", "end", "2", "step", "0"), 400, "",
			"zero or negative",
		},
		"points": {
			"query_range", with(nil, "query", "a", "start", "0", "end", "9e9", "step", "1"), 400, "",
			"11,000 points",
		},
		"execution": {"query", with(nil, "query", "a + on() a"), 422, "", "many-to-many"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, a := get(t, s, c.path, c.form)
			if status != c.status || !strings.Contains(a.Error, c.fault) {
				t.Fatalf("status %d, want %d; error %q", status, c.status, a.Error)
			}
			if diff := cmp.Diff(c.data, string(a.Data)); c.data != "" && diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHandler_shows_the_tree_of_a_query(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	status, a := get(t, s, "parse_query", url.Values{"query": {`topk(2, rate(a{x="1"}[5m] offset 1m))`}})
	want := `{"expr":{"args":[{"anchored":false,"matchers":[{"name":"x","type":"=","value":"1"},` +
		`{"name":"__name__","type":"=","value":"a"}],"name":"a","offset":60000,"offsetExpr":null,"range":300000,` +
		`"rangeExpr":null,"smoothed":false,"startOrEnd":null,"timestamp":null,"type":"matrixSelector"}],` +
		`"func":{"argTypes":["matrix"],"name":"rate","returnType":"vector","variadic":0},"type":"call"},` +
		`"grouping":[],"op":"topk","param":{"type":"numberLiteral","val":"2"},"type":"aggregation","without":false}`
	if diff := cmp.Diff(want, string(a.Data)); status != http.StatusOK || diff != "" {
		t.Errorf("%d %s", status, diff)
	}
}

func TestHandler_ends_slow_queries(t *testing.T) {
	t.Parallel()
	s := open(t, Config{})
	status, a := get(t, s, "query", url.Values{"query": {"vector(1)"}, "timeout": {"0"}})
	if status != http.StatusServiceUnavailable || a.ErrorType != "timeout" {
		t.Errorf("%d %s %s", status, a.ErrorType, a.Error)
	}
}

func BenchmarkQueryRange_500_series_241_points(b *testing.B) {
	at := time.Unix(1_800_000_000, 0)
	s := open(b, Config{})
	var samples []Sample
	for i := range 500 {
		set := map[string]string{"__name__": "m", "namespace": "ns", "pod": fmt.Sprintf("pod-%04d-abcdef", i)}
		for step := range 241 {
			when := at.Add(time.Duration(step) * 15 * time.Second)
			samples = append(samples, Sample{set, when, float64(i*step) * 1.37})
		}
	}
	if err := s.Append(b.Context(), samples); err != nil {
		b.Fatal(err)
	}
	form := url.Values{"query": {"m"}, "start": {"1800000000"}, "end": {"1800003600"}, "step": {"15"}}
	r := httptest.NewRequest(http.MethodGet, "/api/v1/query_range?"+form.Encode(), nil)
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r.Clone(b.Context()))
		b.SetBytes(int64(w.Body.Len()))
	}
}
