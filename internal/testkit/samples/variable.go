package samples

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

const metricName = model.MetricNameLabel

// everything is the word for all values of a list.
const everything = "$__all"

// variable is a variable of a document.
type variable struct {
	name string
	text bool
	// label is whose values it lists, over the selectors or queries in from.
	label string
	from  []string
	// fixed are the values of a list that are written in the document.
	fixed []string
	// chosen is what it begins with.
	chosen                    []string
	multiple, all, descending bool
	custom, capture           string
}

// held is what stands for a variable in a query.
type held struct {
	// choices are all values; one is what stands for it in the first and in the
	// second series, unless many stand at once.
	choices []string
	one     [perMetric]string
	many    []string
	// text tells a text, which may be empty.
	text bool
}

// valueOf is the nth value of a label. It sorts before words and other numbers.
func valueOf(label string, nth int) string { return fmt.Sprintf("0-%s-%d", label, nth+1) }

// holds finds what the variables of a document begin with when the samples are
// what they are by now.
func (s *Samples) holds(d dashboard) map[string]held {
	values := map[string]held{}
	for range 2 { // one may use another that stands behind it
		for _, v := range d.variables {
			values[v.name] = v.hold(s.choices(v, values))
		}
	}
	return values
}

func (v variable) hold(choices []string) held {
	has := func(value string) bool { return v.all && value == everything || slices.Contains(choices, value) }
	chosen := v.chosen
	if v.all && slices.Equal(chosen, []string{"All"}) {
		chosen = []string{everything}
	}
	if !v.text && len(choices) > 0 && !slices.ContainsFunc(chosen, has) {
		chosen = choices[:1]
	}
	made := held{choices: choices, text: v.text}
	switch {
	case len(chosen) == 0:
	case slices.Contains(chosen, everything) && v.custom != "":
		made.one = [perMetric]string{v.custom, v.custom}
	case slices.Contains(chosen, everything):
		made.many = append([]string{}, choices...)
	case v.multiple:
		made.many = chosen
	default:
		made.one = [perMetric]string{chosen[0], chosen[0]}
		if other := slices.IndexFunc(choices, func(value string) bool { return value != chosen[0] }); other >= 0 && !v.text {
			made.one[1] = choices[other]
		}
	}
	return made
}

// choices are the values of a list. Before anything is known they are those that a
// label has by itself.
func (s *Samples) choices(v variable, values map[string]held) []string {
	if v.label == "" {
		return v.fixed
	}
	found := map[string]bool{}
	for _, from := range v.from {
		parsed, err := parse(from, values, 0)
		if err != nil {
			continue
		}
		for _, selector := range selectorsOf(parsed) {
			s.collect(found, v.label, selector)
		}
	}
	if len(v.from) == 0 {
		s.collect(found, v.label, &parser.VectorSelector{})
	}
	if len(found) == 0 {
		found[valueOf(v.label, 0)], found[valueOf(v.label, 1)] = true, true
	}
	return v.ordered(found)
}

func (v variable) ordered(found map[string]bool) []string {
	pattern, err := regexp.Compile(v.capture)
	var choices []string
	for value := range found {
		if v.capture != "" && err == nil {
			match := pattern.FindStringSubmatch(value)
			switch {
			case match == nil:
				continue
			case len(match) > 1:
				value = strings.Join(match[1:], "")
			default:
				value = match[0]
			}
		}
		if value != "" && !slices.Contains(choices, value) {
			choices = append(choices, value)
		}
	}
	slices.Sort(choices)
	if v.descending {
		slices.Reverse(choices)
	}
	return choices
}

// captured is a value that the pattern of a list picks something from, when it picks
// nothing from what the label has by itself.
func (v variable) captured() string {
	pattern, err := regexp.Compile(v.capture)
	if v.capture == "" || v.label == "" || err != nil || pattern.MatchString(valueOf(v.label, 0)) {
		return ""
	}
	return matching(v.capture)
}

// collect notes the values that a label has in the series of a selector.
func (s *Samples) collect(found map[string]bool, label string, selector *parser.VectorSelector) {
	for name, sets := range s.known {
		if selector.Name != "" && selector.Name != name {
			continue
		}
		for _, set := range sets {
			matches := func(m *labels.Matcher) bool {
				if m.Name == metricName {
					return m.Matches(name)
				}
				return m.Matches(set[m.Name])
			}
			if slices.ContainsFunc(selector.LabelMatchers, func(m *labels.Matcher) bool { return !matches(m) }) {
				continue
			}
			if label == metricName {
				found[name] = true
			} else if value := set[label]; value != "" {
				found[value] = true
			}
		}
	}
}

var reference = regexp.MustCompile(`\$(\w+)|\$\{(\w+)(?:\.[^:}]+)?(?::([^}]+))?\}|\[\[(\w+)(?::\w+)?\]\]`)

// several begins what stands for many values at once: a group that matches nothing,
// by which an equality with many values is told from one with a text in brackets.
const several = "(?:)"

// written puts values in place of the variables, those of the nth series.
func written(query string, values map[string]held, nth int) string {
	return reference.ReplaceAllStringFunc(query, func(found string) string {
		match := reference.FindStringSubmatch(found)
		name := match[1] + match[2] + match[4]
		if length := lengths[name]; length != "" {
			return length
		}
		value, exists := values[name]
		switch {
		case !exists, value.many == nil && value.one[nth] == "" && !value.text:
			return found
		case value.many == nil:
			return value.one[nth]
		case match[3] == "pipe":
			return strings.Join(value.many, "|")
		default:
			return several + "(" + strings.Join(value.many, "|") + ")"
		}
	})
}

// lengths are what every query may use.
var lengths = map[string]string{
	"__interval": "1m", "__rate_interval": "4m", "__range": "1h", "__range_s": "3600", "__range_ms": "3600000",
	"__interval_ms": "60000", "__from": "1", "__to": "2", "__dashboard": "dashboard", "__project": "project",
}

// parse reads a query as its nth series are asked for.
func parse(query string, values map[string]held, nth int) (parser.Expr, error) {
	parsed, err := promexpr.ForPrinted().ParseExpr(written(query, values, nth))
	if err != nil {
		return nil, fmt.Errorf("parse %s: %w", query, err)
	}
	return parsed, nil
}

func selectorsOf(parsed parser.Expr) []*parser.VectorSelector {
	var found []*parser.VectorSelector
	parser.Inspect(parsed, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			found = append(found, selector)
		}
		return nil
	})
	return found
}
