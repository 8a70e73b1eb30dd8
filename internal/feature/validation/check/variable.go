package check

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Variable is a variable of a dashboard, a project or everywhere.
type Variable struct {
	Name string
	// Text is the value of a text variable.
	Text string
	// Choices are the fixed values of a list.
	Choices []string
	// Ask is how a list's values are found; nil for lists with fixed values.
	Ask *VariableSource
	// Chosen are the default values; AllChosen stands for every one.
	Chosen []string
	// Multiple allows several values, which stand as (a|b) in a query.
	Multiple bool
	// CustomAll is what stands for all values; empty for all of them joined.
	CustomAll string
	// List tells a list from a text.
	List bool
}

// VariableSource is where the values of a list come from: the values of a label
// over matchers, the names of labels, or an expression's label.
type VariableSource struct {
	Kind, Datasource, Label, Expression string
	Matchers                            []string
}

// AllChosen is Perses' word for every value of a list.
const AllChosen = "$__all"

// The kinds of sources that can be asked.
const (
	LabelValuesVariable = "PrometheusLabelValuesVariable"
	LabelNamesVariable  = "PrometheusLabelNamesVariable"
	PromQLVariable      = "PrometheusPromQLVariable"
)

type variableSpec struct {
	Kind     string `json:"kind"`
	Metadata struct {
		Name string `json:"name"`
	} `json:"metadata"`
	Spec json.RawMessage `json:"spec"`
}

type variableBody struct {
	Name           string     `json:"name"`
	Value          string     `json:"value"`
	DefaultValue   textOrList `json:"defaultValue"`
	AllowMultiple  bool       `json:"allowMultiple"`
	CustomAllValue string     `json:"customAllValue"`
	Plugin         plugin     `json:"plugin"`
}

type variablePlugin struct {
	Values     []choice `json:"values"`
	LabelName  string   `json:"labelName"`
	Matchers   []string `json:"matchers"`
	Expr       string   `json:"expr"`
	Datasource struct {
		Name string `json:"name"`
	} `json:"datasource"`
}

// textOrList is a JSON string or an array of them.
type textOrList []string

// UnmarshalJSON reads either form.
func (t *textOrList) UnmarshalJSON(raw []byte) error {
	if bytes.HasPrefix(raw, []byte("[")) {
		return json.Unmarshal(raw, (*[]string)(t))
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return err
	}
	if text != "" {
		*t = textOrList{text}
	}
	return nil
}

// choice is a JSON string or an object with a value.
type choice string

// UnmarshalJSON reads either form.
func (c *choice) UnmarshalJSON(raw []byte) error {
	if !bytes.HasPrefix(raw, []byte("{")) {
		return json.Unmarshal(raw, (*string)(c))
	}
	var labelled struct {
		Value string `json:"value"`
	}
	err := json.Unmarshal(raw, &labelled)
	*c = choice(labelled.Value)
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
		Name: body.Name, List: true, Chosen: body.DefaultValue,
		Multiple: body.AllowMultiple, CustomAll: body.CustomAllValue,
	}
	var source variablePlugin
	if len(body.Plugin.Spec) > 0 {
		if err := json.Unmarshal(body.Plugin.Spec, &source); err != nil {
			return Variable{}, readable(fmt.Sprintf("variable `%s`", body.Name), err)
		}
	}
	for _, value := range source.Values {
		v.Choices = append(v.Choices, string(value))
	}
	switch body.Plugin.Kind {
	case LabelValuesVariable, LabelNamesVariable, PromQLVariable:
		v.Ask = &VariableSource{
			Kind: body.Plugin.Kind, Datasource: source.Datasource.Name, Label: source.LabelName,
			Expression: source.Expr, Matchers: source.Matchers,
		}
	}
	return v, nil
}

// Value is what stands for a variable in a query.
type Value struct {
	One string
	// Many replaces One when it is not nil, and stands as (a|b).
	Many []string
}

// NeedsAsking reports whether the value depends on what the datasource has.
func (v Variable) NeedsAsking() bool {
	return v.Ask != nil && (len(v.Chosen) == 0 || v.all() && v.CustomAll == "")
}

func (v Variable) all() bool { return slices.Contains(v.Chosen, AllChosen) }

// Value is the default value: the chosen one, else the first of the list, as
// Perses does it. Answered are the values that the source gave, if it was asked.
// ok is false for a list that has no value at all.
func (v Variable) Value(answered []string) (value Value, ok bool) {
	choices := v.Choices
	if v.Ask != nil {
		choices = answered
	}
	switch {
	case !v.List:
		return Value{One: v.Text}, true
	case v.all() && v.CustomAll != "":
		return Value{One: v.CustomAll}, true
	case v.all():
		return Value{Many: slices.Clone(choices)}, len(choices) > 0
	case len(v.Chosen) > 0 && (v.Multiple || len(v.Chosen) > 1):
		return Value{Many: v.Chosen}, true
	case len(v.Chosen) == 1:
		return Value{One: v.Chosen[0]}, true
	case len(choices) > 0:
		return Value{One: choices[0]}, true
	default:
		return Value{}, false
	}
}

var reference = regexp.MustCompile(`\$(\w+)|\$\{(\w+)(?:\.[^:}]+)?(?::([^}]+))?\}`)

// Substitute puts values in place of $name, ${name} and ${name:format}, and lists
// the names that have none, each once. What is not a name, such as the $1 of
// label_replace and the $ at the end of a pattern, stays.
func Substitute(text string, values map[string]Value) (result string, missing []string) {
	result = reference.ReplaceAllStringFunc(text, func(match string) string {
		parts := reference.FindStringSubmatch(match)
		name := parts[1] + parts[2]
		value, known := values[name]
		switch {
		case known:
			return value.format(parts[3])
		case strings.Trim(name, "0123456789") == "" || capturedIn(text, name):
			return match
		}
		if !slices.Contains(missing, name) {
			missing = append(missing, name)
		}
		return match
	})
	return result, missing
}

// capturedIn finds a named group, to which label_replace may refer.
func capturedIn(text, name string) bool { return strings.Contains(text, "(?P<"+name+">") }

func (v Value) format(format string) string {
	if v.Many == nil {
		return v.One
	}
	switch format {
	case "csv", "raw":
		return strings.Join(v.Many, ",")
	case "pipe":
		return strings.Join(v.Many, "|")
	case "regex":
		escaped := make([]string, len(v.Many))
		for i, value := range v.Many {
			escaped[i] = regexp.QuoteMeta(value)
		}
		return "(" + strings.Join(escaped, "|") + ")"
	default:
		return "(" + strings.Join(v.Many, "|") + ")"
	}
}
