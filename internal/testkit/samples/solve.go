package samples

import (
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// pair are the values of a label in the first and the second series.
type pair = [perMetric]string

// asking is one query, read once for each of its series.
type asking struct {
	facts
	// matchers are those of each selector, by label, as the nth series must meet them.
	matchers []map[string]*[perMetric][]*labels.Matcher
	// common are values that every selector can have, by label.
	common map[string]pair
}

// ask reads what a query asks with the values that its variables have. The label
// is one that it lists.
func ask(query string, values map[string]held) (*asking, error) {
	first, err := parse(query, values, 0)
	if err != nil {
		return nil, err
	}
	a := &asking{facts: factsOf(first), common: map[string]pair{}}
	series := [perMetric][]*parser.VectorSelector{a.selectors, a.selectors}
	if second, err := parse(query, values, 1); err == nil && len(selectorsOf(second)) == len(a.selectors) {
		series[1] = selectorsOf(second)
	}
	for i := range a.selectors {
		own := map[string]*[perMetric][]*labels.Matcher{}
		for nth := range perMetric {
			for _, matcher := range series[nth][i].LabelMatchers {
				if matcher.Name == metricName || matcher.Name == model.BucketLabel {
					continue
				}
				if own[matcher.Name] == nil {
					own[matcher.Name] = &[perMetric][]*labels.Matcher{}
				}
				own[matcher.Name][nth] = append(own[matcher.Name][nth], widened(matcher))
			}
		}
		a.matchers = append(a.matchers, own)
	}
	a.unite()
	return a, nil
}

// widened is a matcher that takes each of the many values that stand in it.
func widened(matcher *labels.Matcher) *labels.Matcher {
	if !strings.HasPrefix(matcher.Value, several) {
		return matcher
	}
	kind := map[labels.MatchType]labels.MatchType{
		labels.MatchEqual: labels.MatchRegexp, labels.MatchNotEqual: labels.MatchNotRegexp,
	}[matcher.Type]
	if wide, err := labels.NewMatcher(kind, matcher.Name, matcher.Value); kind != 0 && err == nil {
		return wide
	}
	return matcher
}

// unite finds for each label values that meet every selector that asks for it.
func (a *asking) unite() {
	all := map[string]*[perMetric][]*labels.Matcher{}
	for _, own := range a.matchers {
		for label, both := range own {
			if all[label] == nil {
				all[label] = &[perMetric][]*labels.Matcher{}
			}
			for nth := range perMetric {
				all[label][nth] = append(all[label][nth], both[nth]...)
			}
		}
	}
	for label, both := range all {
		if found, ok := solve(label, both); ok {
			a.common[label] = found
		}
	}
	for label, from := range a.same {
		if _, constrained := a.common[label]; constrained {
			continue
		}
		a.common[label] = pair{valueOf(from, 0), valueOf(from, 1)}
		if values, constrained := a.common[from]; constrained {
			a.common[label] = values
		}
	}
}

// solve finds values of a label that meet matchers.
func solve(label string, both *[perMetric][]*labels.Matcher) (pair, bool) {
	var found pair
	for nth := range perMetric {
		meets := func(value string) bool {
			return !slices.ContainsFunc(both[nth], func(m *labels.Matcher) bool { return !m.Matches(value) })
		}
		candidates := candidates(label, nth, both[nth])
		at := slices.IndexFunc(candidates, meets)
		if at < 0 {
			return pair{}, false
		}
		found[nth] = candidates[at]
	}
	return found, true
}

func candidates(label string, nth int, matchers []*labels.Matcher) []string {
	candidates := []string{valueOf(label, nth)}
	for _, matcher := range matchers {
		switch matcher.Type {
		case labels.MatchEqual:
			candidates = append(candidates, matcher.Value)
		case labels.MatchRegexp:
			if rest, many := strings.CutPrefix(matcher.Value, several); many {
				choices := strings.Split(strings.Trim(rest, "()"), "|")
				candidates = append(candidates, choices[min(nth, len(choices)-1)])
				candidates = append(candidates, choices...)
			}
			for _, text := range matchings(matcher.Value) {
				candidates = append(candidates, fmt.Sprintf("0-%s-%d", text, nth+1), valueOf(label, nth)+text, text)
			}
		case labels.MatchNotEqual, labels.MatchNotRegexp:
		}
	}
	return append(candidates, valueOf(label, nth+perMetric), "")
}

// free reports whether a label may have any value, or any but some.
func free(label string, both *[perMetric][]*labels.Matcher) bool {
	for nth, matchers := range both {
		for _, m := range matchers {
			not := m.Type == labels.MatchNotEqual || m.Type == labels.MatchNotRegexp
			if not && m.Matches(valueOf(label, nth)) || !not && anything(m) {
				continue
			}
			return false
		}
	}
	return true
}

func anything(m *labels.Matcher) bool {
	return m.Type == labels.MatchRegexp && slices.Contains([]string{"", ".*", ".+", "(.*)", "(.+)"}, strings.Trim(m.Value, "^$"))
}

// profile is what the series of one selector must have; ok is false when no series
// can be.
func (a *asking) profile(at int) (asked *profile, ok bool) {
	asked = &profile{values: map[string]pair{}}
	for label, both := range a.matchers[at] {
		for nth := range perMetric {
			for _, m := range both[nth] {
				if m.Type == labels.MatchNotEqual || m.Type == labels.MatchNotRegexp {
					asked.not = append(asked.not, m)
				}
			}
		}
		if free(label, both) {
			continue
		}
		values, found := a.common[label]
		if !found {
			if values, found = solve(label, both); !found {
				return nil, false
			}
		}
		asked.values[label] = values
	}
	if a.joins {
		a.pin(asked, at)
	}
	return asked, true
}

// pin gives the selectors that are matched with each other the same values.
func (a *asking) pin(asked *profile, at int) {
	with := slices.Clone(a.labels)
	for _, group := range a.matched {
		if !slices.Contains(group, at) {
			continue
		}
		for _, other := range group {
			for label := range a.matchers[other] {
				with = append(with, label)
			}
		}
	}
	for _, label := range with {
		_, own := a.matchers[at][label]
		if own || label == model.BucketLabel || slices.Contains(a.bare[at], label) {
			continue
		}
		if values, constrained := a.common[label]; constrained {
			asked.values[label] = values
		} else {
			asked.values[label] = pair{valueOf(label, 0), valueOf(label, 1)}
		}
	}
}
