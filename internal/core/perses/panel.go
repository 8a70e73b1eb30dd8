package perses

import (
	"slices"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// The plugins by which panels ask Prometheus.
const (
	// PrometheusQuery is a kind of query.
	PrometheusQuery = "PrometheusTimeSeriesQuery"
	// PrometheusDatasource is a kind of datasource.
	PrometheusDatasource = "PrometheusDatasource"
)

// Query is one query of a panel.
type Query struct {
	// Kind is the plugin's, such as PrometheusQuery.
	Kind string
	// Text is the query as it was written, with its variables.
	Text string
	// Datasource is what the query asks. Name may hold a variable.
	Datasource DatasourceRef
	// MinStep is the least step as it was written: empty, a duration or a variable.
	MinStep string
}

// Panel is a panel with what a check or a search wants to know of it.
type Panel struct {
	// Key is the panel's key in spec.panels, Kind that of its plugin. Title is the key
	// of one that has none.
	Key, Title, Kind string
	// Instant: it asks for a moment, not for a range.
	Instant bool
	Queries []Query
}

// Panels lists the panels of a dashboard in the order in which layouts show them;
// those that no layout shows come last.
func Panels(d *Document) []Panel {
	all := d.root.Get("spec", "panels")
	var panels []Panel
	seen := map[string]bool{}
	add := func(key string, panel *jsonstrict.Value) {
		if panel != nil && !seen[key] {
			seen[key] = true
			panels = append(panels, panelOf(key, panel))
		}
	}
	for _, place := range shown(d) {
		add(place.Panel, all.Get(place.Panel))
	}
	for _, member := range all.Members() {
		add(member.Key, member.Value)
	}
	return panels
}

// PanelOf gives one panel of a dashboard by its key. ok is false when there is none.
func PanelOf(d *Document, key string) (_ Panel, ok bool) {
	panel := d.root.Get("spec", "panels").Get(key)
	if panel == nil {
		return Panel{}, false
	}
	return panelOf(key, panel), true
}

// PanelCount is how many panels a dashboard has, shown or not.
func PanelCount(d *Document) int { return len(d.root.Get("spec", "panels").Members()) }

func panelOf(key string, panel *jsonstrict.Value) Panel {
	spec := panel.Get("spec")
	result := Panel{
		Key: key, Title: spec.Get("display", "name").Text(), Kind: spec.Get("plugin", "kind").Text(),
		Instant: asksMoment(spec.Get("plugin")),
	}
	if result.Title == "" {
		result.Title = key
	}
	for _, query := range spec.Get("queries").Items() {
		plugin := query.Get("spec", "plugin")
		asked := plugin.Get("spec")
		result.Queries = append(result.Queries, Query{
			Kind: plugin.Get("kind").Text(), Text: asked.Get("query").Text(), Datasource: RefOf(asked.Get("datasource")),
			MinStep: asked.Get("minStep").Text(),
		})
	}
	return result
}

// asksMoment tells which panels ask for a moment: so their plugins say.
func asksMoment(plugin *jsonstrict.Value) bool {
	switch plugin.Get("kind").Text() {
	case "TimeSeriesTable", "HistogramChart":
		return true
	case "Table":
		return !slices.ContainsFunc(plugin.Get("spec", "columnSettings").Items(), func(column *jsonstrict.Value) bool {
			chart := column.Get("plugin")
			return chart != nil && chart.Kind() != jsonstrict.Null
		})
	default:
		return false
	}
}

// Place is where a layout shows a panel.
type Place struct {
	// Panel is the panel's key; there may be no such panel.
	Panel string
	// Row and Column are those of its upper left corner, Columns is how wide it is.
	Row, Column, Columns int64
	// Repeat is the variable for each of whose values its group stands once; empty for
	// a group that stands once.
	Repeat string
}

// Places lists where a dashboard shows panels, layout by layout, as they are written.
func Places(d *Document) []Place {
	var all []Place
	for _, layout := range d.root.Get("spec", "layouts").Items() {
		all = append(all, placesOf(layout)...)
	}
	return all
}

// shown are the places as people see them: row by row.
func shown(d *Document) []Place {
	var all []Place
	for _, layout := range d.root.Get("spec", "layouts").Items() {
		places := placesOf(layout)
		slices.SortStableFunc(places, func(a, b Place) int {
			return int((a.Row-b.Row)*GridColumns + a.Column - b.Column)
		})
		all = append(all, places...)
	}
	return all
}

func placesOf(layout *jsonstrict.Value) []Place {
	var places []Place
	for _, item := range layout.Get("spec", "items").Items() {
		row, _ := item.Get("y").Int()
		column, _ := item.Get("x").Int()
		columns, _ := item.Get("width").Int()
		places = append(places, Place{
			Panel: strings.TrimPrefix(item.Get("content", "$ref").Text(), "#/spec/panels/"),
			Row:   row, Column: column, Columns: columns, Repeat: layout.Get("spec", "repeatVariable").Text(),
		})
	}
	return places
}

// Duration is the dashboard's default range.
func (d *Document) Duration() time.Duration {
	if duration, ok := ParseDuration(d.root.Get("spec", "duration").Text()); ok && duration > 0 {
		return duration
	}
	return time.Hour
}
