package chart

import (
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/fate"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/kind"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// LeftOver tells of every setting of a panel that nothing else has dealt with, so
// that none is lost without a word: also those that nobody has heard of.
func (m *Mapper) LeftOver(path string, panel *jsonstrict.Value) {
	named := panel.Get("type").Text()
	m.Left(path, panel, m.fates)
	m.Left(path+".options", panel.Get("options"), optionFates(named))
	defaults := panel.Get("fieldConfig", "defaults")
	fates := defaultFates(named)
	if named == "stat" && defaults.Get("thresholds", "mode").Text() == "percentage" {
		fate.Handled(fates, "min max") // the ends of the per cent
	}
	m.Left(path+".fieldConfig.defaults", defaults, fates)
	m.Left(path+".fieldConfig.defaults.custom", defaults.Get("custom"), customFates(named))
	m.lostLegendValues(path, panel)
	m.hiddenFrom(path, defaults.Get("custom", "hideFrom"))
	if kind.Of(panel) == kind.Table {
		return
	}
	for i, transformation := range panel.Get("transformations").Items() {
		if m.GoesOn() && !transformation.Get("disabled").Truth() {
			m.Changed(jsonstrict.At(path+".transformations", i), "Transformation "+transformation.Get("id").Text(),
				"left out, the series as they come")
		}
	}
}

func (m *Mapper) hiddenFrom(path string, hidden *jsonstrict.Value) {
	for _, place := range []string{"legend", "tooltip", "viz"} {
		if hidden.Get(place).Truth() {
			m.Changed(path+".fieldConfig.defaults.custom.hideFrom", "Series hidden from the "+place, "shown")
			return
		}
	}
}

func panelFates() fate.Table {
	return fate.Handled(fate.Table{
		"transparent": fate.Looks("with its frame"), "maxDataPoints": fate.Looks("as many points as fit the chart"),
		"timeFrom": fate.Loses("the time range of the dashboard"), "timeShift": fate.Loses("the time range of the dashboard"),
		"hideTimeOverride": fate.Looks("nothing is hidden"), "alert": fate.Loses("left out, rules belong to Prometheus"),
		"steppedLine": fate.Looks("straight lines"), "fillGradient": fate.Looks("an even shade"),
		"hiddenSeries": fate.Loses("all are shown"),
		"timeRegions":  fate.Loses("left out"), "cacheTimeout": fate.Looks("left out"), "queryCachingTTL": fate.Looks("left out"),
		"nullText": fate.Looks("a dash"), "xaxis": {}, "tooltip": {}, "color": fate.Looks("the colours of Dashkeep"),
		"hideZeroBuckets": fate.Looks("all buckets"), "highlightCards": {}, "reverseYBuckets": fate.Looks("from below"),
		"pageSize": fate.Looks("all rows"), "scroll": {}, "showHeader": {}, "fontSize": {}, "sort": {}, "columns": {},
		"displayName": fate.Looks("the title"), "description": {}, "conditionalRendering": fate.Loses("always shown"),
		"timeCompare": fate.Loses("left out"), "timeTo": fate.Loses("the time range of the dashboard"),
		"subtitle": fate.Looks("left out"),
	}, "id type title gridPos targets datasource fieldConfig options links repeat repeatDirection pluginVersion interval "+
		"transformations span editable error isNew renderer dashLength spaceLength dashes repeatIteration repeatRowId "+
		"repeatPanelId scopedVars aliasColors seriesOverrides nullPointMode yaxes yaxis bars fill lines linewidth percentage "+
		"points pointradius stack thresholds legend format decimals styles transform colors colorBackground colorValue gauge "+
		"mappingType mappingTypes valueMaps rangeMaps postfix postfixFontSize prefix prefixFontSize sparkline tableColumn "+
		"valueFontSize valueName height grid collapsed panels cards dataFormat heatmap xAxis yAxis xBucketNumber xBucketSize "+
		"yBucketBound yBucketNumber yBucketSize content mode libraryPanel cornerRadius flipCard flipTime fontFormat "+
		"isAutoScrollOnOverflow isGrayOnNoData isHideAlertsOnDisable isIgnoreOKColors minSpan maxPerRow leftYAxisLabel "+
		"rightYAxisLabel y-axis x-axis y_formats pieType strokeWidth combine breakPoint legendType maxDataPointsSet "+
		"datasourceErrors errors hideEmpty hideZero alertThreshold")
}

func optionFates(kind string) fate.Table {
	table := fate.Handled(fate.Table{
		"timezone":      fate.Looks("the time zone of the reader", `["browser"]`, `[""]`),
		"displayLabels": fate.Looks("the legend says it"), "pieType": fate.Looks("a full pie", `"pie"`),
		"xField": fate.Loses("the names of the series"), "groupWidth": {}, "barWidth": {}, "xTickLabelRotation": {},
		"xTickLabelSpacing": {},
		"stacking":          fate.Loses("side by side", `"none"`), "fullHighlight": {}, "barRadius": {},
		"displayMode": fate.Looks("plain bars", `"basic"`, `"gradient"`), "showUnfilled": {}, "valueMode": {}, "namePlacement": {},
		"showValue":           fate.Looks("values in the tooltip", `"auto"`, `"never"`),
		"showThresholdLabels": fate.Looks("no numbers at the thresholds"), "showThresholdMarkers": {},
		"calculate": fate.Loses("the buckets that the query gives"), "filterValues": {}, "rowsFrame": {}, "exemplars": {},
		"rowHeight": {}, "mergeValues": fate.Looks("as they come", `true`), "alignValue": {}, "perPage": {},
		"frameIndex": fate.Loses("all queries in one table"), "combine": fate.Loses("each series for itself"),
		"bucketSize": fate.Loses("the buckets of the query"), "bucketOffset": fate.Loses("the buckets of the query"),
		"dataLinks": fate.Loses("left out"), "alertThreshold": {}, "fieldOptions": {},
	}, "tooltip legend reduceOptions orientation justifyMode text wideLayout percentChangeColorMode colorMode graphMode "+
		"textMode showPercentChange showHeader footer cellHeight sortBy sizing minVizHeight minVizWidth maxVizHeight content "+
		"code mode color cellGap cellRadius yAxis xAxis cellValues calculation annotations sortOrder")
	if kind == "bargauge" || kind == "barchart" {
		delete(table, "sortOrder")
	}
	return table
}

func defaultFates(kind string) fate.Table {
	table := fate.Handled(fate.Table{
		"noValue": fate.Looks("a dash where there is no value"), "links": fate.Loses("left out"),
		"fieldMinMax": fate.Looks("one scale"),
		"min":         fate.Looks("from the data or 0", `0`), "max": fate.Looks("to the data"), "filterable": {}, "description": {},
		"writeable": {},
		"actions":   fate.Loses("left out"), "nullValueMode": {}, "path": {},
	}, "unit custom thresholds mappings color decimals displayName")
	switch kind {
	case "timeseries", "graph", "trend", "gauge", "singlestat":
		fate.Handled(table, "min max")
	}
	return table
}

func customFates(kind string) fate.Table {
	switch kind {
	case "timeseries", "graph", "trend", "stat", "singlestat", "gauge":
	case "table", "table-old":
		return fate.Handled(fate.Table{
			"filterable": fate.Looks("no filter in the head"), "width": fate.Looks("as wide as its columns need"),
			"align":       fate.Looks("as the kind of the values asks", `"auto"`),
			"cellOptions": fate.Looks("plain cells", `{"type":"auto"}`), "displayMode": fate.Looks("plain cells", `"auto"`),
			"wrapText": fate.Looks("one line"), "minWidth": fate.Looks("as wide as its columns need"),
			"footer": fate.Loses("left out", `{"reducers":[]}`), "hidden": {},
		}, "inspect showValues wrapHeaderText tooltip hideFrom scaleDistribution thresholdsStyle axisPlacement axisLabel")
	default:
		return fate.Handled(fate.Table{}, "fillOpacity lineWidth hideFrom scaleDistribution axisPlacement axisLabel "+
			"axisColorMode axisBorderShow axisCenteredZero thresholdsStyle gradientMode spanNulls insertNulls axisGridShow axisWidth "+
			"cellOptions inspect align filterable footer wrapText barAlignment drawStyle lineInterpolation pointSize showPoints "+
			"stacking barWidthFactor lineStyle axisSoftMin axisSoftMax barMaxWidth lineColor fillColor showValues")
	}
	return fate.Handled(fate.Table{
		"gradientMode":      fate.Looks("an even shade", `"none"`),
		"lineInterpolation": fate.Looks("straight lines", `"linear"`),
		"axisCenteredZero":  fate.Looks("an axis from the data"), "axisColorMode": fate.Looks("the colour of the text", `"text"`),
		"axisPlacement": fate.Looks("on the left", `"auto"`, `"left"`, `"hidden"`),
		"barAlignment":  fate.Looks("bars at their time", `0`),
		"insertNulls":   fate.Looks("gaps as the data have them"), "axisGridShow": fate.Looks("with grid lines", `true`),
		"axisWidth": fate.Looks("as wide as it needs"), "fillBelowTo": fate.Loses("a line alone"),
		"transform":   fate.Loses("drawn as it is"),
		"pointSymbol": fate.Looks("round points"), "axisLabelColor": {}, "lineColor": {}, "fillColor": {}, "pointColor": {},
	}, "fillOpacity spanNulls showPoints stacking lineWidth drawStyle pointSize hideFrom scaleDistribution thresholdsStyle "+
		"axisLabel axisBorderShow barWidthFactor lineStyle axisSoftMin axisSoftMax showValues cellOptions inspect align filterable "+
		"barMaxWidth")
}
