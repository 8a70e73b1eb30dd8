package grafana

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/document"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// mapPanels maps panels with grid positions. A row starts a new group; what is
// folded into it stands in its own list.
func (m *mapper) mapPanels(path string, panels *jsonstrict.Value) {
	for i, panel := range panels.Items() {
		at := jsonstrict.At(path, i)
		if panel.Get("type").Text() != "row" {
			m.mapPanel(at, panel)
			continue
		}
		top, _ := panel.Get("gridPos", "y").Int()
		m.layouts = append(m.layouts, &group{
			title: cut(oneLine(titleOf(panel, "Row")),
				200), open: !panel.Get("collapsed").Truth(), items: jsonstrict.NewArray(), top: top + 1,
		})
		if panel.Get("repeat").Text() != "" {
			m.note(at+".repeat", "repeated rows are not supported; the row stands once")
		}
		m.mapPanels(at+".panels", panel.Get("panels"))
	}
}

// mapRows maps the rows of dashboards before schema version 16, whose panels have
// widths of twelfths and no positions.
func (m *mapper) mapRows(rows *jsonstrict.Value) {
	for i, row := range rows.Items() {
		m.layouts = append(m.layouts, &group{
			title: cut(oneLine(row.Get("title").Text()),
				200), open: !row.Get("collapse").Truth(), items: jsonstrict.NewArray(),
		})
		var x, y int64
		for j, panel := range row.Get("panels").Items() {
			span, _ := panel.Get("span").Int()
			width := min(max(span, 1), 12) * 2
			if x+width > 24 {
				x, y = 0, y+8
			}
			placed := panel.Clone()
			placed.Set("gridPos", object("x", jsonstrict.NewInt(x), "y", jsonstrict.NewInt(y), "w",
				jsonstrict.NewInt(width), "h", jsonstrict.NewInt(8)))
			m.mapPanel(fmt.Sprintf("rows[%d].panels[%d]", i, j), placed)
			x += width
		}
	}
}

func titleOf(panel *jsonstrict.Value, otherwise string) string {
	if title := strings.TrimSpace(panel.Get("title").Text()); title != "" {
		return title
	}
	return otherwise
}

func (m *mapper) mapPanel(path string, panel *jsonstrict.Value) {
	if panel.Get("libraryPanel").Is(jsonstrict.Object) && panel.Get("type").Text() == "" {
		m.note(path, "library panels can't be mapped; export the dashboard with them resolved")
		return
	}
	plugin := m.plugin(path, panel)
	queries := m.queries(path, panel)
	spec := object("display", object("name", text(cut(oneLine(titleOf(panel, "Panel")), 200))), "plugin", plugin)
	if description := panel.Get("description").Text(); description != "" {
		spec.Get("display").Set("description", text(cut(description, 2000)))
	}
	if len(queries.Items()) > 0 {
		spec.Set("queries", queries)
	}
	for _, lost := range []string{"repeat", "transformations", "links", "alert"} {
		if value := panel.Get(lost); value.Text() != "" || len(value.Items()) > 0 || len(value.Members()) > 0 {
			m.note(jsonstrict.Join(path, lost), "is not supported and was left out")
		}
	}
	if len(panel.Get("fieldConfig", "overrides").Items()) > 0 {
		m.note(path+".fieldConfig.overrides", "overrides of single series were left out")
	}
	key := m.key(panel)
	m.panels.Set(key, object("kind", text("Panel"), "spec", spec))
	m.place(key, panel)
}

func (m *mapper) key(panel *jsonstrict.Value) string {
	key := "panel-" + panel.Get("id").Digits()
	for n := 1; key == "panel-" || m.used[key] || strings.ContainsAny(key, "eE+."); n++ {
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

func (m *mapper) queries(path string, panel *jsonstrict.Value) *jsonstrict.Value {
	queries := jsonstrict.NewArray()
	for i, target := range panel.Get("targets").Items() {
		at := jsonstrict.At(path+".targets", i)
		expr := interpolation(target.Get("expr").Text())
		switch {
		case target.Get("hide").Truth():
			m.note(at, "hidden queries were left out")
		case strings.TrimSpace(expr) == "":
			m.note(at, "only Prometheus queries can be mapped; this one was left out")
		default:
			queries.Append(m.query(at, target, expr, panel))
		}
	}
	return queries
}

func (m *mapper) query(path string, target *jsonstrict.Value, expr string, panel *jsonstrict.Value) *jsonstrict.Value {
	spec := object("query", text(expr))
	if legend := target.Get("legendFormat").Text(); legend != "" && legend != "__auto" {
		spec.Set("seriesNameFormat", text(interpolation(legend)))
	}
	interval := firstText(target.Get("interval"), panel.Get("interval"))
	if _, ok := document.ParseDuration(strings.TrimPrefix(interval, ">")); ok {
		spec.Set("minStep", text(strings.TrimPrefix(interval, ">")))
	} else if interval != "" && !strings.HasPrefix(interval, "$") {
		m.note(path+".interval", "is not a duration and was left out")
	}
	if datasource := m.datasource(target.Get("datasource"), panel.Get("datasource")); datasource != nil {
		spec.Set("datasource", datasource)
	}
	return object("kind", text("TimeSeriesQuery"), "spec",
		object("plugin", object("kind", text("PrometheusTimeSeriesQuery"), "spec", spec)))
}

func firstText(values ...*jsonstrict.Value) string {
	for _, value := range values {
		if value.Text() != "" {
			return value.Text()
		}
	}
	return ""
}

// datasource keeps a datasource that a variable chooses; every other reference is
// a name of the other server, so the default one is asked here.
func (m *mapper) datasource(candidates ...*jsonstrict.Value) *jsonstrict.Value {
	for _, candidate := range candidates {
		name := candidate.Text()
		if uid := candidate.Get("uid").Text(); uid != "" {
			name = uid
		}
		names := document.VariablesIn(interpolation(name))
		if len(names) == 1 && slices.ContainsFunc(m.variables.Items(), func(v *jsonstrict.Value) bool {
			return v.Get("spec", "name").Text() == names[0]
		}) {
			return object("kind", text("PrometheusDatasource"), "name", text("$"+names[0]))
		}
	}
	return nil
}

// interpolation turns [[var]] and ${var:…} of Grafana into Perses' form.
func interpolation(text string) string {
	return doubleBrackets.ReplaceAllString(text, "$${$1}")
}
