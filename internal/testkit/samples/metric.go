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
	// counter only grows; ranked has buckets.
	counter, ranked bool
	// buckets are bounds that queries name.
	buckets []string
}

// profile is one combination of labels: what selectors that can be met together ask.
type profile struct {
	// values are the label's values, one for each series; empty means absent.
	values map[string]pair
	not    []*labels.Matcher
	wanted []wish
}

// add adds what one selector asks, and its labels.
func (m *metric) add(selector *parser.VectorSelector, asked *profile) {
	for _, matcher := range selector.LabelMatchers {
		switch {
		case matcher.Name == metricName:
		case matcher.Name == model.BucketLabel:
			m.buckets = append(m.buckets, bounds(matcher)...)
			m.ranked = true
		case !matcher.Matches("") || anything(matcher):
			m.labels[matcher.Name] = true
		}
	}
	for _, known := range m.profiles {
		if known.agrees(asked) {
			maps.Copy(known.values, asked.values)
			known.not = union(known.not, asked.not)
			for _, wish := range asked.wanted {
				if !slices.Contains(known.wanted, wish) {
					known.wanted = append(known.wanted, wish)
				}
			}
			return
		}
	}
	m.profiles = append(m.profiles, asked)
}

func union(known, more []*labels.Matcher) []*labels.Matcher {
	for _, each := range more {
		if !slices.ContainsFunc(known, func(m *labels.Matcher) bool { return m.String() == each.String() }) {
			known = append(known, each)
		}
	}
	return known
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

func (p *profile) allows(values map[string]pair) bool {
	return !slices.ContainsFunc(p.not, func(not *labels.Matcher) bool {
		each, known := values[not.Name]
		return known && (!not.Matches(each[0]) || !not.Matches(each[1]))
	})
}

// series are the label sets of a metric, and what their values should be.
type series struct {
	labels map[string]string
	wanted *wish
}

func (m *metric) series() []series {
	var all []series
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
			if slices.ContainsFunc(all, func(other series) bool { return maps.Equal(set, other.labels) }) {
				continue
			}
			one := series{labels: set}
			if len(p.wanted) > 0 {
				one.wanted = &p.wanted[nth%len(p.wanted)]
			}
			all = append(all, one)
		}
	}
	return all
}

// bounds are the bounds of buckets that a matcher names.
func bounds(matcher *labels.Matcher) []string {
	switch matcher.Type {
	case labels.MatchEqual:
		return []string{matcher.Value}
	case labels.MatchRegexp:
		return matchings(matcher.Value)
	default:
		return nil
	}
}

func matches(pattern, value string) bool {
	compiled, err := regexp.Compile("^(?s:" + pattern + ")$")
	return err == nil && compiled.MatchString(value)
}

// matchings are texts that a pattern matches: one for each of its alternatives.
func matchings(pattern string) []string {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	for parsed.Op == syntax.OpCapture || parsed.Op == syntax.OpConcat && len(parsed.Sub) == 1 {
		parsed = parsed.Sub[0]
	}
	alternatives := []*syntax.Regexp{parsed}
	if parsed.Op == syntax.OpAlternate {
		alternatives = parsed.Sub
	}
	texts := []string{}
	for _, each := range alternatives {
		var out strings.Builder
		write(&out, each)
		texts = append(texts, out.String())
	}
	return append(texts, matching(pattern))
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
