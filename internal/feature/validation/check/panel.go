package check

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

type panelSpec struct {
	Spec struct {
		Display struct {
			Name string `json:"name"`
		} `json:"display"`
		Plugin  plugin `json:"plugin"`
		Queries []struct {
			Spec struct {
				Plugin plugin `json:"plugin"`
			} `json:"spec"`
		} `json:"queries"`
	} `json:"spec"`
}

type querySpec struct {
	Query      string    `json:"query"`
	MinStep    string    `json:"minStep"`
	Datasource SourceRef `json:"datasource"`
}

func readPanel(key string, raw json.RawMessage) (Panel, error) {
	var spec panelSpec
	if err := json.Unmarshal(raw, &spec); err != nil {
		return Panel{}, readable(fmt.Sprintf("panel `%s`", key), err)
	}
	drawn := spec.Spec.Plugin
	panel := Panel{
		Key: key, Title: spec.Spec.Display.Name, Kind: kindWords(drawn.Kind), Plugin: drawn.Kind, Instant: instant(drawn),
	}
	if panel.Title == "" {
		panel.Title = key
	}
	for i, q := range spec.Spec.Queries {
		query := Query{Kind: q.Spec.Plugin.Kind}
		if query.Kind == PrometheusQuery {
			if err := query.read(q.Spec.Plugin.Spec); err != nil {
				return Panel{}, readable(fmt.Sprintf("query %d of panel `%s`", i+1, panel.Title), err)
			}
		}
		panel.Queries = append(panel.Queries, query)
	}
	return panel, nil
}

func (q *Query) read(raw json.RawMessage) error {
	var spec querySpec
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &spec); err != nil {
			return fmt.Errorf("decode query: %w", err)
		}
	}
	q.Expression, q.Datasource, q.MinStep = spec.Query, spec.Datasource, spec.MinStep
	return nil
}

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

// instant tells which panels ask for a moment: so their plugins say.
func instant(drawn plugin) bool {
	switch drawn.Kind {
	case "TimeSeriesTable", "HistogramChart":
		return true
	case "Table":
		var spec struct {
			ColumnSettings []struct {
				Plugin json.RawMessage `json:"plugin"`
			} `json:"columnSettings"`
		}
		_ = json.Unmarshal(drawn.Spec, &spec) // of another form: it has no charts in its cells
		for _, column := range spec.ColumnSettings {
			if len(column.Plugin) > 0 && string(column.Plugin) != "null" {
				return false
			}
		}
		return true
	default:
		return false
	}
}

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
