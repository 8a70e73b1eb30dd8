package schema

import (
	"regexp"
	"slices"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/promexpr"
)

var variableNameForm = regexp.MustCompile(`^\w*[A-Za-z_]\w*$`)

// Variable checks a variable of a project or a global one.
func (c *Checker) Variable(d *perses.Document, kind perses.Kind) Findings {
	var f Findings
	object(must("kind", word(string(kind))), must("metadata", metadata(resourceName())),
		must("spec", c.variable(false)))(&f, "", d.Root())
	checkLinks(&f, d.Root())
	return f
}

func variableName() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if !expect(f, path, value, jsonstrict.String) {
			return
		}
		name := value.Text()
		if len(name) > longestName || !variableNameForm.MatchString(name) {
			f.Fault(path, "must be letters, digits and _, not digits only, at most %d characters", longestName)
		} else if strings.HasPrefix(name, "__") {
			f.Fault(path, "must not begin with __, which is kept for built-in variables")
		}
	}
}

func (c *Checker) variables() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		list(mostVariables, c.variable(true))(f, path, value)
		if len(value.Items()) > mostVariables {
			return // each is compared with all
		}
		var seen []string
		for i, variable := range value.Items() {
			name := variable.Get("spec", "name").Text()
			if name != "" && slices.Contains(seen, name) {
				f.Fault(jsonstrict.At(path, i)+".spec.name", "must be unique in the dashboard")
			}
			seen = append(seen, name)
		}
	}
}

// variable checks one definition. Those of a dashboard carry their name, those
// that are resources are named by their metadata.
func (c *Checker) variable(named bool) rule {
	name := may("name", variableName())
	name.required = named
	shown := may("display", object(may("name", title(longestTitle)), may("description", text(longestText)),
		may("hidden", truth())))
	list := object(name, shown, may("defaultValue", defaultValue()), may("allowMultiple", truth()),
		may("allowAllValue", truth()), may("customAllValue", text(longestText)),
		may("capturingRegexp", pattern()), may("sort", sorting()), must("plugin", c.plugin("Variable")))
	plain := object(name, shown, must("value", text(longestText)), may("constant", truth()))
	return func(f *Findings, path string, value *jsonstrict.Value) {
		object(must("kind", word("ListVariable", "TextVariable")), must("spec", anyObject()))(f, path, value)
		switch value.Get("kind").Text() {
		case "ListVariable":
			list(f, path+".spec", value.Get("spec"))
			multiple(f, path+".spec", value.Get("spec"))
		case "TextVariable":
			plain(f, path+".spec", value.Get("spec"))
		}
	}
}

// pattern checks a pattern that browsers read, and the checks where they can.
func pattern() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		text(longestText)(f, path, value)
		if err := promexpr.CheckPattern(value.Text()); err != nil {
			f.Fault(path, "can't be used: %s", err)
		}
	}
}

func sorting() rule {
	return word("none", "alphabetical-asc", "alphabetical-desc", "numerical-asc", "numerical-desc",
		"alphabetical-ci-asc", "alphabetical-ci-desc")
}

func defaultValue() rule {
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if value.Is(jsonstrict.Array) {
			list(mostValues, text(longestText))(f, path, value)
			return
		}
		text(longestText)(f, path, value)
	}
}

func multiple(f *Findings, path string, spec *jsonstrict.Value) {
	if spec.Get("defaultValue").Is(jsonstrict.Array) && !spec.Get("allowMultiple").Truth() {
		f.Fault(path+".defaultValue", "must be one text while allowMultiple is false")
	}
	if spec.Get("customAllValue").Text() != "" && !spec.Get("allowAllValue").Truth() {
		f.Fault(path+".customAllValue", "needs allowAllValue")
	}
}

func (c *Checker) variablePlugins() map[string]rule {
	matchers := may("matchers", list(50, c.matcher()))
	label := must("labelName", filled(longestTitle))
	return map[string]rule{
		"StaticListVariable":            object(must("values", list(mostValues, staticValue()))),
		"PrometheusLabelValuesVariable": object(label, matchers, may("datasource", selector())),
		"PrometheusLabelNamesVariable":  object(matchers, may("datasource", selector())),
		"PrometheusPromQLVariable": object(must("expr", c.promQL()), may("labelName", text(longestTitle)),
			may("datasource", selector())),
		"DatasourceVariable": object(must("datasourcePluginKind", filled(longestName))),
	}
}

func staticValue() rule {
	pair := object(must("value", text(longestText)), may("label", text(longestText)))
	return func(f *Findings, path string, value *jsonstrict.Value) {
		if value.Is(jsonstrict.String) {
			text(longestText)(f, path, value)
			return
		}
		pair(f, path, value)
	}
}
