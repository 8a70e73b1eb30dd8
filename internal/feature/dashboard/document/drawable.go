package document

import (
	"errors"
	"fmt"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/promparam"
)

// drawable warns of queries whose answer the panel can't draw. They are kept: so
// does Perses.
func (c *Checker) drawable(f *Findings, path string, panel *jsonstrict.Value) {
	kind := panel.Get("spec", "plugin", "kind").Text()
	if _, known := c.plugins["Panel/"+kind]; !known {
		return
	}
	for i, query := range panel.Get("spec", "queries").Items() {
		plugin := query.Get("spec", "plugin")
		if plugin.Get("kind").Text() != "PrometheusTimeSeriesQuery" {
			continue
		}
		at := fmt.Sprintf("%s.spec.queries[%d].spec.plugin.spec.query", path, i)
		if why := c.undrawn(kind, plugin.Get("spec", "query").Text()); why != "" {
			f.Warn(at, "%s", why)
		}
	}
}

// undrawn says why panels of a kind draw nothing of a query; empty when they may.
func (c *Checker) undrawn(kind, query string) string {
	expr, err := parseQuery(c.promql, query)
	if err != nil {
		return ""
	}
	check := promparam.RangeExpression
	if slices.Contains([]string{"Table", "TimeSeriesTable", "HistogramChart"}, kind) {
		check = promparam.InstantExpression // they ask for a moment
	}
	fault, found := errors.AsType[parser.ParseErrors](check(query, expr))
	if !found {
		return ""
	}
	// Neutral values move no beginning: it stands before them or is one itself.
	place := lineAndColumn(query, int(fault[0].PositionRange.Start))
	return fmt.Sprintf("can't be drawn: %s: %s", place, fault[0].Err)
}
