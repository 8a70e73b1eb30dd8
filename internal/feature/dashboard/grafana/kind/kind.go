package kind

import "github.com/dashkeep/dashkeep/internal/platform/jsonstrict"

// Chart is what is drawn for a panel.
type Chart string

// The charts. None is for a panel that no chart is drawn for, a text among them.
const (
	None          Chart = ""
	TimeSeries    Chart = "time series"
	Stat          Chart = "stat"
	Gauge         Chart = "gauge"
	Bars          Chart = "bars"
	Pie           Chart = "pie"
	Table         Chart = "table"
	HeatMap       Chart = "heat map"
	Histogram     Chart = "histogram"
	StatusHistory Chart = "status history"
)

// Of tells the chart for a panel from its type.
func Of(panel *jsonstrict.Value) Chart {
	switch panel.Get("type").Text() {
	case "timeseries", "graph", "trend":
		return TimeSeries
	case "stat", "singlestat":
		return Stat
	case "gauge":
		return Gauge
	case "bargauge", "barchart":
		return Bars
	case "piechart", "grafana-piechart-panel":
		return Pie
	case "table", "table-old":
		return Table
	case "heatmap":
		return HeatMap
	case "histogram":
		return Histogram
	case "state-timeline", "status-history":
		return StatusHistory
	default:
		return None
	}
}

// Reduces reports whether a chart shows one value of each series.
func (c Chart) Reduces() bool { return c == Stat || c == Gauge || c == Bars || c == Pie }

// Words say what a type of panel is that no chart is drawn for.
func Words(named string) string {
	switch named {
	case "alertlist":
		return "Alert list"
	case "logs":
		return "Logs"
	case "dashlist":
		return "List of dashboards"
	case "annolist":
		return "List of annotations"
	case "news":
		return "News"
	case "nodeGraph":
		return "Node graph"
	case "geomap", "grafana-worldmap-panel":
		return "Map"
	case "":
		return "Panel without a type"
	default:
		return "Plugin " + named
	}
}
