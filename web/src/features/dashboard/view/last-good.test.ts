import { beforeEach, describe, expect, it } from 'vitest';
import type { TimeSeriesData } from '@perses-dev/core';
import type { PanelQuery } from '../query/use-panel-data';
import { NO_MEMORY, panelReading, remembered, warningsOf, type Memory } from './last-good';

const definition = { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: {} } } };

function query(change: Partial<PanelQuery>): PanelQuery {
  return {
    definition,
    data: undefined,
    meta: {},
    answeredAt: undefined,
    error: undefined,
    isWaiting: false,
    ...change,
  };
}

function answered(data: TimeSeriesData, answeredAt: number, meta: PanelQuery['meta'] = {}): PanelQuery {
  return query({ data, meta, answeredAt });
}

const failed = query({ error: new Error('down') });
const waiting = query({ isWaiting: true });

const first = { series: [] };
const second = { series: [] };

describe('the last good data of a panel', () => {
  let memory: Memory = NO_MEMORY;
  beforeEach(() => {
    memory = NO_MEMORY;
  });
  const read = (queries: PanelQuery[], scope = 's') => {
    memory = remembered(memory, queries, scope);
    return panelReading(memory, queries);
  };

  it('stays when the source does not answer, and says since when', () => {
    read([answered(first, 100)]);
    expect(read([failed])).toMatchObject({ results: [{ data: first }], staleSince: 100, updatedAt: 100 });
    const again = read([answered(second, 300)]);
    expect(again).toMatchObject({ results: [{ data: second }], staleSince: undefined, updatedAt: 300, errors: [] });
  });

  it('stays stale while the source is asked again, and fails no less', () => {
    read([answered(first, 100)]);
    read([failed]);
    expect(read([waiting])).toMatchObject({ staleSince: 100, errors: [failed.error], isWaiting: true });
    expect(read([answered(first, 300)])).toMatchObject({ staleSince: undefined, updatedAt: 300, errors: [] });
  });

  it('is as old as the server says, and stale when it has nothing newer itself', () => {
    const old = read([answered(first, 100, { ageMs: 60, isStale: true })]);
    expect(old).toMatchObject({ updatedAt: 40, staleSince: 40, errors: [] });
    const fresh = read([answered(second, 200, { ageMs: 60, isStale: false })]);
    expect(fresh).toMatchObject({ updatedAt: 140, staleSince: undefined });
  });

  it('is the same memory as long as nothing new was answered or failed', () => {
    read([answered(first, 100)]);
    const before = memory;
    read([answered(first, 100)]);
    read([waiting]);
    expect(memory).toBe(before);
    read([failed]);
    const after = memory;
    read([failed]);
    expect(memory).toBe(after);
  });

  it('is forgotten when the panel asks for something else, and so is what failed', () => {
    read([answered(first, 100)], 'model=a');
    const other = read([failed], 'model=b');
    expect(other).toMatchObject({ results: [], staleSince: undefined, errors: [failed.error] });
    expect(read([waiting], 'model=c')).toMatchObject({ results: [], errors: [] });
  });

  it('draws what answered when one of two queries fails', () => {
    const reading = read([answered(first, 100), failed]);
    expect(reading.results.map(({ data }) => data)).toEqual([first, { series: [] }]);
    expect(reading.errors).toHaveLength(1);
    expect(reading.staleSince).toBeUndefined();
  });

  it('keeps each answer in the place of its query: the settings of the second are not those of the first', () => {
    const answer = { series: [{ name: 'second', values: [] }] };
    const reading = read([failed, answered(answer, 100)]);
    expect(reading.results.map(({ data }) => data)).toEqual([{ series: [] }, answer]);
  });

  it('is nothing before the first answer of any query', () => {
    expect(read([failed, waiting]).results).toEqual([]);
  });
});

describe('the warnings of the sources', () => {
  it('are told once each, and nothing else that they note', () => {
    const noted = (...notices: { type: 'warning' | 'info'; message: string }[]) => ({
      definition,
      data: { series: [], metadata: { notices } },
    });
    const results = [
      noted({ type: 'warning', message: 'store down' }, { type: 'info', message: 'slow' }),
      noted({ type: 'warning', message: 'store down' }),
      { definition, data: first },
    ];
    expect(warningsOf({ results })).toEqual(['store down']);
  });
});
