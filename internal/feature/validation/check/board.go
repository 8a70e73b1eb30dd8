package check

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

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
	// Panels are in the order of the layout; what no layout shows comes last.
	Panels []Panel
	// Dangling are keys of panels that a layout shows and that do not exist.
	Dangling []string
}

// Datasource is a datasource that a query may name.
type Datasource struct {
	Name, Kind string
	Default    bool
}

// Panel is one panel and its queries.
type Panel struct {
	Key, Title, Kind string
	Queries          []Query
}

// Query is one query of a panel, as it is written.
type Query struct {
	// Kind is the query plugin's kind.
	Kind       string
	Expression string
	// Datasource is empty when the default one is meant.
	Datasource string
	MinStep    time.Duration
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

type datasourceSpec struct {
	Default bool   `json:"default"`
	Plugin  plugin `json:"plugin"`
}

type plugin struct {
	Kind string          `json:"kind"`
	Spec json.RawMessage `json:"spec"`
}

type layoutSpec struct {
	Spec struct {
		Items []struct {
			Content struct {
				Ref string `json:"$ref"`
			} `json:"content"`
		} `json:"items"`
	} `json:"spec"`
}

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
	Query      string `json:"query"`
	MinStep    string `json:"minStep"`
	Datasource struct {
		Name string `json:"name"`
	} `json:"datasource"`
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
		d := doc.Spec.Datasources[name]
		board.Datasources = append(board.Datasources, Datasource{Name: name, Kind: d.Plugin.Kind, Default: d.Default})
	}
	keys, dangling := panelOrder(doc)
	board.Dangling = dangling
	for _, key := range keys {
		panel, err := readPanel(key, doc.Spec.Panels[key])
		if err != nil {
			return Board{}, err
		}
		board.Panels = append(board.Panels, panel)
	}
	return board, nil
}

// panelOrder lists the panels' keys as the layouts show them, the unshown ones
// last, and the keys that are shown without a panel.
func panelOrder(doc document) (keys, dangling []string) {
	seen := map[string]bool{}
	for _, layout := range doc.Spec.Layouts {
		for _, item := range layout.Spec.Items {
			key := strings.TrimPrefix(item.Content.Ref, "#/spec/panels/")
			if key == "" || seen[key] {
				continue
			}
			seen[key] = true
			if _, exists := doc.Spec.Panels[key]; exists {
				keys = append(keys, key)
			} else {
				dangling = append(dangling, key)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(doc.Spec.Panels)) {
		if !seen[key] {
			keys = append(keys, key)
		}
	}
	return keys, dangling
}

func readPanel(key string, raw json.RawMessage) (Panel, error) {
	var spec panelSpec
	if err := json.Unmarshal(raw, &spec); err != nil {
		return Panel{}, readable(fmt.Sprintf("panel `%s`", key), err)
	}
	panel := Panel{Key: key, Title: spec.Spec.Display.Name, Kind: kindWords(spec.Spec.Plugin.Kind)}
	if panel.Title == "" {
		panel.Title = key
	}
	for i, q := range spec.Spec.Queries {
		query := Query{Kind: q.Spec.Plugin.Kind}
		if query.Kind == PrometheusQuery {
			if err := readQuery(&query, q.Spec.Plugin.Spec); err != nil {
				return Panel{}, readable(fmt.Sprintf("query %d of panel `%s`", i+1, panel.Title), err)
			}
		}
		panel.Queries = append(panel.Queries, query)
	}
	return panel, nil
}

func readQuery(query *Query, raw json.RawMessage) error {
	var spec querySpec
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &spec); err != nil {
			return fmt.Errorf("decode query: %w", err)
		}
	}
	query.Expression, query.Datasource = spec.Query, spec.Datasource.Name
	if step, err := model.ParseDuration(spec.MinStep); err == nil {
		query.MinStep = time.Duration(step)
	}
	return nil
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
