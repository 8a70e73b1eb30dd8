package query

import (
	"math"
	"time"

	"github.com/prometheus/prometheus/promql/parser"
)

// facts are what the limits need to know of a query; they depend on its text
// alone, so they are found once and remembered.
type facts struct {
	// reach is how far before an evaluated instant the query reads at most.
	reach time.Duration
	// ahead is how far after it, from negative offsets; never negative.
	ahead time.Duration
	// earliest is the earliest instant that @ reads, in milliseconds since 1970;
	// math.MaxInt64 without an @.
	earliest int64
	// bounds is true when the result depends on the window: @ start(), @ end().
	bounds bool
	// ranges are the range selectors and sub-queries, for the cost.
	ranges []ranged
	// rangeless says why a range query can't have it; nil when it can.
	rangeless error
}

// ranged is a range selector or sub-query within sub-queries.
type ranged struct {
	// above are the sub-queries around it, the outermost first.
	above []subquery
	// span is its own range; step is zero for a range selector.
	subquery
}

type subquery struct{ span, step time.Duration }

// learn walks a checked tree.
func learn(expr parser.Expr) facts {
	f := facts{earliest: math.MaxInt64}
	parser.Inspect(expr, func(node parser.Node, path []parser.Node) error {
		switch n := node.(type) {
		case *parser.VectorSelector:
			f.selector(n, path)
		case *parser.SubqueryExpr:
			f.ranges = append(f.ranges, ranged{above: around(path), subquery: subquery{n.Range, subStep(n)}})
			f.bounds = f.bounds || n.StartOrEnd != 0
		case *parser.MatrixSelector:
			f.ranges = append(f.ranges, ranged{above: around(path), subquery: subquery{span: n.Range}})
		}
		return nil
	})
	return f
}

// defaultSubStep is what [1h:] evaluates at: the usual upstream default is a
// minute, the embedded store's is 15 s; the smaller one is the safe guess.
const defaultSubStep = 15 * time.Second

func subStep(n *parser.SubqueryExpr) time.Duration {
	if n.Step > 0 {
		return n.Step
	}
	return defaultSubStep
}

func around(path []parser.Node) []subquery {
	var above []subquery
	for _, node := range path {
		if sub, ok := node.(*parser.SubqueryExpr); ok {
			above = append(above, subquery{sub.Range, subStep(sub)})
		}
	}
	return above
}

// selector notes where in time a selector reads. An @ pins it, and what is
// around it no longer moves it.
func (f *facts) selector(n *parser.VectorSelector, path []parser.Node) {
	f.bounds = f.bounds || n.StartOrEnd != 0
	back := n.OriginalOffset
	pinned := n.Timestamp
	if len(path) > 0 {
		if m, ok := path[len(path)-1].(*parser.MatrixSelector); ok {
			back = saturate(back, m.Range)
		}
	}
	for i := len(path) - 1; i >= 0 && pinned == nil; i-- {
		if sub, ok := path[i].(*parser.SubqueryExpr); ok {
			back = saturate(saturate(back, sub.Range), sub.OriginalOffset)
			pinned = sub.Timestamp
			f.ahead = max(f.ahead, -saturate(sub.OriginalOffset, n.OriginalOffset))
		}
	}
	if pinned != nil {
		f.earliest = min(f.earliest, *pinned-back.Milliseconds())
		return
	}
	f.reach = max(f.reach, back)
	f.ahead = max(f.ahead, -n.OriginalOffset)
}

// saturate adds durations without overflow.
func saturate(a, b time.Duration) time.Duration {
	sum := a + b
	switch {
	case a > 0 && b > 0 && sum < 0:
		return math.MaxInt64
	case a < 0 && b < 0 && sum > 0:
		return math.MinInt64
	default:
		return sum
	}
}
