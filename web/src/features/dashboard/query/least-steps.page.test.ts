import { describe, expect, it } from 'vitest';
import type { DurationString } from '@perses-dev/core';
import type { VariableStateMap } from '@perses-dev/plugin-system';
import { durationMs } from '@/kit/date-time/time-window';
import { datasourcesWith } from '@/test/datasources';
import type { MetricSource } from './metric-source';
import { askQuery } from './panel-question';
import stepCases from './step-cases.json';

const NOW = Date.UTC(2026, 10, 30, 12, 58, 43);

type Wanted = { minStep?: string; variables?: VariableStateMap; ms?: number; scrapeInterval?: string };

/** In which steps, in seconds, a query asks in the last so many ms of a source that measures so often. */
async function stepOf({
  minStep,
  variables = {},
  ms = 3_600_000,
  scrapeInterval,
}: Wanted): Promise<number | undefined> {
  let step: number | undefined;
  const source: MetricSource = (_, question) => {
    if ('step' in question) step = question.step;
    return Promise.resolve({ data: { resultType: 'matrix', result: [] }, warnings: [], meta: {} });
  };
  const interval = scrapeInterval as DurationString | undefined; // or what is none
  const circumstances = {
    timeRange: { start: new Date(NOW - ms), end: new Date(NOW) },
    datasources: datasourcesWith(interval === undefined ? {} : { scrapeInterval: interval }),
    variables,
    moments: 'range' as const,
    suggestedStepMs: 0,
  };
  await askQuery({ query: 'x', minStep }, circumstances, undefined, source);
  return step;
}

describe('a query whose least step is longer than the window', () => {
  // The checks of the server read the same cases.
  it.each(stepCases)('$minStep in $range asks in steps of $seconds s', async ({ range, minStep, seconds }) => {
    expect(await stepOf({ minStep, ms: durationMs(range) })).toBe(seconds);
  });

  it.each(['1d', '1w', '1h1s'])('of %s asks in steps of the window', async (minStep) => {
    expect(await stepOf({ minStep })).toBe(3600);
  });

  it.each([
    ['1h', 3600],
    ['30s', 30],
  ])('of %s asks as it says', async (minStep, step) => {
    expect(await stepOf({ minStep })).toBe(step);
  });

  it.each(['nonsense', '$unknown'])('of %s is refused', async (minStep) => {
    await expect(stepOf({ minStep })).rejects.toThrow('Invalid duration string');
  });

  it('of a variable asks in steps of the window too', async () => {
    const step = (value: string) => ({ step: { value, loading: false } });
    expect(await stepOf({ minStep: '$step', variables: step('1d') })).toBe(3600);
    expect(await stepOf({ minStep: '${step}', variables: step('1d') })).toBe(3600);
    expect(await stepOf({ minStep: '$step', variables: step('1m') })).toBe(60);
  });
});

describe('a source that is measured less often than once in the window', () => {
  it('is asked in steps of the window', async () => {
    expect(await stepOf({ scrapeInterval: '1h', ms: 900_000 })).toBe(900);
    expect(await stepOf({ ms: 30_000 })).toBe(30);
  });

  it('is else asked as it says', async () => {
    expect(await stepOf({ scrapeInterval: '15m', ms: 900_000 })).toBe(900);
    expect(await stepOf({ scrapeInterval: '5m', ms: 900_000 })).toBe(300);
    expect(await stepOf({ ms: 60_000 })).toBe(60);
  });
});
