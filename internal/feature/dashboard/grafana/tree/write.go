package tree

import (
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Text is a text as a value.
func Text(content string) *jsonstrict.Value { return jsonstrict.NewString(content) }

// Object makes an object of keys and values in turn.
func Object(pairs ...any) *jsonstrict.Value {
	made := jsonstrict.NewObject()
	for i := 0; i+1 < len(pairs); i += 2 {
		key, _ := pairs[i].(string)
		value, _ := pairs[i+1].(*jsonstrict.Value)
		made.Set(key, value)
	}
	return made
}

// Plugin is a plugin of Perses: its kind, and its settings.
func Plugin(kind string, spec *jsonstrict.Value) *jsonstrict.Value {
	return Object("kind", Text(kind), "spec", spec)
}

// OneLine makes each run of blanks and line breaks one blank.
func OneLine(content string) string { return strings.Join(strings.Fields(content), " ") }

// Cut shortens a text to so many characters. It looks at no more of them: one long text
// may be cut many times.
func Cut(content string, most int) string {
	if len(content) <= most {
		return content
	}
	count, last := 0, 0
	for at := range content {
		switch count {
		case most - 1:
			last = at
		case most:
			return strings.TrimSpace(content[:last]) + "…"
		}
		count++
	}
	return content
}
