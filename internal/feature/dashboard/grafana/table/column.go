package table

import (
	"strings"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/bound"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/field"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// tableDefaults gives the unit of the whole table to its columns of values.
func (m *Mapper) tableDefaults(path string, panel *jsonstrict.Value, c *columns) {
	format, _ := m.PanelFormat(path, panel)
	for i := range c.asked.Kept {
		// Bare numbers need no format: the table writes them as they are.
		if column := c.column(c.valueAt(i)); format != nil && !field.IsPlain(format) && column.Get("format") == nil {
			column.Set("format", format.Clone())
		}
	}
	if len(panel.Get("fieldConfig", "defaults", "thresholds", "steps").Items()) > 1 &&
		strings.HasPrefix(cellKind(panel.Get("fieldConfig", "defaults", "custom")), "color") {
		m.Changed(path+".fieldConfig.defaults.thresholds", "Colours of cells by thresholds", "the plain colour")
	}
}

func cellKind(custom *jsonstrict.Value) string {
	return tree.FirstText(custom.Get("cellOptions", "type"), custom.Get("displayMode"))
}

// columnWork is what a setting of one column costs, as the watch counts it.
const columnWork = 1000

// columnOverride maps what a table says about one column.
func (m *Mapper) columnOverride(path string, override *jsonstrict.Value, c *columns) {
	names := m.matching(c, override.Get("matcher"))
	if len(names) == 0 {
		m.Changed(path, "Override of columns", "left out, which columns they are is known only from the answer")
		return
	}
	unit, decimals := "", (*jsonstrict.Value)(nil)
	for i, property := range override.Get("properties").Items() {
		at := jsonstrict.At(path+".properties", i)
		value := property.Get("value")
		switch property.Get("id").Text() {
		case "unit":
			unit = value.Text()
		case "decimals":
			decimals = value
		default:
			for _, name := range names {
				if !m.Spend(columnWork) {
					return
				}
				m.columnProperty(at, property.Get("id").Text(), value, name, c)
			}
		}
	}
	if unit != "" || decimals != nil {
		m.columnFormat(path, unit, decimals, names, c)
	}
}

func (m *Mapper) columnFormat(path, unit string, decimals *jsonstrict.Value, names []string, c *columns) {
	format, _ := m.Format(path, unit, decimals)
	for _, name := range names {
		if format == nil || !m.Spend(columnWork) {
			return
		}
		if c.column(name).Delete("format"); !field.IsPlain(format) {
			c.column(name).Set("format", format.Clone())
		}
	}
}

func (m *Mapper) columnProperty(at, id string, value *jsonstrict.Value, name string, c *columns) {
	column := c.column(name)
	switch id {
	case "displayName":
		c.head(name, value.Text())
	case "custom.hidden", "custom.hideFrom.viz":
		column.Set("hide", jsonstrict.NewBool(value.Truth()))
	case "custom.width":
		if width, ok := value.Float(); ok && width > 0 && width <= 10_000 {
			column.Set("width", jsonstrict.NewFloat(width))
		}
	case "custom.align":
		if align := value.Text(); align == "left" || align == "center" || align == "right" {
			column.Set("align", tree.Text(align))
		}
	case "links":
		m.Changed(at, "Link in a cell", "the text without a link")
	case "mappings", "thresholds", "min", "max", "color":
		m.Changed(at, "Looks of one column", "the plain cells, "+strings.TrimPrefix(field.WordsOf(id), "the ")+" is left out")
	case "custom.cellOptions", "custom.displayMode":
		kind := tree.Cut(tree.FirstText(value.Get("type"), value), 75)
		if kind != "auto" && kind != "" {
			m.Changed(at, "Cells as "+strings.ReplaceAll(kind, "-", " "), "the plain text")
		}
	case "custom.filterable", "custom.inspect", "custom.minWidth", "custom.wrapText":
		m.Looks(at, "Looks of one column", "as the other columns")
	default:
		m.Changed(at, "Override of columns", field.WordsOf(id)+" is left out")
	}
}

// matching are the columns that an override or a style speaks of.
func (m *Mapper) matching(c *columns, matcher *jsonstrict.Value) []string {
	options := matcher.Get("options").Text()
	switch matcher.Get("id").Text() {
	case "byName":
		if options == "" {
			return nil
		}
		return []string{c.nameOf(options)}
	case "byFrameRefID":
		return []string{c.valueOf(options)}
	case "byRegexp":
		return m.columnsByPattern(c, options)
	case "byType":
		return map[string][]string{"time": {"timestamp"}}[options]
	default:
		return nil
	}
}

// columnsByPattern are the known columns that a pattern matches, by any of their names.
func (m *Mapper) columnsByPattern(c *columns, written string) []string {
	found := m.Pattern(written)
	if found == nil {
		return nil
	}
	var names []string
	for _, name := range c.order {
		if !m.GoesOn() {
			return nil
		}
		header := c.byName[name].Get("header").Text()
		if m.Matches(found, name) || header != "" && m.Matches(found, header) ||
			name == "timestamp" && m.Matches(found, "Time") || m.matchesValue(c, found, name) {
			names = append(names, name)
		}
	}
	return names
}

func (m *Mapper) matchesValue(c *columns, found *bound.Pattern, name string) bool {
	if !strings.HasPrefix(name, "value") {
		return false
	}
	for i, query := range c.asked.Kept {
		if c.valueAt(i) == name && (m.Matches(found, "Value #"+query.RefID) || m.Matches(found, "Value")) {
			return true
		}
	}
	return false
}

// styles maps the columns of tables before Grafana 7.
func (m *Mapper) styles(path string, panel *jsonstrict.Value, c *columns) {
	for i, style := range panel.Get("styles").Items() {
		at := jsonstrict.At(path+".styles", i)
		pattern := style.Get("pattern").Text()
		names := []string{c.nameOf(pattern)}
		if strings.HasPrefix(pattern, "/") {
			names = m.columnsByPattern(c, pattern)
		}
		if pattern == "" || pattern == "/.*/" {
			continue
		}
		for _, name := range names {
			if !m.Spend(columnWork) {
				return
			}
			m.style(at, style, name, c)
		}
	}
}

func (m *Mapper) style(at string, style *jsonstrict.Value, name string, c *columns) {
	column := c.column(name)
	if alias := style.Get("alias").Text(); alias != "" {
		c.head(name, alias)
	}
	switch style.Get("type").Text() {
	case "hidden":
		column.Set("hide", jsonstrict.NewBool(true))
	case "number":
		if format, _ := m.Format(at+".unit", style.Get("unit").Text(), style.Get("decimals")); format != nil {
			column.Set("format", format)
		}
	}
	if align := style.Get("align").Text(); align == "left" || align == "center" || align == "right" {
		column.Set("align", tree.Text(align))
	}
	if style.Get("link").Truth() {
		m.Changed(at+".link", "Link in a cell", "the text without a link")
	}
	if style.Get("colorMode").Text() != "" && len(style.Get("thresholds").Items()) > 0 {
		m.Changed(at+".thresholds", "Colours of cells by thresholds", "the plain colour")
	}
	if len(style.Get("valueMaps").Items())+len(style.Get("rangeMaps").Items()) > 0 {
		m.Changed(at, "Looks of one column", "the numbers in place of their mappings")
	}
}
