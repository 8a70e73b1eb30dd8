package grafana_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// stepsOf writes thresholds as their mode and the values of their steps.
func stepsOf(thresholds *jsonstrict.Value) string {
	words := []string{thresholds.Get("mode").Text()}
	for _, step := range thresholds.Get("steps").Items() {
		words = append(words, step.Get("value").Digits())
	}
	return strings.TrimSpace(strings.Join(words, " "))
}

// 50 % of 0 to 10 is 5. A stat of Perses has no bounds, a gauge begins at 0.
func TestMap_thresholds_in_per_cent_are_of_the_bounds(t *testing.T) {
	t.Parallel()
	for panel, want := range map[string]struct {
		steps string
		said  []string
	}{
		`"stat"|"min":0,"max":10`:           {"5 9", nil},
		`"stat"|"min":-100,"max":100`:       {"0 80", nil},
		`"stat"|"min":"20","max":"40"`:      {"30 38", nil},
		`"stat"|"max":10`:                   {"percent 50 90", []string{"changed Thresholds in per cent of the data"}},
		`"stat"|"decimals":1`:               {"percent 50 90", []string{"changed Thresholds in per cent of the data"}},
		`"gauge"|"min":0,"max":10`:          {"percent 50 90", nil},
		`"gauge"|"max":10`:                  {"percent 50 90", nil},
		`"gauge"|"min":-2000,"max":0`:       {"-1000 -200", []string{"changed Least value of a gauge"}},
		`"gauge"|"min":50`:                  {"75 95", []string{"changed Least value of a gauge"}},
		`"stat"|"min":1e308,"max":-1.7e308`: {"-1797693134862315", nil},
	} {
		kind, bounds, _ := strings.Cut(panel, "|")
		spec, mapped := mapOne(t, `{"type":`+kind+`,"targets":[{"expr":"x"}],"fieldConfig":{"defaults":{`+bounds+
			`,"thresholds":{"mode":"percentage","steps":[{"value":null,"color":"green"},{"value":50,"color":"orange"},{"value":90,"color":"red"}]}}}}`)
		if got := stepsOf(spec.Get("plugin", "spec", "thresholds")); !strings.HasPrefix(got, want.steps) {
			t.Errorf("%s: %s, not %s", panel, got, want.steps)
		}
		if diff := cmp.Diff(want.said, saidOf(mapped)); diff != "" {
			t.Errorf("%s: %s", panel, diff)
		}
	}
}

// An old single stat may be a gauge: what a gauge can't show is told, as of a stat.
func TestMap_words_of_an_old_gauge_are_told(t *testing.T) {
	t.Parallel()
	spec, mapped := mapOne(t, `{"type":"singlestat","prefix":"CPU ","postfix":" of all","gauge":{"show":true,"maxValue":100},
		"sparkline":{"show":true},"valueName":"current","targets":[{"expr":"x"}]}`)
	if kind := spec.Get("plugin", "kind").Text(); kind != "GaugeChart" {
		t.Errorf("it became a %s", kind)
	}
	want := []string{"changed Words at the value", "changed Words at the value", "changed Line behind a gauge"}
	if diff := cmp.Diff(want, saidOf(mapped)); diff != "" {
		t.Error(diff)
	}
}
