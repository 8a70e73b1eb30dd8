import { dynamicImportPluginLoader, type DatasourcePlugin, type PluginLoader } from '@perses-dev/plugin-system';
import type { PrometheusClient, PrometheusDatasourceSpec } from '@perses-dev/prometheus-plugin';
import { pluginResource } from './plugin-table';
import { createPrometheusClient } from './prometheus-client';

const PROMETHEUS: DatasourcePlugin<PrometheusDatasourceSpec, PrometheusClient> = {
  createClient: createPrometheusClient,
  createInitialOptions: () => ({}),
};

/** The datasources alone, without editors and panels: all that Perses' store of datasources asks for. */
export const datasourcePlugins: PluginLoader = dynamicImportPluginLoader([
  {
    resource: pluginResource('prometheus-plugin'),
    importPlugin: () => Promise.resolve({ PrometheusDatasource: PROMETHEUS }),
  },
]);
