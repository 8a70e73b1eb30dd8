package samples

import (
	"maps"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// perMetric is how many series each profile of a metric has.
const perMetric = 2

// metric is what is known of one metric.
type metric struct {
	name string
	// labels are there with values of their own, unless a profile says otherwise.
	labels map[string]bool
	// profiles are sets of labels that do not exclude each other.
	profiles []*profile
	counter  bool
	wanted   *wish
	// buckets are bounds that queries name.
	buckets []string
}

// profile is one combination of labels: what selectors that can be met together ask.
type profile struct {
	// values are the label's values, one for each series; empty means absent.
	values map[string][perMetric]string
	not    []*labels.Matcher
}

func nameOf(selector *parser.VectorSelector) string {
	if selector.Name != "" {
		return selector.Name
	}
	for _, matcher := range selector.LabelMatchers {
		if matcher.Name != model.MetricNameLabel {
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

// add adds what one selector asks.
func (m *metric) add(selector *parser.VectorSelector, d dashboard) {
	asked := &profile{values: map[string][perMetric]string{}}
	for _, matcher := range selector.LabelMatchers {
		switch {
		case matcher.Name == model.MetricNameLabel:
		case matcher.Name == model.BucketLabel:
			m.buckets = append(m.buckets, bounds(matcher)...)
		case matcher.Type == labels.MatchNotEqual || matcher.Type == labels.MatchNotRegexp:
			asked.not = append(asked.not, matcher)
			if !matcher.Matches("") {
				m.labels[matcher.Name] = true
			}
		default:
			m.ask(asked, matcher, d)
		}
	}
	for _, known := range m.profiles {
		if known.agrees(asked) {
			maps.Copy(known.values, asked.values)
			known.not = append(known.not, asked.not...)
			return
		}
	}
	m.profiles = append(m.profiles, asked)
}

func (m *metric) ask(asked *profile, matcher *labels.Matcher, d dashboard) {
	var values [perMetric]string
	for nth := range perMetric {
		filled := mark.ReplaceAllStringFunc(matcher.Value, func(found string) string {
			value := d.variables[strings.Trim(found, markOpen+markClose)].value(nth)
			if matcher.Type == labels.MatchRegexp {
				return regexp.QuoteMeta(value)
			}
			return value
		})
		values[nth] = filled
		if matcher.Type != labels.MatchRegexp {
			continue
		}
		if values[nth] = matching(filled); filled == matcher.Value && matches(filled, valueOf(matcher.Name, nth)) {
			m.labels[matcher.Name] = true // any value will do
			return
		}
	}
	asked.values[matcher.Name] = values
}

// agrees reports whether one series can meet both.
func (p *profile) agrees(with *profile) bool {
	for name, values := range with.values {
		if own, known := p.values[name]; known && own != values {
			return false
		}
	}
	return p.allows(with.values) && with.allows(p.values)
}

func (p *profile) allows(values map[string][perMetric]string) bool {
	return !slices.ContainsFunc(p.not, func(not *labels.Matcher) bool {
		each, known := values[not.Name]
		return known && (!not.Matches(each[0]) || !not.Matches(each[1]))
	})
}

// sets are the label sets of a metric's series.
func (m *metric) sets() []map[string]string {
	var sets []map[string]string
	for _, p := range m.profiles {
		for nth := range perMetric {
			set := map[string]string{}
			for name := range m.labels {
				set[name] = valueOf(name, nth)
			}
			for name, values := range p.values {
				set[name] = values[nth]
			}
			maps.DeleteFunc(set, func(_, value string) bool { return value == "" })
			if !slices.ContainsFunc(sets, func(other map[string]string) bool { return maps.Equal(set, other) }) {
				sets = append(sets, set)
			}
		}
	}
	return sets
}

// bounds are the bounds of buckets that a matcher names.
func bounds(matcher *labels.Matcher) []string {
	if matcher.Type == labels.MatchEqual {
		return []string{matcher.Value}
	}
	if matcher.Type == labels.MatchRegexp {
		return []string{matching(matcher.Value)}
	}
	return nil
}

func matches(pattern, value string) bool {
	compiled, err := regexp.Compile("^(?s:" + pattern + ")$")
	return err == nil && compiled.MatchString(value)
}

// matching is a text that a pattern matches.
func matching(pattern string) string {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return ""
	}
	var out strings.Builder
	write(&out, parsed)
	return out.String()
}

func write(out *strings.Builder, node *syntax.Regexp) {
	switch node.Op {
	case syntax.OpLiteral:
		out.WriteString(string(node.Rune))
	case syntax.OpCharClass:
		if len(node.Rune) > 0 {
			out.WriteRune(max(node.Rune[0], min('0', node.Rune[1])))
		}
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		out.WriteByte('x')
	case syntax.OpConcat, syntax.OpCapture, syntax.OpPlus:
		for _, inner := range node.Sub {
			write(out, inner)
		}
	case syntax.OpAlternate:
		for _, inner := range node.Sub {
			var one strings.Builder
			if write(&one, inner); one.Len() > 0 {
				out.WriteString(one.String())
				return
			}
		}
	case syntax.OpRepeat:
		for range node.Min {
			write(out, node.Sub[0])
		}
	case syntax.OpStar, syntax.OpQuest:
		if inner := node.Sub[0]; inner.Op == syntax.OpAnyCharNotNL || inner.Op == syntax.OpAnyChar {
			out.WriteByte('x')
		}
	default: // no match, and places between letters, have no text
	}
}
