package grafana

import (
	"html"
	"regexp"
	"strings"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/origin"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

var (
	fieldLabel = regexp.MustCompile(`\$\{__field\.labels\.(\w+)\}`)
	activeText = regexp.MustCompile(`(?i)(javascript|vbscript|data)\s*:`)
	htmlScript = regexp.MustCompile(`(?is)<(script|style)\b.*?</(?:script|style)\s*>`)
	htmlBreak  = regexp.MustCompile(`(?i)<(?:br|/p|/div|/h[1-6]|/li|/tr)\s*/?>`)
	htmlTag    = regexp.MustCompile(`<[^>]*>`)
	manyBreaks = regexp.MustCompile(`\n\s*\n\s*\n+`)
)

// plugin maps a panel's type and settings. drawn is false for one that became a note.
func (m *mapper) plugin(path string, panel *jsonstrict.Value, asked asking) (plugin *jsonstrict.Value, drawn bool) {
	kind := panel.Get("type").Text()
	if panel.Get("libraryPanel").Is(jsonstrict.Object) && kind == "" {
		return m.keepAsNote(path, "Library panel", "The file does not hold it: export the dashboard with its library panels.",
			asked), false
	}
	if kind == "text" {
		return tree.Plugin("Markdown", tree.Object("text", tree.Text(m.markdown(path, panel)))), true
	}
	chart := m.chart(kind)
	if chart == nil {
		return m.keepAsNote(path+".type", typeWords(kind), "There is no chart for it.", asked), false
	}
	if len(asked.kept) == 0 && len(asked.lost) > 0 {
		lost := asked.lost[0]
		return m.keepAsNote(lost.field, lost.reason, "Its query can't be asked: "+lost.why+".", asked), false
	}
	if source := m.sources.Of(panel.Get("datasource")); len(asked.kept) == 0 && !source.Drawable() {
		return m.keepAsNote(path+".datasource", origin.LanguageOf(source.Kind), "Its datasource is of another kind.", asked), false
	}
	return chart(path, panel, asked), true
}

func typeWords(kind string) string {
	switch kind {
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
		return "Plugin " + kind
	}
}

// chart gives the mapper of a type of panel; nil when there is no chart for it.
func (m *mapper) chart(kind string) func(string, *jsonstrict.Value, asking) *jsonstrict.Value {
	switch kind {
	case "timeseries", "graph", "trend":
		return m.timeSeries
	case "stat", "singlestat":
		return m.stat
	case "gauge":
		return m.gauge
	case "bargauge", "barchart":
		return m.bars
	case "piechart", "grafana-piechart-panel":
		return m.pie
	case "table", "table-old":
		return m.table
	case "heatmap":
		return m.heatmap
	case "histogram":
		return m.histogram
	case "state-timeline", "status-history":
		return m.statusHistory
	default:
		return nil
	}
}

// markdown keeps the text of a panel. HTML is not shown: what it says stays.
func (m *mapper) markdown(path string, panel *jsonstrict.Value) string {
	at := path + ".options.content"
	content := tree.FirstText(panel.Get("options", "content"), panel.Get("content"))
	mode := tree.FirstText(panel.Get("options", "mode"), panel.Get("mode"))
	if mode == "html" || htmlTag.MatchString(content) && htmlBreak.MatchString(content) {
		m.Changed(at, "Text in HTML", "its words as Markdown")
		content = plainOf(content)
	}
	if activeText.MatchString(content) {
		m.Changed(at, "Text with a link that runs a script", "the link leads nowhere")
		content = activeText.ReplaceAllString(content, "$1 ")
	}
	return tree.Cut(tree.Interpolated(content), 100_000)
}

func plainOf(content string) string {
	content = htmlScript.ReplaceAllString(content, "")
	content = htmlBreak.ReplaceAllString(content, "\n\n")
	content = html.UnescapeString(htmlTag.ReplaceAllString(content, ""))
	content = htmlTag.ReplaceAllString(content, "")
	return strings.TrimSpace(manyBreaks.ReplaceAllString(content, "\n\n"))
}

func (m *mapper) bars(path string, panel *jsonstrict.Value, asked asking) *jsonstrict.Value {
	spec := tree.Object("calculation", m.calculation(path, panel, asked))
	m.setFormat(spec, path, panel)
	if format := spec.Get("format"); isPlain(format) && m.unit == "" {
		format.Delete("shortValues") // bars would write 0.0004 as 0
		m.Looks(path+".fieldConfig.defaults.unit", "Numbers with all of their digits", "three digits of each")
	}
	m.lostThresholds(path, panel, "Bars")
	m.lostMappings(path, panel)
	m.lostOverrides(path, panel)
	return tree.Plugin("BarChart", spec)
}

func (m *mapper) pie(path string, panel *jsonstrict.Value, asked asking) *jsonstrict.Value {
	spec := tree.Object("calculation", m.calculation(path, panel, asked), "radius", jsonstrict.NewInt(50))
	m.setFormat(spec, path, panel)
	if legend := legendOf(panel); legend != nil {
		values, known := jsonstrict.NewArray(), map[string]string{"value": "abs", "percent": "relative"}
		for _, value := range panel.Get("options", "legend", "values").Items() {
			if mapped := known[value.Text()]; mapped != "" {
				values.Append(tree.Text(mapped))
			}
		}
		if len(values.Items()) > 0 {
			legend.Set("mode", tree.Text("table"))
			legend.Set("values", values)
		} else {
			legend.Delete("values")
		}
		spec.Set("legend", legend)
	}
	m.lostMappings(path, panel)
	m.lostOverrides(path, panel)
	return tree.Plugin("PieChart", spec)
}

func (m *mapper) statusHistory(path string, panel *jsonstrict.Value, _ asking) *jsonstrict.Value {
	spec := jsonstrict.NewObject()
	if legend := legendOf(panel); legend != nil {
		spec.Set("legend", legend)
	}
	if mappings := m.mappings(path, panel); len(mappings.Items()) > 0 {
		spec.Set("mappings", mappings)
	}
	m.lostThresholds(path, panel, "A status history")
	m.lostOverrides(path, panel)
	return tree.Plugin("StatusHistoryChart", spec)
}

// lostThresholds tells of colours by value that a chart has no place for.
func (m *mapper) lostThresholds(path string, panel *jsonstrict.Value, chart string) {
	defaults := panel.Get("fieldConfig", "defaults")
	if len(defaults.Get("thresholds", "steps").Items()) > 1 && defaults.Get("color", "mode").Text() != "palette-classic" &&
		defaults.Get("color", "mode").Text() != "fixed" {
		m.Changed(path+".fieldConfig.defaults.thresholds", "Colours by thresholds", chart+" in the colours of the palette")
	}
}

// lostMappings tells of value mappings that a chart has no place for.
func (m *mapper) lostMappings(path string, panel *jsonstrict.Value) {
	for _, mapping := range panel.Get("fieldConfig", "defaults", "mappings").Items() {
		if mapping.Get("type").Text() != "special" {
			m.Changed(path+".fieldConfig.defaults.mappings", "Value mappings", "the numbers themselves")
			return
		}
	}
}
