package grafana

import (
	"regexp"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

var doubleBrackets = regexp.MustCompile(`\[\[(\w+)(?::\w+)?\]\]`)

// plugin maps a panel's type and settings.
func (m *mapper) plugin(path string, panel *jsonstrict.Value) *jsonstrict.Value {
	kind := panel.Get("type").Text()
	switch kind {
	case "timeseries", "graph", "trend":
		return pluginOf("TimeSeriesChart", m.timeSeries(panel))
	case "stat", "singlestat":
		return pluginOf("StatChart", m.single(panel, true))
	case "gauge":
		return pluginOf("GaugeChart", m.single(panel, false))
	case "bargauge", "barchart":
		spec := object("calculation", calculation(panel))
		setFormat(spec, panel)
		return pluginOf("BarChart", spec)
	case "piechart", "grafana-piechart-panel":
		spec := object("calculation", calculation(panel), "radius", jsonstrict.NewInt(50))
		setFormat(spec, panel)
		return pluginOf("PieChart", spec)
	case "table", "table-old":
		return pluginOf("TimeSeriesTable", jsonstrict.NewObject())
	case "heatmap":
		return pluginOf("HeatMapChart", jsonstrict.NewObject())
	case "histogram":
		return pluginOf("HistogramChart", jsonstrict.NewObject())
	case "state-timeline", "status-history":
		return pluginOf("StatusHistoryChart", jsonstrict.NewObject())
	case "text":
		return pluginOf("Markdown", object("text", text(m.markdown(path, panel))))
	default:
		m.note(path+".type", "this panel type has no counterpart; a note stands in its place")
		return pluginOf("Markdown", object("text", text("This panel was of a type that could not be mapped.")))
	}
}

func pluginOf(kind string, spec *jsonstrict.Value) *jsonstrict.Value {
	return object("kind", text(kind), "spec", spec)
}

// markdown keeps the text of a panel; HTML and links that run scripts stay behind.
func (m *mapper) markdown(path string, panel *jsonstrict.Value) string {
	content := firstText(panel.Get("options", "content"), panel.Get("content"))
	mode := firstText(panel.Get("options", "mode"), panel.Get("mode"))
	if mode == "html" || activeText.MatchString(content) {
		m.note(path+".options.content", "HTML and links that run scripts are not shown; the text was left out")
		return ""
	}
	return interpolation(content)
}

var activeText = regexp.MustCompile(`(?i)(javascript|vbscript|data)\s*:`)

func (m *mapper) timeSeries(panel *jsonstrict.Value) *jsonstrict.Value {
	spec := jsonstrict.NewObject()
	if legend := legendOf(panel); legend != nil {
		spec.Set("legend", legend)
	}
	axis := jsonstrict.NewObject()
	setFormat(axis, panel)
	for _, bound := range []string{"min", "max"} {
		if value := panel.Get("fieldConfig", "defaults", bound); value.Is(jsonstrict.Number) {
			axis.Set(bound, value.Clone())
		}
	}
	if len(axis.Members()) > 0 {
		spec.Set("yAxis", axis)
	}
	custom := panel.Get("fieldConfig", "defaults", "custom")
	visual := object("display", text("line"))
	if custom.Get("drawStyle").Text() == "bars" || panel.Get("bars").Truth() {
		visual = object("display", text("bar"))
	}
	if opacity, ok := custom.Get("fillOpacity").Float(); ok && opacity >= 0 && opacity <= 100 {
		visual.Set("areaOpacity", jsonstrict.NewFloat(opacity/100))
	}
	if mode := custom.Get("stacking", "mode").Text(); mode == "normal" || mode == "percent" ||
		panel.Get("stack").Truth() {
		visual.Set("stack", text("all"))
	}
	if custom.Get("spanNulls").Truth() {
		visual.Set("connectNulls", jsonstrict.NewBool(true))
	}
	spec.Set("visual", visual)
	if style := custom.Get("thresholdsStyle", "mode").Text(); style != "" && style != "off" {
		setThresholds(spec, panel)
	}
	return spec
}

func legendOf(panel *jsonstrict.Value) *jsonstrict.Value {
	legend := panel.Get("options", "legend")
	shown := legend.Get("showLegend")
	if legend == nil || legend.Get("displayMode").Text() == "hidden" || shown.Is(jsonstrict.Bool) && !shown.Truth() {
		return nil
	}
	made := object("position", text("bottom"), "mode", text("list"))
	if legend.Get("placement").Text() == "right" {
		made.Set("position", text("right"))
	}
	if legend.Get("displayMode").Text() == "table" {
		made.Set("mode", text("table"))
		values := jsonstrict.NewArray()
		for _, calc := range legend.Get("calcs").Items() {
			if mapped := calculations()[calc.Text()]; mapped != "" {
				values.Append(text(mapped))
			}
		}
		made.Set("values", values)
	}
	return made
}

func (m *mapper) single(panel *jsonstrict.Value, withSparkline bool) *jsonstrict.Value {
	spec := object("calculation", calculation(panel))
	setFormat(spec, panel)
	setThresholds(spec, panel)
	if withSparkline {
		if panel.Get("options", "graphMode").Text() == "area" || panel.Get("sparkline", "show").Truth() {
			spec.Set("sparkline", jsonstrict.NewObject())
		}
		return spec
	}
	if highest := panel.Get("fieldConfig", "defaults", "max"); highest.Is(jsonstrict.Number) {
		spec.Set("max", highest.Clone())
	}
	return spec
}

func calculations() map[string]string {
	return map[string]string{
		"last": "last", "lastNotNull": "last-number", "first": "first", "firstNotNull": "first-number", "mean": "mean",
		"avg": "mean", "sum": "sum", "total": "sum", "min": "min", "max": "max", "current": "last-number",
	}
}

func calculation(panel *jsonstrict.Value) *jsonstrict.Value {
	candidates := append(panel.Get("options", "reduceOptions", "calcs").Items(), panel.Get("valueName"))
	for _, calc := range candidates {
		if mapped := calculations()[calc.Text()]; mapped != "" {
			return text(mapped)
		}
	}
	return text("last-number")
}

// setThresholds maps steps; the first step of Grafana, which has no value, is the
// default colour of Perses.
func setThresholds(spec, panel *jsonstrict.Value) {
	source := panel.Get("fieldConfig", "defaults", "thresholds")
	steps, made := jsonstrict.NewArray(), jsonstrict.NewObject()
	for _, step := range source.Get("steps").Items() {
		colour := step.Get("color").Text()
		if !step.Get("value").Is(jsonstrict.Number) {
			if strings.HasPrefix(colour, "#") {
				made.Set("defaultColor", text(colour))
			}
			continue
		}
		mapped := object("value", step.Get("value").Clone())
		if strings.HasPrefix(colour, "#") && len(colour) <= 9 {
			mapped.Set("color", text(colour))
		}
		steps.Append(mapped)
	}
	if len(steps.Items()) == 0 || len(steps.Items()) > 50 {
		return
	}
	if source.Get("mode").Text() == "percentage" {
		made.Set("mode", text("percent"))
	}
	made.Set("steps", steps)
	spec.Set("thresholds", made)
}

func setFormat(spec, panel *jsonstrict.Value) {
	unit := firstText(panel.Get("fieldConfig", "defaults", "unit"), panel.Get("format"),
		firstItem(panel.Get("yaxes")).Get("format"))
	mapped := units()[unit]
	if mapped == "" {
		return
	}
	format := object("unit", text(mapped))
	if places, ok := panel.Get("fieldConfig", "defaults", "decimals").Int(); ok && places >= 0 && places <= 20 {
		format.Set("decimalPlaces", jsonstrict.NewInt(places))
	}
	spec.Set("format", format)
}

func firstItem(list *jsonstrict.Value) *jsonstrict.Value {
	if items := list.Items(); len(items) > 0 {
		return items[0]
	}
	return nil
}

func units() map[string]string {
	return map[string]string{
		"none": "decimal", "short": "decimal", "percent": "percent", "percentunit": "percent-decimal",
		"bytes": "bytes", "decbytes": "bytes", "s": "seconds", "ms": "milliseconds", "m": "minutes",
		"h": "hours", "d": "days",
		"Bps": "bytes/sec", "binBps": "bytes/sec", "bps": "bits/sec", "binbps": "bits/sec", "ops": "ops/sec",
		"reqps": "requests/sec", "rps": "reads/sec", "wps": "writes/sec", "iops": "ops/sec", "pps": "packets/sec",
		"cps": "counts/sec", "eps": "events/sec", "mps": "messages/sec", "rowsps": "rows/sec", "currencyUSD": "usd",
		"currencyEUR": "eur", "currencyGBP": "gbp", "currencyJPY": "jpy",
	}
}
