package classic

import (
	"fmt"
	"strings"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/bound"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/journal"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// second reads Grafana's v2 form (v2alpha1, v2beta1, v2): panels by name, a tree of
// layouts that places them, and what the classic form has in members of kind and spec.
type second struct {
	*bound.Watch

	spec   *jsonstrict.Value
	prefix string
	made   Form
	panels *jsonstrict.Value
	placed map[string]bool
	// bottom is the first free line of the grid.
	bottom int64
}

// classicOf writes a dashboard of the v2 form in the classic one. Kinds of error: invalid;
// what the watch ended with.
func classicOf(spec *jsonstrict.Value, prefix string, watch *bound.Watch) (Form, error) {
	if err := refuseTooManySecond(spec); err != nil {
		return Form{}, err
	}
	s := &second{Watch: watch, spec: spec, prefix: prefix, panels: jsonstrict.NewArray(), placed: map[string]bool{}}
	s.made.addresses = map[string]address{}
	source := jsonstrict.NewObject()
	for _, member := range spec.Members() {
		switch member.Key {
		case "elements", "layout", "variables", "annotations", "timeSettings", "cursorSync":
		default:
			source.Set(member.Key, member.Value)
		}
	}
	s.made.Source = source
	s.at("", "")
	s.settings()
	s.variables()
	s.annotations()
	s.layout(prefix+"layout", spec.Get("layout"), section{})
	for _, member := range spec.Get("elements").Members() {
		if !s.placed[member.Key] {
			s.say(journal.Looks, jsonstrict.Join(prefix+"elements", member.Key), "Panel that no layout places",
				"left out, it was not drawn")
		}
	}
	source.Set("panels", s.panels)
	if err := s.Ended(); err != nil {
		return Form{}, fmt.Errorf("read a Grafana dashboard: %w", err)
	}
	return s.made, refuseCopies(source)
}

func (s *second) at(classic, own string) {
	s.made.addresses[classic] = address{own: s.prefix + own}
}

func (s *second) say(outcome journal.Outcome, field, reason, becomes string) {
	s.made.Lines.Add(journal.MostLines, journal.Line{Outcome: outcome, Field: field, Reason: reason, Becomes: becomes})
}

// settings are the times that the dashboard opens with.
func (s *second) settings() {
	times := s.spec.Get("timeSettings")
	if !times.Is(jsonstrict.Object) {
		return
	}
	s.made.Source.Set("time", copied(times, "from", "to"))
	s.made.Source.Set("timepicker", copied(times, "nowDelay"))
	for _, pair := range [][2]string{
		{"refresh", "autoRefresh"},
		{"timezone", "timezone"},
		{"weekStart", "weekStart"},
		{"fiscalYearStartMonth", "fiscalYearStartMonth"},
	} {
		if value := times.Get(pair[1]); value != nil {
			s.made.Source.Set(pair[0], value)
			s.at(pair[0], "timeSettings."+pair[1])
		}
	}
	s.at("time", "timeSettings")
	s.at("timepicker", "timeSettings")
}

func (s *second) annotations() {
	list := jsonstrict.NewArray()
	for _, annotation := range s.spec.Get("annotations").Items() {
		if !s.GoesOn() {
			return
		}
		made := copied(annotation.Get("spec"), "name", "enable", "hide")
		if annotation.Get("spec", "builtIn").Truth() {
			made.Set("builtIn", jsonstrict.NewInt(1))
		}
		list.Append(made)
	}
	s.made.Source.Set("annotations", tree.Object("list", list))
	s.at("annotations.list", "annotations")
}

// panel writes an element as a panel of the classic form; nil when there is none of the
// name, or it stands somewhere already.
func (s *second) panel(name string) *jsonstrict.Value {
	element := s.spec.Get("elements", name)
	spec := element.Get("spec")
	if !spec.Is(jsonstrict.Object) || s.placed[name] {
		return nil
	}
	s.placed[name] = true
	made := jsonstrict.NewObject()
	for _, member := range spec.Members() {
		if member.Key != "data" && member.Key != "vizConfig" && s.GoesOn() {
			made.Set(member.Key, member.Value)
		}
	}
	if element.Get("kind").Text() == "LibraryPanel" {
		return made
	}
	chart, data := spec.Get("vizConfig"), spec.Get("data", "spec")
	made.Set("type", tree.Text(kindOf(chart, "VizConfig")))
	for _, key := range []string{"options", "fieldConfig"} {
		if value := chart.Get("spec", key); value != nil {
			made.Set(key, value)
		}
	}
	for _, member := range data.Get("queryOptions").Members() {
		made.Set(member.Key, member.Value)
	}
	made.Set("targets", s.targets(data.Get("queries")))
	made.Set("transformations", s.transformations(data.Get("transformations")))
	return made
}

// kindOf is the plugin that an object is of: its group, or in v2alpha1 its kind.
func kindOf(object *jsonstrict.Value, plain string) string {
	if kind := object.Get("kind").Text(); kind != plain {
		return kind
	}
	return object.Get("group").Text()
}

func (s *second) targets(queries *jsonstrict.Value) *jsonstrict.Value {
	targets := jsonstrict.NewArray()
	for _, query := range queries.Items() {
		if !s.GoesOn() {
			break
		}
		spec := query.Get("spec")
		target := jsonstrict.NewObject()
		for _, member := range spec.Get("query", "spec").Members() {
			target.Set(member.Key, member.Value)
		}
		target.Set("refId", tree.Text(spec.Get("refId").Text()))
		target.Set("hide", jsonstrict.NewBool(spec.Get("hidden").Truth()))
		target.Set("datasource", sourceOf(spec))
		targets.Append(target)
	}
	return targets
}

// sourceOf is the datasource that a query of the v2 form asks.
func sourceOf(spec *jsonstrict.Value) *jsonstrict.Value {
	query := spec.Get("query")
	made := tree.Object("type", tree.Text(tree.FirstText(spec.Get("datasource", "type"), tree.Text(kindOf(query, "DataQuery")))))
	if uid := tree.FirstText(query.Get("datasource", "name"), spec.Get("datasource", "uid")); uid != "" {
		made.Set("uid", tree.Text(uid))
	}
	return made
}

func (s *second) transformations(list *jsonstrict.Value) *jsonstrict.Value {
	made := jsonstrict.NewArray()
	for _, transformation := range list.Items() {
		if !s.GoesOn() {
			break
		}
		spec := transformation.Get("spec")
		one := copied(spec, "disabled", "filter", "topic", "options")
		one.Set("id", tree.Text(tree.FirstText(spec.Get("id"), tree.Text(kindOf(transformation, "Transformation")))))
		made.Append(one)
	}
	return made
}

// variables writes the variables in the classic form.
func (s *second) variables() {
	list := jsonstrict.NewArray()
	for i, variable := range s.spec.Get("variables").Items() {
		if s.Stops() {
			return
		}
		list.Append(s.variable(jsonstrict.At(s.prefix+"variables", i), variable.Get("kind").Text(), variable.Get("spec").Clone()))
	}
	s.made.Source.Set("templating", tree.Object("list", list))
	s.at("templating.list", "variables")
}

// variable puts the kind of a variable, and what is written otherwise, into its spec.
func (s *second) variable(path, kind string, spec *jsonstrict.Value) *jsonstrict.Value {
	if !spec.Is(jsonstrict.Object) {
		spec = jsonstrict.NewObject()
	}
	switch kind {
	case "QueryVariable":
		query := spec.Get("query", "spec")
		spec.Set("datasource", sourceOf(spec))
		spec.Set("query", tree.Text(tree.FirstText(query.Get("query"), query.Get("__legacyStringValue"), query.Get("expr"))))
		spec.Set("sort", jsonstrict.NewInt(sortOf(spec.Get("sort").Text())))
	case "DatasourceVariable":
		spec.Set("query", tree.Text(spec.Get("pluginId").Text()))
		spec.Delete("pluginId")
	case "TextVariable":
		kind = "textboxVariable"
	case "SwitchVariable":
		kind = "customVariable"
		s.say(journal.Looks, path, "Switch", "a list of its two values")
		values := strings.NewReplacer(",", `\,`)
		on, off := spec.Get("enabledValue").Text(), spec.Get("disabledValue").Text()
		current := spec.Get("current").Text()
		spec = copied(spec, "name", "label", "description", "hide")
		spec.Set("current", tree.Object("value", tree.Text(current)))
		spec.Set("query", tree.Text(values.Replace(on)+","+values.Replace(off)))
	}
	spec.Set("type", tree.Text(strings.ToLower(strings.TrimSuffix(kind, "Variable"))))
	return spec
}

// sortOf is the number of an order of values in the classic form.
func sortOf(order string) int64 {
	return map[string]int64{
		"alphabeticalAsc": 1, "alphabeticalDesc": 2, "numericalAsc": 3, "numericalDesc": 4, "alphabeticalCaseInsensitiveAsc": 5,
		"alphabeticalCaseInsensitiveDesc": 6, "naturalAsc": 7, "naturalDesc": 8,
	}[order]
}

// copied is an object with these members of another, as far as it has them.
func copied(from *jsonstrict.Value, keys ...string) *jsonstrict.Value {
	made := jsonstrict.NewObject()
	for _, key := range keys {
		if value := from.Get(key); value != nil {
			made.Set(key, value)
		}
	}
	return made
}
