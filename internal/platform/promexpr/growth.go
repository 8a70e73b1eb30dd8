package promexpr

import (
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/prometheus/prometheus/promql/parser"
)

const (
	// MaxGrown is how many bytes the labels that one query makes may have in all, for
	// each series: what label_replace and label_join write is multiplied by each level,
	// and nothing in the evaluation bounds it.
	MaxGrown = 20_000
	// usualLabel stands for the length of a stored label, in bytes.
	usualLabel = 64
)

// checkGrown gives *TooComplex for an expression whose labels may become too long.
func checkGrown(expr parser.Expr) error {
	var grown growth
	grown.walk(expr)
	if grown.bytes > MaxGrown {
		return tooComplex("label_replace and label_join of this query can make labels of more than %d bytes for each series",
			MaxGrown)
	}
	return nil
}

// growth adds up the labels that an expression makes.
type growth struct{ bytes float64 }

// lengths are how long labels can be, in bytes; those that are not named are as long as
// a stored one.
type lengths map[string]float64

func (l lengths) of(label string) float64 { return max(l[label], usualLabel) }

// walk tells how long the labels of an expression's series can be.
func (g *growth) walk(node parser.Node) lengths {
	found := lengths{}
	for child := range parser.ChildrenIter(node) {
		inner := g.walk(child)
		if len(found) == 0 {
			found = inner
			continue
		}
		for label, length := range inner {
			found[label] = max(found[label], length)
		}
	}
	if call, ok := node.(*parser.Call); ok {
		g.call(call, found)
	}
	return found
}

func (g *growth) call(call *parser.Call, found lengths) {
	var texts []string
	for _, argument := range call.Args[min(1, len(call.Args)):] {
		texts = append(texts, textOf(argument))
	}
	var made float64
	switch {
	case call.Func.Name == "label_replace" && len(texts) == 4:
		made = replaced(texts[1], texts[3], found.of(texts[2]))
	case call.Func.Name == "label_join" && len(texts) >= 2:
		for _, source := range texts[2:] {
			made += found.of(source) + float64(len(texts[1]))
		}
	default:
		return
	}
	g.bytes += made
	// A series that the pattern does not match keeps its label.
	found[texts[0]] = max(found[texts[0]], made)
}

// textOf reads an argument that is a text, in brackets or not.
func textOf(argument parser.Expr) string {
	for {
		switch e := argument.(type) {
		case *parser.ParenExpr:
			argument = e.Expr
		case *parser.StringLiteral:
			return e.Val
		default:
			return ""
		}
	}
}

// replaced is how long a template becomes with what a pattern found in a source of a
// length.
func replaced(template, pattern string, source float64) float64 {
	tree, err := syntax.Parse(anchored(pattern), syntax.Perl)
	if err != nil {
		return 0 // the evaluation refuses it
	}
	plain, uses := readTemplate(template, tree.CapNames())
	return float64(plain) + (float64(uses[0])+overlap(tree, uses))*source
}

// overlap is how often one byte of the source can come at most: groups beside each
// other share the source, those within each other have the same bytes.
func overlap(tree *syntax.Regexp, uses map[int]int) float64 {
	most := 0.0
	for _, sub := range tree.Sub {
		most = max(most, overlap(sub, uses))
	}
	if tree.Op == syntax.OpCapture {
		most += float64(uses[tree.Cap])
	}
	return most
}

// readTemplate counts a template's own bytes and how often it names each group, as
// regexp.Expand reads it.
func readTemplate(template string, groups []string) (plain int, uses map[int]int) {
	uses = map[int]int{}
	for {
		before, after, found := strings.Cut(template, "$")
		plain += len(before)
		if !found {
			return plain, uses
		}
		name, rest := groupName(after)
		if name == "" {
			// $$ is a $, and so is one with no name behind it.
			plain, template = plain+1, strings.TrimPrefix(after, "$")
			continue
		}
		template = rest
		uses[groupNumber(name, groups)]++
	}
}

// groupNumber is which group a name in a template means; -1 is none. With a zero before
// it a number is a name like others.
func groupNumber(name string, groups []string) int {
	if number, err := strconv.Atoi(name); err == nil && (name == "0" || name[0] != '0') {
		return number
	}
	return slices.Index(groups, name)
}

// groupName takes name or {name} from the front of a text.
func groupName(text string) (name, rest string) {
	inner, braced := strings.CutPrefix(text, "{")
	end := strings.IndexFunc(inner, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if end < 0 {
		end = len(inner)
	}
	name, rest = inner[:end], inner[end:]
	if !braced {
		return name, rest
	}
	if rest, braced = strings.CutPrefix(rest, "}"); !braced {
		return "", text
	}
	return name, rest
}
