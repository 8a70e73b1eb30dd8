package promql

import (
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// atEnd pins a selector to the end of the time range.
const atEnd = " @ end()"

// AtEnd writes a query so that each step of a range has the value of the last one: what
// one instant query at the end of the range answers. ok is false when that can't be
// said in PromQL, or the query is none.
func (r Reader) AtEnd(query string) (pinned string, ok bool) {
	places, left := placeholders(query), r.left()
	for try := range min(combinations(places), mostTries) {
		values := valuesOf(places, try)
		text := substitute(query, places, values)
		if !left.take(text) {
			return "", false
		}
		expr, err := r.parser.ParseExpr(text)
		if err != nil {
			continue
		}
		ends, ok := pinnable(expr)
		if !ok {
			return "", false
		}
		if pinned, ok = insertAt(query, places, values, ends); !ok || len(pinned) > Longest {
			return "", false
		}
		return pinned, r.Fault(pinned) == nil
	}
	return "", false
}

// stretch is where a selector stands in a query, in bytes.
type stretch struct{ start, end int }

// pinnable lists the outermost selectors and sub-queries that no @ pins yet. ok is false
// when series may come and go with the time of the evaluation itself.
func pinnable(expr parser.Expr) (found []stretch, ok bool) {
	timed, filters, fromStart := false, false, false
	var walk func(node parser.Node)
	walk = func(node parser.Node) {
		switch n := node.(type) {
		case *parser.SubqueryExpr:
			fromStart = fromStart || n.StartOrEnd == parser.START
			found = appendFree(found, n, n.Timestamp == nil && n.StartOrEnd == 0)
			return
		case *parser.MatrixSelector:
			selector, _ := n.VectorSelector.(*parser.VectorSelector)
			fromStart = fromStart || selector.StartOrEnd == parser.START
			found = appendFree(found, n, selector.Timestamp == nil && selector.StartOrEnd == 0)
			return
		case *parser.VectorSelector:
			fromStart = fromStart || n.StartOrEnd == parser.START
			found = appendFree(found, n, n.Timestamp == nil && n.StartOrEnd == 0)
		case *parser.Call:
			timed = timed || len(n.Args) == 0 && n.Func.Name != "pi"
		case *parser.BinaryExpr:
			filters = filters || n.Op.IsSetOperator() || n.Op.IsComparisonOperator() && !n.ReturnBool
		case *parser.AggregateExpr:
			filters = filters || n.Op == parser.TOPK || n.Op == parser.BOTTOMK
		}
		for child := range parser.ChildrenIter(node) {
			walk(child)
		}
	}
	walk(expr)
	return found, !fromStart && (!timed || !filters)
}

func appendFree(found []stretch, node parser.Node, free bool) []stretch {
	if !free {
		return found
	}
	at := node.PositionRange()
	return append(found, stretch{int(at.Start), int(at.End)})
}

// insertAt pins the stretches of one combination's text in the query as it was written.
// ok is false when one is a variable alone, which may hold more than a selector.
func insertAt(query string, places []placeholder, values []string, stretches []stretch) (pinned string, ok bool) {
	slices.SortFunc(stretches, func(a, b stretch) int { return a.end - b.end })
	var out strings.Builder
	from := 0
	for _, one := range stretches {
		start, end := written(places, values, one.start), written(places, values, one.end)
		if strings.HasPrefix(query[start:end], "$") && isVariable(query[start:end]) {
			return "", false
		}
		out.WriteString(query[from:end] + atEnd)
		from = end
	}
	return out.String() + query[from:], true
}

func isVariable(text string) bool {
	match := variableForm.FindString(text)
	return match == text
}

// written maps a place in the text of one combination to the query as it was written.
func written(places []placeholder, values []string, at int) int {
	shift := 0
	for i, place := range places {
		if at+shift <= place.start {
			break
		}
		shift += place.end - place.start - len(values[i])
		if at+shift < place.end {
			return place.end
		}
	}
	return at + shift
}
