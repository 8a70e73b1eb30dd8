package fill

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

// Value is what stands for a variable in a text.
type Value struct {
	One string
	// Many replaces One when it is not nil; an empty list is one, too.
	Many []string
	// Found tells what a source gave from what an author wrote.
	Found bool
	// Empty tells a list that has nothing to choose from.
	Empty bool
}

// Value is the value that the charts begin with: the default when it is among the
// choices, else the first choice. Answered are the values that the source gave, if
// it was asked.
func (v Variable) Value(answered []string, sources Sources) Value {
	if !v.List {
		return Value{One: v.Text}
	}
	choices := v.captured(v.choices(answered, sources))
	chosen := v.chosen(choices)
	switch {
	case chosen.all() && v.CustomAll != "":
		return Value{One: v.CustomAll}
	case chosen.all():
		all := Value{Many: []string{}, Empty: len(choices) == 0, Found: v.Ask != nil}
		for _, choice := range choices {
			all.Many = append(all.Many, choice.Value)
		}
		return all
	default:
		chosen.Found = v.Ask != nil
		chosen.Empty = chosen.One == "" && len(chosen.Many) == 0
		return chosen
	}
}

func (v Value) all() bool { return v.Many == nil && v.One == AllChosen }

func (v Variable) choices(answered []string, sources Sources) []Choice {
	choices := v.Choices
	for _, value := range answered {
		choices = append(choices, Choice{value, value})
	}
	if v.SourceKind != "" {
		for _, source := range sources.choices(v.SourceKind) {
			choices = append(choices, Choice{source.title, source.title})
		}
	}
	return choices
}

// captured keeps of each value what the groups match, and of equal ones the first.
func (v Variable) captured(choices []Choice) []Choice {
	if v.Capture == "" {
		return choices
	}
	if promexpr.CheckPattern(v.Capture) != nil {
		return choices
	}
	pattern, err := regexp.Compile(v.Capture)
	if err != nil {
		return choices // one that only browsers read
	}
	var kept []Choice
	for _, choice := range choices {
		var value strings.Builder
		for _, match := range pattern.FindAllStringSubmatch(choice.Value, -1) {
			value.WriteString(strings.Join(match[1:], ""))
		}
		if text := value.String(); text != "" && !slices.ContainsFunc(kept, func(c Choice) bool { return c.Value == text }) {
			kept = append(kept, Choice{text, choice.Label})
		}
	}
	return kept
}

func (v Variable) chosen(choices []Choice) Value {
	chosen := slices.Clone(v.Chosen)
	has := func(value string) bool {
		return v.All && value == AllChosen || slices.ContainsFunc(choices, func(c Choice) bool { return c.Value == value })
	}
	fits := v.Multiple || !v.Several || len(chosen) == 1 && chosen[0] == AllChosen
	if len(choices) > 0 && (!fits || !slices.ContainsFunc(chosen, has)) {
		chosen = []string{v.sorted(choices)[0].Value}
		if !v.Multiple {
			return Value{One: chosen[0]}
		}
	}
	switch {
	case len(chosen) > 0 && chosen[len(chosen)-1] == AllChosen:
		return Value{One: AllChosen}
	case v.Multiple || v.Several && len(chosen) > 0:
		only := func(value string) bool { return value == AllChosen }
		return Value{Many: append([]string{}, slices.DeleteFunc(chosen, only)...)}
	case len(chosen) == 0:
		return Value{}
	default:
		return Value{One: chosen[0]}
	}
}

// sorted puts choices into the order in which they are offered.
func (v Variable) sorted(choices []Choice) []Choice {
	order, descending := strings.CutSuffix(v.Sort, "-desc")
	compare := map[string]func(a, b Choice) int{
		"alphabetical":    func(a, b Choice) int { return strings.Compare(a.Label, b.Label) },
		"alphabetical-ci": func(a, b Choice) int { return strings.Compare(strings.ToLower(a.Label), strings.ToLower(b.Label)) },
		"numerical":       func(a, b Choice) int { return leading(a.Label) - leading(b.Label) },
	}[strings.TrimSuffix(order, "-asc")]
	if compare == nil {
		return choices
	}
	choices = slices.Clone(choices)
	slices.SortStableFunc(choices, func(a, b Choice) int {
		if descending {
			return compare(b, a)
		}
		return compare(a, b)
	})
	return choices
}

var digits = regexp.MustCompile(`^\s*[+-]?\d{1,15}`)

// leading is the whole number with which a text begins.
func leading(text string) int {
	number, _ := strconv.Atoi(strings.TrimSpace(digits.FindString(text)))
	return number
}
