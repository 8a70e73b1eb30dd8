package schema

import (
	"errors"
	"fmt"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
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
		if why := undrawn(kind, f.asked[plugin.Get("spec", "query").Text()]); why != "" {
			f.Warn(at, "%s", why)
		}
	}
}

// undrawn says why panels of a kind draw nothing of a query; empty when they may.
func undrawn(kind string, query asked) string {
	if slices.Contains([]string{"Table", "TimeSeriesTable", "HistogramChart"}, kind) {
		return query.notAtOnce // they ask for a moment
	}
	return query.notInRange
}

// undrawnBecause says what a check of a query found; empty when it found nothing.
func undrawnBecause(query string, found error) string {
	fault, is := errors.AsType[parser.ParseErrors](found)
	if !is {
		return ""
	}
	// Neutral values move no beginning: it stands before them or is one itself.
	place := promql.Place(query, int(fault[0].PositionRange.Start))
	return fmt.Sprintf("can't be drawn: %s: %s", place, fault[0].Err)
}
