import { expect, it } from 'vitest';
import type { VariableStateMap } from '@perses-dev/plugin-system';
import { durationMs } from '@/kit/date-time/time-window';
import { datasourcesWith } from '@/test/datasources';
import cases from './interval-cases.json';
import type { MetricQuestion, MetricSource } from './metric-source';
import { askQuery } from './panel-question';
import type { Moments } from './window-end';

type Case = { range: string; minStep: string; query: string };

/** What the source is asked. */
async function asked({ range, minStep, query }: Case, moments: Moments, variables: VariableStateMap = {}) {
  const questions: MetricQuestion[] = [];
  const source: MetricSource = (_, question) => {
    questions.push(question);
    return Promise.resolve({ data: { resultType: 'matrix', result: [] }, warnings: [], meta: {} });
  };
  const end = Date.UTC(2026, 10, 30, 12);
  const timeRange = { start: new Date(end - durationMs(range)), end: new Date(end) };
  const circumstances = { timeRange, moments, variables, datasources: datasourcesWith({}), suggestedStepMs: 0 };
  await askQuery({ query, minStep }, circumstances, undefined, source);
  const [first] = questions;
  return {
    asked: [...new Set(questions.map((question) => question.query))],
    step: first && 'step' in first ? first.step : undefined,
  };
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
