package grafana

import (
	"regexp"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// percentile is a calculation of Grafana such as p95.
var percentile = regexp.MustCompile(`^p\d{1,2}$`)

// once reports whether Grafana asks a query for one moment only.
func once(target *jsonstrict.Value) bool {
	return target.Get("instant").Truth() && !target.Get("range").Truth()
}

// reduces reports whether a panel shows one value of each series.
func reduces(panel *jsonstrict.Value) bool {
	switch panel.Get("type").Text() {
	case "stat", "singlestat", "gauge", "bargauge", "barchart", "piechart", "grafana-piechart-panel":
		return true
	default:
		return false
	}
}

// moment gives the text of a query that Grafana asks for one moment. Charts here ask
// over the time range, tables excepted: the query itself then says that it means the end
// of it. pinned is false when it can't.
func (m *mapper) moment(path, expr string, target, panel *jsonstrict.Value) (asked string, pinned bool) {
	kind := panel.Get("type").Text()
	switch {
	case isTable(kind) || m.chart(kind) == nil:
		return expr, true
	case !reduces(panel):
		if once(target) {
			m.Changed(path+".instant", "Instant query", "asked over the time range in place of one moment")
		}
		return expr, false
	case target.Get("instant").Truth() && target.Get("range").Truth():
		m.Changed(path+".instant", "Query asked over the time range and for one moment", "over the time range only")
		return expr, false
	case !once(target):
		return expr, false
	}
	if ended, ok := m.options.Checker.Queries().AtEnd(expr); ok {
		m.Looks(path+".instant", "Instant query", "asked at the end of the time range, by @ end() in the query")
		return ended, true
	}
	m.Changed(path+".instant", "Instant query", "asked over the time range: a series that ended within it still shows")
	return expr, false
}

func isTable(kind string) bool { return kind == "table" || kind == "table-old" }

// calculation is how a panel makes one value of each series. All calculations of what
// was asked for one moment are of one value: the last.
func (m *mapper) calculation(path string, panel *jsonstrict.Value, asked asking) *jsonstrict.Value {
	at, calc := calculationOf(path, panel)
	switch instant, unpinned := asked.instants(); {
	case instant == len(asked.kept) && instant > 0:
		m.lostOfOne(at, calc)
		return tree.Text("last")
	case instant > 0 && (unpinned > 0 || m.tables.calculations[calc] == "sum"):
		m.Changed(at, "Instant queries beside others", "all of them are calculated over the time range")
	case panel.Get("options", "reduceOptions", "values").Truth():
		m.Changed(path+".options.reduceOptions.values", "All values", "one value of each series")
	case panel.Get("type").Text() == "barchart" && len(asked.kept) > 0:
		m.Changed(path+".type", "Bars over time", "one bar of each series")
	}
	m.lostCalculation(at, calc)
	if mapped := m.tables.calculations[calc]; mapped != "" {
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

// instants counts the queries asked for one moment, and those that can't say so.
func (a asking) instants() (all, unpinned int) {
	for _, query := range a.kept {
		if query.instant {
			all++
			if !query.pinned {
				unpinned++
			}
		}
	}
	return all, unpinned
}

// lostOfOne tells of a calculation that is not the value itself even of one value.
func (m *mapper) lostOfOne(at, calc string) {
	if calc != "median" && !percentile.MatchString(calc) {
		m.lostCalculation(at, calc)
	}
}

// lostCalculation tells of a way to reduce a series that Perses has not.
func (m *mapper) lostCalculation(at, calc string) {
	if calc != "" && calc != "name" && m.tables.calculations[calc] == "" {
		m.Changed(at, "Calculation without counterpart", "the last number in place of "+calc)
	}
}
