package check

import (
	"slices"
	"strings"

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
// for one that should give something, or may give nothing for another reason. All of it
// must be alerts, or the look for what is absent, in aggregations, in functions that keep
// every series, and joined with numbers at most. The web has the same rule, in
// features/dashboard/query/quiet-words.ts.
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
		if typed.Param == nil || isFixed(typed.Param) {
			return quiet(typed.Expr)
		}
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

// passesOn looks for a function that gives something for every series that it is given,
// and nothing for none.
func passesOn(call *parser.Call) bool {
	return slices.Contains(keepers(), call.Func.Name) || strings.HasSuffix(call.Func.Name, "_over_time")
}

// keepers are the functions that keep every series, with other labels or numbers or in
// another order. Those that need two points of a series, such as rate, are none.
func keepers() []string {
	return []string{
		"abs", "acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "changes", "clamp", "clamp_max", "clamp_min", "cos",
		"cosh", "day_of_month", "day_of_week", "day_of_year", "days_in_month", "deg", "exp", "floor", "hour", "label_join",
		"label_replace", "ln", "log10", "log2", "minute", "month", "rad", "resets", "round", "sgn", "sin", "sinh", "sort",
		"sort_by_label", "sort_by_label_desc", "sort_desc", "sqrt", "tan", "tanh", "timestamp", "year",
	}
}

// quietCall is quiet when the one measured argument is.
func quietCall(call *parser.Call) string {
	if isAbsent(call) {
		return "nothing absent"
	}
	at := slices.IndexFunc(call.Args, isMeasured)
	if at < 0 || !passesOn(call) || slices.ContainsFunc(call.Args[at+1:], isMeasured) {
		return ""
	}
	return quiet(call.Args[at])
}

// quietPair is quiet when a number is joined to what is, or when 'or' joins what is in
// the same way. A comparison leaves out by its number: one that is not fixed, such as
// time(), may leave out for another reason.
func quietPair(pair *parser.BinaryExpr) string {
	left, right := quiet(pair.LHS), quiet(pair.RHS)
	joins := isFixed
	if pair.ReturnBool || !pair.Op.IsComparisonOperator() {
		joins = isNumber
	}
	switch {
	case pair.Op == parser.LOR && left == right, joins(pair.RHS):
		return left
	case joins(pair.LHS):
		return right
	default:
		return ""
	}
}

func isNumber(expression parser.Expr) bool { return expression.Type() == parser.ValueTypeScalar }

// isFixed looks for a text, or a number that is written or reckoned from such.
func isFixed(expression parser.Expr) bool {
	switch typed := expression.(type) {
	case *parser.NumberLiteral, *parser.StringLiteral:
		return true
	case *parser.ParenExpr:
		return isFixed(typed.Expr)
	case *parser.UnaryExpr:
		return isFixed(typed.Expr)
	case *parser.BinaryExpr:
		return isFixed(typed.LHS) && isFixed(typed.RHS)
	default:
		return false
	}
}

func isMeasured(expression parser.Expr) bool { return !isFixed(expression) }

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
