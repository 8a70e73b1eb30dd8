package schema

import "github.com/dashkeep/dashkeep/internal/platform/jsonstrict"

// Panel checks one panel alone.
func (c *Checker) Panel(panel *jsonstrict.Value) Findings {
	var f Findings
	c.panel()(&f, "", panel)
	checkLinks(&f, panel)
	return f
}

// DashboardVariable checks one variable of a dashboard alone.
func (c *Checker) DashboardVariable(variable *jsonstrict.Value) Findings {
	var f Findings
	c.variable(true)(&f, "", variable)
	checkLinks(&f, variable)
	return f
}
