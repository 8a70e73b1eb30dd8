import type { DatasourceStore } from '@perses-dev/plugin-system';
import type { PrometheusDatasourceSpec } from '@perses-dev/prometheus-plugin';

/** Datasources of a dashboard that are one with these settings, whichever is asked for. */
export function datasourcesWith(spec: PrometheusDatasourceSpec): DatasourceStore {
  const store: Partial<DatasourceStore> = {
    listDatasourceSelectItems: () => Promise.resolve([]),
    getDatasource: () =>
      Promise.resolve({ default: true, plugin: { kind: 'PrometheusDatasource', spec: { ...spec } } }),
    getDatasourceClient: <Client>() => Promise.resolve({ options: { datasourceUrl: '/proxy/x' } } as Client), // of its address
  };
  return store as DatasourceStore; // what is asked of it
}
