package fill

import (
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

// matcherOf reads the one matcher of a selector with Prometheus' own parser.
func matcherOf(t *testing.T, expression string) *labels.Matcher {
	t.Helper()
	parsed, err := promexpr.NewParser().ParseExpr(expression)
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	for _, matcher := range parsed.(*parser.VectorSelector).LabelMatchers {
		if matcher.Name != model.MetricNameLabel {
			return matcher
		}
	}
	t.Fatalf("%s has no matcher", expression)
	return nil
}

func hostile() []string {
	return []string{
		`bad "klein"`, `flur\hinten`, `{{x}} $y`, `a.b(c)`, `it's`, "a`b", "two\nlines", `$x`, `${y}`, `^a|b$`, `[0-9]+`, `\x24`, `ü*?`,
	}
}

func TestSubstituteComparesWhatASourceGaveAsItIs(t *testing.T) {
	others := map[string]Value{"y": {One: "other"}, "a": {One: "other"}}
	for _, value := range hostile() {
		for _, expression := range []string{
			`up{a="$x"}`, `up{a='$x'}`, `up{a=~"$x"}`, `up{a=~'${x}'}`, "up{a=~`$x`}", `up{a =~ "${x:pipe}"}`, `up{a=~"${x:regex}"}`,
		} {
			values := map[string]Value{"x": {One: value, Found: true}, "y": others["y"]}
			text, missing := Substitute(expression, values)
			if matcher := matcherOf(t, text); !matcher.Matches(value) || matcher.Matches("a-b(c)") || len(missing) > 0 {
				t.Errorf("%s of %q is %s, without %v", expression, value, text, missing)
			}
		}
		values := map[string]Value{"x": {Many: append(hostile(), "plain"), Found: true}, "y": others["y"]}
		text, _ := Substitute(`up{a=~"$x"}`, values)
		if matcher := matcherOf(t, text); !matcher.Matches(value) || !matcher.Matches("plain") || matcher.Matches("b") {
			t.Errorf("all of them with %q: %s", value, text)
		}
	}
}

func TestSubstituteLeavesWhatAnAuthorWrote(t *testing.T) {
	for name, test := range map[string]struct {
		expression string
		value      Value
		want       string
	}{
		"a pattern of a fixed list":      {`up{a=~"$x"}`, Value{One: "prod|stage.*"}, `up{a=~"prod|stage.*"}`},
		"several of a fixed list":        {`up{a=~"$x"}`, Value{Many: []string{"a.*", "b"}}, `up{a=~"(a.*|b)"}`},
		"a metric that was found":        {`rate($x[5m])`, Value{One: "up", Found: true}, `rate(up[5m])`},
		"a duration that was found":      {`rate(up[$x])`, Value{One: "5m", Found: true}, `rate(up[5m])`},
		"plain values that were found":   {`up{a=~"$x"}`, Value{Many: []string{"a-1", "b"}, Found: true}, `up{a=~"(a-1|b)"}`},
		"the rest of a pattern":          {`up{a=~"$x.*|c"}`, Value{One: "a.b", Found: true}, `up{a=~"a\\.b.*|c"}`},
		"a value asked for as it is":     {`up{a=~"${x:raw}"}`, Value{One: "a.b", Found: true}, `up{a=~"a.b"}`},
		"what stands in a comment":       {"up # it's $x\n", Value{One: `"`, Found: true}, "up # it's \"\n"},
		"another one with the same root": {`up{a=~"$xy"}`, Value{One: "a.b", Found: true}, `up{a=~"$xy"}`},
	} {
		t.Run(name, func(t *testing.T) {
			if text, _ := Substitute(test.expression, map[string]Value{"x": test.value}); text != test.want {
				t.Errorf("%s, want %s", text, test.want)
			}
		})
	}
}

// A text that becomes too long for a query is no longer filled in, whatever stands in
// for its variables: it costs no more than a few times what may be.
func TestSubstituteEndsWhereNoQueryIsSoLong(t *testing.T) {
	long := make([]string, 1000)
	for i := range long {
		long[i] = strings.Repeat("p", 100) + strconv.Itoa(i)
	}
	for name, value := range map[string]Value{
		"found": {Many: long, Found: true}, "written": {Many: long}, "one": {One: strings.Repeat("y", 100_000), Found: true},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		text, missing := Substitute(`up{a=~"`+strings.Repeat("$x", 4000)+`"}`, map[string]Value{"x": value})
		runtime.ReadMemStats(&after)
		if spent := after.TotalAlloc - before.TotalAlloc; spent > 20<<20 {
			t.Errorf("%s: %d MiB", name, spent>>20)
		}
		if len(text) < mostFilled || len(text) > 3*mostFilled || len(missing) > 0 {
			t.Errorf("%s: %d bytes, without %v", name, len(text), missing)
		}
	}
}
