package check

import (
	"slices"
	"strings"
	"unicode"
)

// Drawn reports whether the interface has a plugin that draws panels of a kind.
func Drawn(plugin string) bool { return slices.Contains(drawnKinds(), plugin) }

// drawnKinds are the panel plugins of the interface: those of
// web/src/features/dashboard/query/plugin-table.ts.
func drawnKinds() []string {
	return []string{
		"TimeSeriesChart", "StatChart", "GaugeChart", "BarChart", "Table", "TimeSeriesTable", "HeatMapChart",
		"HistogramChart", "StatusHistoryChart", "PieChart", tracesKind, wordsKind,
	}
}

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
