package document_test

import (
	"testing"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/document"
)

func TestChecker_AtEnd_pins_every_selector_to_the_end_of_the_range(t *testing.T) {
	t.Parallel()
	checker := document.NewChecker()
	for query, want := range map[string]string{
		`up`:                                    `up @ end()`,
		`topk(1, s_ramp{a="b"})`:                `topk(1, s_ramp{a="b"} @ end())`,
		`sum by (x) (rate(y[5m])) / on(x) z`:    `sum by (x) (rate(y[5m] @ end())) / on(x) z @ end()`,
		`y offset 5m`:                           `y offset 5m @ end()`,
		`max_over_time(rate(y[5m])[1h:1m])`:     `max_over_time(rate(y[5m])[1h:1m] @ end())`,
		`y @ end() + z @ 12`:                    `y @ end() + z @ 12`,
		`vector(1)`:                             `vector(1)`,
		`time() - y`:                            `time() - y @ end()`,
		`rate(y{a=~"$host"}[$__rate_interval])`: `rate(y{a=~"$host"}[$__rate_interval] @ end())`,
		`${metric:raw}_total{a="$b"} > 5`:       `${metric:raw}_total{a="$b"} @ end() > 5`,
		`y > $limit`:                            ``,
		`$metric{a="b"} # all`:                  `$metric{a="b"} @ end() # all`,
		`max_over_time(y{$labels}[$window:])`:   `max_over_time(y{$labels}[$window:] @ end())`,
		`$query`:                                ``,
		`y > time()`:                            ``,
		`y @ start()`:                           ``,
		`{app="x"} |= "y"`:                      ``,
		"sum(\n  y{a=\"日本\"}\n)":                "sum(\n  y{a=\"日本\"} @ end()\n)",
	} {
		if got, ok := checker.AtEnd(query); got != want || ok != (want != "") {
			t.Errorf("%s: %q %v, not %q", query, got, ok, want)
		}
	}
}
