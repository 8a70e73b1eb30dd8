package perses

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
	"github.com/dashkeep/dashkeep/internal/platform/netguard"
)

// DatasourceRef is a reference to a datasource: a name, or only a kind for the
// default one of it. The zero DatasourceRef is a query that names nothing.
type DatasourceRef struct {
	Kind, Name string
}

// Query is one query of a panel.
type Query struct {
	// Index is its place in the panel.
	Index int
	// Kind is the plugin's, such as PrometheusTimeSeriesQuery.
	Kind string
	// Text is the PromQL as it was written, with its variables; empty for other plugins.
	Text string
	// Datasource is what the query asks. Name may hold a variable.
	Datasource DatasourceRef
	// Legend is the format of the series' names.
	Legend string
	// MinStep is the least step; zero when it is not set or a variable.
	MinStep time.Duration
}

// PanelQueries is a panel with all that a check or a search wants to know of it.
type PanelQueries struct {
	// Key is the panel's key in spec.panels.
	Key, Title, Kind string
	Queries          []Query
}

// Panels lists the panels of a dashboard in the order in which layouts show them;
// those that no layout shows come last.
func Panels(d *Document) []PanelQueries {
	all := d.root.Get("spec", "panels")
	var panels []PanelQueries
	seen := map[string]bool{}
	add := func(key string, panel *jsonstrict.Value) {
		if panel != nil && !seen[key] {
			seen[key] = true
			panels = append(panels, panelQueries(key, panel))
		}
	}
	for _, key := range placedPanels(d) {
		add(key, all.Get(key))
	}
	for _, member := range all.Members() {
		add(member.Key, member.Value)
	}
	return panels
}

func placedPanels(d *Document) []string {
	var keys []string
	for _, layout := range d.root.Get("spec", "layouts").Items() {
		items := slices.Clone(layout.Get("spec", "items").Items())
		slices.SortStableFunc(items, func(a, b *jsonstrict.Value) int {
			ay, _ := a.Get("y").Int()
			by, _ := b.Get("y").Int()
			ax, _ := a.Get("x").Int()
			bx, _ := b.Get("x").Int()
			return int((ay-by)*gridColumns + ax - bx)
		})
		for _, item := range items {
			keys = append(keys, strings.TrimPrefix(item.Get("content", "$ref").Text(), "#/spec/panels/"))
		}
	}
	return keys
}

func panelQueries(key string, panel *jsonstrict.Value) PanelQueries {
	spec := panel.Get("spec")
	result := PanelQueries{Key: key, Title: spec.Get("display", "name").Text(), Kind: spec.Get("plugin", "kind").Text()}
	if result.Title == "" {
		result.Title = key
	}
	for i, query := range spec.Get("queries").Items() {
		plugin := query.Get("spec", "plugin")
		minStep, _ := ParseDuration(plugin.Get("spec", "minStep").Text())
		result.Queries = append(result.Queries, Query{
			Index: i, Kind: plugin.Get("kind").Text(), Text: plugin.Get("spec", "query").Text(),
			Datasource: refOf(plugin.Get("spec", "datasource")), MinStep: minStep,
			Legend: plugin.Get("spec", "seriesNameFormat").Text(),
		})
	}
	return result
}

func refOf(value *jsonstrict.Value) DatasourceRef {
	if value.Is(jsonstrict.String) {
		return DatasourceRef{Name: value.Text()}
	}
	return DatasourceRef{Kind: value.Get("kind").Text(), Name: value.Get("name").Text()}
}

// Duration is the dashboard's default range.
func (d *Document) Duration() time.Duration {
	if duration, ok := ParseDuration(d.root.Get("spec", "duration").Text()); ok && duration > 0 {
		return duration
	}
	return time.Hour
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
		if ref.Name != "" && !hasVariable(ref.Name) {
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
			visit(at, refOf(member.Value))
			continue
		}
		walkSelectors(member.Value, at, visit)
	}
}

// InlineDatasources are the names of spec.datasources.
func InlineDatasources(d *Document) []string {
	var names []string
	for _, member := range d.root.Get("spec", "datasources").Members() {
		names = append(names, member.Key)
	}
	return names
}

// SecretReference is a place where an inline datasource names a secret.
type SecretReference struct {
	Path, Name string
	// Origin is the server that the secret goes to, as OriginOf tells it.
	Origin string
}

// InlineSecrets lists where inline datasources name a secret.
func InlineSecrets(d *Document) []SecretReference {
	var found []SecretReference
	for _, member := range d.root.Get("spec", "datasources").Members() {
		if name := SecretOf(member.Value); name != "" {
			path := jsonstrict.Join("spec.datasources", member.Key) + ".plugin.spec.proxy.spec.secret"
			found = append(found, SecretReference{Path: path, Name: name, Origin: OriginOf(member.Value)})
		}
	}
	return found
}

// SecretOf is the name of the secret in a datasource's spec, or nothing.
func SecretOf(spec *jsonstrict.Value) string {
	return spec.Get("plugin", "spec", "proxy", "spec", "secret").Text()
}

// URLOf is the address that a datasource's spec leads to, as it is written. It is
// empty for the embedded one.
func URLOf(spec *jsonstrict.Value) string {
	if spec.Get("dashkeep", "embedded").Truth() {
		return ""
	}
	plugin := spec.Get("plugin", "spec")
	return cmp.Or(plugin.Get("proxy", "spec", "url").Text(), plugin.Get("directUrl").Text())
}

// OriginOf is the server that a datasource's spec leads to, in one form: scheme,
// host and port as values. It is empty for the embedded one, and a text that is no
// address stands for itself.
func OriginOf(spec *jsonstrict.Value) string {
	text := URLOf(spec)
	scheme, server, ok := netguard.ServerOf(text)
	if !ok {
		return text
	}
	return scheme + "://" + server.String()
}

// ServerOf is host and port of the server that a datasource's spec leads to, by
// whatever scheme. It is the zero Server for the embedded one.
func ServerOf(spec *jsonstrict.Value) netguard.Server {
	_, server, _ := netguard.ServerOf(URLOf(spec))
	return server
}

// Selectors lists the datasources that a document's queries and variables ask,
// but for those that it brings itself and those that a variable names. A query
// that names nothing asks the default Prometheus.
func Selectors(d *Document) []DatasourceRef {
	inline := d.root.Get("spec", "datasources")
	var found []DatasourceRef
	known := map[DatasourceRef]bool{}
	add := func(ref DatasourceRef) {
		if !known[ref] && !hasVariable(ref.Name) && inline.Get(ref.Name) == nil {
			known[ref] = true
			found = append(found, ref)
		}
	}
	walkSelectors(d.root, nil, func(_ []jsonstrict.Step, ref DatasourceRef) { add(ref) })
	for _, panel := range Panels(d) {
		for _, query := range panel.Queries {
			if query.Kind == "PrometheusTimeSeriesQuery" && query.Datasource == (DatasourceRef{}) {
				add(DatasourceRef{Kind: "PrometheusDatasource"})
			}
		}
	}
	return found
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
