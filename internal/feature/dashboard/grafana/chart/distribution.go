package chart

import (
	"regexp"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/query"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// numbered finds what has series of numbers by its name: buckets of classic
// histograms, and counters.
var numbered = regexp.MustCompile(`_(bucket|total|count|sum)\b|\ble\b`)

// native reports whether a panel asks for native histograms, the only ones that the
// charts draw as distributions: one sum of rates over a name that is neither a
// classic histogram's nor a counter's, over which Grafana counts nothing itself.
func native(panel *jsonstrict.Value, asked query.Asking) bool {
	if panel.Get("options", "calculate").Truth() || panel.Get("dataFormat").Text() == "timeseries" || len(asked.Kept) != 1 {
		return false
	}
	expr := asked.Kept[0].Expr
	return !numbered.MatchString(expr) && aggregated.MatchString(expr)
}

// aggregated finds a sum of rates: what a native histogram is asked with.
var aggregated = regexp.MustCompile(`(?s)^\s*sum\b.*\b(rate|increase|irate)\s*\(`)

func (m *Mapper) heatmap(path string, panel *jsonstrict.Value, asked query.Asking) *jsonstrict.Value {
	if !native(panel, asked) {
		m.Changed(path+".type", "Heatmap of numbers", "lines over time: a heat map is drawn of one native histogram only")
		return m.timeSeries(path, panel, asked)
	}
	spec := jsonstrict.NewObject()
	axis, cells := panel.Get("options", "yAxis"), panel.Get("options", "cellValues")
	if unit := axis.Get("unit").Text(); unit != "" {
		if made, _ := m.Format(path+".options.yAxis.unit", unit, axis.Get("decimals")); made != nil {
			spec.Set("yAxisFormat", made)
		}
	} else if unit := panel.Get("yAxis", "format").Text(); unit != "" {
		if made, _ := m.Format(path+".yAxis.format", unit, panel.Get("yAxis", "decimals")); made != nil {
			spec.Set("yAxisFormat", made)
		}
	}
	if unit := cells.Get("unit").Text(); unit != "" {
		if made, _ := m.Format(path+".options.cellValues.unit", unit, cells.Get("decimals")); made != nil {
			spec.Set("countFormat", made)
		}
	}
	if panel.Get("options", "legend", "show").Truth() || panel.Get("legend", "show").Truth() {
		spec.Set("showVisualMap", jsonstrict.NewBool(true))
	}
	m.lostOverrides(path, panel)
	return tree.Plugin("HeatMapChart", spec)
}

func (m *Mapper) histogram(path string, panel *jsonstrict.Value, asked query.Asking) *jsonstrict.Value {
	if !native(panel, asked) {
		m.Changed(path+".type", "Histogram of numbers", "lines over time: a histogram is drawn of native histograms only")
		return m.timeSeries(path, panel, asked)
	}
	spec := jsonstrict.NewObject()
	m.unit = m.SetFormat(spec, path, panel)
	m.lostOverrides(path, panel)
	return tree.Plugin("HistogramChart", spec)
}
