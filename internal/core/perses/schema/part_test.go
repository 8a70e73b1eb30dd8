package schema_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

func TestChecker_parts_of_a_dashboard(t *testing.T) {
	t.Parallel()
	checker := schema.NewChecker()
	if err := checker.Queries().Fault(`rate(x{a=~"$b"}[$__rate_interval])`); err != nil {
		t.Error(err)
	}
	if err := checker.Queries().Fault(`label_replace(up{a="$a"}, "b", "$1-${2}", "c", "(.*)-(.*)")`); err != nil {
		t.Error(err)
	}
	if checker.Queries().Fault(`{app="x"} |= "y"`) == nil {
		t.Error("LogQL is not PromQL")
	}
	if err := checker.Queries().Fault(`topk($n, a) + topk($n, b) + topk($n, c) + topk($n, d)`); err != nil {
		t.Error("one variable has one value:", err)
	}
	for _, hostile := range []string{
		strings.Repeat("(", 30_000) + "up" + strings.Repeat(")", 30_000), strings.Repeat("$x+", 400) + strings.Repeat("(", 65),
		strings.Repeat("}", 60_000),
		`label_replace(up, "a", "` + strings.Repeat("$1", 1000) + `", "a", "(.*)")`,
		`label_replace(up, "a", "` + strings.Repeat("${1}", 1000) + `", "a", "(.*)")`,
		`up{job=~"$job` + strings.Repeat("x{1000}", 1000) + `"}`,
	} {
		if _, is := errors.AsType[*promexpr.TooComplex](checker.Queries().Fault(hostile)); !is {
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
		value, err := jsonstrict.JSON([]byte(text), perses.Limits())
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
	checker := schema.NewChecker()
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
