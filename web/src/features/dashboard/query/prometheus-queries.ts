import type { DatasourceStore, TimeSeriesQueryContext, TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';
import type { PrometheusClient } from '@perses-dev/prometheus-plugin';
import { withFoundValues } from './found-values';
import { asksLatest } from './latest-values';
import { clientAtEnd, windowEnd, type Moments } from './window-end';

function momentsOf(context: TimeSeriesQueryContext): Moments {
  return asksLatest(context) ? 'latest' : (context.mode ?? 'range');
}

function storeAtEnd(context: TimeSeriesQueryContext): DatasourceStore {
  const { datasourceStore, timeRange } = context;
  const getDatasourceClient: DatasourceStore['getDatasourceClient'] = async <Client>(
    selector: Parameters<DatasourceStore['getDatasourceClient']>[0],
  ) => {
    const client = await datasourceStore.getDatasourceClient<PrometheusClient>(selector);
    return clientAtEnd(client, windowEnd(timeRange), momentsOf(context)) as Client; // the plugin's own, asked in other words
  };
  return { ...datasourceStore, getDatasourceClient };
}

/**
 * The query's plugin, which asks for 'now' at the end of the window (Perses' own does at the last whole step before it) and
 * for the very values that a variable's source gave.
 */
export function withExactQuestions<T extends { query: string }>(
  plugin: TimeSeriesQueryPlugin<T>,
): TimeSeriesQueryPlugin<T> {
  return {
    ...plugin,
    getTimeSeriesData: (spec, context) => {
      // A new panel has no query yet.
      const query = withFoundValues(spec.query ?? '', context.variableState);
      return plugin.getTimeSeriesData({ ...spec, query }, { ...context, datasourceStore: storeAtEnd(context) });
    },
  };
}
