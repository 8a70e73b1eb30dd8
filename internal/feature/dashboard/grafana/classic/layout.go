package classic

import (
	"math"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/journal"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// section is a row or a tab around a layout; the zero one is the dashboard itself.
type section struct {
	is, collapsed, bare bool
	title, repeat       string
	// path is where the section stands in the document.
	path string
	// rest is what there is no place for, told with the row.
	rest *jsonstrict.Value
}

// within is a section inside of another: one row, under both titles. What there is no
// place for goes with the first one: its owner has it no more.
func (s *second) within(path string, outer *section, inner section) section {
	if !outer.is {
		return inner
	}
	if outer.title != "" && inner.title != "" {
		inner.title = outer.title + " / " + inner.title
	} else if inner.title == "" {
		inner.title, inner.bare = outer.title, outer.bare
	}
	inner.collapsed = inner.collapsed || outer.collapsed
	if inner.repeat == "" {
		inner.repeat = outer.repeat
	} else if outer.repeat != "" {
		s.say(journal.Changed, path, "Row repeated within a repeated row", "it repeats by "+inner.repeat+" only")
	}
	for _, member := range outer.rest.Members() {
		inner.rest.Set(member.Key, member.Value)
	}
	outer.rest = nil
	return inner
}

// layout places what a layout names into the grid, below what is there.
func (s *second) layout(path string, layout *jsonstrict.Value, around section) {
	if s.Stops() {
		return
	}
	spec := layout.Get("spec")
	switch kind := layout.Get("kind").Text(); kind {
	case "GridLayout":
		s.items(path+".spec.items", spec.Get("items"), around, gridPlace)
	case "AutoGridLayout":
		s.items(path+".spec.items", spec.Get("items"), around, flow(spec))
	case "RowsLayout":
		for i, row := range spec.Get("rows").Items() {
			at := jsonstrict.At(path+".spec.rows", i)
			s.layout(at+".spec.layout", row.Get("spec", "layout"), s.within(at, &around, s.rowOf(at+".spec", row.Get("spec"))))
		}
	case "TabsLayout":
		s.say(journal.Changed, path, "Tabs", "rows one below the other")
		for i, tab := range spec.Get("tabs").Items() {
			at := jsonstrict.At(path+".spec.tabs", i)
			s.layout(at+".spec.layout", tab.Get("spec", "layout"), s.within(at, &around, s.rowOf(at+".spec", tab.Get("spec"))))
		}
	default:
		s.say(journal.Changed, path, "Layout of the kind "+tree.Cut(kind, 75), "left out with its panels")
	}
}

// rowOf reads a row, a tab, or a row within a grid of v2alpha1.
func (s *second) rowOf(path string, spec *jsonstrict.Value) section {
	rest := jsonstrict.NewObject()
	for _, member := range spec.Members() {
		switch member.Key {
		case "title", "collapse", "collapsed", "hideHeader", "repeat", "layout", "elements", "y":
		default:
			if s.GoesOn() {
				rest.Set(member.Key, member.Value)
			}
		}
	}
	bare := spec.Get("hideHeader").Truth()
	return section{
		is: true, path: path, title: tree.Cut(tree.OneLine(spec.Get("title").Text()), 200), bare: bare,
		repeat:    tree.Cut(spec.Get("repeat", "value").Text(), 200),
		collapsed: !bare && (spec.Get("collapse").Truth() || spec.Get("collapsed").Truth()), rest: rest,
	}
}

// placing gives the place of the nth item of a layout, y from the layout's own top.
type placing func(n int64, item *jsonstrict.Value) (x, y, width, height int64)

func gridPlace(_ int64, item *jsonstrict.Value) (x, y, width, height int64) {
	return Bounded(item, "x", 0, 23), Bounded(item, "y", 0, 9999), Bounded(item, "width", 1, 24), Bounded(item, "height", 1, 1000)
}

// flow places items in columns, one line after the other, as an automatic grid does on a
// wide page. A line of the grid has 38 pixels.
func flow(spec *jsonstrict.Value) placing {
	columns := int64(3)
	if most, ok := spec.Get("maxColumnCount").Int(); ok {
		columns = min(max(most, 1), 24)
	}
	height := map[string]int64{"short": 5, "tall": 14}[spec.Get("rowHeightMode").Text()]
	if pixels, ok := spec.Get("rowHeight").Float(); ok && spec.Get("rowHeightMode").Text() == "custom" {
		height = int64(math.Ceil(min(max(pixels, 38), 38_000) / 38))
	} else if height == 0 {
		height = 9
	}
	return func(n int64, _ *jsonstrict.Value) (x, y, width, h int64) {
		return n % columns * (24 / columns), n / columns * height, 24 / columns, height
	}
}

// items places the panels of a grid, those of a row under its head.
func (s *second) items(path string, items *jsonstrict.Value, around section, place placing) {
	list, own := s.panels, "panels"
	if around.is {
		list, own = s.row(around)
		around.rest = nil // it is told
	}
	top := s.bottom
	for i, item := range items.Items() {
		if s.Stops() {
			return
		}
		at, spec := jsonstrict.At(path, i), item.Get("spec")
		if item.Get("kind").Text() == "GridLayoutRow" {
			s.items(at+".spec.elements", spec.Get("elements"), s.within(at, &around, s.rowOf(at+".spec", spec)), gridPlace)
			continue
		}
		panel := s.panel(spec.Get("element", "name").Text())
		if panel == nil {
			s.say(journal.Changed, at, "Place without a panel of its own", "left out: "+tree.Cut(spec.Get("element", "name").Text(), 75))
			continue
		}
		x, y, width, height := place(int64(i), spec)
		panel.Set("gridPos", GridPos(x, top+y, width, height))
		placed(panel, spec)
		s.made.addresses[jsonstrict.At(own, len(list.Items()))] = address{
			panel: true, own: jsonstrict.Join(s.prefix+"elements", spec.Get("element", "name").Text()),
		}
		list.Append(panel)
		s.bottom = max(s.bottom, top+y+height)
	}
}

// placed takes over what a place says of its panel beside the position.
func placed(panel, spec *jsonstrict.Value) {
	if name := spec.Get("repeat", "value").Text(); name != "" {
		panel.Set("repeat", tree.Text(name))
	}
	for _, member := range spec.Members() {
		switch member.Key {
		case "x", "y", "width", "height", "element", "repeat":
		default:
			panel.Set(member.Key, member.Value)
		}
	}
}

// row begins a row of the classic form. Its panels stand in the list that it gives, whose
// path is own.
func (s *second) row(around section) (list *jsonstrict.Value, own string) {
	row := tree.Object("type", tree.Text("row"), "title", tree.Text(around.title), "collapsed", jsonstrict.NewBool(around.collapsed),
		"gridPos", GridPos(0, s.bottom, 24, 1))
	if around.repeat != "" {
		row.Set("repeat", tree.Text(around.repeat))
	}
	if around.bare {
		row.Set("hideHeader", jsonstrict.NewBool(true))
	}
	for _, member := range around.rest.Members() {
		row.Set(member.Key, member.Value)
	}
	at := jsonstrict.At("panels", len(s.panels.Items()))
	s.made.addresses[at] = address{own: around.path}
	s.panels.Append(row)
	s.bottom++
	if !around.collapsed {
		return s.panels, "panels"
	}
	inner := jsonstrict.NewArray()
	row.Set("panels", inner)
	return inner, at + ".panels"
}

// GridPos is a place as Grafana writes it, in lines and columns of the grid.
func GridPos(x, y, width, height int64) *jsonstrict.Value {
	return tree.Object("x", jsonstrict.NewInt(x), "y", jsonstrict.NewInt(y), "w", jsonstrict.NewInt(width),
		"h", jsonstrict.NewInt(height))
}

// Bounded is a number of a place, nought when there is none, within bounds.
func Bounded(position *jsonstrict.Value, key string, least, most int64) int64 {
	number, _ := position.Get(key).Int()
	return min(max(number, least), most)
}
