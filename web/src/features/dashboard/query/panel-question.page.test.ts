import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MatrixData, VectorData } from '@perses-dev/prometheus-plugin';
import { datasourcesWith } from '@/test/datasources';
import { momentsOfValue } from './latest-values';
import type { MetricAnswer, MetricSource } from './metric-source';
import { askQuery, variablesOf, type QuerySpec } from './panel-question';
import type { Moments } from './window-end';

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
  const range = ({ query, start, end, step }: { query: string; start: number; end: number; step: number }) => {
    asked.push({ kind: 'range', end });
    const lines = new Map<string, MatrixData['result'][number]>();
    const pinned = /@ (\d+)/.exec(query)?.[1];
    for (let time = start; time <= end; time += step) {
      for (const { metric, value } of at(time, pinned === undefined ? time : Number(pinned))) {
        const line = lines.get(metric.name) ?? { metric, values: [] };
        lines.set(metric.name, { ...line, values: [...line.values, value] });
      }
    }
    const data: MatrixData = { resultType: 'matrix', result: [...lines.values()] };
    return data;
  };
  const moment = ({ time }: { time: number }) => {
    asked.push({ kind: 'instant', end: time });
    // The other way round: series are known by their labels, not by their order.
    const result = at(time).map(({ metric: { a, name }, value }) => ({ metric: { name, a }, value }));
    const data: VectorData = { resultType: 'vector', result };
    return data;
  };
  const source: MetricSource = (_, question) => {
    const data: MetricAnswer['data'] = 'time' in question ? moment(question) : range(question);
    return Promise.resolve({ data, warnings: [], meta: {} });
  };
  return { asked, source };
}

/** A datasource that measures every 15 s. */
const DATASOURCES = datasourcesWith({ scrapeInterval: '15s' });

type Wanted = {
  days: number;
  moments: Moments;
  query?: string;
  /** In ms, after now. */
  later?: number;
};

async function read(series: Parameters<typeof sourceOf>[0], { days, moments, query = 'x', later = 0 }: Wanted) {
  const { asked, source } = sourceOf(series);
  const circumstances = {
    timeRange: { start: new Date(NOW - days * DAY + later), end: new Date(NOW + later) },
    suggestedStepMs: (days * DAY) / 400,
    datasources: DATASOURCES,
    variables: {},
    moments,
  };
  const { data } = await askQuery({ query }, circumstances, undefined, source);
  const last = Object.fromEntries(data.series.map((one) => [one.labels?.['name'], one.values.at(-1)]));
  return { asked: asked.map(({ kind, end }) => ({ kind, end })), data, last };
}

beforeAll(() => vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterAll(() => vi.useRealTimers());

/** 0 until the last step, then a ramp. */
const ramp = (at: number): number => Math.max(0, at - (END - 100));

describe('what is shown of now', () => {
  it.each(['last', 'last-number', undefined] as const)('is so at the end of 90 days, for %s', async (calculation) => {
    const moments = momentsOfValue(calculation ? { calculation } : {});
    const { asked, last, data } = await read({ ramp }, { days: 90, moments });
    expect(last['ramp']).toEqual([END * 1000, 100]);
    expect(asked).toEqual([
      { kind: 'range', end: expect.any(Number) as number },
      { kind: 'instant', end: END },
    ]);
    expect(data.series[0]?.values).toHaveLength(402); // as many steps, both ends, and now
  });

  it('is asked once where the steps are fine', async () => {
    const { asked, last } = await read({ ramp }, { days: 15 / 1440, moments: 'latest' });
    expect(asked.map(({ kind }) => kind)).toEqual(['range']);
    expect(last['ramp']?.[0]).toBeGreaterThan((END - 15) * 1000);
  });

  it('does not stand in what is of the whole range', async () => {
    const { asked } = await read({ ramp }, { days: 90, moments: momentsOfValue({ calculation: 'mean' }) });
    expect(asked.map(({ kind }) => kind)).toEqual(['range']);
  });

  it('is what ended, where it ended, and what has just begun', async () => {
    const ended = (at: number): number | undefined => (at < END - 40 * 86_400 ? 7 : undefined);
    const begun = (at: number): number | undefined => (at >= END - 60 ? 3 : undefined);
    const { data, last } = await read({ ramp, ended, begun }, { days: 90, moments: 'latest' });
    expect(last['ended']?.[1]).toBe(7);
    expect(last['ended']?.[0]).toBeLessThan((END - 40 * 86_400) * 1000);
    expect(data.series.find(({ labels }) => labels?.['name'] === 'begun')?.values).toEqual([[END * 1000, 3]]);
  });

  it('is all that a chart of 90 days has of a source younger than its last step', async () => {
    const young = (at: number): number | undefined => (at >= END - 1200 ? 3 : undefined);
    const { data } = await read({ young }, { days: 90, moments: 'range' });
    expect(data.series.map(({ values }) => values)).toEqual([[[END * 1000, 3]]]);
  });

  it('is all that there is of what was not a number until its last step', async () => {
    const young = (at: number): number => (at >= END - 1200 ? 3 : Number.NaN);
    const { last } = await read({ young }, { days: 90, moments: 'range' });
    expect(last['young']).toEqual([END * 1000, 3]);
  });

  it('is not asked for beside a range that has points, nor twice where there are none', async () => {
    const nothing = (): undefined => undefined;
    expect((await read({ ramp }, { days: 90, moments: 'range' })).asked.map(({ kind }) => kind)).toEqual(['range']);
    const { asked, data } = await read({ nothing }, { days: 90, moments: 'range' });
    expect(asked.map(({ kind }) => kind)).toEqual(['range', 'instant']);
    expect(data.series).toEqual([]);
  });

  const hours = (count: number) => ({
    always: () => 9,
    ended: (at: number) => (at < END - count * 3600 ? 99 : undefined),
    begun: (at: number) => (at > END - 2400 ? 3 : undefined),
  });

  /** The last whole step before now, of the clock on the wall. */
  const lastOf = (step: number): number => {
    const offset = new Date().getTimezoneOffset() * 60;
    return Math.floor((END + offset) / step) * step - offset;
  };
  const STEP = (90 * 86_400) / 400;
  const lastStep = lastOf(STEP);

  it.each([
    ['last', [lastStep * 1000, END * 1000], 402],
    ['mean', [(lastStep - STEP) * 1000, lastStep * 1000], 401],
  ] as const)('is all that a pinned query answers, for %s', async (calculation, ends, count) => {
    const { data } = await read(hours(3), { days: 90, moments: momentsOfValue({ calculation }), query: 'x @ end()' });
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
    ['range', [lastOf(216)]],
    ['latest', [lastOf(216), END]],
  ] as const)('is now where the window ends later: %s', async (moments, ends) => {
    const { last, asked } = await read(hours(3), { days: 1, moments, query: 'x @ end()', later: DAY / 2 });
    expect(asked.map((one) => one.end)).toEqual(ends);
    expect([last['always'], last['ended']]).toEqual([[(ends.at(-1) ?? 0) * 1000, 9], undefined]);
  });

  it('is nothing where the whole window is to come', async () => {
    const { data } = await read({ ramp }, { days: 1, moments: 'instant', later: 2 * DAY });
    expect(data.series).toEqual([]);
  });

  it.each([90, 30, 15 / 1440])('is asked at the end of the window by a table of %d days', async (days) => {
    const { asked, last } = await read({ ramp }, { days, moments: 'instant' });
    expect(asked).toEqual([{ kind: 'instant', end: END }]);
    expect(last['ramp']?.[1]).toBe(100);
  });
});

describe('the series of an answer', () => {
  type Line = { metric: Record<string, string>; values: [number, string][] };

  async function answered(spec: QuerySpec, ...result: Line[]) {
    const data: MetricAnswer['data'] = { resultType: 'matrix', result };
    const source: MetricSource = () => Promise.resolve({ data, warnings: ['slow'], meta: { source: 'thanos' } });
    const timeRange = { start: new Date(1000), end: new Date(9000) };
    const circumstances = { timeRange, datasources: DATASOURCES, variables: {}, moments: 'range' as const };
    return askQuery(spec, { ...circumstances, suggestedStepMs: 0 }, undefined, source);
  }

  it('have the names of their labels where a format gives none', async () => {
    const values: [number, string][] = [[2, '1']];
    const named = async (seriesNameFormat: string, metric: Record<string, string>) =>
      (await answered({ query: 'sum(up)', seriesNameFormat }, { metric, values })).data.series[0]?.formattedName;
    expect(await named('{{b}}', { a: '1' })).toBe('{a="1"}');
    expect(await named(' two ', { a: '2' })).toBe(' two ');
    expect(await named(' ', {})).toBe('sum(up)');
  });

  it('are those that have a sample within the window', async () => {
    const { data } = await answered(
      { query: 'up' },
      { metric: { __name__: 'ended' }, values: [[0.5, '1']] },
      {
        metric: { __name__: 'goes_on' },
        values: [
          [0.5, '1'],
          [1, '1'],
        ],
      },
    );
    expect(data.series.map(({ name }) => name)).toEqual(['goes_on{}']);
  });

  it('come with what the source warns of and what the server tells of them', async () => {
    const { data, meta } = await answered({ query: 'up' }, { metric: {}, values: [[2, '1']] });
    expect(data.metadata).toEqual({ notices: [{ type: 'warning', message: 'slow' }], executedQueryString: 'up' });
    expect(meta).toEqual({ source: 'thanos' });
  });

  it('are none, and nothing is asked, where no query is written yet', async () => {
    expect((await answered({ query: '' })).data).toEqual({ series: [] });
  });
});

it('a query waits for the variables of its words, its names, its least step and its datasource', () => {
  const spec = { query: 'up{a="$a"}', seriesNameFormat: '{{x}} $b', minStep: '${c}', datasource: '$d' };
  expect(variablesOf(spec)).toEqual(['a', 'b', 'c', 'd']);
  expect(variablesOf({ datasource: { kind: 'PrometheusDatasource', name: '$d' } })).toEqual([]);
});
