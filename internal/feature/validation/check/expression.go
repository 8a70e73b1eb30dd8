package check

import (
	"cmp"
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
	"github.com/dashkeep/dashkeep/internal/platform/promparam"
)

// Parser is the parser by which queries are judged.
func Parser() parser.Parser { return promexpr.NewParser() }

// parse reads an expression that a datasource can answer: for a moment everything,
// over time numbers only. Errors are parser.ParseErrors with the place.
func parse(text string, instant bool) (parser.Expr, error) {
	parsed, err := Parser().ParseExpr(text)
	if err == nil && !instant {
		err = promparam.RangeExpression(text, parsed)
	}
	return parsed, err //nolint:wrapcheck // its place is read
}

// restsAsNaN looks for a quantile of a histogram or a division by a measured value.
func restsAsNaN(expression parser.Expr) bool {
	rests := false
	parser.Inspect(expression, func(node parser.Node, _ []parser.Node) error {
		switch typed := node.(type) {
		case *parser.Call:
			rests = rests || typed.Func.Name == "histogram_quantile"
		case *parser.BinaryExpr:
			_, fixed := typed.RHS.(*parser.NumberLiteral)
			rests = rests || (typed.Op == parser.DIV && !fixed)
		}
		return nil
	})
	return rests
}

// alertSeries are Prometheus' own: they exist only while an alert is pending or fires.
func alertSeries() []string { return []string{"ALERTS", "ALERTS_FOR_STATE"} }

// quiet says what it means when an expression gives nothing while all is well; empty
// for one that should give something. Its data comes from alerts or from absent().
func quiet(expression parser.Expr) string {
	switch typed := expression.(type) {
	case *parser.VectorSelector:
		if slices.Contains(alertSeries(), selected(typed)) {
			return "no alert"
		}
	case *parser.ParenExpr:
		return quiet(typed.Expr)
	case *parser.UnaryExpr:
		return quiet(typed.Expr)
	case *parser.AggregateExpr:
		return quiet(typed.Expr)
	case *parser.MatrixSelector:
		return quiet(typed.VectorSelector)
	case *parser.SubqueryExpr:
		return quiet(typed.Expr)
	case *parser.Call:
		return quietCall(typed)
	case *parser.BinaryExpr:
		return quietPair(typed)
	}
	return ""
}

func isAbsent(call *parser.Call) bool {
	return call.Func.Name == "absent" || call.Func.Name == "absent_over_time"
}

func quietCall(call *parser.Call) string {
	if isAbsent(call) {
		return "nothing absent"
	}
	for _, argument := range call.Args {
		if words := quiet(argument); words != "" {
			return words
		}
	}
	return ""
}

// quietPair is quiet when one side is: what 'or' joins when both are, what 'unless'
// takes from when that is.
func quietPair(pair *parser.BinaryExpr) string {
	left, right := quiet(pair.LHS), quiet(pair.RHS)
	switch {
	case pair.Op == parser.LUNLESS:
		return left
	case pair.Op == parser.LOR && (left == "" || right == ""):
		return ""
	default:
		return cmp.Or(left, right)
	}
}

// metricsOf are the metrics that must exist: neither those of alerts nor what
// absent() looks for.
func metricsOf(expression parser.Expr) []string {
	var names []string
	parser.Inspect(expression, func(node parser.Node, path []parser.Node) error {
		selector, ok := node.(*parser.VectorSelector)
		if !ok || slices.ContainsFunc(path, looksForAbsent) {
			return nil
		}
		name := selected(selector)
		if name != "" && !slices.Contains(names, name) && !slices.Contains(alertSeries(), name) {
			names = append(names, name)
		}
		return nil
	})
	return names
}

func looksForAbsent(node parser.Node) bool {
	call, is := node.(*parser.Call)
	return is && isAbsent(call)
}

func selected(selector *parser.VectorSelector) string {
	if selector.Name != "" {
		return selector.Name
	}
	for _, matcher := range selector.LabelMatchers {
		if matcher.Name == model.MetricNameLabel && matcher.Type == labels.MatchEqual {
			return matcher.Value
		}
	}
	return ""
}
