package perses

import (
	"errors"
	"fmt"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
	"github.com/dashkeep/dashkeep/internal/platform/promparam"
)

// mostPatterns is how many steps the patterns of all queries of a document may come to:
// each is read by every save and every check.
const mostPatterns = 200_000

// patterns are the steps that may still be read: those of each text that is parsed count,
// however often a query is tried with other values in place of its variables.
type patterns struct{ left int }

func newPatterns() *patterns { return &patterns{left: mostPatterns} }

// take reports whether a text may be parsed. After one that may not none may.
func (p *patterns) take(text string) bool {
	if p.left >= 0 {
		p.left -= promexpr.PatternSize(text)
	}
	return p.left >= 0
}

// errPatterns is a sentence for people.
var errPatterns = fmt.Errorf( //nolint:staticcheck // hence the capital
	"The patterns of all queries are too long with their repetitions: they come to more than %d steps", mostPatterns)

// read reads a query with variables while somebody waits for it, and remembers what is
// learned of it.
func (c *Checker) read(f *Findings, query string) (parser.Expr, error) {
	if !f.goesOn() {
		return nil, f.stopped
	}
	if f.patterns == nil {
		f.patterns = newPatterns()
	}
	expr, err := parseQuery(c.promql, query, f.patterns)
	if f.asked == nil {
		f.asked = map[string]asked{}
	}
	f.asked[query] = askedOf(query, expr)
	return expr, err
}

// asked is what is learned of a query when it is read, so that it is read once: nothing
// of one that can't be read.
type asked struct {
	metrics []string
	// notInRange and notAtOnce tell why charts over a range, or of a moment, draw nothing.
	notInRange, notAtOnce string
}

func askedOf(query string, expr parser.Expr) asked {
	if expr == nil {
		return asked{}
	}
	return asked{
		metrics:    metricsOf(expr),
		notInRange: undrawnBecause(query, promparam.RangeExpression(query, expr)),
		notAtOnce:  undrawnBecause(query, promparam.InstantExpression(query, expr)),
	}
}

// Unasked reports whether a fault is that a query is too much to be read, not that it is none.
func Unasked(err error) bool { return isTooComplex(err) || errors.Is(err, errPatterns) }

// learn reads the queries that no rule has read: those of plugins that are not known.
func (c *Checker) learn(f *Findings, d *Document) {
	for _, panel := range Panels(d) {
		for _, query := range panel.Queries {
			if _, known := f.asked[query.Text]; known || query.Text == "" {
				continue
			}
			f.asked[query.Text] = asked{} // it is not read later either
			_, _ = c.read(f, query.Text)  // one that can't be read asks no metric that is known
		}
	}
	d.asked = f.asked
}

// Metrics lists the metric names that a dashboard's queries ask, once each, in
// the order of the panels.
func (c *Checker) Metrics(d *Document) []string {
	var names []string
	known, left := map[string]bool{}, newPatterns()
	for _, panel := range Panels(d) {
		for _, query := range panel.Queries {
			for _, name := range c.metricsIn(d, query.Text, left) {
				if !known[name] {
					known[name] = true
					names = append(names, name)
				}
			}
		}
	}
	return names
}

func (c *Checker) metricsIn(d *Document, query string, left *patterns) []string {
	if learned, known := d.asked[query]; known || query == "" {
		return learned.metrics
	}
	expr, err := parseQuery(c.promql, query, left)
	if err != nil {
		return nil
	}
	return metricsOf(expr)
}

func metricsOf(expr parser.Expr) []string {
	var names []string
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok && selector.Name != "" && selector.Name != "x" {
			names = append(names, selector.Name)
		}
		return nil
	})
	return names
}
