import type { PluginModuleResource } from '@perses-dev/plugin-system';

type PluginKind = 'Panel' | 'TimeSeriesQuery' | 'Variable' | 'Datasource';
type PluginEntry = readonly [kind: PluginKind, name: string, label: string];

/** The packages of plugins: version, and what each brings under which name. A test keeps it equal to them. */
export const PLUGIN_TABLE = {
  'timeseries-chart-plugin': ['0.10.2', [['Panel', 'TimeSeriesChart', 'Time series']]],
  'stat-chart-plugin': ['0.10.0', [['Panel', 'StatChart', 'Stat']]],
  'gauge-chart-plugin': ['0.10.0', [['Panel', 'GaugeChart', 'Gauge']]],
  'bar-chart-plugin': ['0.10.0', [['Panel', 'BarChart', 'Bars']]],
  'table-plugin': ['0.8.1', [['Panel', 'Table', 'Table']]],
  'timeseries-table-plugin': ['0.9.1', [['Panel', 'TimeSeriesTable', 'Table of series']]],
  'heatmap-chart-plugin': ['0.3.0', [['Panel', 'HeatMapChart', 'Heatmap']]],
  'histogram-chart-plugin': ['0.10.0', [['Panel', 'HistogramChart', 'Histogram']]],
  'status-history-chart-plugin': ['0.9.1', [['Panel', 'StatusHistoryChart', 'Status history']]],
  'pie-chart-plugin': ['0.9.1', [['Panel', 'PieChart', 'Pie']]],
  'scatter-chart-plugin': ['0.8.1', [['Panel', 'ScatterChart', 'Scatter']]],
  'markdown-plugin': ['0.9.1', [['Panel', 'Markdown', 'Text']]],
  'static-list-variable-plugin': ['0.5.2', [['Variable', 'StaticListVariable', 'Fixed list']]],
  'datasource-variable-plugin': ['0.4.0', [['Variable', 'DatasourceVariable', 'Datasources']]],
  'prometheus-plugin': [
    '0.53.4',
    [
      ['Datasource', 'PrometheusDatasource', 'Prometheus'],
      ['TimeSeriesQuery', 'PrometheusTimeSeriesQuery', 'Prometheus'],
      ['Variable', 'PrometheusLabelValuesVariable', 'Values of a label'],
      ['Variable', 'PrometheusLabelNamesVariable', 'Names of labels'],
      ['Variable', 'PrometheusPromQLVariable', 'Answer of a query'],
    ],
  ],
} as const satisfies Record<string, readonly [version: string, plugins: readonly PluginEntry[]]>;

export type PluginPackage = keyof typeof PLUGIN_TABLE;

/** The description of a package's plugins as Perses reads it. */
export function pluginResource(name: PluginPackage): PluginModuleResource {
  const [version, plugins] = PLUGIN_TABLE[name];
  return {
    kind: 'PluginModule',
    metadata: { name, version },
    spec: {
      plugins: plugins.map(([kind, plugin, label]) => ({ kind, spec: { name: plugin, display: { name: label } } })),
    },
  };
}

/** The package that brings a plugin; undefined when none of ours does. */
export function packageOf(plugin: string): PluginPackage | undefined {
  const names = Object.keys(PLUGIN_TABLE) as PluginPackage[]; // the keys of the table
  return names.find((name) => PLUGIN_TABLE[name][1].some(([, known]) => known === plugin));
}

/** What people call a kind of panel; an unknown one keeps its own name. */
export function panelKindLabel(kind: string): string {
  for (const [, plugins] of Object.values(PLUGIN_TABLE)) {
    const found = plugins.find(([type, name]) => type === 'Panel' && name === kind);
    if (found) return found[2];
  }
  return kind;
}
