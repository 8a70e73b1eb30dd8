package promparam

import (
	"errors"

	"github.com/prometheus/prometheus/promql/parser"
)

// RangeExpression tells why a range query can't have an expression, which text is
// written as; nil when it can. It asks for numbers over time: an instant vector or
// a scalar. The error is parser.ParseErrors with the place, as of a syntax error.
func RangeExpression(text string, expr parser.Expr) error {
	switch expr.Type() {
	case parser.ValueTypeMatrix:
		return typeFault(text, expr, "a range vector, where numbers over time are needed: "+
			"take a function of it, such as rate(…), or leave the range out")
	case parser.ValueTypeString:
		return typeFault(text, expr, "a string, where numbers are needed")
	default:
		return nil
	}
}

// InstantExpression is the same for an instant query whose answer is drawn: it may
// also be a range vector.
func InstantExpression(text string, expr parser.Expr) error {
	if expr.Type() == parser.ValueTypeMatrix {
		return nil
	}
	return RangeExpression(text, expr)
}

func typeFault(text string, expr parser.Expr, what string) error {
	return parser.ParseErrors{{PositionRange: expr.PositionRange(), Query: text, Err: errors.New(what)}}
}
