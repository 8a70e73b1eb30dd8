package promexpr_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

// replaced nests label_replace around a query.
func replaced(query, template, pattern string, times int) string {
	for range times {
		query = fmt.Sprintf(`label_replace(%s,"a",%q,"a",%q)`, query, template, pattern)
	}
	return query
}

func TestLabelsThatMultiplyAreRefused(t *testing.T) {
	t.Parallel()
	base := `label_replace(vector(1),"a","xxxx","","")`
	joined := base
	for range 10 {
		joined = `label_join(` + joined + `,"a","",` + `"a","a","a")`
	}
	for name, text := range map[string]string{
		"by their number":            replaced(base, strings.Repeat("$1", 1000), "(.*)", 3),
		"by their number in braces":  replaced(base, strings.Repeat("${1}", 800), "(.*)", 2),
		"by their name":              replaced(base, strings.Repeat("$n ", 800), "(?P<n>.*)", 2),
		"by a name of digits":        replaced(base, strings.Repeat("$09", 800), "(?P<09>.*)", 2),
		"as a whole":                 replaced(base, strings.Repeat("$0", 800), ".*", 2),
		"twice, often":               replaced(base, "$1$1", "(.*)", 12),
		"in groups within groups":    replaced(base, "$1$2", "((.*))", 12),
		"once, of a long one":        replaced(`vector(1)`, strings.Repeat("$1", 2000), "(.*)", 1),
		"in brackets":                replaced(`(((`+replaced(base, strings.Repeat("$1", 500), "(.*)", 1)+`)))`, strings.Repeat("$1", 500), "(.*)", 1),
		"in brackets of a text":      `label_replace(up,("a"),("` + strings.Repeat("$1", 1000) + `"),"a",("(.*)"))`,
		"by another label":           `label_replace(` + replaced(base, "$1$1", "(.*)", 8) + `,"b","$1$1","a","(.*)")`,
		"by label_join":              joined,
		"by the blank of label_join": `label_join(up,"a","` + strings.Repeat("x", 5000) + `","b","c","d","e","f")`,
		"side by side":               "up" + strings.Repeat(" or "+replaced("up", strings.Repeat("$1", 60), "(.*)", 1), 8),
		"through operators":          replaced(`-sum by (a) (`+replaced(base, strings.Repeat("$1", 500), "(.*)", 1)+`)`, strings.Repeat("$1", 500), "(.*)", 1),
		"in a sub-query":             replaced(`rate(`+replaced(base, strings.Repeat("$1", 500), "(.*)", 1)+`[5m:1m])`, strings.Repeat("$1", 500), "(.*)", 1),
	} {
		if len(text) > promexpr.MaxLength {
			t.Errorf("%s: %d bytes", name, len(text))
		}
		if _, err := promexpr.NewParser().ParseExpr(text); !isTooComplex(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLabelsOfPeopleAreMade(t *testing.T) {
	t.Parallel()
	joins := "up"
	for _, label := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		joins = `label_join(` + joins + `,"` + label + `","/","namespace","pod","container")`
	}
	for name, text := range map[string]string{
		"a part":                     replaced("up", "$1", "(.*):.*", 1),
		"parts in another order":     replaced("up", "$3.$2.$1", "(.*)-(.*)-(.*)", 40),
		"alternatives":               replaced("up", "$1$2", "(a.*)|(b.*)", 40),
		"a word":                     replaced("up", "a word that stands for it", "5..", 40),
		"an amount":                  replaced("up", "$$ 1", "(.*)", 40),
		"a long text":                replaced("up", strings.Repeat("x", 9000), "(.*)", 1),
		"what is no pattern":         replaced("up", strings.Repeat("$1", 1000), "(", 1),
		"what names no group":        replaced("up", strings.Repeat("$1x", 1000), "(.*)", 1),
		"joined":                     joins,
		"joined of one label, twice": `label_join(up,"a","-","pod","pod")`,
	} {
		if _, err := promexpr.NewParser().ParseExpr(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
