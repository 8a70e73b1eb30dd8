package chart

import (
	"regexp"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/query"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// percentile is a calculation of Grafana such as p95.
var percentile = regexp.MustCompile(`^p\d{1,2}$`)

// calculation is how a panel makes one value of each series. All calculations of what
// was asked for one moment are of one value: the last.
func (m *Mapper) calculation(path string, panel *jsonstrict.Value, asked query.Asking) *jsonstrict.Value {
	at, calc := calculationOf(path, panel)
	switch instant, unpinned := asked.Instants(); {
	case instant == len(asked.Kept) && instant > 0:
		m.lostOfOne(at, calc)
		return tree.Text("last")
	case instant > 0 && (unpinned > 0 || m.calculations[calc] == "sum"):
		m.Changed(at, "Instant queries beside others", "all of them are calculated over the time range")
	case panel.Get("options", "reduceOptions", "values").Truth():
		m.Changed(path+".options.reduceOptions.values", "All values", "one value of each series")
	case panel.Get("type").Text() == "barchart" && len(asked.Kept) > 0:
		m.Changed(path+".type", "Bars over time", "one bar of each series")
	}
	m.lostCalculation(at, calc)
	if mapped := m.calculations[calc]; mapped != "" {
		return tree.Text(mapped)
	}
	return tree.Text("last-number")
}

// calculationOf is the first calculation that a panel names, and its place.
func calculationOf(path string, panel *jsonstrict.Value) (at, calc string) {
	if calc = tree.FirstItem(panel.Get("options", "reduceOptions", "calcs")).Text(); calc != "" {
		return path + ".options.reduceOptions.calcs", calc
	}
	return path + ".valueName", panel.Get("valueName").Text()
}

// lostOfOne tells of a calculation that is not the value itself even of one value.
func (m *Mapper) lostOfOne(at, calc string) {
	if calc != "median" && !percentile.MatchString(calc) {
		m.lostCalculation(at, calc)
	}
}

// lostCalculation tells of a way to reduce a series that Perses has not.
func (m *Mapper) lostCalculation(at, calc string) {
	if calc != "" && calc != "name" && m.calculations[calc] == "" {
		m.Changed(at, "Calculation without counterpart", "the last number in place of "+calc)
	}
}

// calculations are those that Perses has, by their names in Grafana.
func calculations() map[string]string {
	return map[string]string{
		"last": "last", "lastNotNull": "last-number", "first": "first", "firstNotNull": "first-number", "mean": "mean",
		"avg": "mean", "sum": "sum", "total": "sum", "min": "min", "max": "max", "current": "last-number",
	}
}
