package check_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
)

// panel is a panel with Prometheus queries; a query may begin with "source|".
func panel(queries ...string) map[string]any {
	all := []any{}
	for _, query := range queries {
		spec := map[string]any{"query": query}
		if source, text, named := strings.Cut(query, "|"); named {
			spec = map[string]any{"query": text, "datasource": map[string]any{"kind": perses.PrometheusDatasource, "name": source}}
		}
		all = append(all, map[string]any{"kind": "TimeSeriesQuery", "spec": map[string]any{
			"plugin": map[string]any{"kind": perses.PrometheusQuery, "spec": spec},
		}})
	}
	return map[string]any{"kind": "Panel", "spec": map[string]any{
		"plugin": map[string]any{"kind": "TimeSeriesChart"}, "queries": all,
	}}
}

// ofKind is a panel of a kind with Prometheus queries.
func ofKind(kind string, queries ...string) map[string]any {
	made := panel(queries...)
	spec, _ := made["spec"].(map[string]any)
	spec["plugin"] = map[string]any{"kind": kind}
	return made
}

// other is a panel of any kind with one query of any kind.
func other(kind, query string) map[string]any {
	made := panel("up")
	spec, _ := made["spec"].(map[string]any)
	spec["plugin"] = map[string]any{"kind": kind}
	spec["queries"] = []any{map[string]any{"spec": map[string]any{"plugin": map[string]any{"kind": query}}}}
	return made
}

type dash struct {
	panels    map[string]any
	variables []any
	refs      []string
	duration  string
}

func (d dash) board(t *testing.T) check.Board {
	t.Helper()
	items := []any{}
	refs := d.refs
	if refs == nil {
		refs = slices.Sorted(maps.Keys(d.panels))
	}
	for _, ref := range refs {
		items = append(items, map[string]any{"content": map[string]any{"$ref": "#/spec/panels/" + ref}})
	}
	for key, p := range d.panels {
		spec, _ := p.(map[string]any)["spec"].(map[string]any)
		spec["display"] = map[string]any{"name": strings.ToUpper(key[:1]) + key[1:]}
	}
	raw, err := json.Marshal(map[string]any{
		"kind": "Dashboard", "metadata": map[string]any{"name": "shop", "project": "commerce"},
		"spec": map[string]any{
			"duration": d.duration, "panels": d.panels, "variables": d.variables,
			"layouts": []any{map[string]any{"kind": "Grid", "spec": map[string]any{"items": items}}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	board, err := check.Read(raw)
	if err != nil {
		t.Fatal(err)
	}
	return board
}

func surroundings() check.Surroundings {
	return check.Surroundings{Datasources: []fill.Datasource{
		{Name: "prom", Kind: perses.PrometheusDatasource, Default: true, Home: fill.GlobalSource},
	}}
}

func values(board check.Board) map[string]fill.Value {
	found := map[string]fill.Value{}
	for _, v := range board.Variables {
		found[v.Name] = v.Value(nil, check.SourcesOf(board, surroundings()))
	}
	return found
}

func plan(t *testing.T, d dash) check.Plan {
	t.Helper()
	board := d.board(t)
	now := time.Date(2026, 11, 20, 9, 42, 7, 0, time.UTC)
	return check.Prepare(board, surroundings(), values(board), check.DefaultRules(), now)
}

func good() check.Answer {
	return check.Answer{Series: 3, Points: 720, Numbers: 720, Took: 84 * time.Millisecond, Attempts: 1}
}

func TestJudge(t *testing.T) {
	t.Parallel()
	reachable := map[string]check.Answer{"prom": {Series: 1, Points: 1, Numbers: 1}}
	for name, c := range map[string]struct {
		dash     dash
		answers  []check.Answer
		missing  []string
		probes   map[string]check.Answer
		status   health.Status
		summary  string
		code     check.Code
		cause    string
		panelWas health.Status
	}{
		"all panels answer": {
			dash: dash{panels: map[string]any{"requests": panel("up"), "notes": ofKind("Markdown")}}, answers: []check.Answer{good()},
			status: health.Pass, summary: "2 panels work", panelWas: health.Pass,
		},
		"an unknown metric fails and is named": {
			dash: dash{panels: map[string]any{"requests": panel("rate(foo_total[5m])")}}, answers: []check.Answer{{}},
			missing: []string{"foo_total"}, status: health.Fail, code: check.MetricMissing,
			summary: "Panel 'Requests' asks for metric `foo_total`, which does not exist", cause: "Metric `foo_total` is absent",
		},
		"a known metric without data warns": {
			dash: dash{panels: map[string]any{"requests": panel("up")}}, answers: []check.Answer{{}},
			status: health.Warn, code: check.NoData, summary: "Panel 'Requests' has no data in the last 1 h",
			cause: "No data in the default range",
		},
		"only NaN is no data": {
			dash:    dash{panels: map[string]any{"requests": panel("up / 0")}, duration: "6h"},
			answers: []check.Answer{{Series: 1, Points: 9}}, status: health.Warn, code: check.NoData,
			summary: "Panel 'Requests' has no numbers in the last 6 h, only NaN", cause: "No data in the default range",
		},
		"only infinity is no data on an axis": {
			dash:    dash{panels: map[string]any{"requests": panel("up / on () (up * 0)")}},
			answers: []check.Answer{{Series: 1, Points: 9, Numbers: 9, Infinite: 9}}, status: health.Warn, code: check.NoData,
			summary: "Panel 'Requests' has no numbers in the last 1 h, only infinity", cause: "No data in the default range",
		},
		"NaN and infinity are no data on an axis": {
			dash:    dash{panels: map[string]any{"requests": panel("up")}},
			answers: []check.Answer{{Series: 1, Points: 9, Numbers: 2, Infinite: 2}}, status: health.Warn, code: check.NoData,
			summary: "Panel 'Requests' has no numbers in the last 1 h, only NaN and infinity", cause: "No data in the default range",
		},
		"a number beside infinity is drawn": {
			dash:    dash{panels: map[string]any{"requests": panel("up")}},
			answers: []check.Answer{{Series: 1, Points: 9, Numbers: 9, Infinite: 8}}, status: health.Pass, summary: "1 panel works",
		},
		"a figure may be infinite": {
			dash: dash{panels: map[string]any{"requests": ofKind("StatChart", "up")}}, status: health.Pass, summary: "1 panel works",
			answers: []check.Answer{{Series: 1, Points: 9, Numbers: 9, Infinite: 9}},
		},
		"a panel of alerts is quiet while there is none": {
			dash:   dash{panels: map[string]any{"requests": panel(`count by (alertname) (ALERTS{alertstate="firing"})`)}},
			status: health.Pass, summary: "1 panel works", answers: []check.Answer{{}}, missing: []string{"ALERTS"},
		},
		"a quiet panel whose other metric is absent fails": {
			dash:   dash{panels: map[string]any{"requests": panel("ALERTS * on (job) foo")}},
			status: health.Fail, answers: []check.Answer{{}}, missing: []string{"ALERTS", "foo"}, code: check.MetricMissing,
			summary: "Panel 'Requests' asks for metric `foo`, which does not exist", cause: "Metric `foo` is absent",
		},
		"what is not absent is no fault": {
			dash:   dash{panels: map[string]any{"requests": panel("absent(up)")}},
			status: health.Pass, summary: "1 panel works", answers: []check.Answer{{}},
		},
		"a chart without a query warns": {
			dash:   dash{panels: map[string]any{"requests": panel()}},
			status: health.Warn, code: check.NoQuery, summary: "Panel 'Requests' has no query",
			cause: "A panel has no query that it draws",
		},
		"a chart of traces draws nothing of PromQL": {
			dash:   dash{panels: map[string]any{"requests": ofKind("ScatterChart", "up")}},
			status: health.Warn, code: check.NoQuery, summary: "Panel 'Requests' draws traces only, and its query gives none",
			cause: "A panel has no query that it draws",
		},
		"a quantile of no observations is at rest": {
			dash:    dash{panels: map[string]any{"requests": panel("histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))")}},
			answers: []check.Answer{{Series: 1, Points: 9}}, status: health.Pass, panelWas: health.Pass, summary: "1 panel works",
		},
		"a share of nothing is at rest": {
			dash:    dash{panels: map[string]any{"requests": panel("rate(a[5m]) / rate(b[5m])")}},
			answers: []check.Answer{{Series: 1, Points: 9}}, status: health.Pass, panelWas: health.Pass, summary: "1 panel works",
		},
		"a query too deep is told and not parsed": {
			dash:   dash{panels: map[string]any{"requests": panel(strings.Repeat("(", 65) + "up" + strings.Repeat(")", 65))}},
			status: health.Fail, code: check.SyntaxError, cause: "Syntax error in a query",
			summary: "Panel 'Requests' has a query that can't be asked: The query is nested deeper than 64 levels",
		},
		"a syntax error says where": {
			dash:   dash{panels: map[string]any{"requests": panel("sum(up")}},
			status: health.Fail, code: check.SyntaxError, cause: "Syntax error in a query",
			summary: "Panel 'Requests' has a syntax error in its query at 1:7: unclosed left parenthesis",
		},
		"a range vector over time says where": {
			dash:   dash{panels: map[string]any{"requests": panel("  up[5m]")}},
			status: health.Fail, code: check.SyntaxError, cause: "Syntax error in a query",
			summary: "Panel 'Requests' has a syntax error in its query at 1:3: a range vector, where numbers over time are needed: " +
				"take a function of it, such as rate(…), or leave the range out",
		},
		"a string says where": {
			dash:   dash{panels: map[string]any{"requests": panel(`"hello"`)}},
			status: health.Fail, code: check.SyntaxError, cause: "Syntax error in a query",
			summary: "Panel 'Requests' has a syntax error in its query at 1:1: a string, where numbers are needed",
		},
		"a query that its source rejects is no fault of the source": {
			dash:    dash{panels: map[string]any{"requests": panel("up"), "errors": panel("foo")}},
			answers: []check.Answer{{Failure: check.Rejected, Message: "bad data"}, good()}, status: health.Fail,
			code: check.QueryFailed, summary: "Panel 'Errors' gets an error instead of data: bad data",
			cause: "Queries end in an error", panelWas: health.Pass,
		},
		"one query that is refused while the source answers fails": {
			dash:    dash{panels: map[string]any{"requests": panel("up"), "errors": panel("foo")}},
			answers: []check.Answer{{Failure: check.Refused, Message: "no"}, good()}, probes: reachable, status: health.Fail,
			code: check.QueryFailed, summary: "Panel 'Errors' gets an error instead of data: no",
			cause: "Queries end in an error", panelWas: health.Pass,
		},
		"a source that refuses the sign-in is unknown": {
			dash: dash{panels: map[string]any{"requests": panel("up")}}, answers: []check.Answer{{Failure: check.Refused}},
			probes: map[string]check.Answer{"prom": {Failure: check.Refused}}, status: health.Unknown,
			code: check.SourceRefused, summary: "Datasource `prom` refuses the sign-in", cause: "Datasource `prom` refuses the sign-in",
		},
		"a missing datasource fails": {
			dash:   dash{panels: map[string]any{"requests": panel("thanos|up")}},
			status: health.Fail, code: check.DatasourceMissing, cause: "Datasource `thanos` does not exist",
			summary: "Panel 'Requests' asks datasource `thanos`, which does not exist",
		},
		"a slow panel warns": {
			dash: dash{panels: map[string]any{"requests": panel("up")}}, status: health.Warn, code: check.Slow,
			answers: []check.Answer{{Series: 1, Points: 1, Numbers: 1, Took: 9200 * time.Millisecond}},
			summary: "Panel 'Requests' takes 9.2 s, longer than 8 s", cause: "Slower than 8 s",
		},
		"too many series fail": {
			dash: dash{panels: map[string]any{"requests": panel("up")}}, status: health.Fail, code: check.TooManySeries,
			answers: []check.Answer{{Failure: check.TooMany}}, cause: "Queries give more than 500 series",
			summary: "Panel 'Requests' asks for more than 500 series; aggregate them",
		},
		"one query in time trouble while the source answers fails": {
			dash: dash{panels: map[string]any{"requests": panel("up")}}, status: health.Fail, code: check.QueryTimeout,
			answers: []check.Answer{{Failure: check.TimedOut, Attempts: 2}}, probes: reachable,
			summary: "Panel 'Requests' has no answer in 10 s", cause: "Queries run into the 10 s limit",
		},
		"a source that is down is unknown, once": {
			dash:    dash{panels: map[string]any{"requests": panel("up"), "errors": panel("up")}},
			answers: []check.Answer{{Failure: check.Unreachable}, {Failure: check.Unreachable}},
			probes:  map[string]check.Answer{"prom": {Failure: check.Unreachable}},
			status:  health.Unknown, code: check.SourceUnreachable, summary: "Datasource `prom` does not answer",
			cause: "Datasource `prom` does not answer", panelWas: health.Unknown,
		},
		"an unresolved variable fails where nothing is drawn": {
			dash: dash{panels: map[string]any{"requests": panel(`up{job="$job"}`)}}, answers: []check.Answer{{}},
			status: health.Fail, code: check.VariableMissing, cause: "Variable `job` does not exist",
			summary: "Panel 'Requests' uses variable `job`, which does not exist",
		},
		"an unresolved variable is no fault of a panel that draws": {
			dash: dash{panels: map[string]any{"requests": panel(`up{job!="$job"}`)}}, answers: []check.Answer{good()},
			status: health.Pass, summary: "1 panel works",
		},
		"a query without data is no fault of a panel that draws by another": {
			dash:    dash{panels: map[string]any{"requests": panel("foo", "up")}},
			answers: []check.Answer{{}, good()}, missing: []string{"foo"}, status: health.Pass, summary: "1 panel works",
		},
		"a query that fails is a warning of a panel that draws by another": {
			dash:    dash{panels: map[string]any{"requests": panel("foo", "up")}},
			answers: []check.Answer{{Failure: check.Rejected, Message: "no"}, good()}, status: health.Warn, code: check.QueryFailed,
			summary: "Panel 'Requests' gets an error instead of data: no", cause: "Queries end in an error",
		},
		"a dashboard without panels warns": {
			dash: dash{}, status: health.Warn, code: check.EmptyDashboard, summary: "The dashboard has no panels",
			cause: "The dashboard shows no panels",
		},
		"a panel that the layout does not show is not judged": {
			dash:   dash{panels: map[string]any{"requests": panel("up"), "errors": panel("up")}, refs: []string{}},
			status: health.Warn, code: check.EmptyDashboard, cause: "The dashboard shows no panels",
			summary: "The layout shows none of the dashboard's 2 panels",
		},
		"a kind of query that others ask is not judged": {
			dash:    dash{panels: map[string]any{"requests": panel("up"), "traces": other("TimeSeriesChart", "TempoTraceQuery")}},
			answers: []check.Answer{good()}, status: health.Pass, summary: "1 panel works, 1 can't be judged",
		},
		"a kind of panel that nobody here draws is not judged": {
			dash:   dash{panels: map[string]any{"traces": other("FooChart", perses.PrometheusQuery)}},
			status: health.Pass, summary: "Its 1 panel can't be judged",
		},
		"a dangling panel reference fails": {
			dash:    dash{panels: map[string]any{"requests": panel("up")}, refs: []string{"requests", "gone"}},
			answers: []check.Answer{good()}, status: health.Fail, code: check.PanelMissing,
			summary: "The layout shows panel `gone`, which does not exist", cause: "Panel `gone` does not exist",
		},
		"several panels with one cause are counted": {
			dash:    dash{panels: map[string]any{"a": panel("foo"), "b": panel("foo"), "c": panel("up{")}},
			answers: []check.Answer{{}, {}}, missing: []string{"foo"}, status: health.Fail, code: check.MetricMissing,
			summary: "Panel 'A' asks for metric `foo`, which does not exist; 2 more panels fail", cause: "Metric `foo` is absent",
		},
		"the sentence leads with the cause that most panels share, not with the first panel": {
			dash:    dash{panels: map[string]any{"a": panel("lone"), "b": panel("foo"), "c": panel("foo")}},
			answers: []check.Answer{{}, {}, {}}, missing: []string{"foo", "lone"}, status: health.Fail, code: check.MetricMissing,
			summary: "Panel 'B' asks for metric `foo`, which does not exist; 2 more panels fail", cause: "Metric `foo` is absent",
		},
		"what is worse leads, however many share what is less bad": {
			dash:    dash{panels: map[string]any{"a": panel("idle"), "b": panel("idle"), "c": panel("foo")}},
			answers: []check.Answer{{}, {}, {}}, missing: []string{"foo"}, status: health.Fail, code: check.MetricMissing,
			summary: "Panel 'C' asks for metric `foo`, which does not exist", cause: "Metric `foo` is absent",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := plan(t, c.dash)
			if len(p.Questions) != len(c.answers) {
				t.Fatalf("%d questions, %d answers", len(p.Questions), len(c.answers))
			}
			r := check.Judge(p, check.Findings{
				Answers: c.answers, Probes: c.probes, Missing: map[string][]string{"prom": c.missing},
			})
			if r.Status != c.status || r.Summary != c.summary || r.Cause.Sentence != c.cause || r.Cause.Code != c.code {
				t.Errorf("%s %q cause %q %q", r.Status, r.Summary, r.Cause.Code, r.Cause.Sentence)
			}
			want := c.panelWas
			if want == "" {
				want = c.status
			}
			if len(r.Panels) > 0 && c.code != check.PanelMissing {
				if got := r.Panels[len(r.Panels)-1].Status; got != want {
					t.Errorf("panel is %s, want %s", got, want)
				}
			}
			if c.code == check.SourceUnreachable && len(r.Issues) != 1 {
				t.Errorf("%d issues for one source", len(r.Issues))
			}
			if len(r.Steps) != 5 {
				t.Errorf("%d steps", len(r.Steps))
			}
		})
	}
}

func TestSteps(t *testing.T) {
	t.Parallel()
	p := plan(t, dash{panels: map[string]any{"requests": panel("up"), "errors": panel("foo")}})
	r := check.Judge(p, check.Findings{Answers: []check.Answer{{}, good()}, Missing: map[string][]string{"prom": {"foo"}}})
	want := []check.Step{
		{Name: "Reachable", State: "pass", Text: "1 datasource answers"},
		{Name: "Structure", State: "pass", Text: "2 panels, 1 datasource, 0 variables, all found"},
		{Name: "Queries", State: "pass", Text: "2 queries answer"},
		{Name: "Content", State: "fail", Text: "Panel 'Errors' asks for metric `foo`, which does not exist"},
		{Name: "Speed", State: "pass", Text: "slowest 84 ms, limit 8 s"},
	}
	if diff := cmp.Diff(want, r.Steps); diff != "" {
		t.Error(diff)
	}
}

// A rung says first what the whole report says first.
func TestAStepLeadsWithTheCauseOfTheReport(t *testing.T) {
	t.Parallel()
	p := plan(t, dash{panels: map[string]any{"a": panel("lone"), "b": panel("foo"), "c": panel("foo")}})
	r := check.Judge(p, check.Findings{Answers: make([]check.Answer, 3), Missing: map[string][]string{"prom": {"foo", "lone"}}})
	if want := "Panel 'B' asks for metric `foo`, which does not exist; 2 more"; r.Steps[3].Text != want {
		t.Errorf("content says %q", r.Steps[3].Text)
	}
}

func TestAMeasuredPanelHasATimeHoweverShort(t *testing.T) {
	t.Parallel()
	p := plan(t, dash{panels: map[string]any{"requests": panel("up"), "text": map[string]any{
		"kind": "Panel", "spec": map[string]any{"plugin": map[string]any{"kind": "Markdown", "spec": map[string]any{}}},
	}}})
	quick := good()
	quick.Took = 400 * time.Microsecond
	r := check.Judge(p, check.Findings{Answers: []check.Answer{quick}})
	var times []string
	for _, panel := range r.Panels {
		if panel.DurationMS == nil {
			times = append(times, panel.Key+" was not asked")
			continue
		}
		times = append(times, fmt.Sprintf("%s took %d ms", panel.Key, *panel.DurationMS))
	}
	if diff := cmp.Diff([]string{"requests took 0 ms", "text was not asked"}, times); diff != "" {
		t.Error(diff)
	}
	if got := r.Steps[4].Text; got != "slowest <1 ms, limit 8 s" {
		t.Errorf("speed says %q", got)
	}
}

func TestVariablesStandForTheirDefaults(t *testing.T) {
	t.Parallel()
	list := func(spec map[string]any) any {
		return map[string]any{"kind": "ListVariable", "spec": spec}
	}
	static := map[string]any{"kind": "StaticListVariable", "spec": map[string]any{
		"values": []any{"eu", map[string]any{"value": "us", "label": "America"}},
	}}
	d := dash{
		panels: map[string]any{"requests": panel(`rate(up{job="$job",region=~"${region}",zone=~"${zone:pipe}"}[$__rate_interval])` +
			` or label_replace(up, "a", "$1", "b", "(.*)$") or sum_over_time(up[$__range]) + $__interval_ms`)},
		variables: []any{
			map[string]any{"kind": "TextVariable", "spec": map[string]any{"name": "job", "value": "api"}},
			list(map[string]any{"name": "region", "defaultValue": "$__all", "allowAllValue": true, "plugin": static}),
			list(map[string]any{"name": "zone", "defaultValue": []any{"eu", "us"}, "allowMultiple": true, "plugin": static}),
		},
	}
	p := plan(t, d)
	if len(p.Issues) > 0 || len(p.Questions) != 1 {
		t.Fatalf("issues %v", p.Issues)
	}
	want := `rate(up{job="api",region=~"(eu|us)",zone=~"eu|us"}[4m])` +
		` or label_replace(up, "a", "$1", "b", "(.*)$") or sum_over_time(up[1h]) + 60000`
	if diff := cmp.Diff(want, p.Questions[0].Expression); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"up"}, p.Questions[0].Metrics); diff != "" {
		t.Error(diff)
	}
	if end := p.Questions[0].End; end.Second()%15 != 0 || p.Questions[0].Step != time.Minute {
		t.Errorf("asks at %s in steps of %s", end, p.Questions[0].Step)
	}
}

func TestCount(t *testing.T) {
	t.Parallel()
	body := `{"status":"success","data":{"resultType":"matrix","result":[
		{"metric":{"job":"b"},"values":[[1,"1"],[2,"NaN"]]},{"metric":{"job":"a"},"values":[[1,"+Inf"]]}]}}`
	answer, err := check.Count([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	labels, err := check.LabelOf([]byte(body), "job")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(check.Answer{Series: 2, Points: 3, Numbers: 2, Infinite: 1, Positive: 2, Longest: 2, LastAt: time.Unix(2, 0).UTC()}, answer); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"b", "a"}, labels); diff != "" {
		t.Error(diff)
	}
}

func TestEveryCodeHasWordsAndAStep(t *testing.T) {
	t.Parallel()
	if len(check.Codes()) != 19 {
		t.Errorf("%d codes", len(check.Codes()))
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"kind":"Dashboard","spec":{"duration":"1h","variables":[{"kind":"TextVariable","spec":{"name":"a"}}],
		"panels":{"p":{"spec":{"queries":[{"spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"up"}}}}]}}}}}`))
	f.Add([]byte(`{"spec":{"layouts":[{"spec":{"items":[{"content":{"$ref":"#/spec/panels/x"}}]}}]}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		board, err := check.Read(raw)
		if err != nil {
			check.Unreadable(err.Error())
			return
		}
		p := check.Prepare(board, surroundings(), values(board), check.DefaultRules(), time.Unix(1.8e9, 0))
		r := check.Judge(p, check.Findings{Answers: make([]check.Answer, len(p.Questions))})
		if !r.Status.Valid() || r.Summary == "" || (r.Status != health.Pass && r.Cause.Sentence == "") {
			t.Errorf("report %+v", r)
		}
		leads := func(i check.Issue) bool {
			return i.Code == r.Cause.Code && i.Subject == r.Cause.Subject && strings.HasPrefix(r.Summary, i.Message)
		}
		if r.Status != health.Pass && !slices.ContainsFunc(r.Issues, leads) {
			t.Errorf("it says %q and blames %q", r.Summary, r.Cause.Sentence)
		}
	})
}

func FuzzCount(f *testing.F) {
	f.Add([]byte(`{"resultType":"vector","result":[{"metric":{"a":"b"},"value":[1,"2"]}]}`))
	f.Add([]byte(`{"resultType":"scalar","result":[1,"2"]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		answer, err := check.Count(body)
		if err == nil && (answer.Numbers > answer.Points || answer.Points < 0) {
			t.Errorf("answer %+v", answer)
		}
	})
}

func TestEveryCauseHasBriefWords(t *testing.T) {
	t.Parallel()
	for _, code := range []check.Code{
		check.InvalidDocument, check.EmptyDashboard, check.PanelMissing, check.VariableMissing, check.VariableEmpty, check.DatasourceMissing,
		check.UnsupportedQuery, check.SyntaxError, check.MetricMissing, check.NoQuery, check.NoData, check.TooManySeries,
		check.QueryTimeout, check.QueryFailed, check.Slow, check.SourceUnreachable, check.SourceRefused, check.SourceLimited,
		check.SourceWarns,
	} {
		if words := code.Brief(); words == "" || len(words) > 18 {
			t.Errorf("%s: %q", code, words)
		}
	}
}
