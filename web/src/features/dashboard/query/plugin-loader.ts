import {
  dynamicImportPluginLoader,
  type DynamicImportPlugin,
  type PanelPlugin,
  type PluginLoader,
  type TimeSeriesQueryPlugin,
} from '@perses-dev/plugin-system';
import '../chart/chart-caches';
import { panelKind } from '../chart/panel-kinds';
import { modeOf, momentsOf } from './latest-values';
import { askQuery, variablesOf, type QuerySpec } from './panel-question';
import { PLUGIN_TABLE, pluginResource, type PluginPackage } from './plugin-table';
import { createPrometheusClient } from './prometheus-client';
import { askedByKind, VARIABLE_KINDS } from './variable-kinds';

type Modules = Readonly<Record<string, unknown>>;

/**
 * The panels of a package with Perses' editors, drawn and asked as on the pages that only look. A new gauge has no unit:
 * of its 5 requests in flight Perses' would make 500 %.
 */
async function panelPlugins(name: PluginPackage, load: () => Promise<object>): Promise<unknown> {
  const modules = (await load()) as Modules; // each package names its plugins as the table does
  const drawn = PLUGIN_TABLE[name][1].map(async ([, plugin]): Promise<[string, unknown]> => {
    const kind = panelKind(plugin);
    const of = modules[plugin] as PanelPlugin;
    if (!kind) return [plugin, of];
    const options = plugin === 'GaugeChart' && {
      createInitialOptions: () => ({ calculation: 'last-number', format: { unit: 'decimal' } }),
    };
    const queryOptions: PanelPlugin['queryOptions'] = (spec) => ({ mode: modeOf(kind.moments(spec)) });
    return [plugin, { ...of, ...options, PanelComponent: await kind.load(), queryOptions }];
  });
  return { ...modules, ...Object.fromEntries(await Promise.all(drawn)) };
}

/** With Perses' editors; what is asked, and how, is ours: the builder asks what the view asks. */
async function prometheusPlugin(): Promise<unknown> {
  const module = await import('@perses-dev/prometheus-plugin');
  const getTimeSeriesData: TimeSeriesQueryPlugin<QuerySpec>['getTimeSeriesData'] = async (spec, context) => {
    const { timeRange, variableState: variables, datasourceStore: datasources, suggestedStepMs = 0 } = context;
    const moments = momentsOf(context);
    return (await askQuery(spec, { timeRange, variables, datasources, moments, suggestedStepMs })).data;
  };
  const dependsOn = (spec: QuerySpec) => ({ variables: variablesOf(spec) });
  return {
    ...module,
    PrometheusDatasource: { ...module.PrometheusDatasource, createClient: createPrometheusClient },
    PrometheusTimeSeriesQuery: { ...module.PrometheusTimeSeriesQuery, getTimeSeriesData, dependsOn },
    PrometheusLabelValuesVariable: askedByKind(
      module.PrometheusLabelValuesVariable,
      VARIABLE_KINDS.PrometheusLabelValuesVariable,
    ),
    PrometheusLabelNamesVariable: askedByKind(
      module.PrometheusLabelNamesVariable,
      VARIABLE_KINDS.PrometheusLabelNamesVariable,
    ),
    PrometheusPromQLVariable: askedByKind(module.PrometheusPromQLVariable, VARIABLE_KINDS.PrometheusPromQLVariable),
  };
}

/** The packages whose panels have editors; each is a chunk of its own, loaded when it is edited. */
const PANELS = {
  'timeseries-chart-plugin': () => import('@perses-dev/timeseries-chart-plugin'),
  'stat-chart-plugin': () => import('@perses-dev/stat-chart-plugin'),
  'gauge-chart-plugin': () => import('@perses-dev/gauge-chart-plugin'),
  'bar-chart-plugin': () => import('@perses-dev/bar-chart-plugin'),
  'table-plugin': () => import('@perses-dev/table-plugin'),
  'timeseries-table-plugin': () => import('@perses-dev/timeseries-table-plugin'),
  'heatmap-chart-plugin': () => import('@perses-dev/heatmap-chart-plugin'),
  'histogram-chart-plugin': () => import('@perses-dev/histogram-chart-plugin'),
  'status-history-chart-plugin': () => import('@perses-dev/status-history-chart-plugin'),
  'pie-chart-plugin': () => import('@perses-dev/pie-chart-plugin'),
  'scatter-chart-plugin': () => import('@perses-dev/scatter-chart-plugin'),
  'markdown-plugin': () => import('@perses-dev/markdown-plugin'),
} as const;

const OTHERS = {
  'static-list-variable-plugin': () => import('@perses-dev/static-list-variable-plugin'),
  'datasource-variable-plugin': () => import('@perses-dev/datasource-variable-plugin'),
  'prometheus-plugin': prometheusPlugin,
} as const;

function isOfPanels(name: PluginPackage): name is keyof typeof PANELS {
  return Object.hasOwn(PANELS, name);
}

const PACKAGES = Object.keys(PLUGIN_TABLE) as PluginPackage[]; // the keys of the table

/** One for the whole page: a new one would index all plugins again. */
export const pluginLoader: PluginLoader = dynamicImportPluginLoader(
  PACKAGES.map((name): DynamicImportPlugin => ({
    resource: pluginResource(name),
    importPlugin: isOfPanels(name) ? () => panelPlugins(name, PANELS[name]) : OTHERS[name],
  })),
);
