import { dynamicImportPluginLoader, type DynamicImportPlugin, type PluginLoader } from '@perses-dev/plugin-system';
import type { GaugeChartOptions } from '@perses-dev/gauge-chart-plugin';
import '../chart/chart-caches';
import { withLatestValues } from './latest-values';
import { packageOf, pluginResource, type PluginPackage } from './plugin-table';

async function timeSeriesPlugin(): Promise<unknown> {
  const [module, { TimeSeriesPanel }] = await Promise.all([
    import('@perses-dev/timeseries-chart-plugin'),
    import('../chart/time-series-panel'),
  ]);
  return { ...module, TimeSeriesChart: { ...module.TimeSeriesChart, PanelComponent: TimeSeriesPanel } };
}

async function statPlugin(): Promise<unknown> {
  const [module, { StatPanel }] = await Promise.all([
    import('@perses-dev/stat-chart-plugin'),
    import('../chart/stat-panel'),
  ]);
  return { ...module, StatChart: withLatestValues({ ...module.StatChart, PanelComponent: StatPanel }) };
}

async function gaugePlugin(): Promise<unknown> {
  const [module, { GaugePanel }] = await Promise.all([
    import('@perses-dev/gauge-chart-plugin'),
    import('../chart/gauge-panel'),
  ]);
  // A new gauge has no unit: of its 5 requests in flight Perses' would make 500 %.
  const createInitialOptions = (): GaugeChartOptions => ({ calculation: 'last-number', format: { unit: 'decimal' } });
  const plugin = { ...module.GaugeChart, PanelComponent: GaugePanel, createInitialOptions };
  return { ...module, GaugeChart: withLatestValues(plugin) };
}

async function tablePlugin(): Promise<unknown> {
  const [module, { withPlainTable }] = await Promise.all([
    import('@perses-dev/table-plugin'),
    import('../chart/plain-table'),
  ]);
  return { ...module, Table: withPlainTable(module.Table) };
}

async function piePlugin(): Promise<unknown> {
  const [module, { PiePanel }] = await Promise.all([
    import('@perses-dev/pie-chart-plugin'),
    import('../chart/pie-panel'),
  ]);
  return { ...module, PieChart: withLatestValues({ ...module.PieChart, PanelComponent: PiePanel }) };
}

async function barPlugin(): Promise<unknown> {
  const [module, { withSafeNames }, { withBarValues }] = await Promise.all([
    import('@perses-dev/bar-chart-plugin'),
    import('../chart/safe-names'),
    import('../chart/bar-values'),
  ]);
  return { ...module, BarChart: withLatestValues(withSafeNames(withBarValues(module.BarChart))) };
}

async function statusHistoryPlugin(): Promise<unknown> {
  const [module, { withSafeNames, plainMappings }] = await Promise.all([
    import('@perses-dev/status-history-chart-plugin'),
    import('../chart/safe-names'),
  ]);
  return { ...module, StatusHistoryChart: withSafeNames(module.StatusHistoryChart, plainMappings) };
}

async function prometheusPlugin(): Promise<unknown> {
  const [module, { askedByServer }, { withRefusalCodes }, variables, { withExactQuestions }] = await Promise.all([
    import('@perses-dev/prometheus-plugin'),
    import('./prometheus-datasource'),
    import('./refusal-codes'),
    import('./prometheus-variables'),
    import('./prometheus-queries'),
  ]);
  const { withVariableDatasource } = variables;
  return {
    ...module,
    PrometheusDatasource: askedByServer(withRefusalCodes(module.PrometheusDatasource)),
    PrometheusTimeSeriesQuery: withExactQuestions(module.PrometheusTimeSeriesQuery),
    PrometheusLabelValuesVariable: withVariableDatasource(module.PrometheusLabelValuesVariable),
    PrometheusLabelNamesVariable: withVariableDatasource(module.PrometheusLabelNamesVariable),
    PrometheusPromQLVariable: withVariableDatasource(module.PrometheusPromQLVariable),
  };
}

async function markdownPlugin(): Promise<unknown> {
  const [module] = await Promise.all([import('@perses-dev/markdown-plugin'), import('./markdown-rules')]);
  return module;
}

/** Each package is a chunk of its own, loaded when a dashboard needs it. Some are drawn by ourselves. */
const IMPORTS: Record<PluginPackage, () => Promise<unknown>> = {
  'timeseries-chart-plugin': timeSeriesPlugin,
  'stat-chart-plugin': statPlugin,
  'gauge-chart-plugin': gaugePlugin,
  'bar-chart-plugin': barPlugin,
  'table-plugin': tablePlugin,
  'timeseries-table-plugin': () => import('@perses-dev/timeseries-table-plugin'),
  'heatmap-chart-plugin': () => import('@perses-dev/heatmap-chart-plugin'),
  'histogram-chart-plugin': () => import('@perses-dev/histogram-chart-plugin'),
  'status-history-chart-plugin': statusHistoryPlugin,
  'pie-chart-plugin': piePlugin,
  'scatter-chart-plugin': () => import('@perses-dev/scatter-chart-plugin'),
  'markdown-plugin': markdownPlugin,
  'static-list-variable-plugin': () => import('@perses-dev/static-list-variable-plugin'),
  'datasource-variable-plugin': () => import('@perses-dev/datasource-variable-plugin'),
  'prometheus-plugin': prometheusPlugin,
};

const PACKAGES = Object.keys(IMPORTS) as PluginPackage[]; // the keys of a record over that very union

/** One for the whole page: a new one would index all plugins again. */
export const pluginLoader: PluginLoader = dynamicImportPluginLoader(
  PACKAGES.map((name): DynamicImportPlugin => ({ resource: pluginResource(name), importPlugin: IMPORTS[name] })),
);

/** Loads the plugins of these names before anything is drawn. What fails says so where it is missed. */
export function loadPackagesAhead(plugins: Iterable<string>): void {
  const names = new Set([...plugins].map(packageOf).filter((name) => name !== undefined));
  for (const name of names) void IMPORTS[name]().catch(() => undefined);
}
