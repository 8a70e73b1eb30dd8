import { act, renderHook } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PanelDefinition, TimeRangeValue } from '@perses-dev/core';
import type { PanelQuery } from '../query/use-panel-data';
import { usePanelReading } from './use-panel-reading';

const asked: { queries: PanelQuery[]; range: TimeRangeValue } = { queries: [], range: { pastDuration: '15m' } };

vi.mock('@perses-dev/plugin-system', () => ({
  useTimeRange: () => ({ timeRange: asked.range }),
  useVariableValues: () => ({}),
}));

const QUERY = { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: {} } } };
const PANEL: PanelDefinition = {
  kind: 'Panel',
  spec: { display: { name: 'Load' }, plugin: { kind: 'TimeSeriesChart', spec: {} }, queries: [QUERY] },
};
const ANSWER = { series: [] };
const REFUSED = new Error('start lies more than 90 days back');

function query(change: Partial<PanelQuery>): PanelQuery {
  return {
    definition: QUERY,
    data: undefined,
    meta: {},
    answeredAt: undefined,
    error: undefined,
    isWaiting: false,
    ...change,
  };
}

function read() {
  const { result, rerender } = renderHook(() => usePanelReading(PANEL, asked.queries, true));
  const then = (change: Partial<typeof asked>) => {
    Object.assign(asked, change);
    act(() => rerender());
    return result.current;
  };
  return { first: result.current, then };
}

describe('what a panel shows when its query fails', () => {
  beforeEach(() => {
    asked.queries = [query({ data: ANSWER, answeredAt: 100 })];
  });

  it.each<[string, TimeRangeValue, TimeRangeValue]>([
    ['a longer time up to now', { pastDuration: '15m' }, { pastDuration: '100d' }],
    ['a time of the past', { pastDuration: '15m' }, { start: new Date(0), end: new Date(1) }],
    ['another time of the past', { start: new Date(0), end: new Date(1) }, { start: new Date(0), end: new Date(2) }],
  ])('is the failure when it asks %s', (_, range, other) => {
    asked.range = range;
    const { first, then } = read();
    expect(first.results).toHaveLength(1);
    expect(then({ range: other, queries: [query({ error: REFUSED })] })).toMatchObject({
      results: [],
      errors: [REFUSED],
      staleSince: undefined,
    });
  });

  it.each<[string, TimeRangeValue, TimeRangeValue]>([
    ['the last 15 minutes', { pastDuration: '15m' }, { pastDuration: '15m' }],
    ['one time of the past', { start: new Date(0), end: new Date(1) }, { start: new Date(0), end: new Date(1) }],
  ])('is the last answer, stale, when it asks for %s again', (_, range, again) => {
    asked.range = range;
    const { then } = read();
    const { results, staleSince } = then({ range: again, queries: [query({ error: REFUSED })] });
    expect(results).toEqual([{ definition: QUERY, data: ANSWER }]);
    expect(staleSince).toBe(100);
  });
});
