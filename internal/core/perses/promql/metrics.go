package promql

import "github.com/prometheus/prometheus/promql/parser"

// Metrics lists the names of the metrics that an expression of Parse selects, as often
// as they stand in it. The value that stands for a variable is none.
func Metrics(expr parser.Expr) []string {
	var names []string
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok && selector.Name != "" && selector.Name != "x" {
			names = append(names, selector.Name)
		}
		return nil
	})
	return names
}
