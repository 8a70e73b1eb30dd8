package perses

import (
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// DatasourceRef is a reference to a datasource: a name, or only a kind for the
// default one of it. The zero DatasourceRef is a query that names nothing.
type DatasourceRef struct {
	Kind, Name string
	// Variable is the text, such as $ds, that stands in place of a reference. A $ in
	// Name is only a letter, as it is for the charts.
	Variable string
}

// Words is how the reference reads in a message; empty for the default one.
func (r DatasourceRef) Words() string { return r.Name + r.Variable }

// RefOf reads a reference: the object or the text.
func RefOf(value *jsonstrict.Value) DatasourceRef {
	if text := value.Text(); strings.HasPrefix(text, "$") {
		return DatasourceRef{Variable: text}
	} else if text != "" {
		return DatasourceRef{Name: text}
	}
	return DatasourceRef{Kind: value.Get("kind").Text(), Name: value.Get("name").Text()}
}

// Reference is one place where a document refers to a datasource by a name that
// is no variable.
type Reference struct {
	Path string
	DatasourceRef
}

// References lists where a document's queries and variables name a datasource.
func References(d *Document) []Reference {
	var found []Reference
	walkSelectors(d.root, nil, func(path []jsonstrict.Step, ref DatasourceRef) {
		if ref.Name != "" && !promql.HasVariable(ref.Name) {
			found = append(found, Reference{Path: jsonstrict.Path(path), DatasourceRef: ref})
		}
	})
	return found
}

// walkSelectors visits every member named datasource that is a selector.
func walkSelectors(value *jsonstrict.Value, path []jsonstrict.Step, visit func([]jsonstrict.Step, DatasourceRef)) {
	for i, item := range value.Items() {
		walkSelectors(item, append(path, jsonstrict.Step{Index: i, IsIndex: true}), visit)
	}
	for _, member := range value.Members() {
		at := append(path, jsonstrict.Step{Key: member.Key})
		if member.Key == "datasource" && member.Value.Get("kind").Is(jsonstrict.String) {
			visit(at, RefOf(member.Value))
			continue
		}
		walkSelectors(member.Value, at, visit)
	}
}

// Selectors lists the datasources that a document's queries and variables ask,
// but for those that it brings itself and those that a variable names. A query
// that names nothing asks the default Prometheus.
func Selectors(d *Document) []DatasourceRef {
	inline := d.root.Get("spec", "datasources")
	var found []DatasourceRef
	known := map[DatasourceRef]bool{}
	add := func(ref DatasourceRef) {
		if !known[ref] && !promql.HasVariable(ref.Name) && inline.Get(ref.Name) == nil {
			known[ref] = true
			found = append(found, ref)
		}
	}
	walkSelectors(d.root, nil, func(_ []jsonstrict.Step, ref DatasourceRef) { add(ref) })
	for _, panel := range Panels(d) {
		for _, query := range panel.Queries {
			if query.Kind == PrometheusQuery && query.Datasource == (DatasourceRef{}) {
				add(DatasourceRef{Kind: PrometheusDatasource})
			}
		}
	}
	return found
}

// SourceUse is a datasource as a document names it, and how often.
type SourceUse struct {
	DatasourceRef
	Uses int
	// Inline is set when the document brings the datasource itself.
	Inline bool
}

// SourceUses lists the datasources that a document names, in order, once each. What
// a variable chooses at the time of drawing is none of them.
func SourceUses(d *Document) []SourceUse {
	inline := d.root.Get("spec", "datasources")
	var found []SourceUse
	places := map[DatasourceRef]int{}
	for _, ref := range References(d) {
		at, known := places[ref.DatasourceRef]
		if !known {
			at = len(found)
			found = append(found, SourceUse{DatasourceRef: ref.DatasourceRef, Inline: inline.Get(ref.Name) != nil})
			places[ref.DatasourceRef] = at
		}
		found[at].Uses++
	}
	return found
}

// Rename puts other datasources in place of those that a document names. One
// without a name is the default one of its kind.
func Rename(d *Document, to map[string]DatasourceRef) {
	rename(d.root, to)
}

func rename(value *jsonstrict.Value, to map[string]DatasourceRef) {
	for _, item := range value.Items() {
		rename(item, to)
	}
	for _, member := range value.Members() {
		if member.Key != "datasource" || !member.Value.Get("kind").Is(jsonstrict.String) {
			rename(member.Value, to)
			continue
		}
		if ref, mapped := to[member.Value.Get("name").Text()]; mapped && member.Value.Get("name").Text() != "" {
			member.Value.Set("kind", jsonstrict.NewString(ref.Kind))
			member.Value.Delete("name")
			if ref.Name != "" {
				member.Value.Set("name", jsonstrict.NewString(ref.Name))
			}
		}
	}
}

// Redirect makes every query and variable ask one datasource. An empty name is
// the default one of the kind.
func Redirect(d *Document, to DatasourceRef) {
	redirect(d.root, to)
}

func redirect(value *jsonstrict.Value, to DatasourceRef) {
	for _, item := range value.Items() {
		redirect(item, to)
	}
	for _, member := range value.Members() {
		if member.Key != "datasource" {
			redirect(member.Value, to)
			continue
		}
		selector := jsonstrict.NewObject(jsonstrict.Member{Key: "kind", Value: jsonstrict.NewString(to.Kind)})
		if to.Name != "" {
			selector.Set("name", jsonstrict.NewString(to.Name))
		}
		value.Set("datasource", selector)
	}
}
