package promql

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// Labels gives the labels that the series of an answer have, sorted, as far as the query
// alone tells them. known is false when only the answer could.
func (r Reader) Labels(query string) (labels []string, known bool) {
	if slices.ContainsFunc(placeholders(query), func(place placeholder) bool {
		return slices.Contains(place.choices, "x") &&
			contextsOf(query)[place.start] == inExpression
	}) {
		return nil, false
	}
	expr, err := r.Parse(query)
	if err != nil {
		return nil, false
	}
	return labelsOf(expr)
}

func labelsOf(expr parser.Expr) (labels []string, known bool) {
	switch e := expr.(type) {
	case *parser.ParenExpr:
		return labelsOf(e.Expr)
	case *parser.UnaryExpr:
		return labelsOf(e.Expr)
	case *parser.SubqueryExpr:
		return labelsOf(e.Expr)
	case *parser.NumberLiteral:
		return nil, true
	case *parser.AggregateExpr:
		return labelsOfAggregate(e)
	case *parser.Call:
		return labelsOfCall(e)
	case *parser.BinaryExpr:
		return labelsOfBinary(e)
	default:
		return nil, false
	}
}

func labelsOfAggregate(e *parser.AggregateExpr) (labels []string, known bool) {
	switch e.Op {
	case parser.TOPK, parser.BOTTOMK, parser.LIMITK, parser.LIMIT_RATIO:
		return labelsOf(e.Expr)
	case parser.COUNT_VALUES:
		return nil, false
	}
	return slices.Sorted(slices.Values(e.Grouping)), !e.Without
}

func labelsOfCall(e *parser.Call) (labels []string, known bool) {
	switch e.Func.Name {
	case "label_replace", "label_join", "absent", "absent_over_time", "info":
		return nil, false
	}
	for _, argument := range e.Args {
		if kind := argument.Type(); kind != parser.ValueTypeVector && kind != parser.ValueTypeMatrix {
			continue
		}
		labels, known = labelsOf(argument)
		if e.Func.Name == "histogram_quantile" {
			labels = slices.DeleteFunc(labels, func(label string) bool { return label == "le" })
		}
		return labels, known
	}
	return nil, true
}

func labelsOfBinary(e *parser.BinaryExpr) (labels []string, known bool) {
	left, leftKnown := labelsOf(e.LHS)
	right, rightKnown := labelsOf(e.RHS)
	switch {
	case e.LHS.Type() == parser.ValueTypeScalar:
		return right, rightKnown
	case e.RHS.Type() == parser.ValueTypeScalar || e.Op == parser.LAND || e.Op == parser.LUNLESS:
		return left, leftKnown
	case e.Op == parser.LOR:
		return left, leftKnown && rightKnown && slices.Equal(left, right)
	case e.VectorMatching.Card != parser.CardOneToOne:
		return nil, false
	case e.VectorMatching.On:
		return slices.Sorted(slices.Values(e.VectorMatching.MatchingLabels)), true
	default:
		return left, leftKnown && rightKnown && slices.Equal(left, right) && len(e.VectorMatching.MatchingLabels) == 0
	}
}
