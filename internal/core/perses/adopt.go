package perses

import (
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// PromQLFault tells why a text with variables is not PromQL; nil when it is.
func (c *Checker) PromQLFault(query string) error {
	_, err := parseQuery(c.promql, query, c.left())
	return err
}

// readingsOfOne is how often the queries of a document are read while it is adopted.
const readingsOfOne = 5

// ForOne is a checker for the parts of one document alone, whose patterns are bounded
// together. It is not for concurrent use.
func (c *Checker) ForOne() *Checker {
	one := *c
	one.patterns = &patterns{left: readingsOfOne * mostPatterns}
	return &one
}

// left is what may still be read of patterns.
func (c *Checker) left() *patterns {
	if c.patterns == nil {
		return newPatterns()
	}
	return c.patterns
}

// Panel checks one panel alone.
func (c *Checker) Panel(panel *jsonstrict.Value) Findings {
	f := Findings{patterns: c.patterns}
	c.panel()(&f, "", panel)
	checkLinks(&f, panel)
	return f
}

// DashboardVariable checks one variable of a dashboard alone.
func (c *Checker) DashboardVariable(variable *jsonstrict.Value) Findings {
	f := Findings{patterns: c.patterns}
	c.variable(true)(&f, "", variable)
	checkLinks(&f, variable)
	return f
}

// SourceUse is a datasource as a document names it, and how often.
type SourceUse struct {
	DatasourceRef
	Uses int
	// Inline is set when the document brings the datasource itself.
	Inline bool
}

// SourceUses lists the datasources that a document names, in order, once each. What
// a variable chooses at the time of drawing is none of them.
func SourceUses(d *Document) []SourceUse {
	inline := d.root.Get("spec", "datasources")
	var found []SourceUse
	places := map[DatasourceRef]int{}
	for _, ref := range References(d) {
		at, known := places[ref.DatasourceRef]
		if !known {
			at = len(found)
			found = append(found, SourceUse{DatasourceRef: ref.DatasourceRef, Inline: inline.Get(ref.Name) != nil})
			places[ref.DatasourceRef] = at
		}
		found[at].Uses++
	}
	return found
}

// Rename puts other datasources in place of those that a document names. One
// without a name is the default one of its kind.
func Rename(d *Document, to map[string]DatasourceRef) {
	rename(d.root, to)
}

func rename(value *jsonstrict.Value, to map[string]DatasourceRef) {
	for _, item := range value.Items() {
		rename(item, to)
	}
	for _, member := range value.Members() {
		if member.Key != "datasource" || !member.Value.Get("kind").Is(jsonstrict.String) {
			rename(member.Value, to)
			continue
		}
		if ref, mapped := to[member.Value.Get("name").Text()]; mapped && member.Value.Get("name").Text() != "" {
			member.Value.Set("kind", jsonstrict.NewString(ref.Kind))
			member.Value.Delete("name")
			if ref.Name != "" {
				member.Value.Set("name", jsonstrict.NewString(ref.Name))
			}
		}
	}
}
