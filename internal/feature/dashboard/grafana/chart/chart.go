package chart

import (
	"html"
	"regexp"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/fate"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/field"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/journal"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/kind"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/origin"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/query"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/table"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

var (
	activeText = regexp.MustCompile(`(?i)(javascript|vbscript|data)\s*:`)
	htmlScript = regexp.MustCompile(`(?is)<(script|style)\b.*?</(?:script|style)\s*>`)
	htmlBreak  = regexp.MustCompile(`(?i)<(?:br|/p|/div|/h[1-6]|/li|/tr)\s*/?>`)
	htmlTag    = regexp.MustCompile(`<[^>]*>`)
	manyBreaks = regexp.MustCompile(`\n\s*\n\s*\n+`)
)

// Mapper draws the panels of one dashboard.
type Mapper struct {
	*field.Reader

	sources *origin.Book
	tables  *table.Mapper
	// calculations and fates are looked up often, and made once.
	calculations map[string]string
	fates        fate.Table
	// unit is what the title of the panel has to say beside it; empty for nothing.
	unit string
}

// NewMapper makes a mapper; queries tells what is PromQL, and which labels an answer has.
func NewMapper(told *journal.Journal, sources *origin.Book, queries promql.Reader) *Mapper {
	fields := field.NewReader(told)
	return &Mapper{
		Reader: fields, sources: sources, tables: table.NewMapper(fields, queries), calculations: calculations(),
		fates: panelFates(),
	}
}

// Drawn is what becomes of a panel.
type Drawn struct {
	Plugin *jsonstrict.Value
	// Unit is what the title of the panel has to say, for the numbers don't; empty for nothing.
	Unit string
	// IsNote is set for a text in place of a chart, which has the queries in it.
	IsNote bool
}

// Draw maps a panel's type and settings. What they lose is told, but for settings that no
// chart here has anything like: see LeftOver.
func (m *Mapper) Draw(path string, panel *jsonstrict.Value, asked query.Asking) Drawn {
	m.unit = ""
	plugin, drawn := m.plugin(path, panel, asked)
	return Drawn{Plugin: plugin, Unit: m.unit, IsNote: !drawn}
}

// plugin is a chart, a text, or a note; drawn is false for a note.
func (m *Mapper) plugin(path string, panel *jsonstrict.Value, asked query.Asking) (plugin *jsonstrict.Value, drawn bool) {
	named := panel.Get("type").Text()
	if panel.Get("libraryPanel").Is(jsonstrict.Object) && named == "" {
		return m.Note(path, "Library panel", "The file does not hold it: export the dashboard with its library panels.",
			asked), false
	}
	if named == "text" {
		return tree.Plugin("Markdown", tree.Object("text", tree.Text(m.markdown(path, panel)))), true
	}
	if kind.Of(panel) == kind.None {
		return m.Note(path+".type", kind.Words(named), "There is no chart for it.", asked), false
	}
	if len(asked.Kept) == 0 && len(asked.Lost) > 0 {
		lost := asked.Lost[0]
		return m.Note(lost.Field, lost.Reason, "Its query can't be asked: "+lost.Why+".", asked), false
	}
	if source := m.sources.Of(panel.Get("datasource")); len(asked.Kept) == 0 && !source.Drawable() {
		return m.Note(path+".datasource", origin.LanguageOf(source.Kind), "Its datasource is of another kind.", asked), false
	}
	return m.chart(path, panel, asked), true
}

// chart draws a panel whose kind has a chart.
func (m *Mapper) chart(path string, panel *jsonstrict.Value, asked query.Asking) *jsonstrict.Value {
	switch kind.Of(panel) {
	case kind.Stat:
		return m.stat(path, panel, asked)
	case kind.Gauge:
		return m.gauge(path, panel, asked)
	case kind.Bars:
		return m.bars(path, panel, asked)
	case kind.Pie:
		return m.pie(path, panel, asked)
	case kind.Table:
		return m.tables.Map(path, panel, asked)
	case kind.HeatMap:
		return m.heatmap(path, panel, asked)
	case kind.Histogram:
		return m.histogram(path, panel, asked)
	case kind.StatusHistory:
		return m.statusHistory(path, panel, asked)
	default:
		return m.timeSeries(path, panel, asked)
	}
}

// markdown keeps the text of a panel. HTML is not shown: what it says stays.
func (m *Mapper) markdown(path string, panel *jsonstrict.Value) string {
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

func (m *Mapper) bars(path string, panel *jsonstrict.Value, asked query.Asking) *jsonstrict.Value {
	spec := tree.Object("calculation", m.calculation(path, panel, asked))
	m.unit = m.SetFormat(spec, path, panel)
	if format := spec.Get("format"); field.IsPlain(format) && m.unit == "" {
		format.Delete("shortValues") // bars would write 0.0004 as 0
		m.Looks(path+".fieldConfig.defaults.unit", "Numbers with all of their digits", "three digits of each")
	}
	m.LostThresholds(path, panel, "Bars")
	m.LostMappings(path, panel)
	m.lostOverrides(path, panel)
	return tree.Plugin("BarChart", spec)
}

func (m *Mapper) pie(path string, panel *jsonstrict.Value, asked query.Asking) *jsonstrict.Value {
	spec := tree.Object("calculation", m.calculation(path, panel, asked), "radius", jsonstrict.NewInt(50))
	m.unit = m.SetFormat(spec, path, panel)
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
	m.LostMappings(path, panel)
	m.lostOverrides(path, panel)
	return tree.Plugin("PieChart", spec)
}

func (m *Mapper) statusHistory(path string, panel *jsonstrict.Value, _ query.Asking) *jsonstrict.Value {
	spec := jsonstrict.NewObject()
	if legend := legendOf(panel); legend != nil {
		spec.Set("legend", legend)
	}
	if mappings := m.Mappings(path, panel); len(mappings.Items()) > 0 {
		spec.Set("mappings", mappings)
	}
	m.LostThresholds(path, panel, "A status history")
	m.lostOverrides(path, panel)
	return tree.Plugin("StatusHistoryChart", spec)
}
