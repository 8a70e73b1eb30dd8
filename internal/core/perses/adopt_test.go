package perses_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

func TestSourceUses_and_Rename(t *testing.T) {
	t.Parallel()
	text := `{"kind":"Dashboard","spec":{"datasources":{"own":{}},"panels":{"a":{"datasource":{"kind":"P","name":"x"}},` +
		`"b":{"datasource":{"kind":"P","name":"x"}},"c":{"datasource":{"kind":"P","name":"own"}},"d":{"datasource":"$ds"},` +
		`"e":{"datasource":{"kind":"P","name":"$ds"}},"f":{"datasource":{"kind":"P"}}}}}`
	d, err := perses.Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []perses.SourceUse{
		{DatasourceRef: perses.DatasourceRef{Kind: "P", Name: "x"}, Uses: 2},
		{DatasourceRef: perses.DatasourceRef{Kind: "P", Name: "own"}, Uses: 1, Inline: true},
	}
	if diff := cmp.Diff(want, perses.SourceUses(d)); diff != "" {
		t.Error(diff)
	}
	perses.Rename(d, map[string]perses.DatasourceRef{"x": {Kind: "Q", Name: "y"}, "own": {Kind: "P"}})
	got := string(d.JSON())
	if strings.Count(got, `{"kind":"Q","name":"y"}`) != 2 || !strings.Contains(got, `"c":{"datasource":{"kind":"P"}}`) ||
		!strings.Contains(got, `"d":{"datasource":"$ds"}`) || !strings.Contains(got, `"name":"$ds"`) {
		t.Error(got)
	}
}

func TestChecker_parts_of_a_dashboard(t *testing.T) {
	t.Parallel()
	checker := perses.NewChecker()
	if err := checker.PromQLFault(`rate(x{a=~"$b"}[$__rate_interval])`); err != nil {
		t.Error(err)
	}
	if err := checker.PromQLFault(`label_replace(up{a="$a"}, "b", "$1-${2}", "c", "(.*)-(.*)")`); err != nil {
		t.Error(err)
	}
	if checker.PromQLFault(`{app="x"} |= "y"`) == nil {
		t.Error("LogQL is not PromQL")
	}
	if err := checker.PromQLFault(`topk($n, a) + topk($n, b) + topk($n, c) + topk($n, d)`); err != nil {
		t.Error("one variable has one value:", err)
	}
	for _, hostile := range []string{
		strings.Repeat("(", 30_000) + "up" + strings.Repeat(")", 30_000), strings.Repeat("$x+", 400) + strings.Repeat("(", 65),
		strings.Repeat("}", 60_000),
		`label_replace(up, "a", "` + strings.Repeat("$1", 1000) + `", "a", "(.*)")`,
		`label_replace(up, "a", "` + strings.Repeat("${1}", 1000) + `", "a", "(.*)")`,
		`up{job=~"$job` + strings.Repeat("x{1000}", 1000) + `"}`,
	} {
		if _, is := errors.AsType[*promexpr.TooComplex](checker.PromQLFault(hostile)); !is {
			t.Errorf("%d bytes, %.20s…: they were parsed", len(hostile), hostile)
		}
	}
	if len(checker.Panel(jsonstrict.NewObject()).Faults) == 0 || len(checker.DashboardVariable(jsonstrict.NewObject()).Faults) == 0 {
		t.Error("an empty object is no panel and no variable")
	}
}

// A capturing pattern is compiled by the checks.
func TestChecker_patterns_of_many_repetitions(t *testing.T) {
	t.Parallel()
	variable := func(pattern string) *jsonstrict.Value {
		text := `{"kind":"ListVariable","spec":{"name":"v","capturingRegexp":"` + pattern +
			`","plugin":{"kind":"StaticListVariable","spec":{"values":["a"]}}}}`
		value, err := jsonstrict.JSON([]byte(text), jsonstrict.DocumentLimits())
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
	checker := perses.NewChecker()
	for _, fine := range []string{"", "(.*):.*", "(?<name>a)(?=b)", "[a-z]{1,63}"} {
		if faults := checker.DashboardVariable(variable(fine)).Faults; len(faults) > 0 {
			t.Errorf("%s: %v", fine, faults)
		}
	}
	faults := checker.DashboardVariable(variable(strings.Repeat("x{1000}", 280))).Faults
	if len(faults) != 1 || faults[0].Field != ".spec.capturingRegexp" {
		t.Errorf("faults %v", faults)
	}
}
