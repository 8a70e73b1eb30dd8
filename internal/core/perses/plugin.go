package perses

import (
	"encoding/json"
	"slices"

	"github.com/dashkeep/dashkeep/internal/platform/jsonstrict"
)

// Family is what a plugin is for.
type Family string

// The families of plugins. Those of Explore belong to a page of Perses' own; documents
// have none.
const (
	PanelPlugin      Family = "Panel"
	QueryPlugin      Family = "TimeSeriesQuery"
	VariablePlugin   Family = "Variable"
	DatasourcePlugin Family = "Datasource"
	ExplorePlugin    Family = "Explore"
)

// Plugin is one plugin: its kind in documents, and what Perses calls it.
type Plugin struct {
	Family     Family
	Kind, Name string
}

// PluginPackage is one package of Perses plugins that the interface holds.
type PluginPackage struct {
	Name, Version string
	Plugins       []Plugin
}

// PluginPackages is the one table of the plugins that come with Dashkeep: who checks,
// draws or makes documents knows these. web/src/features/dashboard/query/plugin-table.ts
// is held against it by a test.
func PluginPackages() []PluginPackage {
	panel := func(kind, version, name string) PluginPackage {
		return PluginPackage{kind, version, []Plugin{{PanelPlugin, kind, name}}}
	}
	variable := func(kind, version, name string) PluginPackage {
		return PluginPackage{kind, version, []Plugin{{VariablePlugin, kind, name}}}
	}
	return []PluginPackage{
		panel("BarChart", "0.10.0", "Bar Chart"),
		variable("DatasourceVariable", "0.4.0", "Datasource Variable"),
		panel("GaugeChart", "0.10.0", "Gauge Chart"),
		panel("HeatMapChart", "0.3.0", "HeatMap Chart"),
		panel("HistogramChart", "0.10.0", "Histogram Chart"),
		panel("Markdown", "0.9.1", "Markdown"),
		panel("PieChart", "0.9.1", "Pie Chart"),
		{"Prometheus", "0.53.4", []Plugin{
			{DatasourcePlugin, PrometheusDatasource, "Prometheus Datasource"},
			{QueryPlugin, PrometheusQuery, "Prometheus Time Series Query"},
			{VariablePlugin, "PrometheusLabelValuesVariable", "Prometheus Label Values Variable"},
			{VariablePlugin, "PrometheusLabelNamesVariable", "Prometheus Label Names Variable"},
			{VariablePlugin, "PrometheusPromQLVariable", "Prometheus PromQL Variable"},
			{ExplorePlugin, "PrometheusExplorer", "Prometheus Explorer"},
		}},
		panel("ScatterChart", "0.8.1", "Scatter Chart"),
		panel("StatChart", "0.10.0", "Stat Chart"),
		variable("StaticListVariable", "0.5.2", "Static List Variable"),
		panel("StatusHistoryChart", "0.9.1", "Status History Chart"),
		panel("Table", "0.8.1", "Table"),
		panel("TimeSeriesChart", "0.10.2", "Time Series Chart"),
		panel("TimeSeriesTable", "0.9.1", "TimeSeries Table"),
	}
}

// HasPlugin reports whether a plugin of a family comes with Dashkeep.
func HasPlugin(family Family, kind string) bool {
	return slices.ContainsFunc(PluginPackages(), func(each PluginPackage) bool {
		return slices.ContainsFunc(each.Plugins, func(p Plugin) bool { return p.Family == family && p.Kind == kind })
	})
}

// PluginDocuments are the packages in the form in which Perses lists them.
func PluginDocuments() []json.RawMessage {
	var documents []json.RawMessage
	for _, each := range PluginPackages() {
		documents = append(documents, each.document().JSON())
	}
	return documents
}

func (p PluginPackage) document() *jsonstrict.Value {
	member := func(key string, value *jsonstrict.Value) jsonstrict.Member {
		return jsonstrict.Member{Key: key, Value: value}
	}
	text, object := jsonstrict.NewString, jsonstrict.NewObject
	plugins := jsonstrict.NewArray()
	for _, plugin := range p.Plugins {
		plugins.Append(object(member("kind", text(string(plugin.Family))), member("spec", object(
			member("name", text(plugin.Kind)), member("display", object(member("name", text(plugin.Name))))))))
	}
	return object(
		member("kind", text("PluginModule")),
		member("metadata", object(member("name", text(p.Name)), member("version", text(p.Version)))),
		member("spec", object(member("schemasPath", text("schemas")), member("plugins", plugins))),
		member("status", object(member("isLoaded", jsonstrict.NewBool(true)), member("inDev", jsonstrict.NewBool(false)))),
	)
}
