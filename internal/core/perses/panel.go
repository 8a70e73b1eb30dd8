package perses

import (
	"slices"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Query is one query of a panel.
type Query struct {
	// Index is its place in the panel.
	Index int
	// Kind is the plugin's, such as PrometheusTimeSeriesQuery.
	Kind string
	// Text is the PromQL as it was written, with its variables; empty for other plugins.
	Text string
	// Datasource is what the query asks. Name may hold a variable.
	Datasource DatasourceRef
	// Legend is the format of the series' names.
	Legend string
	// MinStep is the least step; zero when it is not set or a variable.
	MinStep time.Duration
}

// PanelQueries is a panel with all that a check or a search wants to know of it.
type PanelQueries struct {
	// Key is the panel's key in spec.panels.
	Key, Title, Kind string
	Queries          []Query
}

// Panels lists the panels of a dashboard in the order in which layouts show them;
// those that no layout shows come last.
func Panels(d *Document) []PanelQueries {
	all := d.root.Get("spec", "panels")
	var panels []PanelQueries
	seen := map[string]bool{}
	add := func(key string, panel *jsonstrict.Value) {
		if panel != nil && !seen[key] {
			seen[key] = true
			panels = append(panels, panelQueries(key, panel))
		}
	}
	for _, key := range placedPanels(d) {
		add(key, all.Get(key))
	}
	for _, member := range all.Members() {
		add(member.Key, member.Value)
	}
	return panels
}

func placedPanels(d *Document) []string {
	var keys []string
	for _, layout := range d.root.Get("spec", "layouts").Items() {
		items := slices.Clone(layout.Get("spec", "items").Items())
		slices.SortStableFunc(items, func(a, b *jsonstrict.Value) int {
			ay, _ := a.Get("y").Int()
			by, _ := b.Get("y").Int()
			ax, _ := a.Get("x").Int()
			bx, _ := b.Get("x").Int()
			return int((ay-by)*GridColumns + ax - bx)
		})
		for _, item := range items {
			keys = append(keys, strings.TrimPrefix(item.Get("content", "$ref").Text(), "#/spec/panels/"))
		}
	}
	return keys
}

func panelQueries(key string, panel *jsonstrict.Value) PanelQueries {
	spec := panel.Get("spec")
	result := PanelQueries{Key: key, Title: spec.Get("display", "name").Text(), Kind: spec.Get("plugin", "kind").Text()}
	if result.Title == "" {
		result.Title = key
	}
	for i, query := range spec.Get("queries").Items() {
		plugin := query.Get("spec", "plugin")
		minStep, _ := ParseDuration(plugin.Get("spec", "minStep").Text())
		result.Queries = append(result.Queries, Query{
			Index: i, Kind: plugin.Get("kind").Text(), Text: plugin.Get("spec", "query").Text(),
			Datasource: refOf(plugin.Get("spec", "datasource")), MinStep: minStep,
			Legend: plugin.Get("spec", "seriesNameFormat").Text(),
		})
	}
	return result
}

// Duration is the dashboard's default range.
func (d *Document) Duration() time.Duration {
	if duration, ok := ParseDuration(d.root.Get("spec", "duration").Text()); ok && duration > 0 {
		return duration
	}
	return time.Hour
}
