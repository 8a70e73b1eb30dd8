package grafana

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// panelPlace is the panel that the report speaks of.
type panelPlace struct{ key, title string }

// mapPanels maps panels with grid positions. A row starts a new group; what is
// folded into it stands in its own list.
func (m *mapper) mapPanels(path string, panels *jsonstrict.Value) {
	for i, panel := range panels.Items() {
		at := jsonstrict.At(path, i)
		if panel.Get("type").Text() != "row" {
			m.mapPanel(at, panel)
			continue
		}
		if m.isCopy(at, panel) {
			continue
		}
		top, _ := panel.Get("gridPos", "y").Int()
		m.layouts = append(m.layouts, &group{
			title: cut(oneLine(titleOf(panel, "Row")), 200), open: !panel.Get("collapsed").Truth(),
			items: jsonstrict.NewArray(), top: top + 1, repeat: m.repeatOf(at, panel),
		})
		m.leftRow(at, panel)
		m.mapPanels(at+".panels", panel.Get("panels"))
	}
}

// mapRows maps the rows of dashboards before schema version 16, whose panels have
// widths of twelfths and no positions.
func (m *mapper) mapRows(rows *jsonstrict.Value) {
	for i, row := range rows.Items() {
		at := jsonstrict.At("rows", i)
		if m.isCopy(at, row) {
			continue
		}
		title := cut(oneLine(row.Get("title").Text()), 200)
		if shown := row.Get("showTitle"); shown.Is(jsonstrict.Bool) && !shown.Truth() && !row.Get("collapse").Truth() {
			title = ""
		}
		m.layouts = append(m.layouts, &group{
			title: title, open: !row.Get("collapse").Truth(), items: jsonstrict.NewArray(), repeat: m.repeatOf(at, row),
		})
		m.leftRow(at, row)
		height := rowHeight(row.Get("height"))
		var x, y int64
		for j, panel := range row.Get("panels").Items() {
			span, ok := panel.Get("span").Float()
			if !ok {
				span = 4
			}
			width := min(max(int64(math.Round(span*2)), 2), 24)
			if x+width > 24 {
				x, y = 0, y+height
			}
			placed := panel.Clone()
			placed.Set("gridPos", object("x", jsonstrict.NewInt(x), "y", jsonstrict.NewInt(y), "w",
				jsonstrict.NewInt(width), "h", jsonstrict.NewInt(height)))
			m.mapPanel(fmt.Sprintf("rows[%d].panels[%d]", i, j), placed)
			x += width
		}
	}
}

// rowHeight is that of an old row in lines of the grid, from "250px" or 250.
func rowHeight(value *jsonstrict.Value) int64 {
	digits := strings.TrimSuffix(firstText(value, text(value.Digits())), "px")
	pixels, err := strconv.ParseFloat(digits, 64)
	if err != nil || pixels <= 0 {
		return 8
	}
	return min(max(int64(math.Ceil(pixels/38)), 2), 40)
}

// isCopy tells of what Grafana saved as a copy of a repeated row or panel: it is made
// anew from the original at the time of drawing.
func (m *mapper) isCopy(path string, source *jsonstrict.Value) bool {
	for _, key := range []string{"repeatPanelId", "repeatRowId"} {
		if source.Get(key).Is(jsonstrict.Number) && source.Get("repeat").Text() == "" {
			m.looks(path, "Saved copy of a repeat", "left out, its original repeats")
			return true
		}
	}
	return false
}

// repeatOf is the variable that a row repeats by.
func (m *mapper) repeatOf(path string, row *jsonstrict.Value) string {
	name := row.Get("repeat").Text()
	if name == "" {
		return ""
	}
	for _, variable := range m.variables.Items() {
		if variable.Get("spec", "name").Text() == name {
			return name
		}
	}
	m.changed(path+".repeat", "Repeated row", "the row stands once, there is no variable "+name)
	return ""
}

func titleOf(panel *jsonstrict.Value, otherwise string) string {
	if title := strings.TrimSpace(panel.Get("title").Text()); title != "" {
		return title
	}
	return otherwise
}

func (m *mapper) mapPanel(path string, panel *jsonstrict.Value) {
	if m.isCopy(path, panel) {
		return
	}
	panel = m.resolved(panel)
	title := cut(oneLine(titleOf(panel, "Panel")), 200)
	m.panel = panelPlace{key: m.key(panel), title: title}
	defer func() { m.panel = panelPlace{} }()
	asked := m.queries(path, panel)
	plugin, drawn := m.plugin(path, panel, asked)
	spec := object("display", object("name", text(title)), "plugin", plugin)
	if description := panel.Get("description").Text(); description != "" {
		spec.Get("display").Set("description", text(cut(description, 2000)))
	}
	if drawn {
		m.dropLost(asked)
		if len(asked.queries.Items()) > 0 {
			spec.Set("queries", asked.queries)
		}
		m.leftPanel(path, panel)
	}
	m.repeatedPanel(path, panel)
	m.links(path, panel, spec)
	made := object("kind", text("Panel"), "spec", spec)
	if faults := m.options.Checker.Panel(made).Faults; len(faults) > 0 {
		m.counts.Queries -= len(spec.Get("queries").Items())
		reason := faults[0].Field + " " + faults[0].Message
		made = m.spoilt(path, title, reason, asked)
	}
	m.panels.Set(m.panel.key, made)
	m.place(m.panel.key, panel)
}

// spoilt stands in for a panel whose mapping this server would refuse, so that one
// panel never stops a dashboard.
func (m *mapper) spoilt(path, title, why string, asked asking) *jsonstrict.Value {
	plugin := m.keepAsNote(path, "Settings that are not valid", why+".", asked)
	made := object("kind", text("Panel"), "spec", object("display", object("name", text(title)), "plugin", plugin))
	if len(m.options.Checker.Panel(made).Faults) == 0 {
		return made
	}
	made.Get("spec", "plugin", "spec").Set("text", text("**Not drawn here: settings that are not valid.**"))
	made.Get("spec", "display").Set("name", text("Panel"))
	return made
}

// resolved takes a library panel from what the export brings along.
func (m *mapper) resolved(panel *jsonstrict.Value) *jsonstrict.Value {
	uid := panel.Get("libraryPanel", "uid").Text()
	model := m.elements.Get(uid, "model")
	if uid == "" || panel.Get("type").Text() != "" || !model.Is(jsonstrict.Object) {
		return panel
	}
	full := model.Clone()
	for _, key := range []string{"id", "gridPos", "title"} {
		if own := panel.Get(key); own != nil {
			full.Set(key, own.Clone())
		}
	}
	return full
}

func (m *mapper) repeatedPanel(path string, panel *jsonstrict.Value) {
	if name := panel.Get("repeat").Text(); name != "" {
		m.changed(path+".repeat", "Repeated panel", "it stands once, for all chosen values of "+name+" together")
	}
}

func (m *mapper) key(panel *jsonstrict.Value) string {
	key := "panel-" + panel.Get("id").Digits()
	for n := 1; key == "panel-" || m.used[key] || strings.ContainsAny(key[len("panel-"):], "eE+.-"); n++ {
		key = fmt.Sprintf("panel-new-%d", n)
		if !m.used[key] {
			break
		}
	}
	m.used[key] = true
	return key
}

// place puts a panel into the newest group, below its head.
func (m *mapper) place(key string, panel *jsonstrict.Value) {
	group := m.layouts[len(m.layouts)-1]
	position := panel.Get("gridPos")
	x, y, width, height := bounded(position, "x", 0, 23), bounded(position, "y", 0, 9999), bounded(position, "w", 1,
		24), bounded(position, "h", 1, 1000)
	if position == nil {
		width, height = 12, 8
	}
	group.items.Append(object(
		"x", jsonstrict.NewInt(x), "y", jsonstrict.NewInt(max(y-group.top, 0)), "width", jsonstrict.NewInt(min(width,
			24-x)),
		"height", jsonstrict.NewInt(height), "content", object("$ref", text("#/spec/panels/"+key))))
}

func bounded(position *jsonstrict.Value, key string, least, most int64) int64 {
	number, _ := position.Get(key).Int()
	return min(max(number, least), most)
}

func firstText(values ...*jsonstrict.Value) string {
	for _, value := range values {
		if value.Text() != "" {
			return value.Text()
		}
	}
	return ""
}

// interpolation turns [[var]] and ${var:…} of Grafana into Perses' form.
func interpolation(text string) string {
	return doubleBrackets.ReplaceAllString(text, "$${$1}")
}
