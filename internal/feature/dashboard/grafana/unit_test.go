package grafana_test

import (
	"testing"
)

// Grafana shortens in the unit 'short' only: 12345 stands in full where there is none.
// What a number is in, and does not say itself, stands in the title.
func TestMap_numbers_without_a_unit_keep_their_digits(t *testing.T) {
	t.Parallel()
	for defaults, want := range map[string]string{
		``:                            "T decimal full",
		`"unit":"none"`:               "T decimal full",
		`"unit":"none","decimals":2`:  "T decimal 2 full",
		`"decimals":1`:                "T decimal 1 full",
		`"unit":"locale"`:             "T decimal full",
		`"unit":"short"`:              "T decimal",
		`"unit":"short","decimals":0`: "T decimal 0",
		`"unit":"bytes"`:              "T bytes",
		`"unit":"kbytes"`:             "T (KiB) decimal full",
		`"unit":"bits"`:               "T (bits) decimal full",
		`"unit":"suffix:widgets"`:     "T (widgets) decimal full",
		`"unit":"bool_on_off"`:        "T decimal full",
		`"unit":"dateTimeAsIso"`:      "T decimal full",
		`"unit":"time:YYYY"`:          "T decimal full",
	} {
		for _, kind := range []string{"stat", "gauge", "piechart"} {
			spec, _ := mapOne(t, `{"type":"`+kind+`","title":"T","targets":[{"expr":"x"}],"fieldConfig":{"defaults":{`+defaults+`}}}`)
			format := spec.Get("plugin", "spec", "format")
			got := spec.Get("display", "name").Text() + " " + format.Get("unit").Text()
			if places := format.Get("decimalPlaces"); places != nil {
				got += " " + places.Digits()
			}
			if short := format.Get("shortValues"); short != nil && !short.Truth() {
				got += " full"
			}
			if got != want {
				t.Errorf("%s of a %s: %s, not %s", defaults, kind, got, want)
			}
		}
	}
}

// A table without a format writes a number as it is; bars and tables with one of Perses
// would write 0.0004 as 0.
func TestMap_small_numbers_without_a_unit_are_never_nought(t *testing.T) {
	t.Parallel()
	table, _ := mapOne(t, `{"type":"table","targets":[{"expr":"x","instant":true}],"fieldConfig":{"defaults":{"unit":"bytes"},"overrides":[`+
		`{"matcher":{"id":"byName","options":"Value"},"properties":[{"id":"unit","value":"none"}]}]}}`)
	for _, column := range table.Get("plugin", "spec", "columnSettings").Items() {
		if format := column.Get("format"); format != nil {
			t.Errorf("%s", format.JSON())
		}
	}
	bars, mapped := mapOne(t, `{"type":"bargauge","targets":[{"expr":"x"}]}`)
	if got := string(bars.Get("plugin", "spec", "format").JSON()); got != `{"unit":"decimal"}` {
		t.Error(got)
	}
	if got := saidOf(mapped); len(got) != 1 || got[0] != "looks Numbers with all of their digits" {
		t.Error(got)
	}
}
