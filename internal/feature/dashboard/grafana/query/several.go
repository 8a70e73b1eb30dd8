package query

import (
	"regexp"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// equality is a label that must, or must not, be what a variable holds.
var equality = regexp.MustCompile(`(\w\s*)(!?=)(\s*(?:"\$\{?(\w+)\}?"|'\$\{?(\w+)\}?'))`)

// Lists are the variables that may stand for several values at once.
type Lists map[string]bool

// ListsOf reads which variables of a dashboard may stand for several values at once.
func ListsOf(templates *jsonstrict.Value) Lists {
	lists := Lists{}
	for _, source := range templates.Items() {
		lists[source.Get("name").Text()] = source.Get("multi").Truth() || source.Get("includeAll").Truth()
	}
	return lists
}

// Widened makes a pattern of an equality with a variable that may hold several
// values. Grafana writes one chosen value as it is, and a repeated panel has one
// each; the charts write (a) and (a|b), which no label is equal to.
func (l Lists) Widened(query string) string {
	return equality.ReplaceAllStringFunc(query, func(found string) string {
		match := equality.FindStringSubmatch(found)
		if !l[match[4]+match[5]] {
			return found
		}
		operator := map[string]string{"=": "=~", "!=": "!~"}[match[2]]
		return match[1] + operator + match[3]
	})
}
