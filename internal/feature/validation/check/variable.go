package check

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Variable is a variable of a dashboard, a project or everywhere.
type Variable struct {
	Name string
	// Text is the value of a text variable.
	Text string
	// List tells a list from a text.
	List bool
	// Choices are the fixed values of a list.
	Choices []Choice
	// Ask is how a list's values are found; nil for lists with fixed values.
	Ask *VariableSource
	// Unknown is the kind of a list whose choices nobody here can find.
	Unknown string
	// SourceKind is set for a list of the datasources of a kind.
	SourceKind string
	// Chosen are the default values; AllChosen stands for every one.
	Chosen []string
	// Several tells a default that is written as a list.
	Several bool
	// Multiple allows several values, which stand as (a|b) in a query.
	Multiple bool
	// All allows AllChosen.
	All bool
	// CustomAll is what stands for all values; empty for all of them joined.
	CustomAll string
	// Capture keeps of each value what the groups of this expression match.
	Capture string
	Sort    string
}

// Choice is one value of a list and the name by which it is shown and sorted.
type Choice struct{ Value, Label string }

// VariableSource is where the values of a list come from: the values of a label
// over matchers, the names of labels, or an expression's label.
type VariableSource struct {
	Kind, Label, Expression string
	Datasource              SourceRef
	Matchers                []string
}

// AllChosen is Perses' word for every value of a list.
const AllChosen = "$__all"

// The kinds of sources that the charts know.
const (
	LabelValuesVariable = "PrometheusLabelValuesVariable"
	LabelNamesVariable  = "PrometheusLabelNamesVariable"
	PromQLVariable      = "PrometheusPromQLVariable"
	StaticListVariable  = "StaticListVariable"
	DatasourceVariable  = "DatasourceVariable"
)

type variableSpec struct {
	Kind     string `json:"kind"`
	Metadata struct {
		Name string `json:"name"`
	} `json:"metadata"`
	Spec json.RawMessage `json:"spec"`
}

type variableBody struct {
	Name            string     `json:"name"`
	Value           string     `json:"value"`
	DefaultValue    textOrList `json:"defaultValue"`
	AllowMultiple   bool       `json:"allowMultiple"`
	AllowAllValue   bool       `json:"allowAllValue"`
	CustomAllValue  string     `json:"customAllValue"`
	CapturingRegexp string     `json:"capturingRegexp"`
	Sort            string     `json:"sort"`
	Plugin          plugin     `json:"plugin"`
}

type variablePlugin struct {
	Values               []choice  `json:"values"`
	LabelName            string    `json:"labelName"`
	Matchers             []string  `json:"matchers"`
	Expr                 string    `json:"expr"`
	DatasourcePluginKind string    `json:"datasourcePluginKind"`
	Datasource           SourceRef `json:"datasource"`
}

// textOrList is a JSON string or an array of them.
type textOrList struct {
	values []string
	list   bool
}

// UnmarshalJSON reads either form.
func (t *textOrList) UnmarshalJSON(raw []byte) error {
	if bytes.HasPrefix(raw, []byte("[")) {
		t.list = true
		return json.Unmarshal(raw, &t.values)
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return err
	}
	if text != "" {
		t.values = []string{text}
	}
	return nil
}

// choice is a JSON string or an object with a value.
type choice Choice

// UnmarshalJSON reads either form.
func (c *choice) UnmarshalJSON(raw []byte) error {
	if !bytes.HasPrefix(raw, []byte("{")) {
		err := json.Unmarshal(raw, &c.Value)
		c.Label = c.Value
		return err
	}
	var labelled struct {
		Value string `json:"value"`
		Label string `json:"label"`
	}
	err := json.Unmarshal(raw, &labelled)
	*c = choice(labelled)
	return err
}

// ReadVariable reads a variable of a dashboard, or the document of a project's
// or a global one, whose name is in its metadata and whose body is one deeper.
func ReadVariable(raw []byte) (Variable, error) {
	var outer variableSpec
	if err := json.Unmarshal(raw, &outer); err != nil {
		return Variable{}, readable("a variable", err)
	}
	if outer.Kind == "Variable" || outer.Kind == "GlobalVariable" {
		inner := variableSpec{Metadata: outer.Metadata}
		if err := json.Unmarshal(outer.Spec, &inner); err != nil {
			return Variable{}, readable(fmt.Sprintf("variable `%s`", outer.Metadata.Name), err)
		}
		outer = inner
	}
	var body variableBody
	if len(outer.Spec) > 0 {
		if err := json.Unmarshal(outer.Spec, &body); err != nil {
			return Variable{}, readable("a variable", err)
		}
	}
	if body.Name == "" {
		body.Name = outer.Metadata.Name
	}
	if outer.Kind == "TextVariable" {
		return Variable{Name: body.Name, Text: body.Value}, nil
	}
	return readList(body)
}

func readList(body variableBody) (Variable, error) {
	v := Variable{
		Name: body.Name, List: true, Chosen: body.DefaultValue.values, Several: body.DefaultValue.list,
		Multiple: body.AllowMultiple, All: body.AllowAllValue, CustomAll: body.CustomAllValue,
		Capture: body.CapturingRegexp, Sort: body.Sort,
	}
	switch body.Plugin.Kind {
	case LabelValuesVariable, LabelNamesVariable, PromQLVariable, StaticListVariable, DatasourceVariable:
	default:
		v.Unknown = body.Plugin.Kind
		return v, nil // the charts can't fill it either
	}
	var source variablePlugin
	if len(body.Plugin.Spec) > 0 {
		if err := json.Unmarshal(body.Plugin.Spec, &source); err != nil {
			return Variable{}, readable(fmt.Sprintf("variable `%s`", body.Name), err)
		}
	}
	switch body.Plugin.Kind {
	case StaticListVariable:
		for _, value := range source.Values {
			v.Choices = append(v.Choices, Choice(value))
		}
	case DatasourceVariable:
		v.SourceKind = source.DatasourcePluginKind
	default:
		v.Ask = &VariableSource{
			Kind: body.Plugin.Kind, Datasource: source.Datasource, Label: source.LabelName,
			Expression: source.Expr, Matchers: source.Matchers,
		}
	}
	return v, nil
}

// uses lists the names of the variables that a variable's source holds.
func (v Variable) uses() []string {
	if v.Ask == nil {
		return nil
	}
	texts := append([]string{v.Ask.Label, v.Ask.Expression, v.Ask.Datasource.Variable}, v.Ask.Matchers...)
	return namesIn(strings.Join(texts, " "))
}

// Effective are the variables that concern a dashboard, each name once: its own, and
// those around it, nearest first, that a panel uses or another one of these. What nobody
// uses may ask a datasource that the dashboard does not. They stand in the order in which
// they can be filled: behind those that they use themselves.
func Effective(board Board, around Surroundings) []Variable {
	byName := map[string]Variable{}
	for _, v := range slices.Concat(board.Variables, around.Variables) {
		if _, shadowed := byName[v.Name]; !shadowed {
			byName[v.Name] = v
		}
	}
	var ordered []Variable
	seen := map[string]bool{}
	var add func(name string)
	add = func(name string) {
		v, exists := byName[name]
		if !exists || seen[name] {
			return
		}
		seen[name] = true // also before those that it uses: a circle ends here
		for _, used := range v.uses() {
			add(used)
		}
		ordered = append(ordered, v)
	}
	for _, v := range board.Variables {
		add(v.Name)
	}
	for _, name := range board.uses() {
		add(name)
	}
	return ordered
}

// uses lists the names of the variables that the panels hold: in their queries, in place
// of a datasource or a step, and around them.
func (b Board) uses() []string {
	var names []string
	for _, panel := range b.Panels {
		names = append(names, panel.Repeats...)
		for _, q := range panel.Queries {
			names = append(names, namesIn(q.Expression+" "+q.Datasource.Variable+" "+q.MinStep)...)
		}
	}
	return names
}

// Asked is a question about a list's values with everything filled in.
type Asked struct {
	Kind, Datasource, Label, Expression string
	Matchers                            []string
}

// Filled puts values into what a list asks. ok is false when its datasource does
// not exist.
func (s VariableSource) Filled(board Board, sources Sources, values map[string]Value, now time.Time) (_ Asked, ok bool) {
	source, ok := sources.find(s.Datasource, values)
	if !ok {
		return Asked{}, false
	}
	filled := builtins(board, now)
	maps.Copy(filled, values)
	fill := func(text string) string {
		text, _ = Substitute(text, filled)
		return text
	}
	asked := Asked{Kind: s.Kind, Datasource: source.Name, Label: fill(s.Label), Expression: fill(s.Expression)}
	for _, matcher := range s.Matchers {
		asked.Matchers = append(asked.Matchers, fill(matcher))
	}
	return asked, true
}
