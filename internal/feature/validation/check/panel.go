package check

import (
	"strings"
	"unicode"

	"github.com/dashkeep/dashkeep/internal/core/perses"
)

// Drawn reports whether the interface has a plugin that draws panels of a kind.
func Drawn(plugin string) bool { return perses.HasPlugin(perses.PanelPlugin, plugin) }

// wordsKind is the kind of panel that draws without a query.
const wordsKind = "Markdown"

// tracesKind is the kind of panel that draws traces and nothing else.
const tracesKind = "ScatterChart"

// kindWords turns a plugin kind such as TimeSeriesChart into 'time series'.
func kindWords(kind string) string {
	var words strings.Builder
	for i, letter := range strings.TrimSuffix(kind, "Chart") {
		if unicode.IsUpper(letter) && i > 0 {
			words.WriteByte(' ')
		}
		words.WriteRune(unicode.ToLower(letter))
	}
	return words.String()
}
