package schema_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

const good = `{"kind":"Dashboard","metadata":{"name":"checkout","project":"shop","tags":["slo","24×7"],"own":1.50},
"spec":{"display":{"name":"Checkout","description":"d"},"duration":"1h","refreshInterval":"15s",
"variables":[{"kind":"ListVariable","spec":{"name":"job","allowMultiple":true,"allowAllValue":true,
  "plugin":{"kind":"PrometheusLabelValuesVariable","spec":{"labelName":"job","matchers":["up{env=\"$env\"}"]}}}},
 {"kind":"TextVariable","spec":{"name":"env","value":"prod"}}],
"panels":{"p1":{"kind":"Panel","spec":{"display":{"name":"Rate"},"plugin":{"kind":"TimeSeriesChart","spec":{"unknown":[1]}},
 "queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{
  "query":"sum by (job) (rate(http_requests_total{job=~\"$job\"}[$__rate_interval]))",
  "datasource":{"kind":"PrometheusDatasource","name":"prom"},"minStep":"15s","seriesNameFormat":"{{job}}"}}}}]}},
 "p2":{"kind":"Panel","spec":{"display":{"name":"Notes"},"plugin":{"kind":"Markdown","spec":{"text":"hello [x](https://a.b)"}}}}},
"layouts":[{"kind":"Grid","spec":{"items":[
 {"x":12,"y":0,"width":12,"height":8,"content":{"$ref":"#/spec/panels/p1"}},
 {"x":0,"y":0,"width":12,"height":8,"content":{"$ref":"#/spec/panels/p2"}}]}}],
"links":[{"name":"runbook","url":"https://x.y"}]}}`

func read(tb testing.TB, text string) *perses.Document {
	tb.Helper()
	d, err := perses.Read([]byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func TestDashboard_good_one_has_no_findings(t *testing.T) {
	t.Parallel()
	findings := schema.NewChecker().Dashboard(t.Context(), read(t, good))
	if diff := cmp.Diff(schema.Findings{}, findings, cmpopts.IgnoreUnexported(schema.Findings{})); diff != "" {
		t.Error(diff)
	}
}

// TestDashboard_Markdown_may_speak_of_scripts: it is cleaned when it is drawn, and
// Perses' own sample dashboards hold such texts.
func TestDashboard_Markdown_may_speak_of_scripts(t *testing.T) {
	t.Parallel()
	text := strings.Replace(good, `(https://a.b)`, `(javascript:alert(1))`, 1)
	if text == good {
		t.Fatal("the document has no such link")
	}
	if findings := schema.NewChecker().Dashboard(t.Context(), read(t, text)); len(findings.Faults) > 0 {
		t.Error(findings.Faults)
	}
}

func TestDashboard_faults(t *testing.T) {
	t.Parallel()
	many := func(n int, entry string) string { return strings.TrimSuffix(strings.Repeat(entry+",", n), ",") }
	cases := map[string]struct{ old, new, want string }{
		"name with a blank": {
			`"name":"checkout"`, `"name":"check out"`,
			"metadata.name: must be letters, digits, _, . and -",
		},
		"name of dots": {`"name":"checkout"`, `"name":".."`, "metadata.name: must be letters"},
		"76 characters": {
			`"name":"checkout"`, `"name":"` + strings.Repeat("a", 76) + `"`,
			"metadata.name: must be letters",
		},
		"another kind": {`"kind":"Dashboard"`, `"kind":"Folder"`, "kind: must be one of Dashboard"},
		"case variant": {
			`"project":"shop"`, `"project":"shop","Project":"other"`,
			"metadata.Project: must be written project",
		},
		"long tag": {
			`"24×7"`, `"` + strings.Repeat("é", 51) + `"`,
			"metadata.tags[1]: must have at most 50 characters",
		},
		"blank at a tag's end": {`"24×7"`, `"x "`, "metadata.tags[1]: must not begin or end with a blank"},
		"many tags": {
			`["slo","24×7"]`, `[` + many(21, `"a"`) + `]`,
			"metadata.tags: must have at most 20 entries",
		},
		"twice the same tag": {`"24×7"`, `"slo"`, "metadata.tags[1]: stands twice"},
		"long display name": {
			`"name":"Checkout"`, `"name":"` + strings.Repeat("x", 76) + `"`,
			"spec.display.name: must have at most 75 characters",
		},
		"long description": {
			`"description":"d"`, `"description":"` + strings.Repeat("x", 201) + `"`,
			"spec.display.description: must have at most 200 characters",
		},
		"control in the name": {`"name":"Checkout"`, `"name":"a\nb"`, "spec.display.name: must be one line"},
		"no duration": {
			`"duration":"1h"`, `"duration":"an hour"`,
			"spec.duration: must be a duration such as",
		},
		"endless duration": {`"duration":"1h"`, `"duration":"99999y"`, "spec.duration: must be a duration"},
		"refresh under 5 s": {
			`"refreshInterval":"15s"`, `"refreshInterval":"4s"`,
			"spec.refreshInterval: must be a duration between 5s and 300s",
		},
		"refresh over 300 s": {`"refreshInterval":"15s"`, `"refreshInterval":"6m"`, "spec.refreshInterval: must be"},
		"wide item": {
			`"width":12,"height":8,"content":{"$ref":"#/spec/panels/p1"}`,
			`"width":25,"height":8,"content":{"$ref":"#/spec/panels/p1"}`, "spec.layouts[0].spec.items[0].width: must be between 1 and 24",
		},
		"item over the edge": {
			`"x":12`, `"x":13`,
			"spec.layouts[0].spec.items[0].width: x and width must be at most 24 together",
		},
		"fraction in the grid": {`"x":12`, `"x":1.5`, "spec.layouts[0].spec.items[0].x: must be a whole number"},
		"negative y": {
			`"x":12,"y":0`, `"x":12,"y":-1`,
			"spec.layouts[0].spec.items[0].y: must be between 0 and 10000",
		},
		"dangling ref": {
			`#/spec/panels/p2`, `#/spec/panels/p3`,
			"spec.layouts[0].spec.items[1].content.$ref: refers to a panel that is not in spec.panels",
		},
		"ref loop": {
			`#/spec/panels/p2`, `#/spec/layouts/0`,
			"spec.layouts[0].spec.items[1].content.$ref: must be #/spec/panels/",
		},
		"same variable twice": {`"name":"env"`, `"name":"job"`, "spec.variables[1].spec.name: must be unique"},
		"digits as a variable": {
			`"name":"env"`, `"name":"12"`,
			"spec.variables[1].spec.name: must be letters, digits and _",
		},
		"built-in variable": {
			`"name":"env"`, `"name":"__from"`,
			"spec.variables[1].spec.name: must not begin with __",
		},
		"PromQL": {
			`sum by (job)`, `sum by job`,
			"spec.panels.p1.spec.queries[0].spec.plugin.spec.query: is not PromQL: line 1, column 8:",
		},
		"query too deep": {
			`sum by (job) (rate(http_requests_total{job=~\"$job\"}[$__rate_interval]))`,
			strings.Repeat("(", 65) + "up" + strings.Repeat(")", 65),
			"spec.panels.p1.spec.queries[0].spec.plugin.spec.query: can't be asked: The query is nested deeper than 64 levels",
		},
		"empty query": {`"query":"sum by (job) (rate(http_requests_total{job=~\"$job\"}[$__rate_interval]))"`, `"query":" "`, "spec.panels.p1.spec.queries[0].spec.plugin.spec.query: must not be empty"},
		"bad matcher": {
			`up{env=\"$env\"}`, `up{env=}`,
			"spec.variables[0].spec.plugin.spec.matchers[0]: is not a series selector",
		},
		"expression matcher": {
			`up{env=\"$env\"}`, `1 + 1`,
			"spec.variables[0].spec.plugin.spec.matchers[0]: must be a series selector",
		},
		"step": {
			`"minStep":"15s"`, `"minStep":15`,
			"spec.panels.p1.spec.queries[0].spec.plugin.spec.minStep: must be text, not a number",
		},
		"plugin path": {
			`"kind":"Markdown"`, `"kind":"../../x"`,
			"spec.panels.p2.spec.plugin.kind: must be letters",
		},
		"plugin spec": {
			`{"unknown":[1]}`, `{"visual":{"display":"pie"}}`,
			"spec.panels.p1.spec.plugin.spec.visual.display: must be one of line, bar",
		},
		"thresholds": {
			`{"unknown":[1]}`, `{"thresholds":{"steps":[{"value":"x"}]}}`,
			"spec.panels.p1.spec.plugin.spec.thresholds.steps[0].value: must be a number, not text",
		},
		"panel key":        {`"p1":{`, `"p 1":{`, `spec.panels["p 1"]: the key must be letters`},
		"panels as a list": {`"layouts":[`, `"layouts":7,"x":[`, "spec.layouts: must be a list, not a number"},
		"script in a link": {
			`https://x.y`, `\tJavaScript:alert(1)`,
			"spec.links[0].url: must not be a javascript:",
		},
		"data link":         {`https://x.y`, `data:text/html,x`, "spec.links[0].url: must not be"},
		"vbscript link":     {`https://x.y`, `vbscript:x`, "spec.links[0].url: must not be"},
		"protocol-relative": {`https://x.y`, `//evil.example`, "spec.links[0].url: must begin with https://"},
		"inline embedded": {
			`"duration":"1h"`,
			`"duration":"1h","datasources":{"d":{"plugin":{"kind":"PrometheusDatasource","spec":{}},"dashkeep":{"embedded":true}}}`,
			"spec.datasources.d.dashkeep.embedded: only global",
		},
	}
	checker := schema.NewChecker()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			changed := strings.Replace(good, c.old, c.new, 1)
			if changed == good {
				t.Fatal("the case changes nothing")
			}
			var told []string
			for _, fault := range checker.Dashboard(t.Context(), read(t, changed)).Faults {
				told = append(told, fault.Field+": "+fault.Message)
			}
			if !strings.Contains(strings.Join(told, "\n"), c.want) {
				t.Errorf("got %q, want %q", told, c.want)
			}
		})
	}
}

// Generators that write every key write "" for a palette that is not set.
func TestDashboard_a_palette_that_is_not_set_is_well(t *testing.T) {
	t.Parallel()
	for mode, faults := range map[string]int{"": 0, "auto": 0, "categorical": 0, "rainbow": 1} {
		text := strings.Replace(good, `"unknown":[1]`, `"visual":{"palette":{"mode":"`+mode+`"}}`, 1)
		if findings := schema.NewChecker().Dashboard(t.Context(), read(t, text)); len(findings.Faults) != faults {
			t.Errorf("%q: %v", mode, findings.Faults)
		}
	}
}

func TestDashboard_tells_all_faults_at_once_without_the_values(t *testing.T) {
	t.Parallel()
	text := strings.NewReplacer(`"duration":"1h"`, `"duration":"s3cret"`, `"x":12`, `"x":99`, `"name":"checkout"`,
		`"name":"S3CRET!"`).Replace(good)
	err := schema.NewChecker().Dashboard(t.Context(), read(t, text)).Err()
	problem, _ := errors.AsType[*apperror.Error](err)
	if problem == nil || len(problem.Fields) != 3 || !strings.Contains(problem.Message, "and 2 more") {
		t.Fatalf("got %+v", problem)
	}
	if strings.Contains(strings.ToLower(fmt.Sprint(problem.Fields)), "s3cret") {
		t.Error("a message repeats a value")
	}
}

func TestDashboard_more_than_200_panels(t *testing.T) {
	t.Parallel()
	d := read(t, good)
	for i := range 199 {
		d.Root().Get("spec", "panels").Set(fmt.Sprint("x", i), d.Root().Get("spec", "panels", "p2").Clone())
	}
	err := schema.NewChecker().Dashboard(t.Context(), d).Err()
	if err == nil || !strings.Contains(err.Error(), "spec.panels: must have at most 200 panels") {
		t.Error(err)
	}
}

func TestDashboard_unknown_plugins_are_warnings(t *testing.T) {
	t.Parallel()
	findings := schema.NewChecker().Dashboard(t.Context(), read(t, strings.Replace(good, `"kind":"Markdown"`,
		`"kind":"FlameChart"`, 1)))
	want := []apperror.Field{{
		Field:   "spec.panels.p2.spec.plugin.kind",
		Message: "this server does not know the plugin; it is kept unchecked",
	}}
	if diff := cmp.Diff(want, findings.Warnings); diff != "" || findings.Err() != nil {
		t.Error(diff, findings.Err())
	}
}

func TestQueries_variables_are_tolerated_wherever_they_may_stand(t *testing.T) {
	t.Parallel()
	checker := schema.NewChecker()
	for _, query := range []string{
		`rate(x{a=~"$v"}[$__rate_interval])`, `rate(x[${__rate_interval}])`, `rate(x[${i:raw}:$__interval])`,
		`topk($n, sum by ($label) (x))`, `${metric}{a="b"}`, `node_${kind}_total`, `x > $limit`, `x offset $shift`,
		`x{$matcher}`, `x{a="b",${filters}}`, `x{$label="v"}`, `x{a=$quoted}`, `$expr`, `sum($expr) / $n`,
		`histogram_quantile($q, sum by (le) (rate(x_bucket[5m])))`, `increase(x[$__range]) * ($__interval_ms / 1000)`,
		`label_replace(x, "$a", "$1", "b", "(.*)")`, `x{a="}{[",b=~"$v"} # $comment`, `{__name__=~"$m"}`,
		`quantile_over_time($q, x{a="${v:regex}"}[$window]) and on ($l) y`,
	} {
		text := strings.Replace(good, `sum by (job) (rate(http_requests_total{job=~\"$job\"}[$__rate_interval]))`,
			strings.Trim(string(jsonstrict.NewString(query).JSON()), `"`), 1)
		if strings.HasSuffix(query, `"`) {
			continue
		}
		if err := checker.Dashboard(t.Context(), read(t, text)).Err(); err != nil {
			t.Errorf("%s: %v", query, err)
		}
	}
}

func TestQueries_that_a_panel_cannot_draw_are_warnings(t *testing.T) {
	t.Parallel()
	const ofTime, ofMoment = "TimeSeriesChart", "Table"
	for query, c := range map[string]struct{ kind, want string }{
		`up[5m]`:            {ofTime, "can't be drawn: line 1, column 1: a range vector"},
		`  $metric[$range]`: {ofTime, "can't be drawn: line 1, column 3: a range vector"},
		`'hello'`:           {ofTime, "can't be drawn: line 1, column 1: a string"},
		`rate(up[5m])`:      {ofTime, ""},
		`$expr`:             {ofTime, ""},
		`up{a='b'}[5m]`:     {ofMoment, ""},
		`('hello')`:         {ofMoment, "can't be drawn: line 1, column 1: a string"},
		`up{a='c'}[5m]`:     {"FlameChart", ""},
	} {
		text := strings.Replace(good, `sum by (job) (rate(http_requests_total{job=~\"$job\"}[$__rate_interval]))`, query, 1)
		findings := schema.NewChecker().Dashboard(t.Context(), read(t, strings.Replace(text, `"TimeSeriesChart"`, `"`+c.kind+`"`, 1)))
		got := ""
		for _, warning := range findings.Warnings {
			if warning.Field == "spec.panels.p1.spec.queries[0].spec.plugin.spec.query" {
				got = warning.Message
			}
		}
		if c.want == "" && got != "" || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s in a %s: %q, want %q", query, c.kind, got, c.want)
		}
	}
}

func TestDatasource_rules(t *testing.T) {
	t.Parallel()
	text := func(spec string) string {
		return `{"kind":"Datasource","metadata":{"name":"prom","project":"shop"},"spec":` + spec + `}`
	}
	proxy := func(inner string) string {
		return text(`{"default":true,"plugin":{"kind":"PrometheusDatasource","spec":{"proxy":{"kind":"HTTPProxy","spec":` + inner + `}}}}`)
	}
	checker := schema.NewChecker()
	for name, c := range map[string]struct{ doc, want string }{
		"good":   {proxy(`{"url":"https://prometheus:9090/base","headers":{"X-Scope-OrgID":"a"},"secret":"s"}`), ""},
		"direct": {text(`{"default":false,"plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":"http://x"}}}`), ""},
		"neither": {
			text(`{"plugin":{"kind":"PrometheusDatasource","spec":{}}}`),
			"spec.plugin.spec: must have either",
		},
		"no spec at all": {text(`{"plugin":{"kind":"PrometheusDatasource"}}`), "spec.plugin.spec: must have either"},
		"user in the URL": {
			proxy(`{"url":"https://u:hunter2@x"}`),
			"spec.plugin.spec.proxy.spec.url: must not hold a user",
		},
		"file URL":          {proxy(`{"url":"file:///etc/passwd"}`), "must begin with http"},
		"no host":           {proxy(`{"url":"http://:9090"}`), "must be a URL"},
		"port out of range": {proxy(`{"url":"http://x:99999"}`), "must have a port from 1 to 65535"},
		"zeros in the port": {proxy(`{"url":"http://x:09090"}`), "must have its port without zeros in front"},
		"mapped address":    {proxy(`{"url":"http://[::ffff:10.0.0.1]:9090"}`), "must have its address in the short form, 10.0.0.1"},
		"query in the URL":  {proxy(`{"url":"http://x/?a=b"}`), "must not have a query"},
		"credentials": {
			proxy(`{"url":"http://x","headers":{"authorization":"Bearer hunter2"}}`),
			"headers.authorization: this header can't be set",
		},
		"header injection": {proxy(`{"url":"http://x","headers":{"X-A":"a\r\nB: c"}}`), "printable ASCII"},
		"embedded":         {text(`{"plugin":{"kind":"PrometheusDatasource","spec":{}},"dashkeep":{"embedded":true}}`), "only global"},
		"tenant label": {
			text(`{"plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":"http://x"}},"dashkeep":{"tenantLabel":"namespace"}}`), "",
		},
		"tenant label in the spec": {
			text(`{"tenantLabel":"namespace","plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":"http://x"}}}`),
			"spec.tenantLabel: has no effect here: a tenant label stands in spec.dashkeep.tenantLabel",
		},
		"tenant label in the plugin": {
			text(`{"plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":"http://x","tenant-label":"namespace"}}}`),
			"spec.plugin.spec.tenant-label: has no effect here",
		},
		"tenant label in the metadata": {
			strings.Replace(text(`{"plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":"http://x"}}}`), `"metadata":{`,
				`"metadata":{"TenantLabel":"a",`, 1),
			"metadata.TenantLabel: has no effect here",
		},
		"tenant label in another spelling": {
			text(`{"plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":"http://x"}},"dashkeep":{"tenant_label":"a"}}`),
			"spec.dashkeep.tenant_label: is not known: there are embedded, tenantLabel, namespaces",
		},
		"a header of that name": {proxy(`{"url":"http://x","headers":{"tenant-label":"a"}}`), ""},
	} {
		err := checker.Datasource(read(t, c.doc), perses.Datasource).Err()
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: repeats a secret", name)
		}
	}
	unknown := checker.Datasource(read(t, text(`{"plugin":{"kind":"PrometheusDatasource","spec":{"directUrl":"http://x"}},"more":1}`)),
		perses.Datasource)
	if unknown.Err() != nil || len(unknown.Warnings) != 1 || unknown.Warnings[0].Field != "spec.more" {
		t.Errorf("a member that nobody knows: %+v", unknown)
	}
	global := strings.Replace(text(`{"plugin":{"kind":"PrometheusDatasource","spec":{}},"dashkeep":{"embedded":true}}`), `"Datasource"`, `"GlobalDatasource"`, 1)
	if err := checker.Datasource(read(t, global), perses.GlobalDatasource).Err(); err != nil {
		t.Error(err)
	}
}

func TestSecret_takes_values_and_no_files(t *testing.T) {
	t.Parallel()
	checker := schema.NewChecker()
	text := func(spec string) string { return `{"kind":"Secret","metadata":{"name":"s"},"spec":` + spec + `}` }
	if err := checker.Secret(read(t, text(`{"basicAuth":{"username":"u","password":"p"}}`)),
		perses.Secret).Err(); err != nil {
		t.Error(err)
	}
	for spec, want := range map[string]string{
		`{"basicAuth":{"username":"u","passwordFile":"/etc/passwd"}}`: "spec.basicAuth.passwordFile: files of the server",
		`{"oauth":{"clientID":"x"}}`:                                  "spec.oauth: is not supported",
		`{"authorization":{"type":"Basic","credentials":"x"}}`:        "must not be basic",
	} {
		if err := checker.Secret(read(t, text(spec)), perses.Secret).Err(); err == nil ||
			!strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", spec, err)
		}
	}
}

func TestVariable_rules(t *testing.T) {
	t.Parallel()
	checker := schema.NewChecker()
	text := func(kind, spec string) string {
		return `{"kind":"Variable","metadata":{"name":"env"},"spec":{"kind":"` + kind + `","spec":` + spec + `}}`
	}
	for doc, want := range map[string]string{
		text("TextVariable", `{"value":"x"}`): "",
		text("TextVariable", `{}`):            "spec.spec.value: is required",
		text("Other", `{}`):                   "spec.kind: must be one of ListVariable, TextVariable",
		text("ListVariable",
			`{"defaultValue":["a"],"plugin":{"kind":"StaticListVariable","spec":{"values":["a",{"value":"b","label":"B"}]}}}`): "while allowMultiple is false",
		text("ListVariable",
			`{"allowMultiple":false,"allowAllValue":false,"plugin":{"kind":"StaticListVariable","spec":{"values":[1]}}}`): "spec.spec.plugin.spec.values[0]: must be an object",
		text("ListVariable",
			`{"allowMultiple":false,"allowAllValue":false,"plugin":{"kind":"PrometheusPromQLVariable","spec":{"expr":"sum(","labelName":"a"}}}`): "is not PromQL",
	} {
		err := checker.Variable(read(t, doc), perses.Variable).Err()
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: got %v, want %q", doc, err, want)
		}
	}
}

func TestMetrics_are_those_of_the_queries(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff([]string{"http_requests_total"}, schema.NewChecker().Metrics(read(t, good))); diff != "" {
		t.Error(diff)
	}
}

// FuzzDocument: no document makes the checks panic, and what they list is in it.
func FuzzDocument(f *testing.F) {
	f.Add([]byte(good))
	f.Add([]byte(`{"kind":"Dashboard","metadata":[],"spec":{"panels":{"a":1},"layouts":[{"spec":{"items":[null]}}],"variables":[7]}}`))
	f.Add([]byte(`{"spec":{"datasources":{"d":null},"panels":{"p":{"spec":{"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery","spec":{"query":"${a}{$b[$c"}}}}]}}}}}`))
	checker := schema.NewChecker()
	f.Fuzz(func(t *testing.T, input []byte) {
		d, err := perses.Read(input)
		if err != nil {
			return
		}
		checker.Dashboard(t.Context(), d)
		checker.Datasource(d, perses.Datasource)
		checker.Variable(d, perses.Variable)
		checker.Secret(d, perses.Secret)
		checker.Metrics(d)
		perses.References(d)
		d.KeepUnknown(d.Clone())
		d.Complete()
		if len(perses.Panels(d)) != len(d.Root().Get("spec", "panels").Members()) {
			t.Fatal("a panel is missing")
		}
		if d.Digest() != d.Clone().Digest() {
			t.Fatal("the digest depends on more than the content")
		}
	})
}
