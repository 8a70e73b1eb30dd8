package schema

import (
	"math"
	"regexp"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

var pluginKindForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]{0,74}$`)

// Checker checks documents. It holds the rules and is safe for concurrent use.
type Checker struct {
	queries promql.Reader
	plugins map[string]rule
	// patterns are those that may still be read of one document; nil for any.
	patterns *promql.Patterns
}

// NewChecker makes a checker that knows the plugins that come with Dashkeep.
func NewChecker() *Checker {
	c := &Checker{queries: promql.NewReader(promexpr.NewParser())}
	c.plugins = map[string]rule{}
	for kind, check := range panelPlugins() {
		c.plugins["Panel/"+kind] = check
	}
	for kind, check := range c.variablePlugins() {
		c.plugins["Variable/"+kind] = check
	}
	c.plugins["TimeSeriesQuery/PrometheusTimeSeriesQuery"] = c.prometheusQuery()
	c.plugins["Datasource/PrometheusDatasource"] = prometheusDatasource()
	return c
}

// Queries is how the checker reads queries.
func (c *Checker) Queries() promql.Reader { return c.queries }

// plugin checks {kind, spec} of a family such as Panel or TimeSeriesQuery.
func (c *Checker) plugin(family string) rule {
	shape := object(must("kind", text(longestName)), may("spec", anyObject()))
	return func(f *Findings, path string, value *jsonstrict.Value) {
		before := len(f.Faults)
		if shape(f, path, value); len(f.Faults) > before {
			return
		}
		kind := value.Get("kind").Text()
		if !pluginKindForm.MatchString(kind) {
			f.Fault(path+".kind", "must be letters, digits, - and _, at most %d, beginning with a letter", longestName)
			return
		}
		check, known := c.plugins[family+"/"+kind]
		if !known {
			f.Warn(path+".kind", "this server does not know the plugin; it is kept unchecked")
			return
		}
		spec := value.Get("spec")
		if spec.Kind() == jsonstrict.Null {
			spec = jsonstrict.NewObject()
		}
		check(f, path+".spec", spec)
	}
}

func panelPlugins() map[string]rule {
	return map[string]rule{
		"TimeSeriesChart": timeSeriesChart(),
		"GaugeChart": object(may("calculation", calculation()), may("format", format()),
			may("thresholds", thresholds()), may("max", anyNumber()), may("legend", object(may("show", truth())))),
		"StatChart": object(may("calculation", calculation()), may("format", format()),
			may("thresholds", thresholds()), may("metricLabel", text(longestTitle)), may("mappings", mappings()),
			may("sparkline", object(may("color", text(50)), may("width", number(0, 100)))),
			may("valueFontSize", textOrNumber(20))),
		"BarChart": object(may("calculation", calculation()), may("format", format()),
			may("sort", word("asc", "desc")), may("mode", word("value", "percentage"))),
		"PieChart": object(may("calculation", calculation()), may("format", format()), may("legend", legend()),
			may("radius", number(0, 100)), may("sort", word("asc", "desc")), may("mode", word("value", "percentage"))),
		"Table":              table(),
		"TimeSeriesTable":    anyObject(),
		"Markdown":           object(must("text", text(longestMarkdown))),
		"StatusHistoryChart": object(may("legend", legend()), may("mappings", mappings())),
		"HeatMapChart": object(may("yAxisFormat", format()), may("countFormat", format()),
			may("showVisualMap", truth())),
		"HistogramChart": object(may("format", format()), may("min", anyNumber()), may("max", anyNumber()),
			may("thresholds", thresholds())),
		"ScatterChart": anyObject(),
	}
}

func timeSeriesChart() rule {
	lineStyle := word("solid", "dashed", "dotted")
	axis := object(may("show", truth()), may("label", text(longestTitle)), may("format", format()),
		may("min", anyNumber()), may("max", anyNumber()))
	visual := object(may("display", word("line", "bar")), may("lineWidth", number(0, 20)),
		may("lineStyle", lineStyle), may("areaOpacity", number(0, 1)), may("showPoints", word("auto", "always")),
		may("palette", object(may("mode", unsetOr("auto", "categorical")))), may("pointRadius", number(0, 20)),
		may("stack", word("none", "all", "percent")), may("connectNulls", truth()))
	query := object(must("queryIndex", whole(0, 1000)), may("colorMode", word("fixed", "fixed-single")),
		may("colorValue", text(50)), may("lineStyle", lineStyle), may("areaOpacity", number(0, 1)))
	return object(may("legend", legend()), may("yAxis", axis), may("thresholds", thresholds()),
		may("visual", visual), may("tooltip", object(may("enablePinning", truth()))),
		may("querySettings", list(100, query)))
}

func table() rule {
	width := func(f *Findings, path string, value *jsonstrict.Value) {
		if value.Text() != "auto" {
			number(0, 10_000)(f, path, value)
		}
	}
	column := object(must("name", text(longestTitle)), may("header", text(longestTitle)),
		may("headerDescription", text(longestText)), may("cellDescription", text(longestText)),
		may("format", format()), may("align", word("left", "center", "right")), may("enableSorting", truth()),
		may("sort", word("asc", "desc")), may("width", width), may("hide", truth()))
	cell := object(must("condition", object(must("kind", word("Value", "Range", "Regex", "Misc")), may("spec",
		anyObject()))),
		may("text", text(longestTitle)), may("textColor", text(50)), may("backgroundColor", text(50)))
	transform := object(must("kind", text(longestName)), may("spec", anyObject()))
	return object(may("density", word("compact", "standard", "comfortable")), may("defaultColumnWidth", width),
		may("defaultColumnHeight", width), may("pagination", truth()), may("columnSettings", list(200, column)),
		may("cellSettings", list(200, cell)), may("transforms", list(50, transform)))
}

func calculations() []string {
	return []string{"first", "last", "first-number", "last-number", "mean", "sum", "min", "max"}
}

func calculation() rule { return word(calculations()...) }

func format() rule {
	return object(may("unit", text(50)), may("decimalPlaces", number(0, 20)), may("shortValues", truth()))
}

func legend() rule {
	value := word(append(calculations(), "abs", "relative")...)
	return object(may("position", word("bottom", "right")), may("mode", word("list", "table")),
		may("size", word("small", "medium")), may("values", list(20, value)))
}

func thresholds() rule {
	step := object(must("value", anyNumber()), may("color", text(50)), may("name", text(longestTitle)))
	return object(may("mode", word("percent", "absolute")), may("defaultColor", text(50)), may("max", anyNumber()),
		may("steps", list(50, step)))
}

func mappings() rule {
	mapped := object(may("value", textOrNumber(longestTitle)), may("color", text(50)))
	spec := object(may("from", number(-math.MaxFloat64, math.MaxFloat64)),
		may("to", number(-math.MaxFloat64, math.MaxFloat64)), may("pattern", text(longestText)), may("result", mapped))
	return list(200, object(must("kind", word("Value", "Range", "Regex", "Misc")), must("spec", spec)))
}

func (c *Checker) prometheusQuery() rule {
	return object(must("query", c.promQL()), may("seriesNameFormat", text(longestText)), may("minStep", span()),
		may("resolution", number(0, 1000)), may("datasource", selector()))
}

func (c *Checker) promQL() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		before := len(f.Faults)
		if filled(promql.Longest)(f, path, value); len(f.Faults) > before {
			return
		}
		_, err := c.read(f, value.Text())
		switch {
		case err == nil || f.stopped != nil:
		case promql.Unasked(err):
			f.Fault(path, "can't be asked: %s", err)
		default:
			f.Fault(path, "is not PromQL: %s", err)
		}
	}
}

func (c *Checker) matcher() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		before := len(f.Faults)
		if filled(promql.Longest)(f, path, value); len(f.Faults) > before {
			return
		}
		expr, err := c.read(f, value.Text())
		_, plain := expr.(*parser.VectorSelector)
		switch {
		case f.stopped != nil:
		case promql.Unasked(err):
			f.Fault(path, "can't be asked: %s", err)
		case err != nil:
			f.Fault(path, "is not a series selector: %s", err)
		case !plain && !promql.HasVariable(value.Text()):
			f.Fault(path, "must be a series selector such as up{job=\"x\"}")
		}
	}
}

// selector checks a reference to a datasource: an object, or a variable in text.
func selector() rule {
	shape := object(must("kind", text(longestName)), may("name", text(longestName)))
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if value.Is(jsonstrict.String) && promql.HasVariable(value.Text()) {
			return
		}
		shape(f, path, value)
	}
}
