package samples

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

var reference = regexp.MustCompile(`\$(\w+)|\$\{(\w+)(?:\.[^:}]+)?(?::[^}]+)?\}`)

// A variable within a string is marked, to be filled for each series apart.
const (
	markOpen  = "‹"
	markClose = "›"
)

var mark = regexp.MustCompile(markOpen + `(\w+)` + markClose)

// parse reads a query with its variables marked. What a variable outside of a
// string may hold depends on where it stands: several things are tried.
func (d dashboard) parse(query string) (parser.Expr, error) {
	reader := parser.NewParser(parser.Options{})
	var first error
	for _, bare := range []string{"5m", "1", "value"} {
		parsed, err := reader.ParseExpr(d.marked(query, bare))
		if err == nil {
			return parsed, nil
		}
		if first == nil {
			first = fmt.Errorf("parse %s: %w", query, err)
		}
	}
	return nil, first
}

func (d dashboard) marked(query, bare string) string {
	var out strings.Builder
	var quote byte
	brackets := 0
	for i := 0; i < len(query); i++ {
		c := query[i]
		match := reference.FindStringSubmatchIndex(query[i:])
		if c == '$' && match != nil && match[0] == 0 {
			found := reference.FindStringSubmatch(query[i:])
			out.WriteString(d.inPlace(found[1]+found[2], found[0], bare, quote != 0, brackets > 0))
			i += match[1] - 1
			continue
		}
		switch {
		case quote == 0 && c == '#':
			end := strings.IndexByte(query[i:], '\n')
			if end < 0 {
				return out.String()
			}
			i += end
			c = '\n'
		case quote != 0 && c == '\\' && quote != '`' && i+1 < len(query):
			out.WriteByte(c)
			i++
			c = query[i]
		case quote == c:
			quote = 0
		case quote == 0 && strings.ContainsRune("\"'`", rune(c)):
			quote = c
		case quote == 0 && c == '[':
			brackets++
		case quote == 0 && c == ']':
			brackets--
		}
		out.WriteByte(c)
	}
	return out.String()
}

func (d dashboard) inPlace(name, written, bare string, quoted, ranged bool) string {
	known, exists := d.variables[name]
	switch {
	case quoted && exists:
		return markOpen + name + markClose
	case quoted:
		return written
	case ranged:
		return "5m"
	case bare == "value" && exists && known.value(0) != "":
		return known.value(0)
	case bare == "value":
		return "instance"
	default:
		return bare
	}
}

// facts are what one expression says about its metrics.
type facts struct {
	selectors []*parser.VectorSelector
	// labels must be there: they are grouped, joined or copied by.
	labels []string
	// counters only grow.
	counters []string
	// joined are metrics that are matched with each other on all labels.
	joined [][]string
	// wanted are values that a comparison lets through.
	wanted map[string]wish
}

// wish is a value that a comparison lets through.
type wish struct {
	op     parser.ItemType
	number float64
}

func factsOf(parsed parser.Expr) facts {
	f := facts{wanted: map[string]wish{}}
	parser.Inspect(parsed, func(node parser.Node, path []parser.Node) error {
		switch typed := node.(type) {
		case *parser.VectorSelector:
			f.selectors = append(f.selectors, typed)
			if grows(path) {
				f.counters = append(f.counters, nameOf(typed))
			}
		case *parser.AggregateExpr:
			if !typed.Without {
				f.labels = append(f.labels, typed.Grouping...)
			}
		case *parser.BinaryExpr:
			f.binary(typed)
		case *parser.Call:
			f.labels = append(f.labels, copied(typed)...)
		}
		return nil
	})
	return f
}

func grows(path []parser.Node) bool {
	return slices.ContainsFunc(path, func(node parser.Node) bool {
		call, ok := node.(*parser.Call)
		return ok && slices.Contains([]string{"rate", "irate", "increase"}, call.Func.Name)
	})
}

func (f *facts) binary(node *parser.BinaryExpr) {
	left, right := raw(node.LHS), raw(node.RHS)
	if matching := node.VectorMatching; matching != nil {
		f.labels = append(f.labels, matching.Include...)
		if matching.On {
			f.labels = append(f.labels, matching.MatchingLabels...)
		} else {
			f.joined = append(f.joined, slices.Concat(left, right))
		}
	}
	if number, ok := unwrapped(node.RHS).(*parser.NumberLiteral); ok && node.Op.IsComparisonOperator() {
		for _, name := range left {
			f.wanted[name] = wish{node.Op, number.Val}
		}
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

// raw are the metrics of an expression whose labels reach its end.
func raw(node parser.Expr) []string {
	var names []string
	parser.Inspect(node, func(node parser.Node, path []parser.Node) error {
		selector, ok := node.(*parser.VectorSelector)
		grouped := slices.ContainsFunc(path, func(node parser.Node) bool {
			aggregate, ok := node.(*parser.AggregateExpr)
			return ok && !aggregate.Without && aggregate.Op != parser.TOPK && aggregate.Op != parser.BOTTOMK
		})
		if ok && !grouped {
			names = append(names, nameOf(selector))
		}
		return nil
	})
	return names
}

// copied are the labels that label_replace and label_join read.
func copied(call *parser.Call) []string {
	from := map[string]int{"label_replace": 3, "label_join": 3}[call.Func.Name]
	if from == 0 {
		return nil
	}
	var labels []string
	for i, argument := range call.Args {
		word, ok := argument.(*parser.StringLiteral)
		if ok && i >= from && (call.Func.Name == "label_join" || i == from) {
			labels = append(labels, word.Val)
		}
	}
	return labels
}
