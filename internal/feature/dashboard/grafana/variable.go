package grafana

import (
	"regexp"
	"strings"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

var (
	labelValuesForm = regexp.MustCompile(`^label_values\(\s*(?:(.+?)\s*,)?\s*([A-Za-z_]\w*)\s*\)$`)
	labelNamesForm  = regexp.MustCompile(`^label_names\(`)
	metricsForm     = regexp.MustCompile(`^metrics\(\s*(.*?)\s*\)$`)
	queryResultForm = regexp.MustCompile(`(?s)^query_result\((.+)\)$`)
	nameForm        = regexp.MustCompile(`^\w*[A-Za-z_]\w*$`)
)

func (m *mapper) mapVariables(list *jsonstrict.Value) {
	for i, source := range list.Items() {
		path := jsonstrict.At("templating.list", i)
		name := source.Get("name").Text()
		if !nameForm.MatchString(name) || strings.HasPrefix(name, "__") || len(name) > 75 {
			m.note(path+".name", "this name can't be used for a variable; it was left out")
			continue
		}
		m.mapVariable(path, name, source)
	}
}

func (m *mapper) mapVariable(path, name string, source *jsonstrict.Value) {
	switch source.Get("type").Text() {
	case "textbox", "constant":
		value := firstText(source.Get("current", "value"), source.Get("query"))
		spec := m.named(name, source)
		spec.Set("value", text(value))
		spec.Set("constant", jsonstrict.NewBool(source.Get("type").Text() == "constant"))
		m.variables.Append(object("kind", text("TextVariable"), "spec", spec))
	case "custom", "interval":
		m.list(name, source, pluginOf("StaticListVariable", object("values", staticValues(source))))
	case "datasource":
		if source.Get("query").Text() != "prometheus" {
			m.note(path, "only variables of Prometheus datasources can be mapped")
		}
		m.list(name, source, pluginOf("DatasourceVariable", object("datasourcePluginKind",
			text("PrometheusDatasource"))))
	case "query":
		if plugin := m.queryPlugin(path, source); plugin != nil {
			m.list(name, source, plugin)
		}
	default:
		m.note(path, "variables of this type can't be mapped; it was left out")
	}
}

func (m *mapper) named(name string, source *jsonstrict.Value) *jsonstrict.Value {
	spec := object("name", text(name))
	shown := jsonstrict.NewObject()
	if label := source.Get("label").Text(); label != "" {
		shown.Set("name", text(cut(oneLine(label), 200)))
	}
	if source.Get("hide").Digits() == "2" {
		shown.Set("hidden", jsonstrict.NewBool(true))
	}
	if len(shown.Members()) > 0 {
		spec.Set("display", shown)
	}
	return spec
}

func (m *mapper) list(name string, source, plugin *jsonstrict.Value) {
	spec := m.named(name, source)
	multiple := source.Get("multi").Truth()
	spec.Set("allowMultiple", jsonstrict.NewBool(multiple))
	spec.Set("allowAllValue", jsonstrict.NewBool(source.Get("includeAll").Truth()))
	if all := source.Get("allValue").Text(); all != "" && source.Get("includeAll").Truth() {
		spec.Set("customAllValue", text(all))
	}
	if value := defaultOf(source.Get("current", "value"), multiple); value != nil {
		spec.Set("defaultValue", value)
	}
	spec.Set("plugin", plugin)
	m.variables.Append(object("kind", text("ListVariable"), "spec", spec))
}

func defaultOf(current *jsonstrict.Value, multiple bool) *jsonstrict.Value {
	if current.Text() != "" {
		return text(current.Text())
	}
	values := jsonstrict.NewArray()
	for _, item := range current.Items() {
		if item.Text() != "" {
			values.Append(text(item.Text()))
		}
	}
	switch {
	case len(values.Items()) == 0:
		return nil
	case multiple:
		return values
	default:
		return values.Items()[0]
	}
}

func staticValues(source *jsonstrict.Value) *jsonstrict.Value {
	values := jsonstrict.NewArray()
	for entry := range strings.SplitSeq(source.Get("query").Text(), ",") {
		label, value, labelled := strings.Cut(strings.TrimSpace(entry), " : ")
		switch {
		case len(values.Items()) >= 1000 || strings.TrimSpace(entry) == "":
		case labelled:
			values.Append(object("value", text(strings.TrimSpace(value)), "label", text(strings.TrimSpace(label))))
		default:
			values.Append(text(strings.TrimSpace(entry)))
		}
	}
	return values
}

func (m *mapper) queryPlugin(path string, source *jsonstrict.Value) *jsonstrict.Value {
	query := strings.TrimSpace(interpolation(firstText(source.Get("query", "query"), source.Get("query"),
		source.Get("definition"))))
	if match := labelValuesForm.FindStringSubmatch(query); match != nil {
		spec := object("labelName", text(match[2]))
		if match[1] != "" {
			spec.Set("matchers", jsonstrict.NewArray(text(match[1])))
		}
		return pluginOf("PrometheusLabelValuesVariable", spec)
	}
	if labelNamesForm.MatchString(query) {
		return pluginOf("PrometheusLabelNamesVariable", jsonstrict.NewObject())
	}
	if match := metricsForm.FindStringSubmatch(query); match != nil {
		matcher := `{__name__=~` + string(text(match[1]).JSON()) + `}`
		return pluginOf("PrometheusLabelValuesVariable", object("labelName", text("__name__"), "matchers",
			jsonstrict.NewArray(text(matcher))))
	}
	if match := queryResultForm.FindStringSubmatch(query); match != nil {
		m.note(path+".query", "query_result is only nearly mapped: choose the label to list")
		return pluginOf("PrometheusPromQLVariable", object("expr", text(match[1]), "labelName", text("instance")))
	}
	m.note(path+".query", "this query is not one of Prometheus' variables; it was left out")
	return nil
}
