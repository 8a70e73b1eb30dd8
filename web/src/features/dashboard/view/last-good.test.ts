import type { QueryData } from '@perses-dev/plugin-system';
import { describe, expect, it } from 'vitest';
import { LastGood } from './last-good';

const definition = { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: {} } } };

function query(change: Partial<QueryData>): QueryData {
  return { definition, error: undefined, isFetching: false, isLoading: false, ...change };
}

const first = { series: [] };
const second = { series: [] };

describe('the last good data of a panel', () => {
  it('stays when the source does not answer, and says since when', () => {
    const kept = new LastGood();
    kept.read([query({ data: first })], 's', 100);
    const failed = kept.read([query({ error: new Error('down') })], 's', 200);
    expect(failed).toMatchObject({ results: [{ data: first }], staleSince: 100, updatedAt: 100 });
    const again = kept.read([query({ data: second })], 's', 300);
    expect(again).toMatchObject({ results: [{ data: second }], staleSince: undefined, updatedAt: 300, errors: [] });
  });

  it('is as old as its first reading, however often it is drawn', () => {
    const kept = new LastGood();
    kept.read([query({ data: first })], 's', 100);
    expect(kept.read([query({ data: first })], 's', 900).updatedAt).toBe(100);
  });

  it('is forgotten when the panel asks for something else', () => {
    const kept = new LastGood();
    kept.read([query({ data: first })], 'model=a', 100);
    expect(kept.read([query({ error: new Error('down') })], 'model=b', 200)).toMatchObject({
      results: [],
      staleSince: undefined,
    });
  });

  it('draws what answered when one of two queries fails', () => {
    const kept = new LastGood();
    const reading = kept.read([query({ data: first }), query({ error: new Error('no') })], 's', 100);
    expect(reading.results).toHaveLength(1);
    expect(reading.errors).toHaveLength(1);
    expect(reading.staleSince).toBeUndefined();
  });
});
