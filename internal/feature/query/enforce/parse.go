package enforce

import (
	"errors"
	"strings"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

// maxDepth bounds the tree of a query; its text is bounded before it is parsed.
const maxDepth = promexpr.MaxDepth

// Parse is the first stage: text becomes a tree, or a fault with its position.
func Parse(p parser.Parser, text string) (parser.Expr, error) {
	if err := checkText(text); err != nil {
		return nil, err
	}
	expr, err := p.ParseExpr(text)
	if err != nil {
		return nil, syntaxFault(text, err)
	}
	if err := checkNodes(expr); err != nil {
		return nil, err
	}
	return expr, nil
}

// parseSelector reads one match[].
func parseSelector(p parser.Parser, text string) ([]*labels.Matcher, error) {
	if err := checkText(text); err != nil {
		return nil, err
	}
	matchers, err := p.ParseMetricSelector(text)
	if err != nil {
		return nil, syntaxFault(text, err)
	}
	return matchers, nil
}

func checkText(text string) error {
	switch {
	case strings.TrimSpace(text) == "":
		return apperror.New(apperror.Invalid, "The query is empty").WithCode(CodeSyntax)
	case strings.ContainsRune(text, 0):
		return apperror.New(apperror.Invalid, "The query contains a zero byte").WithCode(CodeSyntax)
	default:
		return nil
	}
}

// syntaxFault keeps the first fault's place: line and column count from one,
// offset counts bytes from zero. What is beyond the bounds of a query was not read.
func syntaxFault(text string, err error) error {
	if bound, ok := errors.AsType[*promexpr.TooComplex](err); ok {
		return apperror.New(apperror.Invalid, "%s", bound).WithCode(CodeTooComplex)
	}
	var fault *parser.ParseErr
	if all, ok := errors.AsType[parser.ParseErrors](err); ok && len(all) > 0 {
		fault = &all[0]
	} else if one, ok := errors.AsType[*parser.ParseErr](err); ok {
		fault = one
	}
	if fault == nil {
		return apperror.New(apperror.Invalid, "The query cannot be read: %s", err).WithCode(CodeSyntax)
	}
	offset := min(max(int(fault.PositionRange.Start), 0), len(text))
	line := 1 + strings.Count(text[:offset], "\n")
	column := offset - strings.LastIndexByte(text[:offset], '\n')
	return apperror.New(apperror.Invalid, "The query cannot be read at line %d, column %d: %s", line, column, fault.Err).
		WithCode(CodeSyntax).
		WithDetail("line", line).WithDetail("column", column).WithDetail("offset", offset)
}

// checkNodes bounds the depth, in which a chain of operators is flat as it is in the
// text, and refuses kinds of nodes that this code does
// not know: what a newer parser adds must be understood before it is let through.
func checkNodes(expr parser.Expr) error {
	var fault error
	parser.Inspect(expr, func(node parser.Node, path []parser.Node) error {
		switch {
		case node == nil: // the walk leaves a node
		case depthOf(path) >= maxDepth:
			fault = apperror.New(apperror.Invalid, "The query is nested deeper than %d levels", maxDepth).
				WithCode(CodeTooComplex)
		case !known(node):
			fault = apperror.New(apperror.Invalid, "The query uses an expression that is not supported: %T", node).
				WithCode(CodeSyntax)
		}
		return fault
	})
	return fault
}

func depthOf(path []parser.Node) int {
	depth := 0
	for _, node := range path {
		if _, isOperator := node.(*parser.BinaryExpr); !isOperator {
			depth++
		}
	}
	return depth
}

func known(node parser.Node) bool {
	switch n := node.(type) {
	case *parser.AggregateExpr, *parser.BinaryExpr, *parser.Call, *parser.NumberLiteral, *parser.ParenExpr,
		*parser.StringLiteral, *parser.UnaryExpr, parser.Expressions:
		return true
	case *parser.VectorSelector:
		return n.OriginalOffsetExpr == nil && !n.Anchored && !n.Smoothed
	case *parser.MatrixSelector:
		_, plain := n.VectorSelector.(*parser.VectorSelector)
		return plain && n.RangeExpr == nil
	case *parser.SubqueryExpr:
		return n.RangeExpr == nil && n.OriginalOffsetExpr == nil && n.StepExpr == nil
	default:
		return false
	}
}
