package query

import (
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/kind"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// once reports whether Grafana asks a query for one moment only.
func once(target *jsonstrict.Value) bool {
	return target.Get("instant").Truth() && !target.Get("range").Truth()
}

// moment gives the text of a query that Grafana asks for one moment. Charts here ask
// over the time range, tables excepted: the query itself then says that it means the end
// of it. pinned is false when it can't.
func (r *Reader) moment(path, expr string, target, panel *jsonstrict.Value) (asked string, pinned bool) {
	switch chart := kind.Of(panel); {
	case chart == kind.Table || chart == kind.None:
		return expr, true
	case !chart.Reduces():
		if once(target) {
			r.Changed(path+".instant", "Instant query", "asked over the time range in place of one moment")
		}
		return expr, false
	case target.Get("instant").Truth() && target.Get("range").Truth():
		r.Changed(path+".instant", "Query asked over the time range and for one moment", "over the time range only")
		return expr, false
	case !once(target):
		return expr, false
	}
	if ended, ok := r.queries.AtEnd(expr); ok {
		r.Looks(path+".instant", "Instant query", "asked at the end of the time range, by @ end() in the query")
		return ended, true
	}
	r.Changed(path+".instant", "Instant query", "asked over the time range: a series that ended within it still shows")
	return expr, false
}

// Instants counts the queries asked for one moment, and those that can't say so.
func (a Asking) Instants() (all, unpinned int) {
	for _, query := range a.Kept {
		if query.Instant {
			all++
			if !query.Pinned {
				unpinned++
			}
		}
	}
	return all, unpinned
}
