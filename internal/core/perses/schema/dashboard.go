package schema

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/asset"
	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

var panelRefForm = regexp.MustCompile(`^#/spec/panels/([a-zA-Z0-9_.-]{1,75})$`)

// Dashboard checks a dashboard: everything that can be known from the document alone. It
// ends with the context, and remembers what its queries ask.
func (c *Checker) Dashboard(ctx context.Context, d *perses.Document) Findings {
	f := Findings{ended: ctx.Err, asked: map[string]asked{}}
	spec := object(may("display", display(longestName, 200)), may("datasources", c.inlineDatasources()),
		may("variables", c.variables()), must("panels", c.panels()), must("layouts", c.layouts(d)),
		may("duration", duration()), may("refreshInterval", refreshInterval()), may("timezone", text(100)),
		may("links", list(50, anyObject())), may("annotations", list(100, anyObject())))
	object(must("kind", word(string(perses.Dashboard))), must("metadata", metadata(resourceName())), must("spec",
		spec))(&f, "", d.Root())
	unplaced(&f, d)
	checkLinks(&f, d.Root())
	c.learn(&f, d)
	return f
}

func metadata(name rule) rule {
	return object(must("name", name), may("project", text(longestName)), may("tags", tags()),
		may("version", whole(0, 1<<53)), may("createdAt", text(40)), may("updatedAt", text(40)))
}

func resourceName() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if expect(f, path, value, jsonstrict.String) && !asset.ValidName(value.Text()) {
			f.Fault(path, "must be %s", asset.NameForm)
		}
	}
}

func display(longestDisplayName, longestDescription int) rule {
	return object(may("name", title(longestDisplayName)), may("description", text(longestDescription)))
}

func tags() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		list(mostTags, filled(longestTag))(f, path, value)
		if len(value.Items()) > mostTags {
			return // each is compared with all
		}
		var seen []string
		for i, tag := range value.Items() {
			name := tag.Text()
			title(longestTag)(f, jsonstrict.At(path, i), jsonstrict.NewString(name))
			if name != strings.TrimSpace(name) {
				f.Fault(jsonstrict.At(path, i), "must not begin or end with a blank")
			}
			if slices.Contains(seen, name) {
				f.Fault(jsonstrict.At(path, i), "stands twice in the list")
			}
			seen = append(seen, name)
		}
	}
}

func (c *Checker) inlineDatasources() rule {
	return entries(mostDatasources, "datasources", resourceName(), c.datasourceSpec(false))
}

func (c *Checker) panels() rule {
	return entries(mostPanels, "panels", resourceName(), c.panel())
}

func (c *Checker) panel() rule {
	shape := object(must("kind", word("Panel")), must("spec", object(
		may("display", display(longestTitle, longestText)), must("plugin", c.plugin("Panel")),
		may("queries", list(mostQueries, c.query())), may("links", list(50, anyObject())))))
	return func(f *Findings, path string, value *jsonstrict.Value) {
		before := len(f.Faults)
		if shape(f, path, value); len(f.Faults) == before {
			c.drawable(f, path, value)
		}
	}
}

// query checks {kind: TimeSeriesQuery, spec: {plugin}}: the family is its kind.
func (c *Checker) query() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		family := value.Get("kind").Text()
		spec := object(may("name", text(longestTitle)), must("plugin", c.plugin(family)))
		object(must("kind", filled(longestName)), must("spec", spec))(f, path, value)
	}
}

// entries checks an object whose keys are names.
func entries(most int, what string, name, entry rule) rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if !expect(f, path, value, jsonstrict.Object) {
			return
		}
		if len(value.Members()) > most {
			f.Fault(path, "must have at most %d %s", most, what)
			return
		}
		for _, member := range value.Members() {
			at := jsonstrict.Join(path, member.Key)
			before := len(f.Faults)
			if name(f, at, jsonstrict.NewString(member.Key)); len(f.Faults) > before {
				f.Faults[len(f.Faults)-1].Message = "the key " + f.Faults[len(f.Faults)-1].Message
				continue
			}
			entry(f, at, member.Value)
		}
	}
}

func (c *Checker) layouts(d *perses.Document) rule {
	item := object(must("x", whole(0, perses.GridColumns-1)), must("y", whole(0, lowestRow)),
		must("width", whole(1, perses.GridColumns)), must("height", whole(1, lowestRow)), must("content", panelRef(d)))
	grid := object(
		may("display", object(may("title", title(longestTitle)), may("collapse", object(may("open", truth()))))),
		may("repeatVariable", text(longestName)), must("items", list(mostPanels, inGrid(item))))
	return list(mostLayouts, object(must("kind", word("Grid")), must("spec", grid)))
}

func inGrid(item rule) rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		before := len(f.Faults)
		if item(f, path, value); len(f.Faults) > before {
			return
		}
		x, _ := value.Get("x").Int()
		width, _ := value.Get("width").Int()
		if x+width > perses.GridColumns {
			f.Fault(path+".width", "x and width must be at most %d together", perses.GridColumns)
		}
	}
}

func panelRef(d *perses.Document) rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		ref := value.Get("$ref").Text()
		match := panelRefForm.FindStringSubmatch(ref)
		if match == nil {
			f.Fault(path+".$ref", "must be #/spec/panels/ and the key of a panel")
		} else if d.Root().Get("spec", "panels", match[1]) == nil {
			f.Fault(path+".$ref", "refers to a panel that is not in spec.panels")
		}
	}
}

// unplaced warns of panels that no layout shows, and of those shown twice.
func unplaced(f *Findings, d *perses.Document) {
	placed := map[string]int{}
	for _, layout := range d.Root().Get("spec", "layouts").Items() {
		for _, item := range layout.Get("spec", "items").Items() {
			if match := panelRefForm.FindStringSubmatch(item.Get("content", "$ref").Text()); match != nil {
				placed[match[1]]++
			}
		}
	}
	for _, panel := range d.Root().Get("spec", "panels").Members() {
		path := jsonstrict.Join("spec.panels", panel.Key)
		switch placed[panel.Key] {
		case 0:
			f.Warn(path, "no layout shows this panel")
		case 1:
		default:
			f.Warn(path, "more than one place shows this panel")
		}
	}
}
