package check_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
)

var now = time.Date(2026, 11, 20, 9, 42, 7, 0, time.UTC)

// around has datasources of every home and variables of the project and of all.
func around() check.Surroundings {
	source := func(name string, home fill.Home, isDefault bool) fill.Datasource {
		return fill.Datasource{Name: name, Kind: perses.PrometheusDatasource, Home: home, Default: isDefault}
	}
	thanos := source("thanos", fill.GlobalSource, false)
	thanos.Title = "Thanos of all"
	loki := fill.Datasource{Name: "loki", Kind: "LokiDatasource", Home: fill.GlobalSource}
	slow := source("slow", fill.ProjectSource, false)
	slow.Scrape = time.Minute
	return check.Surroundings{
		Datasources: []fill.Datasource{slow, loki, source("main", fill.GlobalSource, true), thanos},
		Variables:   []fill.Variable{{Name: "team", Text: "project"}, {Name: "team", Text: "global"}, {Name: "zone", Text: "z1"}},
	}
}

// asked reads a dashboard with one panel and gives the questions of its check, each
// as 'datasource: expression', and its issues. Answers are what lists get.
func asked(t *testing.T, query, variables, repeat string, answers map[string][]string) (questions, issues []string) {
	t.Helper()
	if query == "" {
		query = `{"query":"up"}`
	}
	board, err := check.Read(fmt.Appendf(nil, `{"metadata":{"name":"board","project":"shop"},"spec":{"duration":"1h",
		"variables":[%s],"datasources":{"own":{"plugin":{"kind":"PrometheusDatasource","spec":{}}}},
		"panels":{"p":{"spec":{"plugin":{"kind":"TimeSeriesChart"},"queries":[{"kind":"TimeSeriesQuery","spec":{"plugin":
		{"kind":"PrometheusTimeSeriesQuery","spec":%s}}}]}}},
		"layouts":[{"spec":{"repeatVariable":%q,"items":[{"width":24,"content":{"$ref":"#/spec/panels/p"}}]}}]}}`,
		variables, query, repeat))
	if err != nil {
		t.Fatal(err)
	}
	sources := check.SourcesOf(board, around())
	values := map[string]fill.Value{}
	for _, v := range fill.Effective(board.Variables, around().Variables, board.Uses()) {
		var given []string
		if v.Ask != nil {
			if filled, ok := v.Ask.Filled(sources, values, board.Builtins(now)); ok {
				given = answers[filled.Datasource+": "+strings.Join(append(filled.Matchers, filled.Expression, filled.Label), " ")]
			}
		}
		values[v.Name] = v.Value(given, sources)
	}
	plan := check.Prepare(board, around(), values, check.DefaultRules(), now)
	for _, q := range plan.Questions {
		questions = append(questions, q.Datasource+": "+q.Expression)
	}
	for _, issue := range plan.Issues {
		issues = append(issues, string(issue.Code))
	}
	return questions, issues
}

func querySpec(t *testing.T, expression string, more ...string) string {
	t.Helper()
	text, err := json.Marshal(expression)
	if err != nil {
		t.Fatal(err)
	}
	return "{" + strings.Join(append(more, `"query":`+string(text)), ",") + "}"
}

func listOf(name, more string, values ...string) string {
	text, _ := json.Marshal(values)
	return fmt.Sprintf(`{"kind":"ListVariable","spec":{"name":%q,%s"plugin":{"kind":"StaticListVariable","spec":{"values":%s}}}}`,
		name, more, text)
}

func sourceList(name, more string) string {
	return fmt.Sprintf(`{"kind":"ListVariable","spec":{"name":%q,%s"plugin":{"kind":"DatasourceVariable",
		"spec":{"datasourcePluginKind":"PrometheusDatasource"}}}}`, name, more)
}

func labelList(name, more, plugin string) string {
	return fmt.Sprintf(`{"kind":"ListVariable","spec":{"name":%q,%s"plugin":{"kind":"PrometheusLabelValuesVariable",
		"spec":%s}}}`, name, more, plugin)
}

func TestADatasourceIsReadAsTheChartsReadIt(t *testing.T) {
	t.Parallel()
	object := func(name string) string { return `"datasource":{"kind":"PrometheusDatasource","name":"` + name + `"}` }
	for name, c := range map[string]struct {
		datasource, variables string
		want, issue           string
	}{
		"named nowhere":                            {``, ``, "main: up", ""},
		"the dashboard's own":                      {object("own"), ``, "own: up", ""},
		"the project's":                            {object("slow"), ``, "slow: up", ""},
		"a variable":                               {`"datasource":"$ds"`, sourceList("ds", `"defaultValue":"slow",`), "slow: up", ""},
		"a variable in braces":                     {`"datasource":"${ds}"`, sourceList("ds", `"defaultValue":"slow",`), "slow: up", ""},
		"a variable with the shown name":           {`"datasource":"$ds"`, sourceList("ds", `"defaultValue":"Thanos of all",`), "thanos: up", ""},
		"a variable with a name that is not shown": {`"datasource":"$ds"`, sourceList("ds", `"defaultValue":"thanos",`), "main: up", ""},
		"a variable without a default":             {`"datasource":"$ds"`, sourceList("ds", ``), "main: up", ""},
		"a variable that captures":                 {`"datasource":"$ds"`, sourceList("ds", `"capturingRegexp":"(s.*)",`), "slow: up", ""},
		"a variable with an unknown default":       {`"datasource":"$ds"`, sourceList("ds", `"defaultValue":"gone",`), "main: up", ""},
		"a variable with several values":           {`"datasource":"$ds"`, sourceList("ds", `"allowMultiple":true,"defaultValue":["slow"],`), "main: up", ""},
		"a text variable":                          {`"datasource":"$ds"`, `{"kind":"TextVariable","spec":{"name":"ds","value":"own"}}`, "own: up", ""},
		"a variable that does not exist":           {`"datasource":"$ds"`, ``, "main: up", ""},
		"a variable within the object is a name":   {object("$ds"), sourceList("ds", `"defaultValue":"slow",`), "", "datasource_missing"},
		"one that is not there":                    {object("gone"), ``, "", "datasource_missing"},
		"one of another kind":                      {object("loki"), ``, "", "datasource_missing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var more []string
			if c.datasource != "" {
				more = append(more, c.datasource)
			}
			questions, issues := asked(t, querySpec(t, "up", more...), c.variables, "", nil)
			if diff := cmp.Diff(c.want+c.issue, strings.Join(append(questions, issues...), "; ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestVariablesAreReadAsTheChartsReadThem(t *testing.T) {
	t.Parallel()
	twice := listOf("a", `"allowMultiple":true,"defaultValue":["x","y.z"],`, "x", "y.z")
	all := `"allowMultiple":true,"allowAllValue":true,"defaultValue":"$__all",`
	for name, c := range map[string]struct {
		expression, variables string
		answers               map[string][]string
		want                  string
	}{
		"text":                          {`up{a="$a"}`, `{"kind":"TextVariable","spec":{"name":"a","value":"x"}}`, nil, `up{a="x"}`},
		"the first of a list":           {`up{a="$a"}`, listOf("a", ``, "x", "y"), nil, `up{a="x"}`},
		"the first in its order":        {`up{a="$a"}`, listOf("a", `"sort":"alphabetical-desc",`, "x", "y"), nil, `up{a="y"}`},
		"the first by number":           {`up{a="$a"}`, listOf("a", `"sort":"numerical-asc",`, "10", "9"), nil, `up{a="9"}`},
		"a default":                     {`up{a="$a"}`, listOf("a", `"defaultValue":"y",`, "x", "y"), nil, `up{a="y"}`},
		"a default that is gone":        {`up{a="$a"}`, listOf("a", `"defaultValue":"z",`, "x", "y"), nil, `up{a="x"}`},
		"a default and nothing else":    {`up{a="$a"}`, listOf("a", `"defaultValue":"z",`), nil, `up{a="z"}`},
		"nothing":                       {`up{a="$a"}`, listOf("a", ``), nil, `up{a=""}`},
		"nothing of several":            {`up{a=~"$a"}`, listOf("a", `"allowMultiple":true,`), nil, `up{a=~"()"}`},
		"several":                       {`up{a=~"$a"}`, twice, nil, `up{a=~"(x|y.z)"}`},
		"several in a form":             {`up{a=~"${a:pipe}"}`, twice, nil, `up{a=~"x|y.z"}`},
		"the last form stands for all":  {`up{a=~"$a",b=~"${a:csv}"}`, twice, nil, `up{a=~"x,y.z",b=~"x,y.z"}`},
		"a form that nobody knows":      {`up{a=~"${a:no}"}`, twice, nil, `up{a=~"${a:no}"}`},
		"all":                           {`up{a=~"$a"}`, listOf("a", all, "x", "y"), nil, `up{a=~"(x|y)"}`},
		"all, where it is not allowed":  {`up{a=~"$a"}`, listOf("a", `"defaultValue":"$__all",`, "x", "y"), nil, `up{a=~"x"}`},
		"all in words of its own":       {`up{a=~"$a"}`, listOf("a", all+`"customAllValue":".+",`, "x", "y"), nil, `up{a=~".+"}`},
		"a capture":                     {`up{a=~"$a"}`, listOf("a", all+`"capturingRegexp":"(.*)-.*",`, "x-1", "x-2", "y-1"), nil, `up{a=~"(x|y)"}`},
		"a longer name with the same":   {`up{a="$a_b"}`, `{"kind":"TextVariable","spec":{"name":"a","value":"x"}}`, nil, `up{a="$a_b"}`},
		"the project's before the rest": {`up{a="$team"}`, ``, nil, `up{a="project"}`},
		"its own before the project's":  {`up{a="$team"}`, listOf("team", ``, "own"), nil, `up{a="own"}`},
		"its own, though it is empty":   {`up{a="$team"}`, listOf("team", ``), nil, `up{a=""}`},
		"everywhere's":                  {`up{a="$zone"}`, ``, nil, `up{a="z1"}`},
		"what charts know by themselves": {
			`rate(up{a="$__dashboard",b="${__project}"}[$__range] offset ${__range_s}s)`, ``, nil,
			`rate(up{a="board",b="shop"}[1h] offset 3600s)`,
		},
		"steps": {
			`rate(up[$__rate_interval]) + rate(up[$__interval]) + $__interval_ms`, ``, nil,
			`rate(up[4m]) + rate(up[1m]) + 60000`,
		},
		"a label's values": {
			`up{a="$a"}`, labelList("a", ``, `{"labelName":"a","matchers":["up"]}`),
			map[string][]string{"main: up  a": {"x", "y"}},
			`up{a="x"}`,
		},
		"a default that the label has not": {
			`up{a="$a"}`, labelList("a", `"defaultValue":"gone",`, `{"labelName":"a","matchers":["up"]}`),
			map[string][]string{"main: up  a": {"x", "y"}},
			`up{a="x"}`,
		},
		"a label's values by a variable that comes later": {
			`up{a="$a"}`, labelList("a", ``, `{"labelName":"a","matchers":["up{b=\"$b\"}"]}`) + "," + listOf("b", ``, "q"),
			map[string][]string{`main: up{b="q"}  a`: {"x"}},
			`up{a="x"}`,
		},
		"a label's values of a datasource by variable": {
			`up{a="$a"}`, labelList("a", ``, `{"labelName":"a","datasource":"$ds"}`) + "," + sourceList("ds", `"defaultValue":"slow",`),
			map[string][]string{"slow:  a": {"x"}},
			`up{a="x"}`,
		},
		"an answer of a query": {
			`up{a="$a"}`, `{"kind":"ListVariable","spec":{"name":"a","plugin":{"kind":"PrometheusPromQLVariable",
				"spec":{"expr":"topk(1, up{b=\"$zone\"})","labelName":"a"}}}}`,
			map[string][]string{`main: topk(1, up{b="z1"}) a`: {"x"}},
			`up{a="x"}`,
		},
		"a kind that nobody knows keeps its default": {
			`up{a="$a"}`, `{"kind":"ListVariable","spec":{"name":"a","defaultValue":"d","plugin":{"kind":"SomeVariable","spec":[]}}}`,
			nil, `up{a="d"}`,
		},
		"a circle ends": {
			`up{a="$a"}`, labelList("a", ``, `{"labelName":"$b"}`) + "," + labelList("b", ``, `{"labelName":"$a"}`), nil, `up{a=""}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			questions, issues := asked(t, querySpec(t, c.expression), c.variables, "", c.answers)
			if diff := cmp.Diff([]string{"main: " + c.want}, questions); diff != "" || len(issues) > 0 {
				t.Error(diff, issues)
			}
		})
	}
}

func TestAStepIsAsLongAsTheChartsOne(t *testing.T) {
	t.Parallel()
	for more, want := range map[string]string{
		`"minStep":"5m"`: "main: rate(up[20m])",
		`"minStep":"$s"`: "main: rate(up[2m])",
		`"datasource":{"kind":"PrometheusDatasource","name":"slow"}`: "slow: rate(up[4m])",
	} {
		questions, _ := asked(t, querySpec(t, "rate(up[$__rate_interval])", more), listOf("s", ``, "30s"), "", nil)
		if diff := cmp.Diff([]string{want}, questions); diff != "" {
			t.Error(diff)
		}
	}
}

func TestAPanelOfARepeatedGroupIsAskedForEachValue(t *testing.T) {
	t.Parallel()
	variables := listOf("a", `"allowMultiple":true,"allowAllValue":true,"defaultValue":"$__all",`, "x", "y")
	for expression, want := range map[string][]string{
		`up{a="$a"}`: {`main: up{a="x"}`, `main: up{a="y"}`},
		`up`:         {`main: up`},
	} {
		questions, _ := asked(t, querySpec(t, expression), variables, "a", nil)
		if diff := cmp.Diff(want, questions); diff != "" {
			t.Error(diff)
		}
	}
}

// Two kinds of charts draw native histograms and nothing else, a heat map those of
// one series: what has numbers only is as empty for a check as it is on the page.
func TestDistributionsDrawNativeHistogramsOnly(t *testing.T) {
	t.Parallel()
	numbers := check.Answer{Series: 1, Points: 9, Numbers: 9}
	one := check.Answer{Series: 1, Points: 9, Numbers: 9, Histograms: 9}
	two := check.Answer{Series: 2, Points: 9, Numbers: 9, Histograms: 9}
	for name, c := range map[string]struct {
		kind    string
		answers []check.Answer
		summary string
	}{
		"a pie of negative numbers": {
			"PieChart",
			[]check.Answer{{Series: 1, Points: 9, Numbers: 9, Negative: 3}},
			"Panel 'P' draws shares of what is above zero, and its query gives nothing above zero",
		},
		"a pie of zeros":              {"PieChart", []check.Answer{{Series: 1, Points: 9, Numbers: 9}}, "1 panel works"},
		"a heat map of a histogram":   {"HeatMapChart", []check.Answer{one}, "1 panel works"},
		"histograms of two series":    {"HistogramChart", []check.Answer{two}, "1 panel works"},
		"lines of numbers":            {"TimeSeriesChart", []check.Answer{numbers}, "1 panel works"},
		"a histogram beside numbers":  {"HistogramChart", []check.Answer{numbers, one}, "1 panel works"},
		"a heat map of numbers":       {"HeatMapChart", []check.Answer{numbers}, "Panel 'P' draws native histograms only, and its query gives none"},
		"a histogram of numbers":      {"HistogramChart", []check.Answer{numbers}, "Panel 'P' draws native histograms only, and its query gives none"},
		"a heat map of two series":    {"HeatMapChart", []check.Answer{two}, "Panel 'P' draws the histograms of one series only, and its queries give more"},
		"a heat map of two questions": {"HeatMapChart", []check.Answer{one, one}, "Panel 'P' draws the histograms of one series only, and its queries give more"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			made := panel([]string{"a", "b"}[:len(c.answers)]...)
			spec, _ := made["spec"].(map[string]any)
			spec["plugin"] = map[string]any{"kind": c.kind}
			p := plan(t, dash{panels: map[string]any{"p": made}})
			report := check.Judge(p, check.Findings{Answers: c.answers})
			if report.Summary != c.summary {
				t.Errorf("summary %q, want %q", report.Summary, c.summary)
			}
		})
	}
}

// Of a moment everything can be asked: a table draws the range vector, and nothing
// of the string.
func TestATableOfAMomentMayAskForARange(t *testing.T) {
	t.Parallel()
	matrix := `{"resultType":"matrix","result":[{"metric":{"a":"b"},"values":[[1,"1"],[2,"2"]]}]}`
	for query, c := range map[string]struct{ answer, summary string }{
		"up[5m]":  {matrix, "1 panel works"},
		`"hello"`: {`{"resultType":"string","result":[1,"hello"]}`, "Panel 'P' has no data in the last 1 h"},
	} {
		made := panel(query)
		spec, _ := made["spec"].(map[string]any)
		spec["plugin"] = map[string]any{"kind": "Table"}
		answer, err := check.Count([]byte(c.answer))
		if err != nil {
			t.Fatal(err)
		}
		report := check.Judge(plan(t, dash{panels: map[string]any{"p": made}}), check.Findings{Answers: []check.Answer{answer}})
		if report.Summary != c.summary {
			t.Errorf("%s: %q, want %q", query, report.Summary, c.summary)
		}
	}
}

// What gives nothing while all is well. The tests of the web read the same cases.
func TestExpressionsThatAreQuiet(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../../web/src/features/dashboard/query/quiet-cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases [][2]string
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	for _, each := range cases {
		query, want := each[0], each[1]
		questions := plan(t, dash{panels: map[string]any{"p": panel(query)}}).Questions
		if len(questions) != 1 {
			t.Errorf("%s is not asked", query)
			continue
		}
		if got := questions[0].Quiet; got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

func TestMetricsThatMustExist(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		`up`:                              "up",
		`ALERTS`:                          "",
		`{__name__="ALERTS"}`:             "",
		`ALERTS and on (job) up`:          "up",
		`ALERTS or up`:                    "up",
		`absent(foo{a="b"})`:              "",
		`absent(foo) or absent(sum(up))`:  "",
		`sum(foo) and on () absent(up)`:   "foo",
		`count(ALERTS) or vector(0)`:      "",
		`sum(absent_over_time(foo[5m]))`:  "",
		`up * on (job) group_left ALERTS`: "up",
		`rate(foo[5m]) / rate(bar[5m])`:   "foo,bar",
	} {
		q := plan(t, dash{panels: map[string]any{"p": panel(query)}}).Questions[0]
		if got := strings.Join(q.Metrics, ","); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

// What a source warns of is a remark: the panel draws.
func TestAWarningOfTheSourceIsARemark(t *testing.T) {
	t.Parallel()
	answer, err := check.Count([]byte(`{"status":"success","warnings":["partial response:\n store down","b"],
		"data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"1"]]}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	report := check.Judge(plan(t, dash{panels: map[string]any{"p": panel("up")}}), check.Findings{Answers: []check.Answer{answer}})
	if report.Status != health.Pass || len(report.Issues) != 1 {
		t.Fatalf("%s %+v", report.Status, report.Issues)
	}
	if got := report.Issues[0]; got.Severity != check.Info || got.Location.PanelKey != "p" ||
		got.Message != "Panel 'P': `prom` warns: partial response: store down" {
		t.Errorf("issue %+v", got)
	}
}

func TestAQuietPanelSaysSo(t *testing.T) {
	t.Parallel()
	p := plan(t, dash{panels: map[string]any{"p": panel("ALERTS")}})
	report := check.Judge(p, check.Findings{Answers: []check.Answer{{}}})
	if got := report.Panels[0]; got.Result != "no alert" || got.Status != health.Pass {
		t.Errorf("panel %+v", got)
	}
	if got := report.Issues; len(got) != 1 || got[0].Severity != check.Info ||
		got[0].Message != "Panel 'P' shows no alert in the last 1 h" {
		t.Errorf("issues %+v", got)
	}
}

// What is said of a datasource is said of its panels, too.
func TestAPanelSaysWhatIsWrongWithItsDatasource(t *testing.T) {
	t.Parallel()
	for failure, want := range map[check.Failure]string{
		check.Unreachable: "`prom` does not answer", check.Refused: "`prom` refuses the sign-in",
		check.Limited: "`prom` asks for fewer requests",
	} {
		answer := check.Answer{Failure: failure}
		report := check.Judge(plan(t, dash{panels: map[string]any{"p": panel("up")}}),
			check.Findings{Answers: []check.Answer{answer}, Probes: map[string]check.Answer{"prom": answer}})
		if got := report.Panels[0].Result; got != want {
			t.Errorf("%s: %q, want %q", failure, got, want)
		}
	}
}

func TestCountTellsHistograms(t *testing.T) {
	t.Parallel()
	answer, err := check.Count([]byte(`{"resultType":"matrix","result":[{"metric":{},"histograms":[[1,{"count":"2"}],[2,{"count":"3"}]]}]}`))
	want := check.Answer{Series: 1, Points: 2, Numbers: 2, Histograms: 2, Longest: 2, LastAt: time.Unix(2, 0).UTC()}
	if err != nil || answer != want {
		t.Errorf("answer %+v, %v", answer, err)
	}
}
