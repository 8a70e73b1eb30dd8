import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DatasourceStore, TimeSeriesQueryContext, TimeSeriesQueryPlugin } from '@perses-dev/plugin-system';
import type { MatrixData, PrometheusClient, VectorData } from '@perses-dev/prometheus-plugin';
import { withLatestValues } from './latest-values';
import { withExactQuestions } from './prometheus-queries';

const NOW = Date.UTC(2026, 10, 30, 12, 58, 43);
const END = Date.UTC(2026, 10, 30, 12, 58, 40) / 1000;
const DAY = 86_400_000;

type Asked = { kind: 'range' | 'instant'; end: number };

/** A source in which each series is a function of time; undefined where it has nothing, as for all that is to come. */
function sourceOf(series: Record<string, (at: number) => number | undefined>) {
  const asked: Asked[] = [];
  const at = (time: number, pinned = time) =>
    Object.entries(series).flatMap(([name, value]) => {
      const number = pinned > NOW / 1000 ? undefined : value(pinned);
      return number === undefined
        ? []
        : [{ metric: { a: '1', name }, value: [time, String(number)] as [number, string] }];
    });
  const client = {
    rangeQuery: ({ query, start, end, step }: { query: string; start: number; end: number; step: number }) => {
      asked.push({ kind: 'range', end });
      const lines = new Map<string, MatrixData['result'][number]>();
      const pinned = /@ (\d+)/.exec(query)?.[1];
      for (let time = start; time <= end; time += step) {
        for (const { metric, value } of at(time, pinned === undefined ? time : Number(pinned))) {
          const line = lines.get(metric.name) ?? { metric, values: [] };
          lines.set(metric.name, { ...line, values: [...line.values, value] });
        }
      }
      return Promise.resolve({ status: 'success', data: { resultType: 'matrix', result: [...lines.values()] } });
    },
    instantQuery: ({ time }: { time: number }) => {
      asked.push({ kind: 'instant', end: time });
      // The other way round: series are known by their labels, not by their order.
      const result = at(time).map(({ metric: { a, name }, value }) => ({ metric: { name, a }, value }));
      const data: VectorData = { resultType: 'vector', result };
      return Promise.resolve({ status: 'success', data });
    },
  };
  const store = {
    getDatasourceClient: () => Promise.resolve(client),
  } as unknown as DatasourceStore;
  return { asked, store };
}

/** Asks as the plugin of Perses does: at whole steps of at least 15 s, a moment too. */
const PLUGIN: TimeSeriesQueryPlugin<{ query: string }> = {
  createInitialOptions: () => ({ query: '' }),
  getTimeSeriesData: async ({ query }, { timeRange, suggestedStepMs = 0, mode, datasourceStore }) => {
    const step = Math.max(15, suggestedStepMs / 1000);
    const whole = (time: Date): number => Math.floor(time.getTime() / 1000 / step) * step;
    const client = await datasourceStore.getDatasourceClient<PrometheusClient>({ kind: 'PrometheusDatasource' });
    const answer =
      mode === 'instant'
        ? await client.instantQuery({ query, time: whole(timeRange.end) })
        : await client.rangeQuery({ query, start: whole(timeRange.start), end: whole(timeRange.end), step });
    const lines = (answer.data as MatrixData | VectorData).result.map((line) => ({
      metric: line.metric,
      values: 'values' in line ? line.values : [line.value],
    }));
    const series = lines.map(({ metric, values }) => ({
      name: metric['name'] ?? '',
      labels: metric,
      values: values.map(([at, text]): [number, number] => [at * 1000, Number(text)]),
    }));
    return { series, stepMs: step * 1000 };
  },
};

const PANEL = { PanelComponent: () => null, createInitialOptions: () => ({}) };

function modeFor(calculation: 'last' | 'last-number' | 'mean' | undefined) {
  const { queryOptions } = withLatestValues<{ calculation?: 'last' | 'last-number' | 'mean' }, object>(PANEL);
  const options = typeof queryOptions === 'function' ? queryOptions(calculation ? { calculation } : {}) : queryOptions;
  return (options as Pick<TimeSeriesQueryContext, 'mode'>).mode;
}

type Wanted = {
  days: number;
  mode: TimeSeriesQueryContext['mode'];
  query?: string;
  /** In ms, after now. */
  later?: number;
};

async function read(series: Parameters<typeof sourceOf>[0], { days, mode, query = 'x', later = 0 }: Wanted) {
  const { asked, store } = sourceOf(series);
  const data = await withExactQuestions(PLUGIN).getTimeSeriesData(
    { query },
    {
      timeRange: { start: new Date(NOW - days * DAY + later), end: new Date(NOW + later) },
      suggestedStepMs: (days * DAY) / 400,
      datasourceStore: store,
      variableState: {},
      refreshKey: '',
      ...(mode && { mode }),
    },
  );
  const last = Object.fromEntries(data.series.map((one) => [one.labels?.['name'], one.values.at(-1)]));
  return { asked, data, last };
}

beforeAll(() => vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterAll(() => vi.useRealTimers());

/** 0 until the last step, then a ramp. */
const ramp = (at: number): number => Math.max(0, at - (END - 100));

describe('what is shown of now', () => {
  it.each(['last', 'last-number', undefined] as const)('is so at the end of 90 days, for %s', async (calculation) => {
    const { asked, last, data } = await read({ ramp }, { days: 90, mode: modeFor(calculation) });
    expect(last['ramp']).toEqual([END * 1000, 100]);
    expect(asked).toEqual([
      { kind: 'range', end: expect.any(Number) as number },
      { kind: 'instant', end: END },
    ]);
    expect(data.series[0]?.values).toHaveLength(402); // as many steps, both ends, and now
  });

  it('is asked once where the steps are fine', async () => {
    const { asked, last } = await read({ ramp }, { days: 15 / 1440, mode: modeFor('last') });
    expect(asked.map(({ kind }) => kind)).toEqual(['range']);
    expect(last['ramp']?.[0]).toBeGreaterThan((END - 15) * 1000);
  });

  it('does not stand in what is of the whole range', async () => {
    const { asked } = await read({ ramp }, { days: 90, mode: modeFor('mean') });
    expect(asked.map(({ kind }) => kind)).toEqual(['range']);
  });

  it('is what ended, where it ended, and what has just begun', async () => {
    const ended = (at: number): number | undefined => (at < END - 40 * 86_400 ? 7 : undefined);
    const begun = (at: number): number | undefined => (at >= END - 60 ? 3 : undefined);
    const { data, last } = await read({ ramp, ended, begun }, { days: 90, mode: modeFor('last') });
    expect(last['ended']?.[1]).toBe(7);
    expect(last['ended']?.[0]).toBeLessThan((END - 40 * 86_400) * 1000);
    expect(data.series.find(({ labels }) => labels?.['name'] === 'begun')?.values).toEqual([[END * 1000, 3]]);
  });

  it('is all that a chart of 90 days has of a source younger than its last step', async () => {
    const young = (at: number): number | undefined => (at >= END - 1200 ? 3 : undefined);
    const { data } = await read({ young }, { days: 90, mode: 'range' });
    expect(data.series.map(({ values }) => values)).toEqual([[[END * 1000, 3]]]);
  });

  it('is all that there is of what was not a number until its last step', async () => {
    const young = (at: number): number => (at >= END - 1200 ? 3 : Number.NaN);
    const { last } = await read({ young }, { days: 90, mode: 'range' });
    expect(last['young']).toEqual([END * 1000, 3]);
  });

  it('is not asked for beside a range that has points, nor twice where there are none', async () => {
    const nothing = (): undefined => undefined;
    expect((await read({ ramp }, { days: 90, mode: 'range' })).asked.map(({ kind }) => kind)).toEqual(['range']);
    const { asked, data } = await read({ nothing }, { days: 90, mode: 'range' });
    expect(asked.map(({ kind }) => kind)).toEqual(['range', 'instant']);
    expect(data.series).toEqual([]);
  });

  const hours = (count: number) => ({
    always: () => 9,
    ended: (at: number) => (at < END - count * 3600 ? 99 : undefined),
    begun: (at: number) => (at > END - 2400 ? 3 : undefined),
  });

  const STEP = (90 * 86_400) / 400;
  const lastStep = Math.floor(END / STEP) * STEP;

  it.each([
    ['last', [lastStep * 1000, END * 1000], 402],
    ['mean', [(lastStep - STEP) * 1000, lastStep * 1000], 401],
  ] as const)('is all that a pinned query answers, for %s', async (calculation, ends, count) => {
    const { data } = await read(hours(3), { days: 90, mode: modeFor(calculation), query: 'x @ end()' });
    const values = data.series.map(({ labels, values: points }) => [
      labels?.['name'],
      new Set(points.map(([, y]) => y)),
    ]);
    expect(values).toEqual([
      ['always', new Set([9])],
      ['begun', new Set([3])],
    ]);
    expect(data.series[0]?.values).toHaveLength(count);
    expect(data.series[0]?.values.slice(-2).map(([at]) => at)).toEqual(ends);
  });

  it.each([
    ['instant', [END]],
    ['range', [END - (END % 216)]],
    [modeFor('last'), [END - (END % 216), END]],
  ] as const)('is now where the window ends later: %s', async (mode, ends) => {
    const { last, asked } = await read(hours(3), { days: 1, mode, query: 'x @ end()', later: DAY / 2 });
    expect(asked.map((one) => one.end)).toEqual(ends);
    expect([last['always'], last['ended']]).toEqual([[(ends.at(-1) ?? 0) * 1000, 9], undefined]);
  });

  it('is nothing where the whole window is to come', async () => {
    const { data } = await read({ ramp }, { days: 1, mode: 'instant', later: 2 * DAY });
    expect(data.series).toEqual([]);
  });

  it.each([90, 30, 15 / 1440])('is asked at the end of the window by a table of %d days', async (days) => {
    const { asked, last } = await read({ ramp }, { days, mode: 'instant' });
    expect(asked).toEqual([{ kind: 'instant', end: END }]);
    expect(last['ramp']?.[1]).toBe(100);
  });
});

describe('the series of an answer', () => {
  async function answered(series: { name: string; formattedName?: string; values: [number, number][] }[]) {
    const plugin: TimeSeriesQueryPlugin<{ query: string }> = {
      createInitialOptions: () => ({ query: '' }),
      getTimeSeriesData: () => Promise.resolve({ series }),
    };
    const { store } = sourceOf({});
    const timeRange = { start: new Date(1000), end: new Date(9000) };
    const context = { timeRange, datasourceStore: store, variableState: {}, refreshKey: '' };
    return (await withExactQuestions(plugin).getTimeSeriesData({ query: 'sum(up)' }, context)).series;
  }

  it('have the names of their labels where a format gives none', async () => {
    const values: [number, number][] = [[2000, 1]];
    const series = await answered([
      { name: '{a="1"}', formattedName: '', values },
      { name: '{a="2"}', formattedName: ' two ', values },
      { name: '{}', formattedName: ' ', values },
    ]);
    expect(series.map(({ formattedName }) => formattedName)).toEqual(['{a="1"}', ' two ', 'sum(up)']);
  });

  it('are those that have a sample within the window', async () => {
    const series = await answered([
      { name: 'ended', values: [[500, 1]] },
      {
        name: 'goes on',
        values: [
          [500, 1],
          [1000, 1],
        ],
      },
    ]);
    expect(series.map(({ name }) => name)).toEqual(['goes on']);
  });
});
