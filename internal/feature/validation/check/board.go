package check

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
)

// Board is what the rules need of a dashboard's document.
type Board struct {
	Name, Project string
	// Range is the default time range.
	Range     time.Duration
	Variables []Variable
	// Datasources are the dashboard's own, by name.
	Datasources []Datasource
	// Panels are those that a layout shows, in its order.
	Panels []Panel
	// Unplaced counts the panels that no layout shows. Nobody sees them.
	Unplaced int
	// Dangling are keys of panels that a layout shows and that do not exist.
	Dangling []string
}

// Panel is one panel and its queries.
type Panel struct {
	// Kind is the chart in words, Plugin the kind of its plugin.
	Key, Title, Kind, Plugin string
	Queries                  []Query
	// Instant: it asks for a moment, not for a range.
	Instant bool
	// Columns is how wide it is drawn, of 24.
	Columns int
	// Repeats are the variables of the groups that show it; empty for a group
	// that stands once.
	Repeats []string
}

// Query is one query of a panel, as it is written.
type Query struct {
	// Kind is the query plugin's kind.
	Kind       string
	Expression string
	Datasource SourceRef
	// MinStep may hold a variable.
	MinStep string
}

// PrometheusQuery is the kind of query that can be checked.
const PrometheusQuery = "PrometheusTimeSeriesQuery"

// PrometheusKind is the kind of a datasource that can be asked.
const PrometheusKind = "PrometheusDatasource"

// defaultRange is Perses' own where a dashboard names none.
const defaultRange = time.Hour

type document struct {
	Kind     string `json:"kind"`
	Metadata struct {
		Name    string `json:"name"`
		Project string `json:"project"`
	} `json:"metadata"`
	Spec struct {
		Duration    string                     `json:"duration"`
		Variables   []json.RawMessage          `json:"variables"`
		Datasources map[string]datasourceSpec  `json:"datasources"`
		Panels      map[string]json.RawMessage `json:"panels"`
		Layouts     []layoutSpec               `json:"layouts"`
	} `json:"spec"`
}

type plugin struct {
	Kind string          `json:"kind"`
	Spec json.RawMessage `json:"spec"`
}

type layoutSpec struct {
	Spec struct {
		RepeatVariable string `json:"repeatVariable"`
		Items          []struct {
			Width   int `json:"width"`
			Content struct {
				Ref string `json:"$ref"`
			} `json:"content"`
		} `json:"items"`
	} `json:"spec"`
}

// Read takes a dashboard's JSON apart. Keys that the rules don't need may have
// any form. The error says in words what can't be read.
func Read(raw []byte) (Board, error) {
	var doc document
	if err := json.Unmarshal(raw, &doc); err != nil {
		return Board{}, readable("the document", err)
	}
	board := Board{Name: doc.Metadata.Name, Project: doc.Metadata.Project, Range: defaultRange}
	if span, err := model.ParseDuration(doc.Spec.Duration); err == nil && span > 0 {
		board.Range = time.Duration(span)
	}
	for _, raw := range doc.Spec.Variables {
		variable, err := ReadVariable(raw)
		if err != nil {
			return Board{}, err
		}
		board.Variables = append(board.Variables, variable)
	}
	for _, name := range slices.Sorted(maps.Keys(doc.Spec.Datasources)) {
		board.Datasources = append(board.Datasources, doc.Spec.Datasources[name].named(name, OwnSource))
	}
	return board, board.place(doc)
}

// place reads the panels that the layouts show, in their order.
func (b *Board) place(doc document) error {
	at := map[string]int{}
	for _, layout := range doc.Spec.Layouts {
		for _, item := range layout.Spec.Items {
			key := strings.TrimPrefix(item.Content.Ref, "#/spec/panels/")
			raw, exists := doc.Spec.Panels[key]
			if !exists {
				if key != "" && !slices.Contains(b.Dangling, key) {
					b.Dangling = append(b.Dangling, key)
				}
				continue
			}
			if _, seen := at[key]; !seen {
				panel, err := readPanel(key, raw)
				if err != nil {
					return err
				}
				at[key] = len(b.Panels)
				b.Panels = append(b.Panels, panel)
			}
			b.Panels[at[key]].shown(layout.Spec.RepeatVariable, item.Width)
		}
	}
	b.Unplaced = len(doc.Spec.Panels) - len(b.Panels)
	return nil
}

// shown adds a place where the panel stands.
func (p *Panel) shown(repeat string, columns int) {
	if !slices.Contains(p.Repeats, repeat) {
		p.Repeats = append(p.Repeats, repeat)
	}
	p.Columns = max(p.Columns, columns)
}

// readable says where a document can't be read without repeating its values.
func readable(what string, err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && wrong.Field != "" {
		return fmt.Errorf("%s has a %s at %s", what, wrong.Value, wrong.Field)
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("%s is not JSON at byte %d", what, syntax.Offset)
	}
	return fmt.Errorf("%s has another form than a Perses dashboard", what)
}
