package fill

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
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
	Datasource              perses.DatasourceRef
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

// ReadVariable reads the document of a project's or a global variable. Kinds of error:
// invalid, too_large.
func ReadVariable(raw []byte) (Variable, error) {
	d, err := perses.Read(raw)
	if err != nil {
		return Variable{}, err //nolint:wrapcheck // a sentence for people
	}
	return variableOf(d.Root().Get("spec"), d.Name()), nil
}

// Variables lists the variables that a dashboard has itself, in its order.
func Variables(d *perses.Document) []Variable {
	var own []Variable
	for _, variable := range d.Root().Get("spec", "variables").Items() {
		own = append(own, variableOf(variable, ""))
	}
	return own
}

// variableOf reads {kind, spec} of a variable. The name is that of a resource, whose
// spec has none.
func variableOf(definition *jsonstrict.Value, name string) Variable {
	spec := definition.Get("spec")
	name = cmp.Or(spec.Get("name").Text(), name)
	if definition.Get("kind").Text() == "TextVariable" {
		return Variable{Name: name, Text: spec.Get("value").Text()}
	}
	v := Variable{
		Name: name, List: true, Multiple: spec.Get("allowMultiple").Truth(), All: spec.Get("allowAllValue").Truth(),
		CustomAll: spec.Get("customAllValue").Text(), Capture: spec.Get("capturingRegexp").Text(),
		Sort: spec.Get("sort").Text(), Several: spec.Get("defaultValue").Is(jsonstrict.Array),
	}
	if one := spec.Get("defaultValue").Text(); one != "" {
		v.Chosen = []string{one}
	}
	for _, one := range spec.Get("defaultValue").Items() {
		v.Chosen = append(v.Chosen, one.Text())
	}
	v.source(spec.Get("plugin", "kind").Text(), spec.Get("plugin", "spec"))
	return v
}

// source reads where the values of a list come from. A list of an unknown kind the
// charts can't fill either.
func (v *Variable) source(kind string, spec *jsonstrict.Value) {
	switch kind {
	case StaticListVariable:
		for _, value := range spec.Get("values").Items() {
			v.Choices = append(v.Choices, choiceOf(value))
		}
	case DatasourceVariable:
		v.SourceKind = spec.Get("datasourcePluginKind").Text()
	case LabelValuesVariable, LabelNamesVariable, PromQLVariable:
		v.Ask = &VariableSource{
			Kind: kind, Datasource: perses.RefOf(spec.Get("datasource")), Label: spec.Get("labelName").Text(),
			Expression: spec.Get("expr").Text(),
		}
		for _, matcher := range spec.Get("matchers").Items() {
			v.Ask.Matchers = append(v.Ask.Matchers, matcher.Text())
		}
	default:
		v.Unknown = kind
	}
}

// choiceOf reads a text, or an object with a value and a label.
func choiceOf(value *jsonstrict.Value) Choice {
	if value.Is(jsonstrict.String) {
		return Choice{value.Text(), value.Text()}
	}
	return Choice{value.Get("value").Text(), value.Get("label").Text()}
}

// uses lists the names of the variables that a variable's source holds.
func (v Variable) uses() []string {
	if v.Ask == nil {
		return nil
	}
	texts := append([]string{v.Ask.Label, v.Ask.Expression, v.Ask.Datasource.Variable}, v.Ask.Matchers...)
	return NamesIn(strings.Join(texts, " "))
}

// Effective are the variables that concern a dashboard, each name once: its own, and
// those around it, nearest first, that it uses, or another one of these. What nobody uses
// may ask a datasource that the dashboard does not. They stand in the order in which they
// can be filled: behind those that they use themselves. Used are the names that the
// dashboard's panels hold.
func Effective(own, around []Variable, used []string) []Variable {
	byName := map[string]Variable{}
	for _, v := range slices.Concat(own, around) {
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
		for _, name := range v.uses() {
			add(name)
		}
		ordered = append(ordered, v)
	}
	for _, v := range own {
		add(v.Name)
	}
	for _, name := range used {
		add(name)
	}
	return ordered
}

// Asked is a question about a list's values with everything filled in.
type Asked struct {
	Kind, Datasource, Label, Expression string
	Matchers                            []string
}

// Filled puts values, and those of Builtins, into what a list asks. ok is false when
// its datasource does not exist.
func (s VariableSource) Filled(sources Sources, values, builtins map[string]Value) (_ Asked, ok bool) {
	source, ok := sources.Find(s.Datasource, values)
	if !ok {
		return Asked{}, false
	}
	filled := maps.Clone(builtins)
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
