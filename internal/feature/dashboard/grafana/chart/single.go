package chart

import (
	"regexp"
	"strings"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/query"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

var (
	oneLabel  = regexp.MustCompile(`^\s*\{\{\s*(\w+)\s*\}\}\s*$`)
	labelName = regexp.MustCompile(`^\w*[A-Za-z_]\w*$`)
)

func (m *Mapper) stat(path string, panel *jsonstrict.Value, asked query.Asking) *jsonstrict.Value {
	if panel.Get("gauge", "show").Truth() {
		m.lostWords(path, panel)
		if panel.Get("sparkline", "show").Truth() {
			m.Changed(path+".sparkline", "Line behind a gauge", "left out")
		}
		return m.gauge(path, panel, asked)
	}
	spec := tree.Object("calculation", m.calculation(path, panel, asked))
	m.unit = m.SetFormat(spec, path, panel)
	m.SetThresholds(spec, path, panel)
	if mappings := m.Mappings(path, panel); len(mappings.Items()) > 0 {
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
func (m *Mapper) nameMode(spec *jsonstrict.Value, path string, panel *jsonstrict.Value, asked query.Asking) {
	label := ""
	if field := panel.Get("options", "reduceOptions", "fields").Text(); field != "" {
		label = strings.TrimSuffix(strings.TrimPrefix(field, "/^"), "$/")
		if !labelName.MatchString(label) {
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

func (m *Mapper) statLooks(path string, panel *jsonstrict.Value) {
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
func (m *Mapper) lostWords(path string, panel *jsonstrict.Value) {
	for _, key := range []string{"prefix", "postfix"} {
		if words := panel.Get(key).Text(); strings.TrimSpace(words) != "" {
			m.Changed(path+"."+key, "Words at the value", "left out: "+tree.OneLine(words))
		}
	}
}

func (m *Mapper) gauge(path string, panel *jsonstrict.Value, asked query.Asking) *jsonstrict.Value {
	spec := tree.Object("calculation", m.calculation(path, panel, asked))
	m.unit = m.SetFormat(spec, path, panel)
	m.SetThresholds(spec, path, panel)
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
	m.LostMappings(path, panel)
	m.lostOverrides(path, panel)
	return tree.Plugin("GaugeChart", spec)
}
