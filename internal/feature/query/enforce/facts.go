package enforce

import (
	"math"
	"time"

	"github.com/prometheus/prometheus/promql/parser"
)

// Facts are what the limits need to know of a query; they depend on its text
// alone, so they are found once and remembered.
type Facts struct {
	// Reach is how far before an evaluated instant the query reads at most.
	Reach time.Duration
	// Ahead is how far after it, from negative offsets; never negative.
	Ahead time.Duration
	// Earliest is the earliest instant that @ reads, in milliseconds since 1970;
	// math.MaxInt64 without an @.
	Earliest int64
	// Bounds is true when the result depends on the window: @ start(), @ end().
	Bounds bool
	// Ranges are the range selectors and sub-queries, for the cost.
	Ranges []Ranged
	// Rangeless says why a range query can't have it; nil when it can.
	Rangeless error
}

// Ranged is a range selector or sub-query within sub-queries.
type Ranged struct {
	// Above are the sub-queries around it, the outermost first.
	Above []Subquery
	// Its own Span; Step is zero for a range selector.
	Subquery
}

// Subquery is a span of time that is evaluated at steps.
type Subquery struct{ Span, Step time.Duration }

// NoFacts are those of what has no query.
func NoFacts() Facts { return Facts{Earliest: math.MaxInt64} }

// Learn walks a checked tree.
func Learn(expr parser.Expr) Facts {
	f := NoFacts()
	parser.Inspect(expr, func(node parser.Node, path []parser.Node) error {
		switch n := node.(type) {
		case *parser.VectorSelector:
			f.selector(n, path)
		case *parser.SubqueryExpr:
			f.Ranges = append(f.Ranges, Ranged{Above: around(path), Subquery: Subquery{n.Range, subStep(n)}})
			f.Bounds = f.Bounds || n.StartOrEnd != 0
		case *parser.MatrixSelector:
			f.Ranges = append(f.Ranges, Ranged{Above: around(path), Subquery: Subquery{Span: n.Range}})
		}
		return nil
	})
	return f
}

// DefaultSubStep is what [1h:] evaluates at: the usual upstream default is a
// minute, the embedded store's is 15 s; the smaller one is the safe guess.
const DefaultSubStep = 15 * time.Second

func subStep(n *parser.SubqueryExpr) time.Duration {
	if n.Step > 0 {
		return n.Step
	}
	return DefaultSubStep
}

func around(path []parser.Node) []Subquery {
	var above []Subquery
	for _, node := range path {
		if sub, ok := node.(*parser.SubqueryExpr); ok {
			above = append(above, Subquery{sub.Range, subStep(sub)})
		}
	}
	return above
}

// selector notes where in time a selector reads. An @ pins it, and what is
// around it no longer moves it.
func (f *Facts) selector(n *parser.VectorSelector, path []parser.Node) {
	f.Bounds = f.Bounds || n.StartOrEnd != 0
	back := n.OriginalOffset
	pinned := n.Timestamp
	if len(path) > 0 {
		if m, ok := path[len(path)-1].(*parser.MatrixSelector); ok {
			back = Saturate(back, m.Range)
		}
	}
	for i := len(path) - 1; i >= 0 && pinned == nil; i-- {
		if sub, ok := path[i].(*parser.SubqueryExpr); ok {
			back = Saturate(Saturate(back, sub.Range), sub.OriginalOffset)
			pinned = sub.Timestamp
			f.Ahead = max(f.Ahead, -Saturate(sub.OriginalOffset, n.OriginalOffset))
		}
	}
	if pinned != nil {
		f.Earliest = min(f.Earliest, *pinned-back.Milliseconds())
		return
	}
	f.Reach = max(f.Reach, back)
	f.Ahead = max(f.Ahead, -n.OriginalOffset)
}

// Saturate adds durations without overflow.
func Saturate(a, b time.Duration) time.Duration {
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
