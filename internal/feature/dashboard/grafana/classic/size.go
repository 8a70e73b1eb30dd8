package classic

import (
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/bound"
	"github.com/dashkeep/dashkeep/internal/platform/apperror"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// mostMapped is how many panels, and how many variables, are mapped: a dashboard
// here may have far fewer, and each new one is compared with those before it.
const mostMapped = 1000

// refuseTooMany counts before anything is mapped.
func refuseTooMany(source *jsonstrict.Value) error {
	count := countPanels(source.Get("panels").Items()) + countPanels(source.Get("rows").Items())
	if err := refuseCounts(count, len(source.Get("templating", "list").Items())); err != nil {
		return err
	}
	return refuseCopies(source)
}

func refuseCounts(panels, variables int) error {
	if panels > mostMapped {
		return apperror.InvalidField("source.panels", "must be at most %d panels and rows", mostMapped)
	}
	if variables > mostMapped {
		return apperror.InvalidField("source.templating.list", "must be at most %d variables", mostMapped)
	}
	return nil
}

// countPanels also counts the panels within rows, and those within them.
func countPanels(panels []*jsonstrict.Value) int {
	count := len(panels)
	for _, panel := range panels {
		count += countPanels(panel.Get("panels").Items())
	}
	return count
}

// refuseTooManySecond counts a dashboard of the v2 form before it is written in the
// classic one, where each of its layouts repeats what is around it.
func refuseTooManySecond(spec *jsonstrict.Value) error {
	sections, places := countLayout(spec.Get("layout"))
	panels := max(places, len(spec.Get("elements").Members()))
	return refuseCounts(sections+panels, len(spec.Get("variables").Items()))
}

// countLayout counts the rows and tabs of a layout, and the places of panels.
func countLayout(layout *jsonstrict.Value) (sections, places int) {
	spec := layout.Get("spec")
	for _, list := range []string{"rows", "tabs"} {
		for _, section := range spec.Get(list).Items() {
			inner, placed := countLayout(section.Get("spec", "layout"))
			sections, places = sections+1+inner, places+placed
		}
	}
	inner, placed := countItems(spec.Get("items"))
	return sections + inner, places + placed
}

func countItems(items *jsonstrict.Value) (sections, places int) {
	for _, item := range items.Items() {
		if item.Get("kind").Text() != "GridLayoutRow" {
			places++
			continue
		}
		inner, placed := countItems(item.Get("spec", "elements"))
		sections, places = sections+1+inner, places+placed
	}
	return sections, places
}

// refuseCopies weighs the panels of the library that a dashboard brings along, each as
// often as it stands there: every place is mapped anew.
func refuseCopies(source *jsonstrict.Value) error {
	models, sum := map[string]bound.Weight{}, bound.Weight{}
	var add func(panels *jsonstrict.Value) error
	add = func(panels *jsonstrict.Value) error {
		for _, panel := range panels.Items() {
			if uid := panel.Get("libraryPanel", "uid").Text(); uid != "" {
				if _, weighed := models[uid]; !weighed {
					models[uid] = bound.WeightOf(source.Get("__elements", uid, "model"))
				}
				if sum = sum.Plus(models[uid]); sum.Above(bound.MostWeight()) {
					return apperror.InvalidField("source.__elements", "must have at most %d values and %s, a library panel "+
						"counted as often as it stands in the dashboard", bound.MostWeight().Values, perses.ImportLimits().Size())
				}
			}
			if err := add(panel.Get("panels")); err != nil {
				return err
			}
		}
		return nil
	}
	if err := add(source.Get("panels")); err != nil {
		return err
	}
	return add(source.Get("rows"))
}
