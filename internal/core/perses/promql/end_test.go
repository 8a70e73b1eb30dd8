package promql_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

// Whatever variables stand where, what is pinned is the query as it was written, with
// nothing but the pins.
func TestReader_AtEnd_changes_nothing_else(t *testing.T) {
	t.Parallel()
	reader := promql.NewReader(promexpr.NewParser())
	pieces := []string{
		`a{$f}`, `a{$f, x="$f"}`, `rate(b[${r}m])`, `rate(b{$f}[$r])`, `c offset ${d}d`, `sum by ($f) (c)`, `$f`, `${r}`, `d{a=~"$r"}[$d:]`,
		`max_over_time(e{$labels}[${r}h:${d}m])`, `5`, `$__interval`, "日本", `e{a="日本"}`,
	}
	rapid.Check(t, func(t *rapid.T) {
		query := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 5).Draw(t, "pieces"), rapid.SampledFrom([]string{" + ", "/", " > ", " or "}).Draw(t, "operator"))
		pinned, ok := reader.AtEnd(query)
		if got := strings.ReplaceAll(pinned, " @ end()", ""); ok && got != query {
			t.Errorf("%s became %s", query, pinned)
		}
	})
}

func TestReader_AtEnd_pins_every_selector_to_the_end_of_the_range(t *testing.T) {
	t.Parallel()
	reader := promql.NewReader(promexpr.NewParser())
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
		`a{$f} - a{$f} offset ${d}d`:            `a{$f} @ end() - a{$f} offset ${d}d @ end()`,
		`sum(rate(a{$f}[5m])) / sum(rate(b{$f}[${r}m]))`: `sum(rate(a{$f}[5m] @ end())) / sum(rate(b{$f}[${r}m] @ end()))`,
		`rate(a[${r}m]) + rate(b[${r}m]) + foo`:          `rate(a[${r}m] @ end()) + rate(b[${r}m] @ end()) + foo @ end()`,
		`a{$f} / b{$f} offset ${days}d`:                  `a{$f} @ end() / b{$f} offset ${days}d @ end()`,
		"sum(\n  y{a=\"日本\"}\n)":                         "sum(\n  y{a=\"日本\"} @ end()\n)",
	} {
		if got, ok := reader.AtEnd(query); got != want || ok != (want != "") {
			t.Errorf("%s: %q %v, not %q", query, got, ok, want)
		}
	}
}
