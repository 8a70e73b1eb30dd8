package grafana

import (
	"slices"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// mappings maps value mappings for charts. In Grafana the first that matches stands, in
// a chart of Perses the last, so the order is turned.
func (m *mapper) mappings(path string, panel *jsonstrict.Value) *jsonstrict.Value {
	made := m.mappingsInOrder(path, panel)
	slices.Reverse(made)
	return jsonstrict.NewArray(made...)
}

// mappingsInOrder maps value mappings of the newer and the older forms. The first that
// matches stands.
func (m *mapper) mappingsInOrder(path string, panel *jsonstrict.Value) []*jsonstrict.Value {
	at := path + ".fieldConfig.defaults.mappings"
	made := m.mappingList(at, panel.Get("fieldConfig", "defaults", "mappings"))
	if panel.Get("type").Text() == "singlestat" {
		switch panel.Get("mappingType").Digits() {
		case "2":
			made = append(made, m.mappingList(path+".rangeMaps", panel.Get("rangeMaps"))...)
		default:
			made = append(made, m.mappingList(path+".valueMaps", panel.Get("valueMaps"))...)
		}
	}
	return made
}

func (m *mapper) mappingList(path string, list *jsonstrict.Value) []*jsonstrict.Value {
	var made []*jsonstrict.Value
	for i, source := range list.Items() {
		if !m.GoesOn() {
			break
		}
		made = append(made, m.mapping(jsonstrict.At(path, i), source)...)
	}
	if len(made) > 200 {
		m.Changed(path, "Value mappings", "the first 200 of them")
		made = made[:200]
	}
	return made
}

func (m *mapper) mapping(path string, source *jsonstrict.Value) []*jsonstrict.Value {
	options := source.Get("options")
	switch kind := source.Get("type"); {
	case kind.Text() == "value":
		var made []*jsonstrict.Value
		for _, member := range options.Members() {
			made = append(made, m.mapped(path, "Value", member.Value, "value", tree.Text(tree.Cut(member.Key, 200))))
		}
		return made
	case kind.Text() == "range":
		return m.rangeMapping(path, options.Get("from"), options.Get("to"), options.Get("result"))
	case kind.Text() == "regex":
		return []*jsonstrict.Value{m.mapped(path, "Regex", options.Get("result"), "pattern",
			tree.Text(options.Get("pattern").Text()))}
	case kind.Text() == "special":
		return m.special(path, options)
	case kind.Digits() == "2", source.Get("from") != nil && source.Get("value") == nil:
		return m.rangeMapping(path, source.Get("from"), source.Get("to"), source)
	case kind.Digits() == "1", source.Get("op") != nil:
		return m.oldMapping(path, source)
	default:
		m.Changed(path, "Value mapping", "left out, its kind is not known")
		return nil
	}
}

func (m *mapper) oldMapping(path string, source *jsonstrict.Value) []*jsonstrict.Value {
	value := tree.FirstText(source.Get("value"))
	if value == "" {
		value = source.Get("value").Digits()
	}
	switch value {
	case "":
		return nil
	case "null", "N/A", "no value":
		return []*jsonstrict.Value{m.mapped(path, "Misc", source, "value", tree.Text("null"))}
	default:
		return []*jsonstrict.Value{m.mapped(path, "Value", source, "value", tree.Text(tree.Cut(value, 200)))}
	}
}

func (m *mapper) rangeMapping(path string, from, to, result *jsonstrict.Value) []*jsonstrict.Value {
	if from.Text() == "null" || to.Text() == "null" {
		return []*jsonstrict.Value{m.mapped(path, "Misc", result, "value", tree.Text("null"))}
	}
	var bounds []any
	for _, bound := range []struct {
		name  string
		value *jsonstrict.Value
	}{{"from", from}, {"to", to}} {
		if number := tree.Number(bound.value); number != nil {
			bounds = append(bounds, bound.name, number)
		}
	}
	if len(bounds) == 0 {
		m.Changed(path, "Value mapping", "left out, its range has no bounds")
		return nil
	}
	return []*jsonstrict.Value{m.mapped(path, "Range", result, bounds...)}
}

func (m *mapper) special(path string, options *jsonstrict.Value) []*jsonstrict.Value {
	values := map[string][]string{
		"null": {"null"}, "nan": {"NaN"}, "null+nan": {"null", "NaN"}, "true": {"true"}, "false": {"false"},
		"empty": {"empty"}, "": {"null"}, // a match that is null itself, as older versions wrote it
	}[options.Get("match").Text()]
	if values == nil {
		m.Changed(path, "Value mapping", "left out, what it matches is not known")
	}
	var made []*jsonstrict.Value
	for _, value := range values {
		made = append(made, m.mapped(path, "Misc", options.Get("result"), "value", tree.Text(value)))
	}
	return made
}

func (m *mapper) mapped(path, kind string, result *jsonstrict.Value, pairs ...any) *jsonstrict.Value {
	shown := tree.Object("value", tree.Text(tree.Cut(result.Get("text").Text(), 200)))
	if colour := m.colour(path, result.Get("color").Text()); colour != "" {
		shown.Set("color", tree.Text(colour))
	}
	spec := tree.Object(pairs...)
	spec.Set("result", shown)
	return tree.Object("kind", tree.Text(kind), "spec", spec)
}
