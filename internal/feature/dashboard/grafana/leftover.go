package grafana

import (
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// fate is what becomes of one setting of Grafana. The zero fate is a setting that is
// mapped, or that no reader of a chart can see.
type fate struct {
	// usual are values, as JSON, that mean nothing in particular.
	usual []string
	// becomes is what one gets; empty when another place tells of it.
	becomes string
	// visible is set when the data themselves read otherwise.
	visible bool
}

func looks(becomes string, usual ...string) fate { return fate{usual: usual, becomes: becomes} }

func loses(becomes string, usual ...string) fate {
	return fate{usual: usual, becomes: becomes, visible: true}
}

// handled marks settings that are mapped, told of elsewhere, or not seen.
func handled(table map[string]fate, keys string) map[string]fate {
	for key := range strings.FieldsSeq(keys) {
		table[key] = fate{}
	}
	return table
}

// leftPanel tells of every setting of a panel that nothing else has dealt with, so
// that none is lost without a word: also those that nobody has heard of.
func (m *mapper) leftPanel(path string, panel *jsonstrict.Value) {
	kind := panel.Get("type").Text()
	m.left(path, panel, m.tables.panel)
	m.left(path+".options", panel.Get("options"), optionFates(kind))
	defaults := panel.Get("fieldConfig", "defaults")
	fates := defaultFates(kind)
	if kind == "stat" && defaults.Get("thresholds", "mode").Text() == "percentage" {
		handled(fates, "min max") // the ends of the per cent
	}
	m.left(path+".fieldConfig.defaults", defaults, fates)
	m.left(path+".fieldConfig.defaults.custom", defaults.Get("custom"), customFates(kind))
	m.lostLegendValues(path, panel)
	m.hiddenFrom(path, defaults.Get("custom", "hideFrom"))
	if isTable(kind) {
		return
	}
	for i, transformation := range panel.Get("transformations").Items() {
		if m.GoesOn() && !transformation.Get("disabled").Truth() {
			m.changed(jsonstrict.At(path+".transformations", i), "Transformation "+transformation.Get("id").Text(),
				"left out, the series as they come")
		}
	}
}

func (m *mapper) leftRow(path string, row *jsonstrict.Value) {
	m.left(path, row, handled(map[string]fate{
		"description": looks("left out"), "links": looks("left out"), "conditionalRendering": loses("always shown"),
		"variables": loses("left out"), "fillScreen": looks("as high as its panels"), "hideHeader": {},
	}, "collapsed collapse datasource gridPos id panels repeat title type showTitle titleSize height repeatIteration "+
		"repeatRowId targets editable scopedVars fieldConfig options pluginVersion repeatDirection"))
}

func (m *mapper) leftTarget(path string, target *jsonstrict.Value) {
	m.left(path, target, m.tables.targets)
}

func targetFates() map[string]fate {
	return handled(map[string]fate{
		"metric": {}, "dsType": {}, "instant": {}, "range": {},
	}, "expr refId legendFormat interval datasource hide format intervalFactor step exemplar editorMode builder type "+
		"queryType useBackend disableTextWrap fullMetaSearch includeNullMetadata requestId key target hideLabel calculatedInterval "+
		"datasourceErrors errors legendLink prometheusEndpoint version crossSeries aggregation decimals displayAliasType "+
		"displayType displayValueWithAlias units valueHandler query legend _base fromExploreMetrics scenarioId rawSql "+
		"expression metrics bucketAggs timeField")
}

// left tells of the members of an object that no fate deals with.
func (m *mapper) left(path string, object *jsonstrict.Value, fates map[string]fate) {
	for _, member := range object.Members() {
		if !m.GoesOn() {
			return
		}
		found, known := fates[member.Key]
		if known && found.becomes == "" || isUsual(member.Value, found.usual) {
			continue
		}
		if !known {
			found.becomes = "left out, there is nothing like it"
		}
		at, reason := jsonstrict.Join(path, member.Key), "Setting "+member.Key
		if found.visible {
			m.changed(at, reason, found.becomes)
		} else {
			m.looks(at, reason, found.becomes)
		}
	}
}

// isUsual reports whether a value says nothing: empty, off, nought, or as it always is.
func isUsual(value *jsonstrict.Value, usual []string) bool {
	switch {
	case value.Is(jsonstrict.Bool):
		if len(usual) == 0 {
			return !value.Truth()
		}
	case value.Is(jsonstrict.Number):
		if number, _ := value.Float(); number == 0 && len(usual) == 0 {
			return true
		}
	case value.Text() == "" && len(value.Items()) == 0 && len(value.Members()) == 0:
		return true
	}
	return slices.Contains(usual, string(value.Canonical()))
}

func (m *mapper) hiddenFrom(path string, hidden *jsonstrict.Value) {
	for _, place := range []string{"legend", "tooltip", "viz"} {
		if hidden.Get(place).Truth() {
			m.changed(path+".fieldConfig.defaults.custom.hideFrom", "Series hidden from the "+place, "shown")
			return
		}
	}
}

func panelFates() map[string]fate {
	return handled(map[string]fate{
		"transparent": looks("with its frame"), "maxDataPoints": looks("as many points as fit the chart"),
		"timeFrom": loses("the time range of the dashboard"), "timeShift": loses("the time range of the dashboard"),
		"hideTimeOverride": looks("nothing is hidden"), "alert": loses("left out, rules belong to Prometheus"),
		"steppedLine": looks("straight lines"), "fillGradient": looks("an even shade"), "hiddenSeries": loses("all are shown"),
		"timeRegions": loses("left out"), "cacheTimeout": looks("left out"), "queryCachingTTL": looks("left out"),
		"nullText": looks("a dash"), "xaxis": {}, "tooltip": {}, "color": looks("the colours of Dashkeep"),
		"hideZeroBuckets": looks("all buckets"), "highlightCards": {}, "reverseYBuckets": looks("from below"),
		"pageSize": looks("all rows"), "scroll": {}, "showHeader": {}, "fontSize": {}, "sort": {}, "columns": {},
		"displayName": looks("the title"), "description": {}, "conditionalRendering": loses("always shown"),
		"timeCompare": loses("left out"), "timeTo": loses("the time range of the dashboard"), "subtitle": looks("left out"),
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

func optionFates(kind string) map[string]fate {
	table := handled(map[string]fate{
		"timezone":      looks("the time zone of the reader", `["browser"]`, `[""]`),
		"displayLabels": looks("the legend says it"), "pieType": looks("a full pie", `"pie"`),
		"xField": loses("the names of the series"), "groupWidth": {}, "barWidth": {}, "xTickLabelRotation": {}, "xTickLabelSpacing": {},
		"stacking": loses("side by side", `"none"`), "fullHighlight": {}, "barRadius": {},
		"displayMode": looks("plain bars", `"basic"`, `"gradient"`), "showUnfilled": {}, "valueMode": {}, "namePlacement": {},
		"showValue":           looks("values in the tooltip", `"auto"`, `"never"`),
		"showThresholdLabels": looks("no numbers at the thresholds"), "showThresholdMarkers": {},
		"calculate": loses("the buckets that the query gives"), "filterValues": {}, "rowsFrame": {}, "exemplars": {},
		"rowHeight": {}, "mergeValues": looks("as they come", `true`), "alignValue": {}, "perPage": {},
		"frameIndex": loses("all queries in one table"), "combine": loses("each series for itself"),
		"bucketSize": loses("the buckets of the query"), "bucketOffset": loses("the buckets of the query"),
		"dataLinks": loses("left out"), "alertThreshold": {}, "fieldOptions": {},
	}, "tooltip legend reduceOptions orientation justifyMode text wideLayout percentChangeColorMode colorMode graphMode "+
		"textMode showPercentChange showHeader footer cellHeight sortBy sizing minVizHeight minVizWidth maxVizHeight content "+
		"code mode color cellGap cellRadius yAxis xAxis cellValues calculation annotations sortOrder")
	if kind == "bargauge" || kind == "barchart" {
		delete(table, "sortOrder")
	}
	return table
}

func defaultFates(kind string) map[string]fate {
	table := handled(map[string]fate{
		"noValue": looks("a dash where there is no value"), "links": loses("left out"), "fieldMinMax": looks("one scale"),
		"min": looks("from the data or 0", `0`), "max": looks("to the data"), "filterable": {}, "description": {}, "writeable": {},
		"actions": loses("left out"), "nullValueMode": {}, "path": {},
	}, "unit custom thresholds mappings color decimals displayName")
	switch kind {
	case "timeseries", "graph", "trend", "gauge", "singlestat":
		handled(table, "min max")
	}
	return table
}

func customFates(kind string) map[string]fate {
	switch kind {
	case "timeseries", "graph", "trend", "stat", "singlestat", "gauge":
	case "table", "table-old":
		return handled(map[string]fate{
			"filterable": looks("no filter in the head"), "width": looks("as wide as its columns need"),
			"align":       looks("as the kind of the values asks", `"auto"`),
			"cellOptions": looks("plain cells", `{"type":"auto"}`), "displayMode": looks("plain cells", `"auto"`),
			"wrapText": looks("one line"), "minWidth": looks("as wide as its columns need"),
			"footer": loses("left out", `{"reducers":[]}`), "hidden": {},
		}, "inspect showValues wrapHeaderText tooltip hideFrom scaleDistribution thresholdsStyle axisPlacement axisLabel")
	default:
		return handled(map[string]fate{}, "fillOpacity lineWidth hideFrom scaleDistribution axisPlacement axisLabel "+
			"axisColorMode axisBorderShow axisCenteredZero thresholdsStyle gradientMode spanNulls insertNulls axisGridShow axisWidth "+
			"cellOptions inspect align filterable footer wrapText barAlignment drawStyle lineInterpolation pointSize showPoints "+
			"stacking barWidthFactor lineStyle axisSoftMin axisSoftMax barMaxWidth lineColor fillColor showValues")
	}
	return handled(map[string]fate{
		"gradientMode":      looks("an even shade", `"none"`),
		"lineInterpolation": looks("straight lines", `"linear"`),
		"axisCenteredZero":  looks("an axis from the data"), "axisColorMode": looks("the colour of the text", `"text"`),
		"axisPlacement": looks("on the left", `"auto"`, `"left"`, `"hidden"`), "barAlignment": looks("bars at their time", `0`),
		"insertNulls": looks("gaps as the data have them"), "axisGridShow": looks("with grid lines", `true`),
		"axisWidth": looks("as wide as it needs"), "fillBelowTo": loses("a line alone"), "transform": loses("drawn as it is"),
		"pointSymbol": looks("round points"), "axisLabelColor": {}, "lineColor": {}, "fillColor": {}, "pointColor": {},
	}, "fillOpacity spanNulls showPoints stacking lineWidth drawStyle pointSize hideFrom scaleDistribution thresholdsStyle "+
		"axisLabel axisBorderShow barWidthFactor lineStyle axisSoftMin axisSoftMax showValues cellOptions inspect align filterable "+
		"barMaxWidth")
}
