package grafana

import (
	"math"
	"regexp"
	"strings"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/query"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

var oneLabel = regexp.MustCompile(`^\s*\{\{\s*(\w+)\s*\}\}\s*$`)

func (m *mapper) stat(path string, panel *jsonstrict.Value, asked query.Asking) *jsonstrict.Value {
	if panel.Get("gauge", "show").Truth() {
		m.lostWords(path, panel)
		if panel.Get("sparkline", "show").Truth() {
			m.Changed(path+".sparkline", "Line behind a gauge", "left out")
		}
		return m.gauge(path, panel, asked)
	}
	spec := tree.Object("calculation", m.calculation(path, panel, asked))
	m.setFormat(spec, path, panel)
	m.setThresholds(spec, path, panel)
	if mappings := m.mappings(path, panel); len(mappings.Items()) > 0 {
		spec.Set("mappings", mappings)
	}
	drawn := panel.Get("options", "graphMode").Text() == "area" || panel.Get("sparkline", "show").Truth()
	if instant, _ := asked.Instants(); drawn && instant < len(asked.Kept) {
		spec.Set("sparkline", jsonstrict.NewObject())
	}
	m.nameMode(spec, path, panel, asked)
	m.statLooks(path, panel)
	m.lostOverrides(path, panel)
	return tree.Plugin("StatChart", spec)
}

// nameMode: a stat that shows the name of its series, or a text field, shows a label here.
func (m *mapper) nameMode(spec *jsonstrict.Value, path string, panel *jsonstrict.Value, asked query.Asking) {
	label := ""
	if field := panel.Get("options", "reduceOptions", "fields").Text(); field != "" {
		label = strings.TrimSuffix(strings.TrimPrefix(field, "/^"), "$/")
		if !nameForm.MatchString(label) {
			if label != "" && field != "/.*/" {
				m.Changed(path+".options.reduceOptions.fields", "Choice of fields", "the value in place of "+field)
			}
			label = ""
		}
		if strings.HasPrefix(label, "Value") || label == "Time" {
			label = ""
		}
	}
	at := path + ".options.textMode"
	mode := panel.Get("options", "textMode").Text()
	if panel.Get("valueName").Text() == "name" {
		mode, at = "name", path+".valueName"
	}
	switch mode {
	case "name":
		for _, query := range asked.Kept {
			if match := oneLabel.FindStringSubmatch(query.Legend); match != nil {
				label = match[1]
			}
		}
		if label == "" {
			m.Changed(at, "Stat that shows the name", "the value, and its name below it")
		}
	case "none":
		m.Changed(at, "Stat without text", "its value is shown")
	case "value":
		m.Looks(at, "Stat without the name", "the name stands where there are several series")
	}
	if label != "" {
		spec.Set("metricLabel", tree.Text("^"+label+"$"))
	}
}

func (m *mapper) statLooks(path string, panel *jsonstrict.Value) {
	switch panel.Get("options", "colorMode").Text() {
	case "background", "background_solid":
		m.Looks(path+".options.colorMode", "Coloured background", "the colour is that of the value")
	}
	if panel.Get("colorBackground").Truth() {
		m.Looks(path+".colorBackground", "Coloured background", "the colour is that of the value")
	}
	m.lostWords(path, panel)
	if panel.Get("options", "showPercentChange").Truth() {
		m.Changed(path+".options.showPercentChange", "Change in percent", "left out")
	}
}

// lostWords tells of the words around the value of an old single stat, also of one that is a gauge.
func (m *mapper) lostWords(path string, panel *jsonstrict.Value) {
	for _, key := range []string{"prefix", "postfix"} {
		if words := panel.Get(key).Text(); strings.TrimSpace(words) != "" {
			m.Changed(path+"."+key, "Words at the value", "left out: "+tree.OneLine(words))
		}
	}
}

func (m *mapper) gauge(path string, panel *jsonstrict.Value, asked query.Asking) *jsonstrict.Value {
	spec := tree.Object("calculation", m.calculation(path, panel, asked))
	m.setFormat(spec, path, panel)
	m.setThresholds(spec, path, panel)
	defaults := panel.Get("fieldConfig", "defaults")
	for _, highest := range []*jsonstrict.Value{defaults.Get("max"), panel.Get("gauge", "maxValue")} {
		if number := tree.Number(highest); number != nil {
			spec.Set("max", number)
			break
		}
	}
	for _, lowest := range []*jsonstrict.Value{defaults.Get("min"), panel.Get("gauge", "minValue")} {
		if number, ok := lowest.Float(); ok && number != 0 {
			m.Changed(path+".fieldConfig.defaults.min", "Least value of a gauge", "the gauge begins at 0")
			break
		}
	}
	m.lostMappings(path, panel)
	m.lostOverrides(path, panel)
	return tree.Plugin("GaugeChart", spec)
}

func calculations() map[string]string {
	return map[string]string{
		"last": "last", "lastNotNull": "last-number", "first": "first", "firstNotNull": "first-number", "mean": "mean",
		"avg": "mean", "sum": "sum", "total": "sum", "min": "min", "max": "max", "current": "last-number",
	}
}

// setThresholds maps steps of the newer and the older form. The first step of Grafana,
// which has no value, is the default colour of Perses. One colour for all is that too.
func (m *mapper) setThresholds(spec *jsonstrict.Value, path string, panel *jsonstrict.Value) {
	if panel.Get("options", "colorMode").Text() == "none" {
		return
	}
	if steps := panel.Get("thresholds"); steps.Is(jsonstrict.String) {
		m.oldThresholds(spec, path, panel)
		return
	}
	defaults := panel.Get("fieldConfig", "defaults")
	switch mode := defaults.Get("color", "mode").Text(); {
	case mode == "fixed" || mode == "shades":
		if colour := m.colour(path+".fieldConfig.defaults.color", defaults.Get("color", "fixedColor").Text()); colour != "" {
			spec.Set("thresholds", tree.Object("defaultColor", tree.Text(colour), "steps", jsonstrict.NewArray()))
		}
		return
	case strings.HasPrefix(mode, "palette"):
		m.Looks(path+".fieldConfig.defaults.color", "Colour from the palette", "the plain colour of the chart")
		return
	case strings.HasPrefix(mode, "continuous"):
		m.Changed(path+".fieldConfig.defaults.color", "Colour that flows with the value", "the steps of the thresholds")
	}
	m.steps(spec, path+".fieldConfig.defaults.thresholds", defaults.Get("thresholds"))
	m.shares(spec, path, panel)
}

// shares maps steps in per cent of the least to the greatest value of a panel. A stat here
// has neither, and a gauge begins at 0: the steps become values.
func (m *mapper) shares(spec *jsonstrict.Value, path string, panel *jsonstrict.Value) {
	thresholds, defaults := spec.Get("thresholds"), panel.Get("fieldConfig", "defaults")
	if thresholds.Get("mode").Text() != "percent" {
		return
	}
	low, hasLow := tree.Number(defaults.Get("min")).Float()
	high, hasHigh := tree.Number(defaults.Get("max")).Float()
	if panel.Get("type").Text() == "gauge" {
		if low == 0 {
			return // per cent of the arc, in Grafana as here
		}
		if hasLow = true; !hasHigh {
			high, hasHigh = 100, true
		}
	}
	if !hasLow || !hasHigh {
		m.Changed(path+".fieldConfig.defaults.thresholds", "Thresholds in per cent of the data", "of 100, or of 1 in that unit")
		return
	}
	for _, step := range thresholds.Get("steps").Items() {
		share, _ := step.Get("value").Float()
		value := low + share*(high-low)/100
		step.Set("value", jsonstrict.NewFloat(min(max(value, -math.MaxFloat64), math.MaxFloat64)))
	}
	thresholds.Delete("mode")
}

func (m *mapper) steps(spec *jsonstrict.Value, path string, source *jsonstrict.Value) {
	steps, made := jsonstrict.NewArray(), jsonstrict.NewObject()
	for i, step := range source.Get("steps").Items() {
		if !m.GoesOn() {
			return
		}
		at := jsonstrict.At(path+".steps", i)
		colour := m.colour(at, step.Get("color").Text())
		value := tree.Number(step.Get("value"))
		if value == nil {
			if colour != "" {
				made.Set("defaultColor", tree.Text(colour))
			}
			continue
		}
		mapped := tree.Object("value", value)
		if colour != "" {
			mapped.Set("color", tree.Text(colour))
		}
		steps.Append(mapped)
	}
	if len(steps.Items()) > 50 {
		m.Changed(path, "Thresholds", "left out, there are more than 50 steps")
		return
	}
	if len(steps.Items()) == 0 && made.Get("defaultColor") == nil {
		return
	}
	if source.Get("mode").Text() == "percentage" {
		made.Set("mode", tree.Text("percent"))
	}
	made.Set("steps", steps)
	spec.Set("thresholds", made)
}

// oldThresholds maps "70,90" and its three colours.
func (m *mapper) oldThresholds(spec *jsonstrict.Value, path string, panel *jsonstrict.Value) {
	if !panel.Get("colorValue").Truth() && !panel.Get("colorBackground").Truth() && !panel.Get("gauge", "show").Truth() {
		return
	}
	steps := jsonstrict.NewArray()
	colours := panel.Get("colors").Items()
	made := jsonstrict.NewObject()
	colourAt := func(i int) string {
		if i >= len(colours) {
			return ""
		}
		return m.colour(jsonstrict.At(path+".colors", i), colours[i].Text())
	}
	if colour := colourAt(0); colour != "" {
		made.Set("defaultColor", tree.Text(colour))
	}
	for i, part := range strings.Split(panel.Get("thresholds").Text(), ",") {
		value := tree.Number(tree.Text(strings.TrimSpace(part)))
		if value == nil || len(steps.Items()) >= 50 {
			continue
		}
		step := tree.Object("value", value)
		if colour := colourAt(i + 1); colour != "" {
			step.Set("color", tree.Text(colour))
		}
		steps.Append(step)
	}
	if len(steps.Items()) > 0 {
		made.Set("steps", steps)
		spec.Set("thresholds", made)
	}
}
