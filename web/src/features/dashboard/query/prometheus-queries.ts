import type { TimeSeriesData } from '@perses-dev/core';
import type { DatasourceStore, TimeSeriesQueryContext, TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';
import type { PrometheusClient } from '@perses-dev/prometheus-plugin';
import { durationMs } from '../time/time-window';
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

/** The least step in words that Perses reads: at most the window, or it would ask for the future. */
function stepWithin(minStep: string | undefined, { timeRange, variableState }: TimeSeriesQueryContext) {
  const name = /^\$(?:(\w+)|\{(\w+)\})$/
    .exec(minStep ?? '')
    ?.slice(1)
    .join('');
  const value = name === undefined ? minStep : variableState[name]?.value;
  const seconds = (time: Date): number => Math.floor(time.getTime() / 1000);
  const window = Math.max(1, seconds(timeRange.end) - seconds(timeRange.start));
  return typeof value === 'string' && durationMs(value) > window * 1000 ? `${window}s` : minStep;
}

/**
 * The series as they are drawn. A format of names that gives an empty one yields to the labels, and without labels to the
 * query. Steps begin before the window: what has no sample since is not of it.
 */
function drawnSeries(
  series: TimeSeriesData['series'],
  query: string,
  { timeRange, mode }: TimeSeriesQueryContext,
): TimeSeriesData['series'] {
  const start = mode === 'instant' ? Number.NEGATIVE_INFINITY : timeRange.start.getTime();
  return series
    .filter(({ values }) => values.length === 0 || values.some(([at]) => at >= start))
    .map((one) => {
      if (one.formattedName === undefined || one.formattedName.trim() !== '') return one;
      return { ...one, formattedName: one.name === '{}' ? query : one.name };
    });
}

/**
 * The query's plugin, which asks for 'now' at the end of the window (Perses' own does at the last whole step before it) and
 * for the very values that a variable's source gave.
 */
export function withExactQuestions<T extends { query: string; minStep?: string }>(
  plugin: TimeSeriesQueryPlugin<T>,
): TimeSeriesQueryPlugin<T> {
  return {
    ...plugin,
    getTimeSeriesData: async (spec, context) => {
      // A new panel has no query yet.
      const query = withFoundValues(spec.query ?? '', context.variableState);
      const minStep = stepWithin(spec.minStep, context);
      const asked = { ...spec, query, ...(minStep !== undefined && { minStep }) };
      const data = await plugin.getTimeSeriesData(asked, { ...context, datasourceStore: storeAtEnd(context) });
      return { ...data, series: drawnSeries(data.series, spec.query ?? '', context) };
    },
  };
}
