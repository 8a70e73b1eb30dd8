import { formatDuration, msToPrometheusDuration, type DatasourceSpec, type TimeSeriesData } from '@perses-dev/core';
import type { DatasourceStore, TimeSeriesQueryContext, TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';
import type { PrometheusClient } from '@perses-dev/prometheus-plugin';
import { durationMs } from '@/kit/date-time/time-window';
import { onOwnSteps } from './claimed-steps';
import { withFoundValues } from './found-values';
import { asksLatest } from './latest-values';
import { clientAtEnd, windowEnd, type Moments } from './window-end';

function momentsOf(context: TimeSeriesQueryContext): Moments {
  return asksLatest(context) ? 'latest' : (context.mode ?? 'range');
}

/** How often a source is measured that does not say so: Perses' own word. */
const USUAL_INTERVAL = '1m';

/** How long a window is, in whole seconds. */
function windowOf({ start, end }: TimeSeriesQueryContext['timeRange']): number {
  const seconds = (time: Date): number => Math.floor(time.getTime() / 1000);
  return Math.max(1, seconds(end) - seconds(start));
}

/** A source that is measured less often than once in a window, as one that is measured once in it. */
function measuredWithin(source: DatasourceSpec, window: number): DatasourceSpec {
  const { scrapeInterval = USUAL_INTERVAL } = source.plugin.spec as { scrapeInterval?: string };
  if (durationMs(scrapeInterval) <= window * 1000) return source;
  return {
    ...source,
    plugin: { ...source.plugin, spec: { ...source.plugin.spec, scrapeInterval: `${window}s` } },
  };
}

function storeAtEnd(context: TimeSeriesQueryContext): DatasourceStore {
  const { datasourceStore, timeRange } = context;
  const getDatasource: DatasourceStore['getDatasource'] = async (selector) =>
    measuredWithin(await datasourceStore.getDatasource(selector), windowOf(timeRange));
  const getDatasourceClient: DatasourceStore['getDatasourceClient'] = async <Client>(
    selector: Parameters<DatasourceStore['getDatasourceClient']>[0],
  ) => {
    const client = await datasourceStore.getDatasourceClient<PrometheusClient>(selector);
    return clientAtEnd(client, windowEnd(timeRange), momentsOf(context)) as Client; // the plugin's own, asked in other words
  };
  return { ...datasourceStore, getDatasource, getDatasourceClient };
}

/** A least step as it stands in the document, or in the variable that it names. */
function writtenStep(minStep: string | undefined, { variableState }: TimeSeriesQueryContext): string | undefined {
  const name = /^\$(?:(\w+)|\{(\w+)\})$/
    .exec(minStep ?? '')
    ?.slice(1)
    .join('');
  const value = name === undefined ? minStep : variableState[name]?.value;
  return typeof value === 'string' ? value : undefined;
}

/** A query with the lengths of steps of so many ms in place of their names, as the plugin puts them in. */
function withIntervals(query: string, step: number): string {
  const length = (ms: number): string => formatDuration(msToPrometheusDuration(ms));
  const lengths = { __interval_ms: `${step}`, __interval: length(step), __rate_interval: length(4 * step) };
  return Object.entries(lengths).reduce(
    (text, [name, value]) => text.replaceAll(`$${name}`, value).replaceAll(`\${${name}}`, value),
    query,
  );
}

type Asked = { query: string; minStep?: string };

/**
 * A query whose least step is at most the window, or it would ask for the future. Its $__interval and $__rate_interval stay
 * those of the step that the author chose: a rate over less has too few points. Checks have the same rule, in
 * internal/feature/validation/check/times.go.
 */
function stepWithin<T extends Asked>(spec: T, context: TimeSeriesQueryContext): T {
  const window = windowOf(context.timeRange);
  const step = Math.floor(durationMs(writtenStep(spec.minStep, context) ?? '') / 1000) * 1000;
  if (step <= window * 1000) return spec;
  return { ...spec, query: withIntervals(spec.query, step), minStep: `${window}s` };
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
      const asked = stepWithin({ ...spec, query }, context);
      const data = await plugin.getTimeSeriesData(asked, { ...context, datasourceStore: storeAtEnd(context) });
      return onOwnSteps({ ...data, series: drawnSeries(data.series, spec.query ?? '', context) });
    },
  };
}
