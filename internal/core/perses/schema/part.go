package schema

import (
	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// readingsOfOne is how often the queries of a document are read while it is adopted.
const readingsOfOne = 5

// ForOne is a checker for the parts of one document alone, whose patterns are bounded
// together. It is not for concurrent use.
func (c *Checker) ForOne() *Checker {
	one := *c
	one.patterns = promql.NewPatterns(readingsOfOne)
	one.queries = c.queries.Within(one.patterns)
	return &one
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
