package schema

import (
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/platform/promparam"
)

// read reads a query with variables while somebody waits for it, and remembers what is
// learned of it.
func (c *Checker) read(f *Findings, query string) (parser.Expr, error) {
	if !f.goesOn() {
		return nil, f.stopped
	}
	if f.patterns == nil {
		f.patterns = promql.NewPatterns(1)
	}
	expr, err := c.queries.Within(f.patterns).Parse(query)
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
		metrics:    promql.Metrics(expr),
		notInRange: undrawnBecause(query, promparam.RangeExpression(query, expr)),
		notAtOnce:  undrawnBecause(query, promparam.InstantExpression(query, expr)),
	}
}

// learn reads the queries that no rule has read: those of plugins that are not known.
func (c *Checker) learn(f *Findings, d *perses.Document) {
	for _, panel := range perses.Panels(d) {
		for _, query := range panel.Queries {
			if _, known := f.asked[query.Text]; known || query.Text == "" {
				continue
			}
			f.asked[query.Text] = asked{} // it is not read later either
			_, _ = c.read(f, query.Text)  // one that can't be read asks no metric that is known
		}
	}
	metrics := make(map[string][]string, len(f.asked))
	for query, learned := range f.asked {
		metrics[query] = learned.metrics
	}
	d.Learn(metrics)
}

// Metrics lists the metric names that a dashboard's queries ask, once each, in
// the order of the panels.
func (c *Checker) Metrics(d *perses.Document) []string {
	var names []string
	known, queries := map[string]bool{}, c.queries.Within(promql.NewPatterns(1))
	for _, panel := range perses.Panels(d) {
		for _, query := range panel.Queries {
			for _, name := range metricsIn(queries, d, query.Text) {
				if !known[name] {
					known[name] = true
					names = append(names, name)
				}
			}
		}
	}
	return names
}

func metricsIn(queries promql.Reader, d *perses.Document, query string) []string {
	if learned, known := d.Learned(query); known || query == "" {
		return learned
	}
	expr, err := queries.Parse(query)
	if err != nil {
		return nil
	}
	return promql.Metrics(expr)
}
