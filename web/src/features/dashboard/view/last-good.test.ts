import { beforeEach, describe, expect, it } from 'vitest';
import type { PanelQuery } from '../query/use-panel-data';
import { NO_MEMORY, panelReading, remembered, warningsOf, type Memory } from './last-good';

const definition = { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: {} } } };

function query(change: Partial<PanelQuery>): PanelQuery {
  return { definition, data: undefined, meta: {}, error: undefined, isWaiting: false, ...change };
}

const first = { series: [] };
const second = { series: [] };

describe('the last good data of a panel', () => {
  let memory: Memory = NO_MEMORY;
  beforeEach(() => {
    memory = NO_MEMORY;
  });
  const readAt = (at: number, queries: PanelQuery[], scope: string) => {
    memory = remembered(memory, queries, scope, () => at);
    return panelReading(memory, queries);
  };

  it('stays when the source does not answer, and says since when', () => {
    readAt(100, [query({ data: first })], 's');
    const failed = readAt(200, [query({ error: new Error('down') })], 's');
    expect(failed).toMatchObject({ results: [{ data: first }], staleSince: 100, updatedAt: 100 });
    const again = readAt(300, [query({ data: second })], 's');
    expect(again).toMatchObject({ results: [{ data: second }], staleSince: undefined, updatedAt: 300, errors: [] });
  });

  it('is as old as the server says, and stale when it has nothing newer itself', () => {
    const meta = { ageMs: 60, isStale: true };
    expect(readAt(100, [query({ data: first, meta })], 's')).toMatchObject({
      updatedAt: 40,
      staleSince: 40,
      errors: [],
    });
    const fresh = readAt(200, [query({ data: second, meta: { ageMs: 60, isStale: false } })], 's');
    expect(fresh).toMatchObject({ updatedAt: 140, staleSince: undefined });
  });

  it('is as old as its first reading, however often it is drawn', () => {
    readAt(100, [query({ data: first })], 's');
    expect(readAt(900, [query({ data: first })], 's').updatedAt).toBe(100);
  });

  it('is the same memory as long as nothing new was answered', () => {
    readAt(100, [query({ data: first })], 's');
    const before = memory;
    readAt(200, [query({ data: first })], 's');
    readAt(300, [query({ error: new Error('down') })], 's');
    expect(memory).toBe(before);
  });

  it('is forgotten when the panel asks for something else', () => {
    readAt(100, [query({ data: first })], 'model=a');
    expect(readAt(200, [query({ error: new Error('down') })], 'model=b')).toMatchObject({
      results: [],
      staleSince: undefined,
    });
  });

  it('draws what answered when one of two queries fails', () => {
    const reading = readAt(100, [query({ data: first }), query({ error: new Error('no') })], 's');
    expect(reading.results.map(({ data }) => data)).toEqual([first, { series: [] }]);
    expect(reading.errors).toHaveLength(1);
    expect(reading.staleSince).toBeUndefined();
  });

  it('keeps each answer in the place of its query: the settings of the second are not those of the first', () => {
    const answer = { series: [{ name: 'second', values: [] }] };
    const reading = readAt(100, [query({ error: new Error('no') }), query({ data: answer })], 's');
    expect(reading.results.map(({ data }) => data)).toEqual([{ series: [] }, answer]);
  });

  it('is nothing before the first answer of any query', () => {
    expect(readAt(100, [query({ error: new Error('no') }), query({ isWaiting: true })], 's').results).toEqual([]);
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
