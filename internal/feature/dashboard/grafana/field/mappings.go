package field

import (
	"slices"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Mappings maps value mappings for charts. In Grafana the first that matches stands, in
// a chart of Perses the last, so the order is turned.
func (r *Reader) Mappings(path string, panel *jsonstrict.Value) *jsonstrict.Value {
	made := r.MappingsInOrder(path, panel)
	slices.Reverse(made)
	return jsonstrict.NewArray(made...)
}

// MappingsInOrder maps value mappings of the newer and the older forms. The first that
// matches stands.
func (r *Reader) MappingsInOrder(path string, panel *jsonstrict.Value) []*jsonstrict.Value {
	at := path + ".fieldConfig.defaults.mappings"
	made := r.mappingList(at, panel.Get("fieldConfig", "defaults", "mappings"))
	if panel.Get("type").Text() == "singlestat" {
		switch panel.Get("mappingType").Digits() {
		case "2":
			made = append(made, r.mappingList(path+".rangeMaps", panel.Get("rangeMaps"))...)
		default:
			made = append(made, r.mappingList(path+".valueMaps", panel.Get("valueMaps"))...)
		}
	}
	return made
}

func (r *Reader) mappingList(path string, list *jsonstrict.Value) []*jsonstrict.Value {
	var made []*jsonstrict.Value
	for i, source := range list.Items() {
		if !r.GoesOn() {
			break
		}
		made = append(made, r.mapping(jsonstrict.At(path, i), source)...)
	}
	if len(made) > 200 {
		r.Changed(path, "Value mappings", "the first 200 of them")
		made = made[:200]
	}
	return made
}

func (r *Reader) mapping(path string, source *jsonstrict.Value) []*jsonstrict.Value {
	options := source.Get("options")
	switch kind := source.Get("type"); {
	case kind.Text() == "value":
		var made []*jsonstrict.Value
		for _, member := range options.Members() {
			made = append(made, r.mapped(path, "Value", member.Value, "value", tree.Text(tree.Cut(member.Key, 200))))
		}
		return made
	case kind.Text() == "range":
		return r.rangeMapping(path, options.Get("from"), options.Get("to"), options.Get("result"))
	case kind.Text() == "regex":
		return []*jsonstrict.Value{r.mapped(path, "Regex", options.Get("result"), "pattern",
			tree.Text(options.Get("pattern").Text()))}
	case kind.Text() == "special":
		return r.special(path, options)
	case kind.Digits() == "2", source.Get("from") != nil && source.Get("value") == nil:
		return r.rangeMapping(path, source.Get("from"), source.Get("to"), source)
	case kind.Digits() == "1", source.Get("op") != nil:
		return r.oldMapping(path, source)
	default:
		r.Changed(path, "Value mapping", "left out, its kind is not known")
		return nil
	}
}

func (r *Reader) oldMapping(path string, source *jsonstrict.Value) []*jsonstrict.Value {
	value := tree.FirstText(source.Get("value"))
	if value == "" {
		value = source.Get("value").Digits()
	}
	switch value {
	case "":
		return nil
	case "null", "N/A", "no value":
		return []*jsonstrict.Value{r.mapped(path, "Misc", source, "value", tree.Text("null"))}
	default:
		return []*jsonstrict.Value{r.mapped(path, "Value", source, "value", tree.Text(tree.Cut(value, 200)))}
	}
}

func (r *Reader) rangeMapping(path string, from, to, result *jsonstrict.Value) []*jsonstrict.Value {
	if from.Text() == "null" || to.Text() == "null" {
		return []*jsonstrict.Value{r.mapped(path, "Misc", result, "value", tree.Text("null"))}
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
		r.Changed(path, "Value mapping", "left out, its range has no bounds")
		return nil
	}
	return []*jsonstrict.Value{r.mapped(path, "Range", result, bounds...)}
}

func (r *Reader) special(path string, options *jsonstrict.Value) []*jsonstrict.Value {
	values := map[string][]string{
		"null": {"null"}, "nan": {"NaN"}, "null+nan": {"null", "NaN"}, "true": {"true"}, "false": {"false"},
		"empty": {"empty"}, "": {"null"}, // a match that is null itself, as older versions wrote it
	}[options.Get("match").Text()]
	if values == nil {
		r.Changed(path, "Value mapping", "left out, what it matches is not known")
	}
	var made []*jsonstrict.Value
	for _, value := range values {
		made = append(made, r.mapped(path, "Misc", options.Get("result"), "value", tree.Text(value)))
	}
	return made
}

func (r *Reader) mapped(path, kind string, result *jsonstrict.Value, pairs ...any) *jsonstrict.Value {
	shown := tree.Object("value", tree.Text(tree.Cut(result.Get("text").Text(), 200)))
	if colour := r.Colour(path, result.Get("color").Text()); colour != "" {
		shown.Set("color", tree.Text(colour))
	}
	spec := tree.Object(pairs...)
	spec.Set("result", shown)
	return tree.Object("kind", tree.Text(kind), "spec", spec)
}

// LostMappings tells of value mappings that a chart has no place for.
func (r *Reader) LostMappings(path string, panel *jsonstrict.Value) {
	for _, mapping := range panel.Get("fieldConfig", "defaults", "mappings").Items() {
		if mapping.Get("type").Text() != "special" {
			r.Changed(path+".fieldConfig.defaults.mappings", "Value mappings", "the numbers themselves")
			return
		}
	}
}
