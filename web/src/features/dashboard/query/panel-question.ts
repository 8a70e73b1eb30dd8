import { fromUnixTime } from 'date-fns';
import type { AbsoluteTimeRange, TimeSeries, TimeSeriesData } from '@perses-dev/core';
import {
  parseVariables,
  replaceVariables,
  type DatasourceStore,
  type VariableStateMap,
} from '@perses-dev/plugin-system';
import type { AnswerMeta } from './answer-meta';
import { seriesOf } from './answered-series';
import { onOwnSteps } from './claimed-steps';
import { datasourceOf, isByVariable, selectorOf } from './datasource-of';
import { withFoundValues } from './found-values';
import { askByRequest, type MetricSource } from './metric-source';
import { rangeQuestion } from './query-steps';
import { askedAtEnd, windowEnd, type Moments } from './window-end';

/** A query of a panel as its document has it. A new one is not written yet. */
export type QuerySpec = {
  query?: string | undefined;
  /** '{{label}}' in it stands for the label's value. */
  seriesNameFormat?: string | undefined;
  minStep?: string | undefined;
  /** An object that names it, "$variable", or absent, which is the default one. */
  datasource?: unknown;
};

/** When and with what a query is asked. */
export type Circumstances = {
  timeRange: AbsoluteTimeRange;
  variables: VariableStateMap;
  /** Knows the datasources that the dashboard may ask. */
  datasources: DatasourceStore;
  moments: Moments;
  /** The step of one pixel, in ms; 0 when nothing is known of the width. */
  suggestedStepMs: number;
};

/** What a query gives to draw, and what the server told about it. */
export type PanelAnswer = { data: TimeSeriesData; meta: AnswerMeta };

const NOTHING: PanelAnswer = { data: { series: [] }, meta: {} };

/** The variables that a query needs before it can be asked. */
export function variablesOf({ query = '', seriesNameFormat = '', minStep = '', datasource }: QuerySpec): string[] {
  const texts = [query, seriesNameFormat, minStep];
  if (isByVariable(datasource)) texts.push(datasource);
  return [...new Set(texts.flatMap(parseVariables))];
}

/** Steps begin before the window: what has no sample since is not of it. One moment is all of its window. */
function within(series: TimeSeries[], { timeRange, moments }: Circumstances): TimeSeries[] {
  if (moments === 'instant') return series;
  const start = timeRange.start.getTime();
  return series.filter(({ values }) => values.length === 0 || values.some(([at]) => at >= start));
}

/**
 * Asks a query, and gives what is drawn of it. Values of variables that a source gave go in as they are. Throws an ApiError
 * for a refusal, an Error for a datasource that is not there, and what `fetch` throws when nobody answers or `signal` ends it.
 */
export async function askQuery(
  spec: QuerySpec,
  circumstances: Circumstances,
  signal?: AbortSignal,
  source: MetricSource = askByRequest,
): Promise<PanelAnswer> {
  const { timeRange, variables, datasources, moments, suggestedStepMs } = circumstances;
  const written = spec.query ?? '';
  if (written === '') return NOTHING;
  const selector = await selectorOf(spec.datasource, variables, datasources);
  const { address, scrapeInterval } = await datasourceOf(selector, datasources);
  const question = rangeQuestion(
    { query: withFoundValues(written, variables), minStep: spec.minStep },
    { timeRange, variables, scrapeInterval, suggestedStepMs },
  );
  const ask: Parameters<typeof askedAtEnd>[0] = (asked) => source(address, asked, signal);
  const { data, warnings, meta } = await askedAtEnd(ask, question, windowEnd(timeRange), moments);
  const format = spec.seriesNameFormat && replaceVariables(spec.seriesNameFormat, variables);
  return {
    data: onOwnSteps({
      timeRange: { start: fromUnixTime(question.start), end: fromUnixTime(question.end) },
      stepMs: meta.stepMs ?? question.step * 1000,
      series: within(seriesOf(data, { query: written, format }), circumstances),
      metadata: {
        notices: warnings.map((message) => ({ type: 'warning', message })),
        executedQueryString: question.query,
      },
    }),
    meta,
  };
}
