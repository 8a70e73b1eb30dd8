package samples

import (
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// facts are what one expression says about its selectors, which stand in its order.
type facts struct {
	selectors []*parser.VectorSelector
	// labels must be there: they are grouped, joined or copied by.
	labels []string
	// same are labels that get what another one has, by their names.
	same map[string]string
	// counts tells selectors that only grow, ranks those with buckets.
	counts, ranks map[int]bool
	// matched are groups of selectors that are matched with each other on all
	// labels, joins whether any are matched at all.
	matched [][]int
	joins   bool
	// bare are labels that selectors do without: they are ignored, and would make
	// several of what must stand once.
	bare map[int][]string
	// wanted are values that a comparison lets through.
	wanted map[int]wish
}

// wish is a value that a comparison lets through.
type wish struct {
	op     parser.ItemType
	number float64
}

func factsOf(parsed parser.Expr) facts {
	f := facts{
		same: map[string]string{}, counts: map[int]bool{}, ranks: map[int]bool{}, wanted: map[int]wish{},
		bare: map[int][]string{}, selectors: selectorsOf(parsed),
	}
	parser.Inspect(parsed, func(node parser.Node, path []parser.Node) error {
		switch typed := node.(type) {
		case *parser.VectorSelector:
			at := slices.Index(f.selectors, typed)
			f.counts[at] = under(path, "rate", "irate", "increase")
			f.ranks[at] = f.ranks[at] || under(path, "histogram_quantile")
		case *parser.AggregateExpr:
			f.aggregate(typed)
		case *parser.BinaryExpr:
			f.binary(typed)
		case *parser.Call:
			f.labels = append(f.labels, copied(typed)...)
			f.copy(typed)
		}
		return nil
	})
	return f
}

func under(path []parser.Node, functions ...string) bool {
	return slices.ContainsFunc(path, func(node parser.Node) bool {
		call, ok := node.(*parser.Call)
		return ok && slices.Contains(functions, call.Func.Name)
	})
}

func (f *facts) aggregate(node *parser.AggregateExpr) {
	if node.Without {
		return
	}
	for _, label := range node.Grouping {
		if label != model.BucketLabel {
			f.labels = append(f.labels, label)
			continue
		}
		for _, at := range f.below(node) {
			f.ranks[at] = true
		}
	}
}

// below are the selectors within a part of the expression.
func (f *facts) below(node parser.Expr) []int {
	var found []int
	for _, selector := range selectorsOf(node) {
		found = append(found, slices.Index(f.selectors, selector))
	}
	return found
}

func (f *facts) binary(node *parser.BinaryExpr) {
	if matching := node.VectorMatching; matching != nil {
		f.joins = true
		f.labels = append(f.labels, matching.Include...)
		if matching.On {
			f.labels = append(f.labels, matching.MatchingLabels...)
		} else {
			f.matched = append(f.matched, slices.Concat(f.raw(node.LHS), f.raw(node.RHS)))
			f.once(node)
		}
	}
	if number, ok := unwrapped(node.RHS).(*parser.NumberLiteral); ok && node.Op.IsComparisonOperator() {
		for _, at := range f.below(node.LHS) {
			f.wanted[at] = wish{node.Op, number.Val}
		}
	}
}

// once notes what the side of a join that must stand once does without.
func (f *facts) once(node *parser.BinaryExpr) {
	side := map[parser.VectorMatchCardinality]parser.Expr{
		parser.CardManyToOne: node.RHS, parser.CardOneToMany: node.LHS,
	}[node.VectorMatching.Card]
	if side == nil {
		return
	}
	for _, at := range f.below(side) {
		f.bare[at] = append(f.bare[at], node.VectorMatching.MatchingLabels...)
	}
}

func unwrapped(node parser.Expr) parser.Expr {
	for {
		inner, ok := node.(*parser.ParenExpr)
		if !ok {
			return node
		}
		node = inner.Expr
	}
}

// raw are the selectors of an expression whose labels reach its end.
func (f *facts) raw(node parser.Expr) []int {
	var found []int
	parser.Inspect(node, func(node parser.Node, path []parser.Node) error {
		selector, ok := node.(*parser.VectorSelector)
		grouped := slices.ContainsFunc(path, func(node parser.Node) bool {
			aggregate, ok := node.(*parser.AggregateExpr)
			return ok && !aggregate.Without && aggregate.Op != parser.TOPK && aggregate.Op != parser.BOTTOMK
		})
		if ok && !grouped {
			found = append(found, slices.Index(f.selectors, selector))
		}
		return nil
	})
	return found
}

// copied are the labels that label_replace and label_join read.
func copied(call *parser.Call) []string {
	from := map[string]int{"label_replace": 3, "label_join": 3}[call.Func.Name]
	if from == 0 {
		return nil
	}
	var found []string
	for i, argument := range call.Args {
		word, ok := argument.(*parser.StringLiteral)
		if ok && i >= from && (call.Func.Name == "label_join" || i == from) {
			found = append(found, word.Val)
		}
	}
	return found
}

// copy notes a label_replace that gives a label all that another one has.
func (f *facts) copy(call *parser.Call) {
	if call.Func.Name != "label_replace" {
		return
	}
	words := make([]string, len(call.Args))
	for i, argument := range call.Args {
		if word, ok := argument.(*parser.StringLiteral); ok {
			words[i] = word.Val
		}
	}
	if words[2] == "$1" && words[1] != words[3] && slices.Contains([]string{"(.*)", "(.+)"}, words[4]) {
		f.same[words[1]] = words[3]
	}
}

// nameOf is the metric that a selector means.
func nameOf(selector *parser.VectorSelector) string {
	if selector.Name != "" {
		return selector.Name
	}
	for _, matcher := range selector.LabelMatchers {
		if matcher.Name != metricName {
			continue
		}
		if matcher.Type == labels.MatchEqual {
			return matcher.Value
		}
		if matcher.Type == labels.MatchRegexp {
			return matching(matcher.Value)
		}
	}
	return ""
}
