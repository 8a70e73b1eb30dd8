package dashboard

import "encoding/json"

// PluginModule is one package of Perses plugins that the interface holds, in the
// form of Perses.
type PluginModule struct {
	Kind     string           `json:"kind"`
	Metadata PluginMetadata   `json:"metadata"`
	Spec     PluginModuleSpec `json:"spec"`
	Status   PluginStatus     `json:"status"`
}

// PluginMetadata names a package and its version.
type PluginMetadata struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// PluginModuleSpec lists the plugins of a package.
type PluginModuleSpec struct {
	SchemasPath string   `json:"schemasPath"`
	Plugins     []Plugin `json:"plugins"`
}

// PluginStatus says that a package is loaded.
type PluginStatus struct {
	IsLoaded bool `json:"isLoaded"`
	InDev    bool `json:"inDev"`
}

// Plugin is one plugin: its family and what it is called.
type Plugin struct {
	Kind string     `json:"kind"`
	Spec PluginSpec `json:"spec"`
}

// PluginSpec names a plugin.
type PluginSpec struct {
	Name    string            `json:"name"`
	Display map[string]string `json:"display"`
}

// Plugins lists the plugin packages of the interface, at the versions that
// web/package.json pins, under the names that Perses gives their modules.
func Plugins() []PluginModule {
	panel := func(name, shown string) Plugin { return plugin("Panel", name, shown) }
	return []PluginModule{
		module("BarChart", "0.10.0", panel("BarChart", "Bar Chart")),
		module("DatasourceVariable", "0.4.0", plugin("Variable", "DatasourceVariable", "Datasource Variable")),
		module("GaugeChart", "0.10.0", panel("GaugeChart", "Gauge Chart")),
		module("HeatMapChart", "0.3.0", panel("HeatMapChart", "HeatMap Chart")),
		module("HistogramChart", "0.10.0", panel("HistogramChart", "Histogram Chart")),
		module("Markdown", "0.9.1", panel("Markdown", "Markdown")),
		module("PieChart", "0.9.1", panel("PieChart", "Pie Chart")),
		module("Prometheus", "0.53.4",
			plugin("Datasource", "PrometheusDatasource", "Prometheus Datasource"),
			plugin("TimeSeriesQuery", "PrometheusTimeSeriesQuery", "Prometheus Time Series Query"),
			plugin("Variable", "PrometheusLabelValuesVariable", "Prometheus Label Values Variable"),
			plugin("Variable", "PrometheusLabelNamesVariable", "Prometheus Label Names Variable"),
			plugin("Variable", "PrometheusPromQLVariable", "Prometheus PromQL Variable"),
			plugin("Explore", "PrometheusExplorer", "Prometheus Explorer")),
		module("ScatterChart", "0.8.1", panel("ScatterChart", "Scatter Chart")),
		module("StatChart", "0.10.0", panel("StatChart", "Stat Chart")),
		module("StaticListVariable", "0.5.2", plugin("Variable", "StaticListVariable",
			"Static List Variable")),
		module("StatusHistoryChart", "0.9.1", panel("StatusHistoryChart", "Status History Chart")),
		module("Table", "0.8.1", panel("Table", "Table")),
		module("TimeSeriesChart", "0.10.2", panel("TimeSeriesChart", "Time Series Chart")),
		module("TimeSeriesTable", "0.9.1", panel("TimeSeriesTable", "TimeSeries Table")),
	}
}

func module(name, version string, plugins ...Plugin) PluginModule {
	return PluginModule{
		Kind: "PluginModule", Metadata: PluginMetadata{Name: name, Version: version},
		Spec: PluginModuleSpec{SchemasPath: "schemas", Plugins: plugins}, Status: PluginStatus{IsLoaded: true},
	}
}

func plugin(kind, name, shown string) Plugin {
	return Plugin{Kind: kind, Spec: PluginSpec{Name: name, Display: map[string]string{"name": shown}}}
}

func pluginDocuments() ([]json.RawMessage, error) {
	var documents []json.RawMessage
	for _, module := range Plugins() {
		text, err := json.Marshal(module)
		if err != nil {
			return nil, err
		}
		documents = append(documents, text)
	}
	return documents, nil
}
