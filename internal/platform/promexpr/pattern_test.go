package promexpr_test

import (
	"regexp/syntax"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

func repeated() map[string]string {
	long := strings.Repeat("x{1000}", 1400)
	return map[string]string{
		"by a matcher":              `up{job=~"` + long + `"}`,
		"not by a matcher":          `up{job="a",job!~"` + long + `"}`,
		"by a matcher's name":       `{"a.b"=~'` + long + `'}`,
		"in raw quotes":             "up{job=~`" + long + "`}",
		"behind a comment":          "up{job=~ # x\n\"" + long + `"}`,
		"escaped":                   `up{job=~"` + strings.Repeat(`\x78{1000}`, 900) + `"}`,
		"in many matchers":          `up{` + strings.Repeat(`a=~"x{1000}",`, 16) + `}`,
		"in many selectors":         `up{a=~"x{1000}"}` + strings.Repeat(`+up{a=~"x{1000}"}`, 15),
		"optional":                  `up{job=~"` + strings.Repeat("x{0,1000}", 8) + `"}`,
		"within each other":         `up{job=~"` + strings.Repeat("((abcd){31}){32}", 4) + `"}`,
		"of label_replace":          `label_replace(up, "a", "", "b", "` + long + `")`,
		"of label_replace, in two":  `label_replace(up, "a", "", "b", "x)(` + long + `")`,
		"behind an open brace":      `up{job=~"` + long + `"`,
		"classes of many letters":   `up{job=~"` + strings.Repeat(`\\pL`, 2000) + `"}`,
		"classes of most letters":   `up{job=~"` + strings.Repeat(`[^/-]+|`, 1400) + `"}`,
		"beyond what the parser is": `up{job=~"` + strings.Repeat(`(x{1000}){1}`, 800) + `"}`,
	}
}

func TestPatternsOfManyRepetitionsAreNotCompiled(t *testing.T) {
	t.Parallel()
	inner := &counting{Parser: promexpr.ForPrinted()}
	bounded := promexpr.Bounded(inner)
	for name, text := range repeated() {
		if _, err := bounded.ParseExpr(text); !isTooComplex(err) {
			t.Errorf("%s as an expression: %v", name, err)
		}
		if _, err := bounded.ParseMetricSelector(text); !isTooComplex(err) {
			t.Errorf("%s as a selector: %v", name, err)
		}
	}
	if inner.calls > 0 {
		t.Errorf("the parser was asked %d times", inner.calls)
	}
}

// Whatever fits into a query without repetitions is within the bound.
func TestLongPatternsOfPeopleAreParsed(t *testing.T) {
	t.Parallel()
	filled := func(piece string) string {
		return `up{pod=~"` + strings.Repeat(piece, (promexpr.MaxLength-20)/len(piece)) + `x"}`
	}
	for name, text := range map[string]string{
		"names":                 filled("checkout-7d9f8b6c5d-x2x4z|"),
		"letters":               filled("a|"),
		"pairs":                 filled("ab|"),
		"parts of names":        filled(".*api.*|"),
		"names in either case":  filled("(?i:checkout)|"),
		"classes":               filled(`[a-z0-9-]+|`),
		"words":                 filled(`\\w`),
		"parts of paths":        `up{path=~"` + strings.Repeat("/[^/]+", 50) + `"}`,
		"parts of a label":      `label_replace(up, "a", "", "b", "` + strings.Repeat("/[^/]+", 500) + `")`,
		"a part of a path":      `up{path=~"/[^/]{1,255}/[^/]{1,255}"}`,
		"loops":                 filled("x*"),
		"groups":                filled("(a)"),
		"a name of Kubernetes":  `up{pod=~"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*"}`,
		"an address":            `up{instance=~"([0-9]{1,3}\\.){3}[0-9]{1,3}:[0-9]{2,5}"}`,
		"what is no pattern":    `up{job="` + strings.Repeat("x{1000}", 1400) + `"}`,
		"the parts of a label":  `label_replace(up, "a", "$1", "b", "([^.]+)\\.([^.]+)\\.(.*)")`,
		"many labels, replaced": strings.Repeat(`label_replace(`, 50) + "up" + strings.Repeat(`,"a","$1-$2","b","(.+)-(.+)")`, 50),
	} {
		if _, err := promexpr.NewParser().ParseExpr(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAPatternAlone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "(a|b)", "(", `[^"]+`, strings.Repeat("a|", 4000)} {
		if err := promexpr.CheckPattern(text); err != nil {
			t.Errorf("%.20q: %v", text, err)
		}
	}
	for _, text := range []string{strings.Repeat("x{1000}", 16), strings.Repeat("x", 10_001)} {
		if err := promexpr.CheckPattern(text); !isTooComplex(err) {
			t.Errorf("%.20q: %v", text, err)
		}
	}
}

// FuzzPatternSize: what is counted is not less than what is compiled.
func FuzzPatternSize(f *testing.F) {
	for _, text := range []string{
		"x{1000}", "(ab){2,5}", "a{3,}", "(?i)kelvin{7}", `[a-c\d]{9}|\pL`, "(a*)+?", "((a|b){3}c){4}", "^$", "()", "(){9}",
		"(|a)*", "a|b|c|dd|de", "(?:){3}", "x??", `\b\B`, "(a{0}b)", "x{0,7}y{2,9}",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		tree, err := syntax.Parse(pattern, syntax.Perl|syntax.DotNL)
		if err != nil || strings.ContainsAny(pattern, "`\r") || len(pattern) > 100 {
			return
		}
		counted := promexpr.PatternSize("{a=~`" + pattern + "`}")
		if counted > promexpr.MaxPatterns {
			return
		}
		program, err := syntax.Compile(tree.Simplify())
		// What stands around every program is not counted.
		if err == nil && len(program.Inst) > counted+10 {
			t.Fatalf("%d instructions, %d counted: %q", len(program.Inst), counted, pattern)
		}
	})
}
