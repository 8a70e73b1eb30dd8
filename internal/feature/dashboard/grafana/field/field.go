package field

import (
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/journal"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
)

// Reader reads what panels say about their values. It has the tables that it looks things
// up in, made once: a document may ask a hundred thousand times.
type Reader struct {
	*journal.Journal

	units  map[string]unit
	scaled map[string]string
	hues   map[string][5]string
	plain  map[string]string
}

// NewReader makes a reader for the panels of one dashboard.
func NewReader(told *journal.Journal) *Reader {
	return &Reader{Journal: told, units: units(), scaled: scaled(), hues: hues(), plain: plainColours()}
}

// WordsOf say in people's words what a setting of Grafana is, such as custom.lineWidth.
func WordsOf(id string) string {
	id = tree.Cut(id, 75)
	words := map[string]string{
		"color": "the colour", "unit": "the unit", "decimals": "the decimals", "custom.fillOpacity": "the shade",
		"custom.lineStyle": "the line style", "custom.lineWidth": "the line width", "custom.axisPlacement": "the axis",
		"thresholds": "the thresholds", "mappings": "the value mappings", "displayName": "the names", "min": "the least value",
		"max": "the greatest value", "links": "the links",
	}[id]
	if words == "" {
		return "the " + id
	}
	return words
}
