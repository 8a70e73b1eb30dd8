package chart

import (
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/query"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

func (m *Mapper) timeSeries(path string, panel *jsonstrict.Value, asked query.Asking) *jsonstrict.Value {
	spec := jsonstrict.NewObject()
	if legend := legendOf(panel); legend != nil {
		spec.Set("legend", legend)
	}
	if axis := m.axis(path, panel); len(axis.Members()) > 0 {
		spec.Set("yAxis", axis)
	}
	spec.Set("visual", m.visual(path, panel))
	m.lines(spec, path, panel)
	m.LostMappings(path, panel)
	if settings := m.querySettings(path, panel, asked); len(settings.Items()) > 0 {
		spec.Set("querySettings", settings)
	}
	return tree.Plugin("TimeSeriesChart", spec)
}

// axis maps the left axis: unit, bounds, words, whether it is shown.
func (m *Mapper) axis(path string, panel *jsonstrict.Value) *jsonstrict.Value {
	axis := jsonstrict.NewObject()
	format, plain := m.PanelFormat(path, panel)
	if format != nil {
		axis.Set("format", format)
	}
	defaults, old := panel.Get("fieldConfig", "defaults"), tree.FirstItem(panel.Get("yaxes"))
	m.softBounds(path, defaults)
	label := tree.FirstText(defaults.Get("custom", "axisLabel"), old.Get("label"))
	if label == "" {
		label = plain // the axis says what the numbers don't
	}
	if label != "" {
		axis.Set("label", tree.Text(tree.Cut(tree.OneLine(label), 200)))
	}
	for _, bound := range []string{"min", "max"} {
		for _, value := range []*jsonstrict.Value{defaults.Get(bound), old.Get(bound)} {
			if number := tree.Number(value); number != nil {
				axis.Set(bound, number)
				break
			}
		}
	}
	shown := old.Get("show")
	if defaults.Get("custom", "axisPlacement").Text() == "hidden" || shown.Is(jsonstrict.Bool) && !shown.Truth() {
		axis.Set("show", jsonstrict.NewBool(false))
	}
	if kind := defaults.Get("custom", "scaleDistribution", "type").Text(); kind != "" && kind != "linear" {
		m.Changed(path+".fieldConfig.defaults.custom.scaleDistribution", "Axis in "+kind+" scale", "a linear axis")
	}
	if base, ok := old.Get("logBase").Float(); ok && base > 1 {
		m.Changed(path+".yaxes[0].logBase", "Axis in log scale", "a linear axis")
	}
	return axis
}

// softBounds tells of ends that an axis has until the data go beyond them. As ends of an
// axis here they would cut the data off.
func (m *Mapper) softBounds(path string, defaults *jsonstrict.Value) {
	for _, bound := range []struct{ soft, hard string }{{"axisSoftMin", "min"}, {"axisSoftMax", "max"}} {
		soft := tree.Number(defaults.Get("custom", bound.soft))
		if number, _ := soft.Float(); soft == nil || number == 0 || tree.Number(defaults.Get(bound.hard)) != nil {
			continue // every axis has 0 in it
		}
		m.Looks(path+".fieldConfig.defaults.custom."+bound.soft, "Soft bound of an axis", "an axis from 0 and the data")
	}
}

func (m *Mapper) visual(path string, panel *jsonstrict.Value) *jsonstrict.Value {
	custom := panel.Get("fieldConfig", "defaults", "custom")
	visual := tree.Object("display", tree.Text("line"))
	if custom.Get("drawStyle").Text() == "bars" || panel.Get("bars").Truth() {
		visual = tree.Object("display", tree.Text("bar"))
	}
	lineLooks(visual, panel)
	if opacity, ok := custom.Get("fillOpacity").Float(); ok && opacity >= 0 && opacity <= 100 {
		visual.Set("areaOpacity", jsonstrict.NewFloat(opacity/100))
	} else if fill, ok := panel.Get("fill").Float(); ok && fill >= 0 && fill <= 10 {
		visual.Set("areaOpacity", jsonstrict.NewFloat(fill/10))
	}
	stacking := custom.Get("stacking", "mode").Text()
	if stacking == "normal" || stacking == "percent" || panel.Get("stack").Truth() {
		visual.Set("stack", tree.Text("all"))
	}
	if stacking == "percent" || panel.Get("stack").Truth() && panel.Get("percentage").Truth() {
		m.Changed(path+".fieldConfig.defaults.custom.stacking", "Stacked in percent", "stacked in its own unit")
	}
	spans := custom.Get("spanNulls")
	if spans.Truth() || spans.Is(jsonstrict.Number) || panel.Get("nullPointMode").Text() == "connected" {
		visual.Set("connectNulls", jsonstrict.NewBool(true))
	}
	if spans.Is(jsonstrict.Number) {
		m.Changed(path+".fieldConfig.defaults.custom.spanNulls", "Gaps up to a limit are closed", "all gaps are closed")
	}
	if panel.Get("nullPointMode").Text() == "null as zero" {
		m.Changed(path+".nullPointMode", "No value drawn as zero", "a gap where there is no value")
	}
	return visual
}

func lineLooks(visual, panel *jsonstrict.Value) {
	custom := panel.Get("fieldConfig", "defaults", "custom")
	for _, width := range []*jsonstrict.Value{custom.Get("lineWidth"), panel.Get("linewidth")} {
		if number, ok := width.Float(); ok && number >= 0 && number <= 20 {
			visual.Set("lineWidth", jsonstrict.NewFloat(number))
			break
		}
	}
	if style := dashes(custom.Get("lineStyle")); style != "" {
		visual.Set("lineStyle", tree.Text(style))
	}
	onlyPoints := custom.Get("drawStyle").Text() == "points"
	if lines := panel.Get("lines"); lines.Is(jsonstrict.Bool) && !lines.Truth() && panel.Get("points").Truth() {
		onlyPoints = true
	}
	if onlyPoints {
		visual.Set("lineWidth", jsonstrict.NewInt(0))
	}
	if onlyPoints || custom.Get("showPoints").Text() == "always" || panel.Get("points").Truth() {
		visual.Set("showPoints", tree.Text("always"))
		if size, ok := custom.Get("pointSize").Float(); ok && size > 0 && size <= 40 {
			visual.Set("pointRadius", jsonstrict.NewFloat(size/2))
		}
	}
}

func dashes(style *jsonstrict.Value) string {
	return map[string]string{"solid": "solid", "dash": "dashed", "dot": "dotted"}[style.Get("fill").Text()]
}

// lines maps thresholds that are drawn into the chart.
func (m *Mapper) lines(spec *jsonstrict.Value, path string, panel *jsonstrict.Value) {
	style := panel.Get("fieldConfig", "defaults", "custom", "thresholdsStyle", "mode").Text()
	if style != "" && style != "off" {
		m.Steps(spec, path+".fieldConfig.defaults.thresholds", panel.Get("fieldConfig", "defaults", "thresholds"))
		if style != "line" && style != "dashed" {
			m.Looks(path+".fieldConfig.defaults.custom.thresholdsStyle", "Thresholds as areas", "lines at the thresholds")
		}
		return
	}
	steps := jsonstrict.NewArray()
	for i, threshold := range panel.Get("thresholds").Items() {
		value := tree.Number(threshold.Get("value"))
		if value == nil || len(steps.Items()) >= 50 {
			continue
		}
		step := tree.Object("value", value)
		colour := tree.FirstText(threshold.Get("lineColor"), threshold.Get("fillColor"))
		switch threshold.Get("colorMode").Text() {
		case "critical":
			colour = "red"
		case "warning":
			colour = "orange"
		case "ok":
			colour = "green"
		}
		if mapped := m.Colour(jsonstrict.At(path+".thresholds", i), colour); mapped != "" {
			step.Set("color", tree.Text(mapped))
		}
		steps.Append(step)
	}
	if len(steps.Items()) > 0 {
		spec.Set("thresholds", tree.Object("steps", steps))
	}
}

func legendOf(panel *jsonstrict.Value) *jsonstrict.Value {
	if old := panel.Get("legend"); panel.Get("options", "legend") == nil && old != nil {
		return oldLegend(old)
	}
	legend := panel.Get("options", "legend")
	shown := legend.Get("showLegend")
	if legend == nil || legend.Get("displayMode").Text() == "hidden" || shown.Is(jsonstrict.Bool) && !shown.Truth() {
		return nil
	}
	made := tree.Object("position", tree.Text("bottom"), "mode", tree.Text("list"))
	if legend.Get("placement").Text() == "right" {
		made.Set("position", tree.Text("right"))
	}
	values := jsonstrict.NewArray()
	known := calculations()
	for _, calc := range legend.Get("calcs").Items() {
		if mapped := known[calc.Text()]; mapped != "" {
			values.Append(tree.Text(mapped))
		}
	}
	if legend.Get("displayMode").Text() == "table" || len(values.Items()) > 0 {
		made.Set("mode", tree.Text("table"))
		made.Set("values", values)
	}
	return made
}

// oldLegend is that of a graph: a list or a table, with values by name.
func oldLegend(legend *jsonstrict.Value) *jsonstrict.Value {
	if !legend.Get("show").Truth() {
		return nil
	}
	made := tree.Object("position", tree.Text("bottom"), "mode", tree.Text("list"))
	if legend.Get("rightSide").Truth() {
		made.Set("position", tree.Text("right"))
	}
	values := jsonstrict.NewArray()
	for _, key := range []string{"min", "max", "avg", "current", "total"} {
		if legend.Get("values").Truth() && legend.Get(key).Truth() {
			values.Append(tree.Text(calculations()[key]))
		}
	}
	if legend.Get("alignAsTable").Truth() || len(values.Items()) > 0 {
		made.Set("mode", tree.Text("table"))
		made.Set("values", values)
	}
	return made
}

// lostLegendValues tells of legend values that Perses has not.
func (m *Mapper) lostLegendValues(path string, panel *jsonstrict.Value) {
	for i, calc := range panel.Get("options", "legend", "calcs").Items() {
		if m.calculations[calc.Text()] == "" {
			m.Looks(jsonstrict.At(path+".options.legend.calcs", i), "Legend value without counterpart", calc.Text()+" is left out")
		}
	}
}
