import { datasourceSelectValueToSelector, isVariableDatasource } from '@perses-dev/plugin-system';
import type { DatasourceStore, VariableStateMap } from '@perses-dev/plugin-system';
import type { PrometheusClient, PrometheusDatasourceSpec } from '@perses-dev/prometheus-plugin';
import type { DatasourceSelector } from '@perses-dev/core';
import { headersOf } from './prometheus-client';
import type { SourceAddress } from './prometheus-request';

/** The kind of datasource that is asked here. */
export const PROMETHEUS = 'PrometheusDatasource';

type Store = Pick<DatasourceStore, 'listDatasourceSelectItems' | 'getDatasource' | 'getDatasourceClient'>;

function isSelector(value: unknown): value is DatasourceSelector {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}

/** The datasource that a query or a variable names: by an object, by "$ds", or not at all, which is the default one. */
export async function selectorOf(
  value: unknown,
  variables: VariableStateMap,
  store: Store,
): Promise<DatasourceSelector> {
  if (typeof value === 'string' && isVariableDatasource(value)) {
    const listed = await store.listDatasourceSelectItems(PROMETHEUS);
    return datasourceSelectValueToSelector(value, variables, listed) ?? { kind: PROMETHEUS };
  }
  return isSelector(value) ? value : { kind: PROMETHEUS };
}

export type Datasource = { address: SourceAddress; scrapeInterval: string | undefined };

/** Where a datasource is asked, and how often it measures. Throws when it is not there. */
export async function datasourceOf(selector: DatasourceSelector, store: Store): Promise<Datasource> {
  const [{ plugin }, client] = await Promise.all([
    store.getDatasource(selector),
    store.getDatasourceClient<PrometheusClient>(selector),
  ]);
  const spec: PrometheusDatasourceSpec = plugin.spec;
  return {
    address: { url: client.options.datasourceUrl, headers: headersOf(spec) },
    scrapeInterval: spec.scrapeInterval,
  };
}
