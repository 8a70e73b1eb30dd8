import { parseVariables, type DatasourceStore, type VariableStateMap } from '@perses-dev/plugin-system';
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

/** Whether a datasource is named by a variable, as "$ds". */
export function isByVariable(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('$');
}

/**
 * The one of the datasources that a variable has as its value; undefined where it has none, or several. Perses has the same in
 * a file with the field that chooses one, which brings MUI.
 */
async function chosenBy(variable: string, variables: VariableStateMap, store: Store) {
  const listed = await store.listDatasourceSelectItems(PROMETHEUS);
  const [name = ''] = parseVariables(variable);
  const value = variables[name]?.value;
  const chosen = listed.flatMap(({ items }) => items).find((one) => one.name === value);
  return chosen && { kind: chosen.selector.kind, name: chosen.selector.name };
}

/** The datasource that a query or a variable names: by an object, by "$ds", or not at all, which is the default one. */
export async function selectorOf(
  value: unknown,
  variables: VariableStateMap,
  store: Store,
): Promise<DatasourceSelector> {
  if (isByVariable(value)) return (await chosenBy(value, variables, store)) ?? { kind: PROMETHEUS };
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
