import { useQuery } from '@tanstack/react-query';
import type { QueryDataType } from '@perses-dev/core';
import { useDatasourceStore, type PanelData } from '@perses-dev/plugin-system';
import { metricNames } from './metric-names';

const FRESH_MS = 60_000;
const PROMETHEUS = 'PrometheusDatasource';

/** The part of the Prometheus plugin's client that is used. */
type LabelValuesClient = {
  labelValues: (params: { labelName: string; 'match[]': string[] }) => Promise<{ data?: unknown }>;
};

function hasLabelValues(client: unknown): client is LabelValuesClient {
  return typeof client === 'object' && client !== null && 'labelValues' in client;
}

/** The query as it was sent, with the variables put in. */
export function executedQuery({ metadata }: QueryDataType): string | undefined {
  const query = metadata && 'executedQueryString' in metadata ? metadata.executedQueryString : undefined;
  return typeof query === 'string' ? query : undefined;
}

type Asked = { selector: { kind: string; name?: string }; names: string[] };

function asked(results: readonly PanelData<QueryDataType>[]): Asked | undefined {
  for (const { definition, data } of results) {
    const names = metricNames(executedQuery(data) ?? '');
    if (names.length === 0) continue;
    const spec: unknown = definition.spec.plugin.spec;
    const named = typeof spec === 'object' && spec !== null && 'datasource' in spec ? spec.datasource : undefined;
    return { selector: readSelector(named), names };
  }
  return undefined;
}

function readSelector(value: unknown): Asked['selector'] {
  if (typeof value !== 'object' || value === null || !('kind' in value) || typeof value.kind !== 'string') {
    return { kind: PROMETHEUS };
  }
  return 'name' in value && typeof value.name === 'string'
    ? { kind: value.kind, name: value.name }
    : { kind: value.kind };
}

/** The metrics of an empty answer that the source does not have at all: then it is the name that is wrong. */
export function useUnknownMetrics(results: readonly PanelData<QueryDataType>[]): readonly string[] {
  const store = useDatasourceStore();
  const question = asked(results);
  const { data } = useQuery({
    queryKey: ['query', 'unknown-metrics', question],
    enabled: question !== undefined,
    staleTime: FRESH_MS,
    retry: false,
    queryFn: async () => {
      const { selector, names } = question ?? { selector: { kind: PROMETHEUS }, names: [] };
      const client: unknown = await store.getDatasourceClient(selector);
      if (!hasLabelValues(client)) return [];
      const { data: found } = await client.labelValues({ labelName: '__name__', 'match[]': names });
      const known = new Set(Array.isArray(found) ? found : []);
      return names.filter((name) => !known.has(name));
    },
  });
  return data ?? [];
}
