// Package promexpr reads PromQL within bounds. Prometheus' parser takes time by the
// square of a query's depth and compiles its patterns, so length, depth, operators and
// patterns are counted in the text before anything is built of it. The labels that it
// could make are counted in its tree. Whatever reads PromQL here reads it with this parser.
package promexpr

import (
	"fmt"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// The bounds of a query.
const (
	// MaxLength is in bytes.
	MaxLength = 10_000
	// MaxDepth is how many brackets and signs may stand around each other.
	MaxDepth = 64
	// MaxOperators is how many operators, signs and ranges there may be in all.
	MaxOperators = 500
)

// TooComplex says which bound a query is beyond. Nothing of it was parsed.
type TooComplex struct{ message string }

// Error says what is too much, as a sentence without a full stop.
func (t *TooComplex) Error() string { return t.message }

func tooComplex(format string, arguments ...any) error {
	return &TooComplex{message: fmt.Sprintf(format, arguments...)}
}

// NewParser makes a parser that refuses what is beyond the bounds with *TooComplex.
// Experimental functions stay off: info() reads target_info without any selector in
// the query, so no enforcement could see it.
func NewParser() parser.Parser { return Bounded(parser.NewParser(parser.Options{})) }

// ForPrinted makes a parser without bounds, for text that was printed from an expression
// within them: the matchers that a tenant gets make it longer.
func ForPrinted() parser.Parser { return parser.NewParser(parser.Options{}) }

// Bounded puts the bounds before a parser.
func Bounded(inner parser.Parser) parser.Parser { return bounded{Parser: inner} }

type bounded struct{ parser.Parser }

// ParseExpr reads an expression.
func (b bounded) ParseExpr(text string) (parser.Expr, error) {
	if err := Check(text); err != nil {
		return nil, err
	}
	expr, err := b.Parser.ParseExpr(text)
	if err != nil {
		return nil, err //nolint:wrapcheck // the parser's own error has the place
	}
	if err := checkGrown(expr); err != nil {
		return nil, err
	}
	return expr, nil
}

// ParseMetric reads a series.
func (b bounded) ParseMetric(text string) (labels.Labels, error) {
	if err := Check(text); err != nil {
		return labels.Labels{}, err
	}
	return b.Parser.ParseMetric(text) //nolint:wrapcheck // the parser's own error has the place
}

// ParseMetricSelector reads a selector.
func (b bounded) ParseMetricSelector(text string) ([]*labels.Matcher, error) {
	if err := Check(text); err != nil {
		return nil, err
	}
	return b.Parser.ParseMetricSelector(text) //nolint:wrapcheck // the parser's own error has the place
}

// ParseMetricSelectors reads several selectors.
func (b bounded) ParseMetricSelectors(texts []string) ([][]*labels.Matcher, error) {
	sets := make([][]*labels.Matcher, 0, len(texts))
	for _, text := range texts {
		set, err := b.ParseMetricSelector(text)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	return sets, nil
}

// ParseSeriesDesc reads a series with its values, as rule tests write them.
func (b bounded) ParseSeriesDesc(text string) (labels.Labels, []parser.SequenceValue, error) {
	if err := Check(text); err != nil {
		return labels.Labels{}, nil, err
	}
	return b.Parser.ParseSeriesDesc(text) //nolint:wrapcheck // the parser's own error has the place
}

// Check gives *TooComplex for a query beyond the bounds. It reads the text once, and
// only as long a text as may be; what is no PromQL is left to the parser.
func Check(text string) error {
	if len(text) > MaxLength {
		return tooComplex("The query has %d characters; at most %d are allowed", len(text), MaxLength)
	}
	lexer := parser.Lex(text)
	var counted count
	var patterns patterns
	var item parser.Item
	for lexer.NextItem(&item); item.Typ != parser.EOF && item.Typ != parser.ERROR; lexer.NextItem(&item) {
		counted.add(item.Typ)
		patterns.add(item)
		switch {
		case counted.depth > MaxDepth:
			return tooComplex("The query is nested deeper than %d levels", MaxDepth)
		case counted.operators > MaxOperators:
			return tooComplex("The query has more than %d operators", MaxOperators)
		case patterns.size > MaxPatterns:
			return tooComplex("The patterns of the query are too long with their repetitions: they come to more than %d steps",
				MaxPatterns)
		}
	}
	return nil
}

// count is how deep the words that were read stand, and how many operators there were.
type count struct {
	// depth is that of the next value: the brackets around it and the operators directly
	// before it, which are its signs but for the first.
	depth, operators int
	// open has for each open bracket the depth outside of it.
	open []int
	// signs are the operators since the last value or bracket, inBraces tells that
	// operators are those of matchers.
	signs    int
	inBraces bool
}

func (c *count) add(word parser.ItemType) {
	switch {
	case word == parser.COMMENT:
	case word == parser.LEFT_PAREN || word == parser.LEFT_BRACKET || word == parser.LEFT_BRACE:
		c.open = append(c.open, c.depth-c.signs)
		c.depth++
		c.signs, c.inBraces = 0, word == parser.LEFT_BRACE
		if word == parser.LEFT_BRACKET {
			c.operators++ // a range stands around what is before it
		}
	case word == parser.RIGHT_PAREN || word == parser.RIGHT_BRACKET || word == parser.RIGHT_BRACE:
		c.depth, c.signs, c.inBraces = 0, 0, false
		if last := len(c.open) - 1; last >= 0 {
			c.depth, c.open = c.open[last], c.open[:last]
		}
	case word.IsOperator() && !c.inBraces:
		c.depth++
		c.signs++
		c.operators++
	default:
		c.depth, c.signs = c.depth-c.signs, 0
	}
}
