package syntaxtree

import (
	"strconv"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// node is one JSON object of the tree.
type node = map[string]any

// Of gives the tree of an expression, ready for encoding/json. A nil expression
// and a kind of node that is newer than this code are null.
func Of(expr parser.Expr) any {
	switch e := expr.(type) {
	case *parser.AggregateExpr:
		return aggregation(e)
	case *parser.BinaryExpr:
		return binary(e)
	case *parser.Call:
		return call(e)
	case *parser.MatrixSelector:
		return matrix(e)
	case *parser.VectorSelector:
		return selector("vectorSelector", e)
	case *parser.SubqueryExpr:
		return subquery(e)
	case *parser.DurationExpr:
		return duration(e)
	case *parser.NumberLiteral:
		return node{"type": "numberLiteral", "val": number(e.Val)}
	case *parser.StringLiteral:
		return node{"type": "stringLiteral", "val": e.Val}
	case *parser.ParenExpr:
		return node{"type": "parenExpr", "expr": Of(e.Expr)}
	case *parser.UnaryExpr:
		return node{"type": "unaryExpr", "op": e.Op.String(), "expr": Of(e.Expr)}
	default:
		return nil
	}
}

func aggregation(e *parser.AggregateExpr) any {
	return node{
		"type": "aggregation", "op": e.Op.String(), "expr": Of(e.Expr), "param": Of(e.Param),
		"grouping": list(e.Grouping), "without": e.Without,
	}
}

func binary(e *parser.BinaryExpr) any {
	var matching any
	if m := e.VectorMatching; m != nil {
		matching = node{
			"card": m.Card.String(), "labels": list(m.MatchingLabels), "on": m.On, "include": list(m.Include),
			"fillValues": map[string]*float64{"lhs": m.FillValues.LHS, "rhs": m.FillValues.RHS},
		}
	}
	return node{
		"type": "binaryExpr", "op": e.Op.String(), "lhs": Of(e.LHS), "rhs": Of(e.RHS),
		"matching": matching, "bool": e.ReturnBool,
	}
}

func call(e *parser.Call) any {
	arguments := make([]any, 0, len(e.Args))
	for _, argument := range e.Args {
		arguments = append(arguments, Of(argument))
	}
	return node{
		"type": "call", "args": arguments,
		"func": node{
			"name": e.Func.Name, "argTypes": e.Func.ArgTypes,
			"variadic": e.Func.Variadic, "returnType": e.Func.ReturnType,
		},
	}
}

func matrix(e *parser.MatrixSelector) any {
	inner, ok := e.VectorSelector.(*parser.VectorSelector)
	if !ok {
		return nil
	}
	n := selector("matrixSelector", inner)
	n["range"], n["rangeExpr"] = e.Range.Milliseconds(), duration(e.RangeExpr)
	return n
}

func selector(kind string, e *parser.VectorSelector) node {
	n := node{
		"type": kind, "name": e.Name, "matchers": matchers(e.LabelMatchers),
		"anchored": e.Anchored, "smoothed": e.Smoothed,
	}
	place(n, e.OriginalOffset, e.OriginalOffsetExpr, e.Timestamp, e.StartOrEnd)
	return n
}

func subquery(e *parser.SubqueryExpr) any {
	n := node{
		"type": "subquery", "expr": Of(e.Expr),
		"range": e.Range.Milliseconds(), "rangeExpr": duration(e.RangeExpr),
		"step": e.Step.Milliseconds(), "stepExpr": duration(e.StepExpr),
	}
	place(n, e.OriginalOffset, e.OriginalOffsetExpr, e.Timestamp, e.StartOrEnd)
	return n
}

// place adds where in time a selector or a sub-query reads.
func place(n node, offset time.Duration, expr *parser.DurationExpr, at *int64, bound parser.ItemType) {
	n["offset"], n["offsetExpr"], n["timestamp"], n["startOrEnd"] = offset.Milliseconds(), duration(expr), at, nil
	if bound != 0 {
		n["startOrEnd"] = bound.String()
	}
}

func duration(e *parser.DurationExpr) any {
	if e == nil {
		return nil
	}
	return node{
		"type": "durationExpr", "op": e.Op.String(), "wrapped": e.Wrapped,
		"lhs": operand(e.LHS), "rhs": operand(e.RHS),
	}
}

func operand(e parser.Expr) any {
	literal, ok := e.(*parser.NumberLiteral)
	if !ok {
		return Of(e)
	}
	if literal == nil {
		return nil
	}
	return node{"type": "numberLiteral", "val": number(literal.Val), "duration": literal.Duration}
}

func matchers(all []*labels.Matcher) []node {
	shown := make([]node, 0, len(all))
	for _, m := range all {
		shown = append(shown, node{"name": m.Name, "value": m.Value, "type": m.Type.String()})
	}
	return shown
}

func number(value float64) string { return strconv.FormatFloat(value, 'f', -1, 64) }

func list(texts []string) []string {
	if texts == nil {
		return []string{}
	}
	return texts
}
