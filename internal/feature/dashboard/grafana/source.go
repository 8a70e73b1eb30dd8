package grafana

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
func (s Source) Drawable() bool { return isPrometheus(s.Kind) }

const prometheusKind = "PrometheusDatasource"

// longestSource is how many characters of the name and the kind of a datasource are
// read: those of a panel are read for each of its queries.
const longestSource = 200

// isPrometheus reports whether a datasource of this type speaks PromQL.
func isPrometheus(kind string) bool {
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

func languageOf(kind string) string {
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

// readInputs notes which inputs of an exported dashboard are datasources, and which
// variables choose one.
func (m *mapper) readSources(source *jsonstrict.Value) {
	for _, input := range source.Get("__inputs").Items() {
		if input.Get("type").Text() == "datasource" {
			m.kinds[input.Get("name").Text()] = tree.Cut(tree.FirstText(input.Get("pluginId"), input.Get("type")), longestSource)
		}
	}
	for _, variable := range source.Get("templating", "list").Items() {
		if variable.Get("type").Text() == "datasource" {
			name := variable.Get("name").Text()
			m.kinds[name], m.chosen[name] = tree.Cut(tree.FirstText(variable.Get("query")), longestSource), true
		}
	}
}

// source is the datasource that a query or variable asks: the first of the candidates
// that says something.
func (m *mapper) source(candidates ...*jsonstrict.Value) Source {
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
		return m.known(name, kind)
	}
	return Source{Kind: "prometheus"}
}

func (m *mapper) known(name, kind string) Source {
	if names := promql.VariablesIn(tree.Interpolated(name)); len(names) == 1 && strings.HasPrefix(tree.Interpolated(name), "$") {
		name = names[0]
	}
	found := Source{Name: name, Kind: kind, Variable: m.chosen[name]}
	if declared := m.kinds[name]; declared != "" {
		found.Kind = declared
	}
	if found.Kind == "" || found.Kind == "datasource" {
		found.Kind = typeOf(name)
	}
	return found
}

// asked counts a query of a source.
func (m *mapper) asked(source Source) {
	if source.Name == "" {
		return
	}
	m.sources[m.listed(source)].Queries++
}

// listed gives the place of a source in the list, where it now stands.
func (m *mapper) listed(source Source) int {
	at, known := m.sourceAt[source.Name]
	if !known {
		at = len(m.sources)
		m.sources, m.sourceAt[source.Name] = append(m.sources, source), at
	}
	return at
}

// selector is how Perses names a source: a variable as plain text, which is the only
// form that the charts resolve; a datasource of this server that it was mapped to; or
// nothing, which is the default one.
func (m *mapper) selector(source Source) *jsonstrict.Value {
	if source.Variable && m.kept[source.Name] {
		return tree.Text("$" + source.Name)
	}
	if here := m.options.Datasources[source.Name]; here != "" {
		return tree.Object("kind", tree.Text(prometheusKind), "name", tree.Text(here))
	}
	return nil
}
