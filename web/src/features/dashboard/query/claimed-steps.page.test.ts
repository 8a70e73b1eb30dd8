import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { getCommonTimeScale, type TimeSeriesData } from '@perses-dev/core';
import type { HistogramValue } from '@perses-dev/prometheus-plugin';
import { useStatusHistoryDataModel } from '@perses-dev/status-history-chart-plugin/lib/utils/data-transform';
import { datasourcesWith } from '@/test/datasources';
import type { MetricAnswer, MetricSource } from './metric-source';
import { askQuery } from './panel-question';
import type { Moments } from './window-end';

const NOW = Date.UTC(2026, 10, 30, 12, 58, 43);
const END = Date.UTC(2026, 10, 30, 12, 58, 40);
const HOUR = 3_600_000;
const STEP = 300_000;
const BUCKETS: HistogramValue = { count: 4, sum: '10', buckets: [[0, '0', '5', '4']] };

/** A source of two lines, 1 since `born` and, as some sources do, NaN before. Of what comes it has what is pinned alone. */
function sourceOf(born: number, before?: string) {
  const asked: string[] = [];
  const sampleAt = (at: number, isPinned = false): [number, string][] => {
    const number = at * 1000 >= born ? '1' : before;
    return number === undefined || (at * 1000 > NOW && !isPinned) ? [] : [[at, number]];
  };
  const range = ({ query, start, end, step }: { query: string; start: number; end: number; step: number }) => {
    asked.push(query);
    const steps = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => start + index * step);
    const values = steps.flatMap((at) => sampleAt(at, query.includes('@')));
    const histograms = values.map(([at]): [number, HistogramValue] => [at, BUCKETS]);
    const other = before === undefined ? [{ metric: { a: '2' }, values: [], histograms }] : [];
    return values.length === 0 ? [] : [{ metric: { a: '1' }, values }, ...other];
  };
  const moment = ({ time }: { time: number }) => {
    const [value] = sampleAt(time);
    if (!value) return [];
    const histogram: [number, HistogramValue] = [time, BUCKETS];
    return [{ metric: { a: '1' }, value }, ...(before === undefined ? [{ metric: { a: '2' }, histogram }] : [])];
  };
  const source: MetricSource = (_, question) => {
    const data = (
      'time' in question
        ? { resultType: 'vector', result: moment(question) }
        : { resultType: 'matrix', result: range(question) }
    ) as MetricAnswer['data']; // a vector of histograms has no values
    return Promise.resolve({ data, warnings: [], meta: {} });
  };
  return { asked, source };
}

type Wanted = { born?: number; before?: string; moments?: Moments; later?: number };

async function answered(query: string, { born = 0, before, moments = 'range', later = 0 }: Wanted = {}) {
  const { asked, source } = sourceOf(born, before);
  const timeRange = { start: new Date(NOW + later - 24 * HOUR), end: new Date(NOW + later) };
  const circumstances = { timeRange, variables: {}, datasources: datasourcesWith({}), suggestedStepMs: STEP, moments };
  return { asked, data: (await askQuery({ query }, circumstances, undefined, source)).data };
}

/** Where the charts of cells look for a point: at these very moments, and nowhere else. */
function cellsOf(...answers: TimeSeriesData[]): Set<number> {
  const {
    startMs = 0,
    endMs = -1,
    stepMs = 1,
  } = getCommonTimeScale(answers.map((data) => structuredClone(data))) ?? {};
  return new Set(
    Array.from({ length: Math.floor((endMs - startMs) / stepMs) + 1 }, (_, index) => startMs + index * stepMs),
  );
}

function numbersOf({ series }: TimeSeriesData): number[] {
  return series.flatMap(({ values, histograms = [] }) => [
    ...values.filter(([, value]) => !Number.isNaN(value)).map(([at]) => at),
    ...histograms.map(([at]) => at * 1000),
  ]);
}

/** How many cells a status history draws. */
function drawn(...answers: TimeSeriesData[]): number {
  const results = answers.map((data) => ({ definition: { kind: '', spec: { plugin: { kind: '', spec: {} } } }, data }));
  const { result } = renderHook(() => useStatusHistoryDataModel(results, ['#000'], {}));
  return result.current.statusHistoryData.length;
}

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterEach(() => vi.useRealTimers());

describe('the numbers of an answer stand on the steps that it claims', () => {
  it.each<[string, string, Wanted]>([
    ['of a range', 'up', {}],
    ['of what is pinned to the end', 'up and topk(5, up @ end())', {}],
    ['of what is pinned, in a window that ends later', 'up @ end()', { later: 6 * HOUR }],
    ['of what began since the last step', 'up', { born: NOW - 60_000 }],
    ['of what was no number until the last step', 'up', { born: NOW - 60_000, before: 'NaN' }],
    ['of what began, in a window that ends later', 'up', { born: NOW - 60_000, later: 6 * HOUR + 7000 }],
  ])('%s', async (_, query, wanted) => {
    const { data } = await answered(query, wanted);
    const cells = cellsOf(data);
    const numbers = numbersOf(data);
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers.filter((at) => !cells.has(at))).toEqual([]);
    expect(drawn(data)).toBeGreaterThan(0);
  });

  it('of two queries, one of them pinned', async () => {
    const [one, other] = await Promise.all([answered('up'), answered('up @ end()')]);
    const cells = cellsOf(one.data, other.data);
    expect([...numbersOf(one.data), ...numbersOf(other.data)].filter((at) => !cells.has(at))).toEqual([]);
  });
});

it('what is pinned to now has no value at a moment to come', async () => {
  const { data } = await answered('up @ end()', { later: 6 * HOUR });
  expect(Math.max(...numbersOf(data))).toBe(Math.floor(NOW / STEP) * STEP);
});

it.each(['range', 'instant'] as const)('what began since the last step is drawn where it is, %s', async (moments) => {
  const { data } = await answered('up', { born: NOW - 60_000, moments });
  expect(data.series[0]?.values).toEqual([[END, 1]]);
  expect(data.stepMs).toBe(STEP);
});

it.each([
  ['up @ end()', `up @ ${END / 1000}`],
  ['up @end( )offset 5m', `up @ ${END / 1000} offset 5m`],
  ['up @ END() + up @ end()', `up @ ${END / 1000} + up @ ${END / 1000}`],
  [
    'label_replace(up @ end(), "a", "@ end()", "", "") # @ end()',
    `label_replace(up @ ${END / 1000}, "a", "@ end()", "", "") # @ end()`,
  ],
  [`up{a='\\'', b=\`\\\`} @ end()`, `up{a='\\'', b=\`\\\`} @ ${END / 1000}`],
  ['up{a="@ end()"} @ start()', 'up{a="@ end()"} @ start()'],
])('%s is asked as %s', async (query, asked) => {
  expect((await answered(query)).asked).toEqual([asked]);
});
