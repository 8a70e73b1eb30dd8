package field

import (
	"math"
	"strings"

	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// SetThresholds maps steps of the newer and the older form. The first step of Grafana,
// which has no value, is the default colour of Perses. One colour for all is that too.
func (r *Reader) SetThresholds(spec *jsonstrict.Value, path string, panel *jsonstrict.Value) {
	if panel.Get("options", "colorMode").Text() == "none" {
		return
	}
	if steps := panel.Get("thresholds"); steps.Is(jsonstrict.String) {
		r.oldThresholds(spec, path, panel)
		return
	}
	defaults := panel.Get("fieldConfig", "defaults")
	switch mode := defaults.Get("color", "mode").Text(); {
	case mode == "fixed" || mode == "shades":
		if colour := r.Colour(path+".fieldConfig.defaults.color", defaults.Get("color", "fixedColor").Text()); colour != "" {
			spec.Set("thresholds", tree.Object("defaultColor", tree.Text(colour), "steps", jsonstrict.NewArray()))
		}
		return
	case strings.HasPrefix(mode, "palette"):
		r.Looks(path+".fieldConfig.defaults.color", "Colour from the palette", "the plain colour of the chart")
		return
	case strings.HasPrefix(mode, "continuous"):
		r.Changed(path+".fieldConfig.defaults.color", "Colour that flows with the value", "the steps of the thresholds")
	}
	r.Steps(spec, path+".fieldConfig.defaults.thresholds", defaults.Get("thresholds"))
	r.shares(spec, path, panel)
}

// shares maps steps in per cent of the least to the greatest value of a panel. A stat here
// has neither, and a gauge begins at 0: the steps become values.
func (r *Reader) shares(spec *jsonstrict.Value, path string, panel *jsonstrict.Value) {
	thresholds, defaults := spec.Get("thresholds"), panel.Get("fieldConfig", "defaults")
	if thresholds.Get("mode").Text() != "percent" {
		return
	}
	low, hasLow := tree.Number(defaults.Get("min")).Float()
	high, hasHigh := tree.Number(defaults.Get("max")).Float()
	if panel.Get("type").Text() == "gauge" {
		if low == 0 {
			return // per cent of the arc, in Grafana as here
		}
		if hasLow = true; !hasHigh {
			high, hasHigh = 100, true
		}
	}
	if !hasLow || !hasHigh {
		r.Changed(path+".fieldConfig.defaults.thresholds", "Thresholds in per cent of the data", "of 100, or of 1 in that unit")
		return
	}
	for _, step := range thresholds.Get("steps").Items() {
		share, _ := step.Get("value").Float()
		value := low + share*(high-low)/100
		step.Set("value", jsonstrict.NewFloat(min(max(value, -math.MaxFloat64), math.MaxFloat64)))
	}
	thresholds.Delete("mode")
}

// Steps maps the steps of thresholds, in the newer form.
func (r *Reader) Steps(spec *jsonstrict.Value, path string, source *jsonstrict.Value) {
	steps, made := jsonstrict.NewArray(), jsonstrict.NewObject()
	for i, step := range source.Get("steps").Items() {
		if !r.GoesOn() {
			return
		}
		at := jsonstrict.At(path+".steps", i)
		colour := r.Colour(at, step.Get("color").Text())
		value := tree.Number(step.Get("value"))
		if value == nil {
			if colour != "" {
				made.Set("defaultColor", tree.Text(colour))
			}
			continue
		}
		mapped := tree.Object("value", value)
		if colour != "" {
			mapped.Set("color", tree.Text(colour))
		}
		steps.Append(mapped)
	}
	if len(steps.Items()) > 50 {
		r.Changed(path, "Thresholds", "left out, there are more than 50 steps")
		return
	}
	if len(steps.Items()) == 0 && made.Get("defaultColor") == nil {
		return
	}
	if source.Get("mode").Text() == "percentage" {
		made.Set("mode", tree.Text("percent"))
	}
	made.Set("steps", steps)
	spec.Set("thresholds", made)
}

// oldThresholds maps "70,90" and its three colours.
func (r *Reader) oldThresholds(spec *jsonstrict.Value, path string, panel *jsonstrict.Value) {
	if !panel.Get("colorValue").Truth() && !panel.Get("colorBackground").Truth() && !panel.Get("gauge", "show").Truth() {
		return
	}
	steps := jsonstrict.NewArray()
	colours := panel.Get("colors").Items()
	made := jsonstrict.NewObject()
	colourAt := func(i int) string {
		if i >= len(colours) {
			return ""
		}
		return r.Colour(jsonstrict.At(path+".colors", i), colours[i].Text())
	}
	if colour := colourAt(0); colour != "" {
		made.Set("defaultColor", tree.Text(colour))
	}
	for i, part := range strings.Split(panel.Get("thresholds").Text(), ",") {
		value := tree.Number(tree.Text(strings.TrimSpace(part)))
		if value == nil || len(steps.Items()) >= 50 {
			continue
		}
		step := tree.Object("value", value)
		if colour := colourAt(i + 1); colour != "" {
			step.Set("color", tree.Text(colour))
		}
		steps.Append(step)
	}
	if len(steps.Items()) > 0 {
		made.Set("steps", steps)
		spec.Set("thresholds", made)
	}
}

// LostThresholds tells of colours by value that a chart has no place for.
func (r *Reader) LostThresholds(path string, panel *jsonstrict.Value, chart string) {
	defaults := panel.Get("fieldConfig", "defaults")
	if len(defaults.Get("thresholds", "steps").Items()) > 1 && defaults.Get("color", "mode").Text() != "palette-classic" &&
		defaults.Get("color", "mode").Text() != "fixed" {
		r.Changed(path+".fieldConfig.defaults.thresholds", "Colours by thresholds", chart+" in the colours of the palette")
	}
}
