package tree

import (
	"regexp"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// FirstText is the first text that is not empty. What is no text is passed over.
func FirstText(values ...*jsonstrict.Value) string {
	for _, value := range values {
		if value.Text() != "" {
			return value.Text()
		}
	}
	return ""
}

// FirstItem is the first item of a list; nil when there is none.
func FirstItem(list *jsonstrict.Value) *jsonstrict.Value {
	if items := list.Items(); len(items) > 0 {
		return items[0]
	}
	return nil
}

// Number reads a number that may stand in quotes; nil without one.
func Number(value *jsonstrict.Value) *jsonstrict.Value {
	if value.Is(jsonstrict.Number) {
		return value.Clone()
	}
	if !value.Is(jsonstrict.String) || value.Text() == "" {
		return nil
	}
	number, err := jsonstrict.JSON([]byte(value.Text()), perses.Limits())
	if err != nil || !number.Is(jsonstrict.Number) {
		return nil
	}
	return number
}

var doubleBrackets = regexp.MustCompile(`\[\[(\w+)(?::\w+)?\]\]`)

// Interpolated turns [[var]] and ${var:…} of Grafana into Perses' form.
func Interpolated(text string) string {
	return doubleBrackets.ReplaceAllString(text, "$${$1}")
}
