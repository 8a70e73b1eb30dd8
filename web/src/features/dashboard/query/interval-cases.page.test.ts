import { expect, it } from 'vitest';
import type { DurationString } from '@perses-dev/core';
import type { DatasourceStore, TimeSeriesQueryMode, VariableStateMap } from '@perses-dev/plugin-system';
import { PrometheusTimeSeriesQuery } from '@perses-dev/prometheus-plugin/lib/plugins/prometheus-time-series-query/PrometheusTimeSeriesQuery';
import { durationMs } from '@/kit/date-time/time-window';
import cases from './interval-cases.json';
import { withExactQuestions } from './prometheus-queries';

type Case = { range: string; minStep: string; query: string };

/** What the source is asked. */
async function asked({ range, minStep, query }: Case, mode: TimeSeriesQueryMode, variableState: VariableStateMap = {}) {
  const questions: { query: string; step?: number }[] = [];
  const answering = (resultType: string) => (question: { query: string; step?: number }) => {
    questions.push(question);
    return Promise.resolve({ status: 'success', data: { resultType, result: [] } });
  };
  const client = { rangeQuery: answering('matrix'), instantQuery: answering('vector') };
  const store = {
    listDatasourceSelectItems: () => Promise.resolve([]),
    getDatasource: () => Promise.resolve({ plugin: { spec: {} } }),
    getDatasourceClient: () => Promise.resolve(client),
  } as unknown as DatasourceStore;
  const end = Date.UTC(2026, 10, 30, 12);
  const timeRange = { start: new Date(end - durationMs(range)), end: new Date(end) };
  const context = { timeRange, mode, variableState, datasourceStore: store, suggestedStepMs: 0, refreshKey: '' };
  const spec = { query, minStep: minStep as DurationString }; // or a variable
  await withExactQuestions(PrometheusTimeSeriesQuery).getTimeSeriesData(spec, context);
  return { asked: [...new Set(questions.map((question) => question.query))], step: questions[0]?.step };
}

// The checks of the server read the same cases.
it.each(cases)('$query at steps of $minStep in $range is $asked', async ({ asked: wanted, ...one }) => {
  expect((await asked(one, 'range')).asked).toEqual([wanted]);
  expect((await asked(one, 'instant')).asked).toEqual([wanted]);
});

it('a least step that is longer than the window is that of the variables alone', async () => {
  const one = { range: '1m', minStep: '$step', query: 'rate(x[$__rate_interval])' };
  const variables = { step: { value: '5m', loading: false } };
  expect(await asked(one, 'range', variables)).toEqual({ asked: ['rate(x[20m])'], step: 60 });
});
