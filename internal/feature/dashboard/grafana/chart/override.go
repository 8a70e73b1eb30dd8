package chart

import (
	"strings"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/field"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/query"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// series is what a panel says about some of its series.
type series struct {
	// matches tells whether it speaks of the series of a query.
	matches func(query.Kept) bool
	set     func(setting *jsonstrict.Value)
}

// querySettings maps colours and line styles of single series: those that can be told
// apart by the query that they come from.
func (m *Mapper) querySettings(path string, panel *jsonstrict.Value, asked query.Asking) *jsonstrict.Value {
	made := make([]*jsonstrict.Value, len(asked.Kept))
	apply := func(found series) bool {
		matched := false
		for i, query := range asked.Kept {
			if !found.matches(query) {
				continue
			}
			matched = true
			if made[i] == nil {
				made[i] = tree.Object("queryIndex", jsonstrict.NewInt(int64(i)))
			}
			found.set(made[i])
		}
		return matched
	}
	m.fixedColour(path, panel, apply)
	for i, override := range panel.Get("fieldConfig", "overrides").Items() {
		m.override(jsonstrict.At(path+".fieldConfig.overrides", i), override, apply)
	}
	for _, member := range panel.Get("aliasColors").Members() {
		if !m.GoesOn() {
			break
		}
		m.alias(jsonstrict.Join(path+".aliasColors", member.Key), member.Key, member.Value, apply)
	}
	for i, override := range panel.Get("seriesOverrides").Items() {
		m.seriesOverride(jsonstrict.At(path+".seriesOverrides", i), override, apply)
	}
	settings := jsonstrict.NewArray()
	for _, setting := range made {
		if len(setting.Members()) > 1 && len(settings.Items()) < 100 {
			settings.Append(setting)
		}
	}
	return settings
}

func (m *Mapper) fixedColour(path string, panel *jsonstrict.Value, apply func(series) bool) {
	colour := panel.Get("fieldConfig", "defaults", "color")
	at := path + ".fieldConfig.defaults.color"
	switch mode := colour.Get("mode").Text(); {
	case mode == "fixed" || mode == "shades":
		if made := m.Colour(at, colour.Get("fixedColor").Text()); made != "" {
			apply(series{matches: func(query.Kept) bool { return true }, set: coloured(made, mode)})
		}
	case mode == "thresholds" && len(panel.Get("fieldConfig", "defaults", "thresholds", "steps").Items()) > 1,
		strings.HasPrefix(mode, "continuous"):
		m.Changed(at, "Colour by value", "the colours of the palette")
	}
}

func coloured(colour, mode string) func(*jsonstrict.Value) {
	return func(setting *jsonstrict.Value) {
		kind := "fixed-single"
		if mode == "shades" {
			kind = "fixed"
		}
		setting.Set("colorMode", tree.Text(kind))
		setting.Set("colorValue", tree.Text(colour))
	}
}

// override maps one override of the newer form, property by property.
func (m *Mapper) override(path string, override *jsonstrict.Value, apply func(series) bool) {
	matches := m.matcherOf(override.Get("matcher"))
	for i, property := range override.Get("properties").Items() {
		if !m.GoesOn() {
			return
		}
		at := jsonstrict.At(path+".properties", i)
		id := property.Get("id").Text()
		set := m.property(at, id, property.Get("value"))
		if set == nil {
			m.lostProperty(at, id, property.Get("value"))
			continue
		}
		if matches == nil || !apply(series{matches: matches, set: set}) {
			m.Changed(at, "Looks of single series", field.WordsOf(id)+" of the whole panel, it can't be told by the query")
		}
	}
}

func (m *Mapper) property(at, id string, value *jsonstrict.Value) func(*jsonstrict.Value) {
	switch id {
	case "color":
		if colour := m.Colour(at, value.Get("fixedColor").Text()); colour != "" {
			return coloured(colour, value.Get("mode").Text())
		}
	case "custom.fillOpacity":
		if opacity, ok := value.Float(); ok && opacity >= 0 && opacity <= 100 {
			return func(setting *jsonstrict.Value) { setting.Set("areaOpacity", jsonstrict.NewFloat(opacity/100)) }
		}
	case "custom.lineStyle":
		if style := dashes(value); style != "" {
			return func(setting *jsonstrict.Value) { setting.Set("lineStyle", tree.Text(style)) }
		}
	}
	return nil
}

// lostProperty tells of an override that charts have no place for.
func (m *Mapper) lostProperty(at, id string, value *jsonstrict.Value) {
	becomes := field.WordsOf(id) + " of the whole panel"
	switch id {
	case "custom.transform":
		becomes = "drawn above zero like the others"
	case "custom.stacking":
		becomes = "stacked like the others"
	case "unit", "custom.axisPlacement":
		becomes = "one axis, " + field.WordsOf(id) + " of the whole panel"
	case "custom.hideFrom":
		becomes = "drawn like the others"
	case "custom.lineWidth", "custom.pointSize", "custom.showPoints", "custom.width", "custom.align", "custom.drawStyle":
		m.Looks(at, "Looks of single series", becomes)
		return
	}
	if value == nil {
		return
	}
	m.Changed(at, "Override of single series", becomes)
}

// matcherOf tells whether a query's series are meant; nil when only the answer could.
func (m *Mapper) matcherOf(matcher *jsonstrict.Value) func(query.Kept) bool {
	options := matcher.Get("options").Text()
	switch matcher.Get("id").Text() {
	case "byFrameRefID":
		return func(query query.Kept) bool { return query.RefID == options }
	case "byName":
		return func(query query.Kept) bool { return query.Legend == options }
	case "byRegexp":
		return m.byPattern(options)
	default:
		return nil
	}
}

// byPattern matches the legends that are the same for all series of a query, and what
// is fixed in the others: a label stands for one letter that no pattern names.
func (m *Mapper) byPattern(written string) func(query.Kept) bool {
	found := m.Pattern(written)
	if found == nil || m.Matches(found, "\u2400") {
		return nil // matches whatever stands there: not told by the query
	}
	return func(query query.Kept) bool { return query.Legend != "" && m.Matches(found, query.Shown) }
}

// alias maps a colour of the older form: by the whole name of a series.
func (m *Mapper) alias(at, name string, value *jsonstrict.Value, apply func(series) bool) {
	colour := m.Colour(at, value.Text())
	if colour == "" {
		return
	}
	matches := func(query query.Kept) bool { return query.Legend == name }
	if !apply(series{matches: matches, set: coloured(colour, "fixed")}) {
		m.Changed(at, "Looks of single series", "the colours of the palette, it can't be told by the query")
	}
}

// seriesOverride maps an override of the older form.
func (m *Mapper) seriesOverride(path string, override *jsonstrict.Value, apply func(series) bool) {
	alias := override.Get("alias").Text()
	matches := func(query query.Kept) bool { return query.Legend == alias }
	if strings.HasPrefix(alias, "/") {
		matches = m.byPattern(alias)
	}
	for _, member := range override.Members() {
		if !m.GoesOn() {
			return
		}
		at := jsonstrict.Join(path, member.Key)
		if member.Key == "alias" || member.Key == "$$hashKey" {
			continue
		}
		set := m.oldProperty(at, member.Key, member.Value)
		if set == nil {
			m.lostOldProperty(at, member.Key)
		} else if matches == nil || !apply(series{matches: matches, set: set}) {
			m.Changed(at, "Looks of single series", "as the whole panel, it can't be told by the query")
		}
	}
}

func (m *Mapper) oldProperty(at, key string, value *jsonstrict.Value) func(*jsonstrict.Value) {
	switch key {
	case "color":
		if colour := m.Colour(at, value.Text()); colour != "" {
			return coloured(colour, "fixed")
		}
	case "fill":
		if fill, ok := value.Float(); ok && fill >= 0 && fill <= 10 {
			return func(setting *jsonstrict.Value) { setting.Set("areaOpacity", jsonstrict.NewFloat(fill/10)) }
		}
	case "dashes":
		if value.Truth() {
			return func(setting *jsonstrict.Value) { setting.Set("lineStyle", tree.Text("dashed")) }
		}
	}
	return nil
}

func (m *Mapper) lostOldProperty(at, key string) {
	switch key {
	case "linewidth", "zindex", "pointradius", "dashLength", "spaceLength", "points", "fillGradient", "legend", "steppedLine":
		m.Looks(at, "Looks of single series", "as the whole panel")
	case "transform":
		m.Changed(at, "Override of single series", "drawn above zero like the others")
	case "stack":
		m.Changed(at, "Override of single series", "stacked like the others")
	case "yaxis":
		m.Changed(at, "Override of single series", "one axis for all")
	default:
		m.Changed(at, "Override of single series", key+" of the whole panel")
	}
}

// lostOverrides tells of the overrides of charts that know no single series.
func (m *Mapper) lostOverrides(path string, panel *jsonstrict.Value) {
	for i, override := range panel.Get("fieldConfig", "overrides").Items() {
		for j, property := range override.Get("properties").Items() {
			if !m.GoesOn() {
				return
			}
			at := jsonstrict.At(jsonstrict.At(path+".fieldConfig.overrides", i)+".properties", j)
			m.lostProperty(at, property.Get("id").Text(), property.Get("value"))
		}
	}
}
