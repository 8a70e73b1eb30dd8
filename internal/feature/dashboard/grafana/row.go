package grafana

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/classic"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/fate"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// group is a row of Grafana: a titled grid of Perses.
type group struct {
	title  string
	open   bool
	items  []placedPanel
	repeat string
	// path is where the row stands in the document.
	path string
}

// placedPanel is a panel and its place in the grid of Grafana; y counts from the top of
// the dashboard.
type placedPanel struct {
	key                 string
	x, y, width, height int64
}

// mapPanels maps panels with grid positions, in the order in which Grafana draws them. An
// open row has what follows it; a folded one has its own list, and what follows it stands
// below, outside of rows.
func (m *mapper) mapPanels(path string, panels *jsonstrict.Value) {
	list := positioned(panels.Items())
	for _, i := range drawingOrder(list) {
		at, panel := jsonstrict.At(path, i), list[i]
		if panel.Get("type").Text() != "row" {
			m.mapPanel(at, panel)
			continue
		}
		if m.isCopy(at, panel) {
			continue
		}
		row := &group{
			title: tree.Cut(tree.OneLine(titleOf(panel, "Row")), 200), open: !panel.Get("collapsed").Truth(),
			repeat: m.repeatOf(at, panel), path: at,
		}
		if panel.Get("hideHeader").Truth() {
			row.title = ""
		}
		m.layouts = append(m.layouts, row)
		m.leftRow(at, panel)
		m.mapPanels(at+".panels", panel.Get("panels"))
		if !row.open {
			m.layouts = append(m.layouts, &group{open: true})
		}
	}
}

// positioned gives panels without a position the one that Grafana takes for them. A list
// in which none has one stays as it is.
func positioned(panels []*jsonstrict.Value) []*jsonstrict.Value {
	hasPosition := func(panel *jsonstrict.Value) bool { return panel.Get("gridPos").Is(jsonstrict.Object) }
	if !slices.ContainsFunc(panels, hasPosition) {
		return panels
	}
	made := slices.Clone(panels)
	for i, panel := range made {
		if panel.Is(jsonstrict.Object) && !hasPosition(panel) {
			made[i] = panel.Clone()
			made[i].Set("gridPos", classic.GridPos(0, 0, 6, 3))
		}
	}
	return made
}

// drawingOrder gives the places of panels in a list from the top left to the bottom right
// of the grid.
func drawingOrder(panels []*jsonstrict.Value) []int {
	order := make([]int, len(panels))
	for i := range order {
		order[i] = i
	}
	at := func(i int, key string) int64 {
		number, _ := panels[i].Get("gridPos", key).Int()
		return number
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(at(a, "y"), at(b, "y")), cmp.Compare(at(a, "x"), at(b, "x")))
	})
	return order
}

// mapRows maps the rows of dashboards before schema version 16, whose panels have
// widths of twelfths and no positions.
func (m *mapper) mapRows(rows *jsonstrict.Value) {
	for i, row := range rows.Items() {
		at := jsonstrict.At("rows", i)
		if m.isCopy(at, row) {
			continue
		}
		title := tree.Cut(tree.OneLine(row.Get("title").Text()), 200)
		if shown := row.Get("showTitle"); shown.Is(jsonstrict.Bool) && !shown.Truth() && !row.Get("collapse").Truth() {
			title = ""
		}
		m.layouts = append(m.layouts, &group{
			title: title, open: !row.Get("collapse").Truth(), repeat: m.repeatOf(at, row), path: at,
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
			placed.Set("gridPos", classic.GridPos(x, y, width, height))
			m.mapPanel(fmt.Sprintf("rows[%d].panels[%d]", i, j), placed)
			x += width
		}
	}
}

// rowHeight is that of an old row in lines of the grid, from "250px" or 250.
func rowHeight(value *jsonstrict.Value) int64 {
	digits := strings.TrimSuffix(tree.FirstText(value, tree.Text(value.Digits())), "px")
	pixels, err := strconv.ParseFloat(digits, 64)
	if err != nil || pixels <= 0 {
		return 8
	}
	return min(max(int64(math.Ceil(pixels/38)), 2), 40)
}

func (m *mapper) leftRow(path string, row *jsonstrict.Value) {
	m.Left(path, row, fate.Handled(fate.Table{
		"description": fate.Looks("left out"), "links": fate.Looks("left out"), "conditionalRendering": fate.Loses("always shown"),
		"variables": fate.Loses("left out"), "fillScreen": fate.Looks("as high as its panels"), "hideHeader": {},
	}, "collapsed collapse datasource gridPos id panels repeat title type showTitle titleSize height repeatIteration "+
		"repeatRowId targets editable scopedVars fieldConfig options pluginVersion repeatDirection"))
}

// isCopy tells of what Grafana saved as a copy of a repeated row or panel: it is made
// anew from the original at the time of drawing.
func (m *mapper) isCopy(path string, source *jsonstrict.Value) bool {
	for _, key := range []string{"repeatPanelId", "repeatRowId"} {
		if source.Get(key).Is(jsonstrict.Number) && source.Get("repeat").Text() == "" {
			m.Looks(path, "Saved copy of a repeat", "left out, its original repeats")
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
	if m.sources.Keeps(name) {
		return name
	}
	m.Changed(path+".repeat", "Repeated row", "the row stands once, there is no variable "+name)
	return ""
}

// place puts a panel into the newest group. One without a position stands below the others.
func (m *mapper) place(key string, panel *jsonstrict.Value) {
	group := m.layouts[len(m.layouts)-1]
	position := panel.Get("gridPos")
	placed := placedPanel{
		key: key, x: classic.Bounded(position, "x", 0, 23), y: classic.Bounded(position, "y", 0, mostLow),
		width: classic.Bounded(position, "w", 1, 24), height: classic.Bounded(position, "h", 1, 1000),
	}
	if position == nil {
		placed.width, placed.height = 12, 8
		for _, other := range group.items {
			placed.y = max(placed.y, other.y+other.height)
		}
	}
	group.items = append(group.items, placed)
}

// mostLow bounds where a panel begins in the document, lowest where it may here.
const mostLow, lowest = 1_000_000, 9999

// emptyRows tells of rows that have nothing to show.
func (m *mapper) emptyRows() {
	for _, group := range m.layouts {
		if group.title != "" && len(group.items) == 0 {
			m.Looks(group.path, "Row without panels", "left out: "+group.title)
		}
	}
}

// grids writes the groups; each begins with its topmost panel.
func (m *mapper) grids() *jsonstrict.Value {
	grids := jsonstrict.NewArray()
	for _, group := range m.layouts {
		if len(group.items) == 0 {
			continue
		}
		spec := jsonstrict.NewObject()
		if group.title != "" {
			collapse := tree.Object("open", jsonstrict.NewBool(group.open))
			spec.Set("display", tree.Object("title", tree.Text(group.title), "collapse", collapse))
		}
		if group.repeat != "" {
			spec.Set("repeatVariable", tree.Text(group.repeat))
		}
		spec.Set("items", group.grid())
		grids.Append(tree.Object("kind", tree.Text("Grid"), "spec", spec))
	}
	return grids
}

func (g *group) grid() *jsonstrict.Value {
	top := g.items[0].y
	for _, item := range g.items {
		top = min(top, item.y)
	}
	items := jsonstrict.NewArray()
	for _, item := range g.items {
		items.Append(tree.Object(
			"x", jsonstrict.NewInt(item.x), "y", jsonstrict.NewInt(min(item.y-top, lowest)),
			"width", jsonstrict.NewInt(min(item.width, 24-item.x)),
			"height", jsonstrict.NewInt(item.height), "content", tree.Object("$ref", tree.Text("#/spec/panels/"+item.key))))
	}
	return items
}
