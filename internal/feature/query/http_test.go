package query

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/feature/query/question"
	"github.com/dashkeep/dashkeep/internal/testkit/promqltest"
)

func TestProxy_builds_the_upstream_request_from_an_allow_list(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, path   string
		pairs        []string
		method, want string
		form         url.Values
	}{
		{
			"query", "query",
			[]string{"query", "sum(up)", "time", "1799999990.5", "timeout", "3s"},
			"POST", "query",
			formOf([]string{"query", `sum(up{namespace="a"})`, "time", "1799999990.500", "timeout", "3"}),
		},
		{
			"query_without_time", "query",
			[]string{"query", "up"},
			"POST", "query",
			formOf([]string{"query", `up{namespace="a"}`, "timeout", "10"}),
		},
		{
			"range", "query_range",
			[]string{"query", "up", "start", "1799999000", "end", "2027-01-15T08:00:00Z", "step", "1m"},
			"POST", "query_range", formOf([]string{
				"query", `up{namespace="a"}`, "start", "1799999000.000",
				"end", "1800000000.000", "step", "60", "timeout", "10",
			}),
		},
		{
			"labels", "labels",
			[]string{"start", "1799999000", "end", "1800000000", "limit", "5"},
			"POST", "labels",
			formOf([]string{"match[]", `{namespace="a"}`, "start", "1799999000.000", "end", "1800000000.000", "limit", "5"}),
		},
		{
			"values", "label/pod/values",
			[]string{"match[]", "up", "start", "1799999000", "end", "1800000000"},
			"GET",
			"label/pod/values", formOf([]string{
				"match[]", `{__name__="up",namespace="a"}`, "start", "1799999000.000",
				"end", "1800000000.000", "limit", "10000",
			}),
		},
		{"rules", "rules", []string{"type", "alert", "rule_group[]", "x"}, "GET", "rules", url.Values{}},
		{
			"P23_foreign_parameters", "query",
			[]string{
				"query", "up", "dedup", "false", "partial_response", "true",
				"max_source_resolution", "1h", "engine", "x", "tenant", "b", "explain", "true", "stats", "all", "storeMatch[]", "x",
				"lookback_delta", "10y", "namespace", "b",
			},
			"POST", "query",
			formOf([]string{"query", `up{namespace="a"}`, "timeout", "10"}),
		},
		{
			"P28_long_timeout", "query",
			[]string{"query", "up", "timeout", "1h"},
			"POST", "query",
			formOf([]string{"query", `up{namespace="a"}`, "timeout", "30"}),
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, true)
			if c.path == "rules" {
				f.answer = func(w http.ResponseWriter, _ *http.Request) {
					_, _ = io.WriteString(w, `{"status":"success","data":{"groups":[]}}`)
				}
			}
			if w, said := f.get(c.path, c.pairs...); w.Code != http.StatusOK {
				t.Fatalf("%d %+v", w.Code, said)
			}
			got := f.reached()
			if len(got) != 1 || got[0].method != c.method || got[0].path != "/base/api/v1/"+c.want {
				t.Fatalf("%+v", got)
			}
			for key := range got[0].form {
				if key == "match[]" && !promqltest.Same(t, got[0].form.Get(key), c.form.Get(key)) {
					t.Errorf("match[] is %s", got[0].form.Get(key))
				}
			}
			got[0].form.Del("match[]")
			c.form.Del("match[]")
			if diff := cmp.Diff(c.form, got[0].form); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestProxy_refuses_without_asking_upstream(t *testing.T) {
	t.Parallel()
	form := http.Header{"Content-Type": {formType}}
	for _, c := range []struct {
		name, method, target, body string
		header                     http.Header
		status                     int
	}{
		{"P14_two_in_url", "GET", base + "query?query=up&query=secret", "", nil, 400},
		{"P14_empty_first", "GET", base + "query?query=&query=secret", "", nil, 400},
		{"P14_url_and_body", "POST", base + "query?query=up", "query=&query=secret", form, 400},
		{"P14_url_and_body_once", "POST", base + "query?query=up", "query=secret", form, 400},
		{"P14_case", "GET", base + "query?QUERY=up", "", nil, 400},
		{"P14_brackets", "GET", base + "query?query[]=up", "", nil, 400},
		{"P14_other_twice", "GET", base + "query?query=up&x=1&x=2", "", nil, 400},
		{
			"P15_multipart", "POST", base + "query", "--x\r\nContent-Disposition: form-data; name=\"query\"\r\n\r\nup\r\n--x--",
			http.Header{"Content-Type": {"multipart/form-data; boundary=x"}},
			415,
		},
		{"P15_json", "POST", base + "query", `{"query":"up"}`, http.Header{"Content-Type": {"application/json"}}, 415},
		{"P15_text", "POST", base + "query", "query=up", http.Header{"Content-Type": {"text/plain"}}, 415},
		{"P15_none", "POST", base + "query", "query=up", nil, 415},
		{"P15_two_types", "POST", base + "query", "query=up", http.Header{"Content-Type": {formType, "text/plain"}}, 415},
		{
			"P15_packed", "POST", base + "query", "query=up",
			http.Header{"Content-Type": {formType}, "Content-Encoding": {"gzip"}},
			415,
		},
		{"P15_get_with_body", "GET", base + "query?query=up", "query=secret", form, 400},
		{"P15_percent", "GET", base + "query?query=%zz", "", nil, 400},
		{"P15_percent_body", "POST", base + "query", "query=%zz", form, 400},
		{"P15_semicolon", "POST", base + "query", "query=up;query=secret", form, 400},
		{"P16_head", "HEAD", base + "query?query=up", "", nil, 405},
		{"P16_put", "PUT", base + "query", "query=up", form, 405},
		{"P16_options", "OPTIONS", base + "query", "", nil, 405},
		{"P16_delete", "DELETE", base + "series?match[]=up", "", nil, 405},
		{"P16_trace", "TRACE", base + "query", "", nil, 405},
		{"P16_override", "PUT", base + "query?query=up", "", http.Header{"X-Http-Method-Override": {"GET"}}, 405},
		{"P16_post_values", "POST", base + "label/x/values", "", form, 405},
		{"P16_post_rules", "POST", base + "rules", "", form, 405},
		{"P17_match", "GET", base + "query?match=up", "", nil, 400},
		{"P17_two_one_foreign", "GET", base + `series?match[]=up&match[]={namespace="b"}`, "", nil, 400},
		{"P17_split", "POST", base + `series?match[]=up`, `match[]={namespace="b"}`, form, 400},
		{"P19_escaped_slash", "GET", base + "label/..%2fquery/values", "", nil, 404},
		{"P19_dots", "GET", base + "label/%2e%2e/query?query=secret", "", nil, 404},
		{"P19_up", "GET", base + "label/x/../../query?query=up", "", nil, 404},
		{"P19_double_slash", "GET", "/proxy/projects/p/datasources/main//api/v1/query?query=up", "", nil, 404},
		{"P19_front_slash", "GET", "//proxy/projects/p/datasources/main/api/v1/query?query=up", "", nil, 404},
		{"P19_trailing_slash", "GET", base + "query/?query=up", "", nil, 404},
		{"P19_escaped_letter", "GET", base + "%71uery?query=up", "", nil, 404},
		{"P19_dotted_name", "GET", "/proxy/projects/p/datasources/../api/v1/query?query=up", "", nil, 404},
		{"P20_federate", "GET", "/proxy/projects/p/datasources/main/federate?match[]=secret", "", nil, 404},
		{"P20_federate_post", "POST", "/proxy/projects/p/datasources/main/federate", "match[]=secret", form, 404},
		{"P22_metadata", "GET", base + "metadata", "", nil, 404},
		{"P22_runtimeinfo", "GET", base + "status/runtimeinfo", "", nil, 404},
		{"P22_targets", "GET", base + "targets", "", nil, 404},
		{"P22_targets_metadata", "GET", base + "targets/metadata", "", nil, 404},
		{"P22_scrape_pools", "GET", base + "scrape_pools", "", nil, 404},
		{"P22_config", "GET", base + "status/config", "", nil, 404},
		{"P22_tsdb", "GET", base + "status/tsdb", "", nil, 404},
		{"P22_flags", "GET", base + "status/flags", "", nil, 404},
		{"P22_alertmanagers", "GET", base + "alertmanagers", "", nil, 404},
		{"P22_notifications", "GET", base + "notifications/live", "", nil, 404},
		{"P22_reload", "POST", "/proxy/projects/p/datasources/main/-/reload", "", form, 404},
		{"P22_quit", "POST", "/proxy/projects/p/datasources/main/-/quit", "", form, 404},
		{"P22_pprof", "GET", "/proxy/projects/p/datasources/main/debug/pprof/heap", "", nil, 404},
		{"P22_delete", "POST", base + "admin/tsdb/delete_series", "match[]=up", form, 404},
		{"P22_write", "POST", base + "write", "", form, 404},
		{"P22_otlp", "POST", base + "otlp/v1/metrics", "", form, 404},
		{"P22_read", "POST", base + "read", "", form, 404},
		{"P22_stores", "GET", base + "stores", "", nil, 404},
		{"P22_label_values_word", "GET", base + "label_values", "", nil, 404},
		{"P22_unknown", "GET", base + "x", "", nil, 404},
		{"P22_root", "GET", "/proxy/", "", nil, 404},
		{"P26_other_project", "GET", "/proxy/projects/q/datasources/main/api/v1/query?query=up", "", nil, 404},
		{"P28_everything", "GET", base + "query_range?query=up&start=0&end=9e12&step=0.001", "", nil, 400},
		{"P28_points", "GET", base + "query_range?query=up&start=1799000000&end=1800000000&step=60", "", nil, 400},
		{"P28_zero_step", "GET", base + "query_range?query=up&start=1799999000&end=1800000000&step=0", "", nil, 400},
		{"P28_negative_step", "GET", base + "query_range?query=up&start=1799999000&end=1800000000&step=-1", "", nil, 400},
		{"P28_nan_step", "GET", base + "query_range?query=up&start=1799999000&end=1800000000&step=NaN", "", nil, 400},
		{"P28_inf_end", "GET", base + "query_range?query=up&start=1799999000&end=Inf&step=1", "", nil, 400},
		{"P28_tiny_step", "GET", base + "query_range?query=up&start=1799999000&end=1799999000&step=1e-9", "", nil, 400},
		{"P28_backwards", "GET", base + "query_range?query=up&start=1800000000&end=1799999000&step=15", "", nil, 400},
		{"P28_no_start", "GET", base + "query_range?query=up&end=1799999000&step=15", "", nil, 400},
		{"P28_old", "GET", base + "query?query=up&time=1700000000", "", nil, 400},
		{"P28_old_by_offset", "GET", base + "query?query=" + url.QueryEscape("up offset 10y"), "", nil, 400},
		{"P28_old_by_at", "GET", base + "query?query=" + url.QueryEscape("up @ 1000000000"), "", nil, 400},
		{"P28_old_by_range", "GET", base + "query?query=" + url.QueryEscape("rate(up[10y])"), "", nil, 400},
		{"P28_limit", "GET", base + "labels?limit=-1", "", nil, 400},
		{"P28_huge_body", "POST", base + "query", "query=" + strings.Repeat("x", maxFormBytes), form, 413},
		{"P29_subquery", "GET", base + "query?query=" + url.QueryEscape("max_over_time(up[89d:1s])"), "", nil, 422},
		{"P29_nested", "GET", base + "query?query=" +
			url.QueryEscape("max_over_time(max_over_time(up[30d:15s])[30d:15s])"), "", nil, 422},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, true)
			var body io.Reader
			if c.body != "" || c.method == http.MethodPost {
				body = strings.NewReader(c.body)
			}
			r := httptest.NewRequest(c.method, "http://d"+strings.ReplaceAll(c.target, `"`, "%22"), body)
			for name, values := range c.header {
				r.Header[name] = values
			}
			w, said := f.do(r)
			if w.Code != c.status {
				t.Errorf("status %d, want %d: %+v", w.Code, c.status, said)
			}
			if said.Status != "error" || said.ErrorType == "" || said.Error == "" || said.Code == "" ||
				said.Message != said.Error || said.RequestID != "req-1" {
				t.Errorf("the error is not complete: %s", w.Body)
			}
			if got := f.reached(); len(got) > 0 {
				t.Errorf("reached the upstream: %+v", got)
			}
		})
	}
}

func TestProxy_P23_sends_headers_of_its_own_only(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true)
	r := httptest.NewRequest(http.MethodGet, base+"query?query=up", nil)
	for _, name := range []string{
		"Thanos-Tenant", "X-Scope-Orgid", "Authorization", "Cookie", "X-Forwarded-For", "X-Anything",
	} {
		r.Header.Set(name, "b")
	}
	if w, said := f.do(r); w.Code != http.StatusOK {
		t.Fatalf("%+v", said)
	}
	for name := range f.reached()[0].header {
		switch name {
		case "Accept", "Accept-Encoding", "User-Agent", "Content-Type", "Content-Length":
		default:
			t.Errorf("sent %s", name)
		}
	}
}

func TestProxy_needs_the_edges_decision(t *testing.T) {
	t.Parallel()
	f := newFixture(t, false)
	w := httptest.NewRecorder()
	f.http.ServeHTTP(w, httptest.NewRequest(http.MethodGet, base+"query?query=up", nil))
	if w.Code != http.StatusUnauthorized || len(f.reached()) > 0 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestProxy_tells_the_position_of_a_syntax_error(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true)
	w, said := f.post("query", "query", "sum(\n  rate(up[5m])")
	if w.Code != 400 || said.ErrorType != "bad_data" || said.Line != 2.0 || said.Column == nil || said.Offset == nil {
		t.Errorf("%s", w.Body)
	}
}

func TestProxy_tells_the_position_of_what_a_range_query_cannot_have(t *testing.T) {
	t.Parallel()
	window := []string{"start", "1799999000", "end", "1800000000", "step", "15"}
	for _, query := range []string{"up[5m]", `"hello"`} {
		f := newFixture(t, true)
		for range 2 { // the second time it is remembered
			w, said := f.post("query_range", append(window, "query", "\n "+query)...)
			if w.Code != 400 || said.Code != question.CodeSyntax || said.Line != 2.0 || said.Column != 2.0 {
				t.Errorf("%s: %d %s", query, w.Code, w.Body)
			}
		}
		if got := f.reached(); len(got) > 0 {
			t.Errorf("%s was asked upstream: %+v", query, got)
		}
		if w, said := f.post("query", "query", query); w.Code != http.StatusOK {
			t.Errorf("an instant query of %s: %+v", query, said)
		}
	}
}

func TestProxy_answers_what_depends_on_the_text_alone_by_itself(t *testing.T) {
	t.Parallel()
	f := newFixture(t, true)
	w, _ := f.get("format_query", "query", "sum(up)by(x)")
	if w.Body.String() != `{"data":"sum by (x) (up)","status":"success"}` {
		t.Errorf("%s", w.Body)
	}
	if w, _ := f.get("parse_query", "query", "up"); !strings.Contains(w.Body.String(), `"type":"vectorSelector"`) {
		t.Errorf("%s", w.Body)
	}
	if got := f.reached(); len(got) > 0 {
		t.Errorf("%+v", got)
	}
}
