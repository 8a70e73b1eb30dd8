package check_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/health"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/fill"
	"github.com/dashkeep/dashkeep/internal/feature/validation/check"
)

// byQuery is a list by a query, with a default that keeps its panels drawing.
func byQuery(kind, source string) any {
	return map[string]any{"kind": "ListVariable", "spec": map[string]any{
		"name": "a", "defaultValue": "x", "plugin": map[string]any{"kind": kind, "spec": map[string]any{
			"expr": "up", "labelName": "a", "datasource": map[string]any{"kind": perses.PrometheusDatasource, "name": source},
		}},
	}}
}

func TestAVariableWithoutChoicesIsTold(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		variable any
		failed   []check.Unanswered
		probe    check.Failure
		answer   check.Answer
		want     string
	}{
		"its source does not exist": {
			byQuery(fill.PromQLVariable, "gone"), nil, "", good(),
			"WARN datasource_missing Variable `a` asks datasource `gone`, which does not exist",
		},
		"its source does not exist, and nothing is drawn": {
			byQuery(fill.PromQLVariable, "gone"), nil, "",
			check.Answer{},
			"FAIL datasource_missing Variable `a` asks datasource `gone`, which does not exist",
		},
		"its query fails": {
			byQuery(fill.PromQLVariable, "prom"),
			[]check.Unanswered{{Variable: "a", Datasource: "prom", Failure: check.Rejected, Message: "many-to-many matching"}},
			"", good(),
			"WARN query_failed Variable `a` gets an error instead of its values: many-to-many matching",
		},
		"its query takes too long": {
			byQuery(fill.PromQLVariable, "prom"),
			[]check.Unanswered{{Variable: "a", Datasource: "prom", Failure: check.TimedOut}},
			"", good(), "WARN query_timeout Variable `a` has no answer in 10 s",
		},
		"its source is down": {
			byQuery(fill.PromQLVariable, "prom"),
			[]check.Unanswered{{Variable: "a", Datasource: "prom", Failure: check.TimedOut}},
			check.Unreachable, good(), "UNKNOWN source_unreachable Datasource `prom` does not answer",
		},
		"nobody knows its kind": {
			byQuery("SomeVariable", "prom"), nil, "", good(),
			"INFO unsupported_query Variable `a` is of kind SomeVariable, which can't be checked",
		},
		"nobody knows its kind, and nothing is drawn": {
			byQuery("SomeVariable", "prom"), nil, "",
			check.Answer{},
			"WARN unsupported_query Variable `a` is of kind SomeVariable, which can't be checked",
		},
		"nothing is wrong": {byQuery(fill.PromQLVariable, "prom"), nil, "", good(), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := plan(t, dash{panels: map[string]any{"p": panel(`up{a="$a"}`)}, variables: []any{c.variable}})
			report := check.Judge(p, check.Findings{
				Answers: []check.Answer{c.answer}, Variables: c.failed, Probes: map[string]check.Answer{"prom": {Failure: c.probe}},
			})
			told := ""
			if len(report.Issues) > 0 {
				told = fmt.Sprintf("%s %s %s", report.Issues[0].Severity, report.Issues[0].Code, report.Issues[0].Message)
			}
			if diff := cmp.Diff(c.want, told); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A variable that has no values because its source failed has one issue, not two.
func TestWhyAVariableIsEmptyIsToldInsteadOfThatItIs(t *testing.T) {
	t.Parallel()
	variable := map[string]any{"kind": "ListVariable", "spec": map[string]any{
		"name": "a", "plugin": map[string]any{"kind": fill.PromQLVariable, "spec": map[string]any{"expr": "up", "labelName": "a"}},
	}}
	p := plan(t, dash{panels: map[string]any{"p": panel(`up{a="$a"}`)}, variables: []any{variable}})
	failed := []check.Unanswered{{Variable: "a", Datasource: "prom", Failure: check.Rejected, Message: "bad"}}
	report := check.Judge(p, check.Findings{Answers: []check.Answer{{}}, Variables: failed})
	var codes []check.Code
	for _, issue := range report.Issues {
		codes = append(codes, issue.Code)
	}
	if diff := cmp.Diff([]check.Code{check.QueryFailed, check.NoData}, codes); diff != "" {
		t.Error(diff)
	}
}

// A panel that shows nothing because no alert fires does not starve.
func TestAQuietPanelStarvesOfNoVariable(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]health.Status{`ALERTS{a="$a"}`: health.Warn, `up{a="$a"}`: health.Fail} {
		p := plan(t, dash{
			panels: map[string]any{"p": panel(query)}, variables: []any{byQuery(fill.PromQLVariable, "gone")},
		})
		report := check.Judge(p, check.Findings{Answers: []check.Answer{{}}})
		if got := report.Issues[0]; got.Severity != want || got.Code != check.DatasourceMissing {
			t.Errorf("%s: %s %s %s", query, got.Severity, got.Code, got.Message)
		}
	}
}

// A variable of the project that no panel uses is not the dashboard's.
func TestAnotherVariableIsNoFaultOfTheDashboard(t *testing.T) {
	t.Parallel()
	outer := check.Surroundings{
		Datasources: surroundings().Datasources, Variables: []fill.Variable{{Name: "team", List: true, Unknown: "SomeVariable"}},
	}
	for query, want := range map[string]int{"up": 0, `up{a="$team"}`: 1} {
		board := dash{panels: map[string]any{"p": panel(query)}}.board(t)
		p := check.Prepare(board, outer, map[string]fill.Value{"team": {One: "x"}}, check.DefaultRules(), now)
		if got := check.Judge(p, check.Findings{Answers: []check.Answer{good()}}).Issues; len(got) != want {
			t.Errorf("%s: issues %+v", query, got)
		}
	}
}

// Only those variables concern a dashboard that it has or uses, wherever it uses them.
func TestOnlyVariablesThatAreUsedConcernADashboard(t *testing.T) {
	t.Parallel()
	raw := `{"metadata":{"name":"board"},"spec":{
		"variables":[{"kind":"TextVariable","spec":{"name":"own"}}],
		"panels":{"p":{"spec":{"plugin":{"kind":"TimeSeriesChart"},"queries":[{"spec":{"plugin":{"kind":"PrometheusTimeSeriesQuery",
			"spec":{"query":"up{a=\"$query\"}","minStep":"$step","datasource":"$source"}}}}]}}},
		"layouts":[{"spec":{"repeatVariable":"group","items":[{"content":{"$ref":"#/spec/panels/p"}}]}}]}}`
	board, err := check.Read([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	var around check.Surroundings
	for _, name := range []string{"another", "source", "step", "group", "query", "deep", "own"} {
		around.Variables = append(around.Variables, fill.Variable{Name: name})
	}
	around.Variables[4] = fill.Variable{Name: "query", List: true, Ask: &fill.VariableSource{Matchers: []string{`up{a="$deep"}`}}}
	var names []string
	for _, v := range fill.Effective(board.Variables, around.Variables, board.Uses()) {
		names = append(names, v.Name)
	}
	if diff := cmp.Diff([]string{"own", "group", "deep", "query", "source", "step"}, names); diff != "" {
		t.Error(diff)
	}
}
