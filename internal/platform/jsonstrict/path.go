package jsonstrict

import (
	"strconv"
	"strings"
)

// Step is one step of a path: a key of an object or an index of a list.
type Step struct {
	Key     string
	Index   int
	IsIndex bool
}

// longestShownKey is how many bytes of a key a path shows.
const longestShownKey = 80

// Path writes steps as people read them: spec.layouts[0].spec.items[2].width.
// Keys that are not plain words stand in brackets and quotation marks.
func Path(steps []Step) string {
	var out strings.Builder
	for _, step := range steps {
		switch {
		case step.IsIndex:
			out.WriteString("[" + strconv.Itoa(step.Index) + "]")
		case !plain(step.Key):
			out.WriteString("[" + strconv.QuoteToASCII(shortened(step.Key)) + "]")
		default:
			if out.Len() > 0 {
				out.WriteByte('.')
			}
			out.WriteString(step.Key)
		}
	}
	return out.String()
}

// Join adds a key to a path that is already written.
func Join(path, key string) string {
	written := Path([]Step{{Key: key}})
	if path == "" || strings.HasPrefix(written, "[") {
		return path + written
	}
	return path + "." + written
}

// At adds an index to a path that is already written.
func At(path string, index int) string { return path + "[" + strconv.Itoa(index) + "]" }

func plain(key string) bool {
	if key == "" || len(key) > longestShownKey {
		return false
	}
	return !strings.ContainsFunc(key, func(r rune) bool {
		word := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		return !word && r != '_' && r != '-' && r != '$'
	})
}

func shortened(key string) string {
	if len(key) <= longestShownKey {
		return key
	}
	return strings.ToValidUTF8(key[:longestShownKey], "") + "…"
}
