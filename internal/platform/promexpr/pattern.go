package promexpr

import (
	"errors"
	"regexp/syntax"

	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/util/strutil"
)

const (
	// MaxPatterns is how many steps the patterns of a query may come to in all: about the
	// instructions that they compile to. Without repetitions there is one for a character,
	// so whatever fits into a query passes; x{1000}x{1000} has two thousand.
	MaxPatterns = 15_000
	// MaxPatternsInAll is the same for the selectors of one request together.
	MaxPatternsInAll = 50_000

	// rangesPerStep is how many ranges of characters take the memory of one instruction.
	rangesPerStep = 5
	// lastFolded is the last character with capitals: up to it Prometheus' library looks
	// at each character of a matcher's class, so that [^/] takes two milliseconds, as much
	// as hundreds of instructions.
	lastFolded = 0x1e943
	// runesPerStep is how many characters of a class count as one.
	runesPerStep = 500
)

// CheckPattern gives *TooComplex for a pattern that comes to more than a query's may
// together. What is no pattern is left to who compiles it.
func CheckPattern(pattern string) error {
	if len(pattern) > MaxLength || patternSize(pattern, false) > MaxPatterns {
		return tooComplex("The pattern is too long with its repetitions: it comes to more than %d steps", MaxPatterns)
	}
	return nil
}

// PatternSize is how many steps the patterns in a text of PromQL come to, counted
// without compiling: beyond MaxPatterns it need not be exact.
func PatternSize(text string) int {
	var patterns patterns
	lexer := parser.Lex(text)
	var item parser.Item
	for lexer.NextItem(&item); item.Typ != parser.EOF && item.Typ != parser.ERROR; lexer.NextItem(&item) {
		if patterns.add(item); patterns.size > MaxPatterns {
			break
		}
	}
	return patterns.size
}

// patterns adds up the patterns among the words of a query: the texts behind =~ and !~,
// and all outside of braces, where one may be that of a label_replace.
type patterns struct {
	size     int
	inBraces bool
	before   parser.ItemType
}

func (p *patterns) add(word parser.Item) {
	switch word.Typ {
	case parser.COMMENT:
		return
	case parser.LEFT_BRACE, parser.RIGHT_BRACE:
		p.inBraces = word.Typ == parser.LEFT_BRACE
	case parser.STRING:
		if !p.inBraces || p.before == parser.EQL_REGEX || p.before == parser.NEQ_REGEX {
			p.size += patternOf(word.Val, p.inBraces)
		}
	}
	p.before = word.Typ
}

func patternOf(quoted string, matcher bool) int {
	text, err := strutil.Unquote(quoted)
	if err != nil {
		return 0 // the parser refuses it
	}
	return patternSize(text, matcher)
}

// patternSize reads a pattern as label_replace does: the brackets that are put around
// it may complete it. One that can't be read is never compiled.
func patternSize(pattern string, matcher bool) int {
	tree, err := syntax.Parse(anchored(pattern), syntax.Perl)
	if fault, ok := errors.AsType[*syntax.Error](err); ok &&
		(fault.Code == syntax.ErrLarge || fault.Code == syntax.ErrNestingDepth) {
		return MaxPatterns + 1
	}
	if err != nil {
		return 0
	}
	if matcher {
		return steps(tree) + folds(tree)
	}
	return steps(tree)
}

func anchored(pattern string) string { return "^(?s:" + pattern + ")$" }

// steps counts the instructions that an expression compiles to. It can't overflow:
// repeats within each other come to a thousand at most, or are not read.
func steps(tree *syntax.Regexp) int {
	sum := 0
	for _, sub := range tree.Sub {
		sum += steps(sub)
	}
	switch tree.Op {
	case syntax.OpLiteral:
		return len(tree.Rune)
	case syntax.OpCharClass:
		return 1 + len(tree.Rune)/2/rangesPerStep
	case syntax.OpConcat:
		return sum
	case syntax.OpAlternate:
		return sum + len(tree.Sub)
	case syntax.OpCapture:
		return sum + 2
	case syntax.OpRepeat:
		optional := max(1, tree.Max-tree.Min) // {2,} ends with a loop
		if tree.Max == tree.Min {
			optional = 0
		}
		return tree.Min*max(sum, 1) + optional*(sum+1)
	default:
		return sum + 1
	}
}

// folds counts what reading the classes of a matcher takes, however often each is
// repeated.
func folds(tree *syntax.Regexp) int {
	runes := 0
	if tree.Op == syntax.OpCharClass {
		for i := 0; i+1 < len(tree.Rune); i += 2 {
			runes += int(max(0, min(tree.Rune[i+1], lastFolded)-tree.Rune[i]))
		}
	}
	sum := runes / runesPerStep
	for _, sub := range tree.Sub {
		sum += folds(sub)
	}
	return sum
}
