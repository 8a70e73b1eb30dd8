package variable

import (
	"regexp"
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/perses"
	"github.com/dashkeep/dashkeep/internal/core/perses/schema"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/fate"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/journal"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/origin"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/query"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

var (
	labelValuesForm = regexp.MustCompile(`^label_values\(\s*(?:(.+?)\s*,)?\s*([A-Za-z_]\w*)\s*\)$`)
	labelNamesForm  = regexp.MustCompile(`^label_names\(`)
	metricsForm     = regexp.MustCompile(`^metrics\(\s*(.*?)\s*\)$`)
	queryResultForm = regexp.MustCompile(`(?s)^query_result\((.+)\)$`)
	labelInPattern  = regexp.MustCompile(`(\w+)=\\?"`)
	groupedForm     = regexp.MustCompile(`\bby\s*\(([^)]*)\)`)
	nameForm        = regexp.MustCompile(`^\w*[A-Za-z_]\w*$`)
)

// mostVariables is how many variables a dashboard may have here.
const mostVariables = 100

// mapper maps the variables of one dashboard.
type mapper struct {
	Parts

	made *jsonstrict.Value
}

// Parts are what a mapping of variables needs. Default is the datasource that a variable
// without another choice begins with; empty lets the reader's first one stand.
type Parts struct {
	*journal.Journal

	Checker *schema.Checker
	Sources *origin.Book
	Lists   query.Lists
	Default string
}

// Map maps the variables of a dashboard, in their order. Those that it keeps are noted with
// the sources.
func Map(list *jsonstrict.Value, parts Parts) *jsonstrict.Value {
	m := &mapper{Parts: parts, made: jsonstrict.NewArray()}
	m.mapAll(list)
	return m.made
}

func (m *mapper) mapAll(list *jsonstrict.Value) {
	seen := map[string]bool{}
	for i, source := range list.Items() {
		if !m.GoesOn() {
			return
		}
		path := jsonstrict.At("templating.list", i)
		name := source.Get("name").Text()
		switch {
		case !nameForm.MatchString(name) || strings.HasPrefix(name, "__") || len(name) > 75:
			m.Changed(path+".name", "Variable with a name that can't be used", "left out: "+tree.Cut(name, 75))
			continue
		case seen[name]:
			m.Changed(path+".name", "Variable that stands twice", "the first "+name)
			continue
		}
		seen[name] = true
		m.mapVariable(path, name, source)
	}
}

func (m *mapper) mapVariable(path, name string, source *jsonstrict.Value) {
	if m.Stops() {
		return
	}
	switch source.Get("type").Text() {
	case "textbox", "constant":
		value := tree.FirstText(source.Get("current", "value"), source.Get("query"))
		spec := m.named(name, source)
		spec.Set("value", tree.Text(value))
		spec.Set("constant", jsonstrict.NewBool(source.Get("type").Text() == "constant"))
		m.addVariable(path, tree.Object("kind", tree.Text("TextVariable"), "spec", spec))
	case "custom", "interval":
		if source.Get("auto").Truth() {
			m.Changed(path+".auto", "Interval chosen by itself", "the fixed intervals")
		}
		m.list(path, name, source, tree.Plugin("StaticListVariable", tree.Object("values", staticValues(source))))
	case "datasource":
		m.datasourceVariable(path, name, source)
	case "query":
		m.queryVariable(path, name, source)
	default:
		m.Changed(path, "Variable of the type "+tree.Cut(source.Get("type").Text(), 75), "left out: "+name)
	}
	m.Left(path, source, fate.Handled(fate.Table{
		"useTags": fate.Looks("left out"), "regexApplyTo": fate.Loses("the pattern picks from the values", `"value"`),
		"staticOptions": fate.Loses("left out"),
	},
		"name query type refresh hide label current datasource includeAll regex sort options multi allValue tagValuesQuery "+
			"tagsQuery tags skipUrlSync definition description error queryValue auto auto_count auto_min index valuelabels useTags "+
			"allFormat multiFormat id global state refresh_on_load refreshOnLoad hideLabel allowCustomValue filters defaultKeys "+
			"staticOptionsOrder placeholder valuesFormat origin"))
}

// addVariable takes a variable that this server takes, and tells of one that it does not.
func (m *mapper) addVariable(path string, variable *jsonstrict.Value) {
	if faults := m.Checker.DashboardVariable(variable).Faults; len(faults) > 0 {
		m.Changed(path, "Variable that is not valid",
			"left out: "+variable.Get("spec", "name").Text()+", "+faults[0].Field+" "+faults[0].Message)
		return
	}
	if len(m.made.Items()) >= mostVariables {
		m.Changed(path, "More than 100 variables", "left out: "+variable.Get("spec", "name").Text())
		return
	}
	m.made.Append(variable)
	m.Sources.Keep(variable.Get("spec", "name").Text())
}

// datasourceVariable keeps a variable that chooses a Prometheus. The names of the other
// server mean nothing here, so it begins with what it was mapped to.
func (m *mapper) datasourceVariable(path, name string, source *jsonstrict.Value) {
	kind := source.Get("query").Text()
	if !origin.IsPrometheus(kind) {
		m.Changed(path, "Variable of datasources of the kind "+kind, "left out: "+name)
		return
	}
	spec := m.named(name, source)
	spec.Set("allowMultiple", jsonstrict.NewBool(false))
	spec.Set("allowAllValue", jsonstrict.NewBool(false))
	here := m.Sources.Here(name)
	if here == "" {
		here = m.Default
	}
	if here != "" {
		spec.Set("defaultValue", tree.Text(here))
	}
	if source.Get("multi").Truth() || source.Get("includeAll").Truth() {
		m.Changed(path+".multi", "Several datasources at once", "one at a time")
	}
	if source.Get("regex").Text() != "" {
		m.Looks(path+".regex", "Choice of datasources by a pattern", "all Prometheus datasources of the project")
	}
	spec.Set("plugin", tree.Plugin("DatasourceVariable", tree.Object("datasourcePluginKind", tree.Text(origin.PrometheusKind))))
	m.addVariable(path, tree.Object("kind", tree.Text("ListVariable"), "spec", spec))
	m.Sources.List(origin.Source{Name: name, Kind: "prometheus", Variable: true})
}

func (m *mapper) queryVariable(path, name string, source *jsonstrict.Value) {
	from := m.Sources.Of(source.Get("datasource"))
	if !from.Drawable() {
		m.Changed(path, "Variable of a "+origin.LanguageOf(from.Kind), "left out: "+name)
		return
	}
	plugin := m.queryPlugin(path, source)
	if plugin == nil {
		return
	}
	if datasource := m.Sources.Selector(from); datasource != nil {
		plugin.Get("spec").Set("datasource", datasource)
	}
	m.list(path, name, source, plugin)
}

func (m *mapper) named(name string, source *jsonstrict.Value) *jsonstrict.Value {
	spec := tree.Object("name", tree.Text(name))
	shown := jsonstrict.NewObject()
	if label := source.Get("label").Text(); label != "" {
		shown.Set("name", tree.Text(tree.Cut(tree.OneLine(label), 200)))
	}
	if description := source.Get("description").Text(); description != "" {
		shown.Set("description", tree.Text(tree.Cut(description, 2000)))
	}
	if source.Get("hide").Digits() == "2" || source.Get("hide").Text() == "hideVariable" {
		shown.Set("hidden", jsonstrict.NewBool(true))
	}
	if len(shown.Members()) > 0 {
		spec.Set("display", shown)
	}
	return spec
}

func (m *mapper) list(path, name string, source, plugin *jsonstrict.Value) {
	spec := m.named(name, source)
	multiple, all := source.Get("multi").Truth(), source.Get("includeAll").Truth()
	spec.Set("allowMultiple", jsonstrict.NewBool(multiple))
	spec.Set("allowAllValue", jsonstrict.NewBool(all))
	if custom := source.Get("allValue").Text(); custom != "" && all {
		spec.Set("customAllValue", tree.Text(custom))
	}
	if value := defaultOf(source.Get("current", "value"), multiple, all); value != nil {
		spec.Set("defaultValue", value)
	}
	if plugin.Get("kind").Text() != "StaticListVariable" {
		m.choice(path, spec, plugin, source)
	}
	spec.Set("plugin", plugin)
	m.addVariable(path, tree.Object("kind", tree.Text("ListVariable"), "spec", spec))
}

// choice maps the order of the values and the pattern that picks parts of them.
func (m *mapper) choice(path string, spec, plugin, source *jsonstrict.Value) {
	orders := []string{
		"", "alphabetical-asc", "alphabetical-desc", "numerical-asc", "numerical-desc", "alphabetical-ci-asc",
		"alphabetical-ci-desc", "numerical-asc", "numerical-desc",
	}
	if order, ok := source.Get("sort").Int(); ok && order > 0 && order < int64(len(orders)) {
		spec.Set("sort", tree.Text(orders[order]))
		if order > 6 {
			m.Looks(path+".sort", "Natural order", "the order of the numbers")
		}
	}
	pattern := source.Get("regex").Text()
	if pattern == "" {
		return
	}
	if rest, ok := strings.CutPrefix(pattern, "/"); ok {
		end := strings.LastIndex(rest, "/")
		if end >= 0 {
			if flags := rest[end+1:]; strings.Trim(flags, "g") != "" {
				m.Looks(path+".regex", "Flags of a pattern", "the pattern without "+flags)
			}
			rest = rest[:end]
		}
		pattern = rest
	}
	if label := labelOf(pattern, plugin); label != "" {
		plugin.Get("spec").Set("labelName", tree.Text(label))
		return
	}
	if strings.Contains(pattern, "(?<text>") || strings.Contains(pattern, "(?<value>") {
		m.Changed(path+".regex", "Pattern with names for text and value", "the whole values")
		return
	}
	if !strings.Contains(strings.NewReplacer(`\(`, "", "(?", "").Replace(pattern), "(") {
		pattern = "(" + pattern + ")" // Perses takes what is in brackets, Grafana the whole without them
	}
	spec.Set("capturingRegexp", tree.Text(tree.Cut(pattern, 2000)))
}

// labelOf is the label that a pattern picks from the text of an answer: the one that
// it names, or the only one that the answer has. Empty when that can't be told.
func labelOf(pattern string, plugin *jsonstrict.Value) string {
	if plugin.Get("kind").Text() != "PrometheusPromQLVariable" {
		return ""
	}
	if match := labelInPattern.FindStringSubmatch(pattern); match != nil {
		return match[1]
	}
	label := ""
	for _, match := range groupedForm.FindAllStringSubmatch(plugin.Get("spec", "expr").Text(), -1) {
		if one := strings.TrimSpace(match[1]); label != "" && one != label || !nameForm.MatchString(one) {
			return ""
		}
		label = strings.TrimSpace(match[1])
	}
	if !strings.Contains(pattern, `"`) {
		return ""
	}
	return label
}

// everyValue is the word for all values, in Grafana as in Perses.
const everyValue = "$__all"

func defaultOf(current *jsonstrict.Value, multiple, all bool) *jsonstrict.Value {
	values := jsonstrict.NewArray()
	for _, item := range append([]*jsonstrict.Value{current}, current.Items()...) {
		switch value := item.Text(); {
		case value == everyValue && !all, value == "":
		case value == "All" && all:
			values.Append(tree.Text(everyValue))
		default:
			values.Append(tree.Text(value))
		}
	}
	switch {
	case len(values.Items()) == 0:
		return nil
	case multiple && current.Is(jsonstrict.Array):
		return values
	default:
		return values.Items()[0]
	}
}

// mostValues is how many values a list may have.
const mostValues = 1000

var (
	// customEntry is one value of a custom variable: a comma in it has a backslash.
	customEntry = regexp.MustCompile(`(?:\\,|[^,])+`)
	labelled    = regexp.MustCompile(`(?s)^\s*(.+)\s:\s(.+)$`)
)

// staticValues reads the values of a custom variable: 'a, label : b', or a list in JSON.
func staticValues(source *jsonstrict.Value) *jsonstrict.Value {
	query := source.Get("query").Text()
	if source.Get("valuesFormat").Text() == "json" {
		return jsonValues(query)
	}
	values := jsonstrict.NewArray()
	for _, entry := range customEntry.FindAllString(query, -1) {
		entry = strings.TrimSpace(strings.ReplaceAll(entry, `\,`, ","))
		if entry == "" || len(values.Items()) >= mostValues {
			continue
		}
		if match := labelled.FindStringSubmatch(entry); match != nil {
			values.Append(tree.Object("value", tree.Text(strings.TrimSpace(match[2])), "label", tree.Text(strings.TrimSpace(match[1]))))
		} else {
			values.Append(tree.Text(entry))
		}
	}
	return values
}

// jsonValues reads values that are written as a list of objects with text and value.
func jsonValues(query string) *jsonstrict.Value {
	values := jsonstrict.NewArray()
	list, err := jsonstrict.JSON([]byte(query), perses.Limits())
	if err != nil {
		return values
	}
	for _, entry := range list.Items() {
		value := tree.FirstText(entry, entry.Get("value"), tree.Text(entry.Get("value").Digits()))
		if value == "" || len(values.Items()) >= mostValues {
			continue
		}
		values.Append(tree.Object("value", tree.Text(value), "label", tree.Text(tree.FirstText(entry.Get("text"), tree.Text(value)))))
	}
	return values
}

func (m *mapper) queryPlugin(path string, source *jsonstrict.Value) *jsonstrict.Value {
	query := strings.TrimSpace(m.Lists.Widened(tree.Interpolated(tree.FirstText(source.Get("query", "query"), source.Get("query"),
		source.Get("definition")))))
	if match := labelValuesForm.FindStringSubmatch(query); match != nil {
		spec := tree.Object("labelName", tree.Text(match[2]))
		if match[1] != "" {
			spec.Set("matchers", jsonstrict.NewArray(tree.Text(match[1])))
		}
		return tree.Plugin("PrometheusLabelValuesVariable", spec)
	}
	if labelNamesForm.MatchString(query) {
		return tree.Plugin("PrometheusLabelNamesVariable", jsonstrict.NewObject())
	}
	if match := metricsForm.FindStringSubmatch(query); match != nil {
		matcher := `{__name__=~` + string(tree.Text(match[1]).JSON()) + `}`
		return tree.Plugin("PrometheusLabelValuesVariable", tree.Object("labelName", tree.Text("__name__"), "matchers",
			jsonstrict.NewArray(tree.Text(matcher))))
	}
	if match := queryResultForm.FindStringSubmatch(query); match != nil {
		plugin := tree.Plugin("PrometheusPromQLVariable", tree.Object("expr", tree.Text(match[1]), "labelName", tree.Text("instance")))
		if labelOf(source.Get("regex").Text(), plugin) == "" {
			m.Changed(path+".query", "Variable from the text of an answer", "the label instance; choose the label to list")
		}
		return plugin
	}
	m.Changed(path+".query", "Variable whose query is not one of Prometheus", "left out: "+source.Get("name").Text())
	return nil
}
