package origin

import (
	"strings"

	"github.com/dashkeep/dashkeep/internal/core/perses/promql"
	"github.com/dashkeep/dashkeep/internal/feature/dashboard/grafana/tree"
	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Source is a datasource that the Grafana document names.
type Source struct {
	// Name is as the document writes it, without $ and braces.
	Name string
	// Kind is Grafana's word for its type, such as prometheus or loki.
	Kind string
	// Variable is set when a variable of the dashboard chooses it.
	Variable bool
	// Queries is how many queries ask it.
	Queries int
}

// Drawable reports whether the charts can ask it.
func (s Source) Drawable() bool { return IsPrometheus(s.Kind) }

// PrometheusKind is the kind of the datasources that charts ask, as Perses writes it.
const PrometheusKind = "PrometheusDatasource"

// longestSource is how many characters of the name and the kind of a datasource are
// read: those of a panel are read for each of its queries.
const longestSource = 200

// IsPrometheus reports whether a datasource of this type speaks PromQL.
func IsPrometheus(kind string) bool {
	return kind == "" || kind == "prometheus" || strings.HasSuffix(kind, "prometheus-datasource") ||
		strings.HasPrefix(kind, "victoriametrics-") && !strings.Contains(kind, "logs")
}

// languages are the names of what other datasources are asked in.
func languages() map[string]string {
	return map[string]string{
		"loki": "Loki log query", "victoriametrics-logs-datasource": "VictoriaLogs query", "tempo": "Tempo trace query",
		"jaeger": "Jaeger trace query", "zipkin": "Zipkin trace query", "influxdb": "InfluxDB query",
		"elasticsearch": "Elasticsearch query", "graphite": "Graphite query", "cloudwatch": "CloudWatch query",
		"mysql": "SQL query", "postgres": "SQL query", "grafana-postgresql-datasource": "SQL query", "mssql": "SQL query",
		"__expr__": "Server-side expression", "-- Dashboard --": "Query of another panel", "-- Grafana --": "Grafana's own data",
		"testdata": "Test data", "grafana-testdata-datasource": "Test data", "stackdriver": "Google Cloud query",
	}
}

// LanguageOf is what a query of a kind of datasource is, in words.
func LanguageOf(kind string) string {
	if words := languages()[kind]; words != "" {
		return words
	}
	return "Query of " + kind
}

// typeOf tells the type of a datasource from its name, when nothing else says it.
func typeOf(name string) string {
	lower := strings.ToLower(name)
	for _, kind := range []string{
		"loki", "tempo", "jaeger", "zipkin", "influxdb", "elasticsearch", "graphite", "cloudwatch", "mysql", "postgres", "mssql",
	} {
		if strings.Contains(lower, kind) {
			return kind
		}
	}
	return "prometheus"
}

// Book knows what the names of datasources in a document stand for, and counts who asks
// them.
type Book struct {
	// here are the datasources of this server in place of those that the document names.
	here    map[string]string
	sources []Source
	// at is where a source stands, by its name; kept are the variables by theirs.
	at   map[string]int
	kept map[string]bool
	// kinds are the types of the datasources that inputs and variables stand for,
	// chosen the variables among them.
	kinds  map[string]string
	chosen map[string]bool
}

// NewBook notes which inputs of an exported dashboard are datasources, and which variables
// choose one. here are the datasources of this server in place of those that it names; may
// be nil.
func NewBook(dashboard *jsonstrict.Value, here map[string]string) *Book {
	b := &Book{here: here, at: map[string]int{}, kept: map[string]bool{}, kinds: map[string]string{}, chosen: map[string]bool{}}
	for _, input := range dashboard.Get("__inputs").Items() {
		if input.Get("type").Text() == "datasource" {
			b.kinds[input.Get("name").Text()] = tree.Cut(tree.FirstText(input.Get("pluginId"), input.Get("type")), longestSource)
		}
	}
	for _, variable := range dashboard.Get("templating", "list").Items() {
		if variable.Get("type").Text() == "datasource" {
			name := variable.Get("name").Text()
			b.kinds[name], b.chosen[name] = tree.Cut(tree.FirstText(variable.Get("query")), longestSource), true
		}
	}
	return b
}

// Keep notes that the dashboard has a variable.
func (b *Book) Keep(variable string) { b.kept[variable] = true }

// Keeps reports whether the dashboard has a variable.
func (b *Book) Keeps(variable string) bool { return b.kept[variable] }

// Here is the datasource of this server in place of one that the document names; empty
// when there is none.
func (b *Book) Here(name string) string { return b.here[name] }

// Sources are the datasources that the document names, in their order.
func (b *Book) Sources() []Source { return b.sources }

// Of is the datasource that a query or variable asks: the first of the candidates
// that says something.
func (b *Book) Of(candidates ...*jsonstrict.Value) Source {
	for _, candidate := range candidates {
		name, kind := tree.Cut(candidate.Text(), longestSource), ""
		if candidate.Is(jsonstrict.Object) {
			name, kind = tree.Cut(candidate.Get("uid").Text(), longestSource), tree.Cut(candidate.Get("type").Text(), longestSource)
		}
		if name == "-- Mixed --" || name == "" && kind == "" || kind == "datasource" && name == "grafana" {
			continue
		}
		if name == "-- Dashboard --" || name == "-- Grafana --" || kind == "__expr__" || name == "__expr__" {
			return Source{Kind: tree.FirstText(tree.Text(strings.TrimPrefix(kind, "datasource")), tree.Text(name))}
		}
		return b.known(name, kind)
	}
	return Source{Kind: "prometheus"}
}

func (b *Book) known(name, kind string) Source {
	if names := promql.VariablesIn(tree.Interpolated(name)); len(names) == 1 && strings.HasPrefix(tree.Interpolated(name), "$") {
		name = names[0]
	}
	found := Source{Name: name, Kind: kind, Variable: b.chosen[name]}
	if declared := b.kinds[name]; declared != "" {
		found.Kind = declared
	}
	if found.Kind == "" || found.Kind == "datasource" {
		found.Kind = typeOf(name)
	}
	return found
}

// Ask counts a query of a source.
func (b *Book) Ask(source Source) {
	if source.Name == "" {
		return
	}
	b.sources[b.List(source)].Queries++
}

// List gives the place of a source in the list, where it now stands.
func (b *Book) List(source Source) int {
	at, known := b.at[source.Name]
	if !known {
		at = len(b.sources)
		b.sources, b.at[source.Name] = append(b.sources, source), at
	}
	return at
}

// Selector is how Perses names a source: a variable as plain text, which is the only
// form that the charts resolve; a datasource of this server that it was mapped to; or
// nothing, which is the default one.
func (b *Book) Selector(source Source) *jsonstrict.Value {
	if source.Variable && b.kept[source.Name] {
		return tree.Text("$" + source.Name)
	}
	if here := b.here[source.Name]; here != "" {
		return tree.Object("kind", tree.Text(PrometheusKind), "name", tree.Text(here))
	}
	return nil
}
