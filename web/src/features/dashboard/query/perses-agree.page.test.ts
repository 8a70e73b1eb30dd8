import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DatasourceStore, TimeSeriesQueryContext } from '@perses-dev/plugin-system';
import type { PrometheusTimeSeriesQuerySpec } from '@perses-dev/prometheus-plugin';
import { getTimeSeriesData } from '@perses-dev/prometheus-plugin/lib/plugins/prometheus-time-series-query/get-time-series-data';
import { onOwnSteps } from './claimed-steps';
import { askQuery } from './panel-question';
import { createPrometheusClient } from './prometheus-client';

const NOW = Date.UTC(2026, 10, 30, 12, 58, 43, 217);
const SPEC = { scrapeInterval: '15s' } as const;

const STORE = {
  listDatasourceSelectItems: () => Promise.resolve([]),
  getDatasource: () => Promise.resolve({ plugin: { kind: 'PrometheusDatasource', spec: SPEC } }),
  getDatasourceClient: () => Promise.resolve(createPrometheusClient(SPEC, { proxyUrl: '/proxy/x' })),
} as unknown as DatasourceStore;

const BUCKETS = { count: 2, sum: '7.5', buckets: [[0, '1', '2', '2']] };

/** Numbers in all the forms that Prometheus writes, within the last minutes. */
function matrix(now: number) {
  const at = (before: number, text: string) => [now / 1000 - before, text];
  return [
    { metric: { __name__: 'up', job: 'b', a: '1' }, values: [at(90, '1'), at(60, '+Inf'), at(30, '-Inf')] },
    { metric: { job: 'c' }, values: [at(60, 'NaN'), at(30, '1e-3')] },
    { metric: { __name__: 'sizes' }, values: [], histograms: [[now / 1000 - 30, BUCKETS]] },
  ];
}

function context(minutes: number, width: number): TimeSeriesQueryContext {
  return {
    timeRange: { start: new Date(NOW - minutes * 60_000), end: new Date(NOW) },
    suggestedStepMs: width === 0 ? 0 : Math.floor((minutes * 60_000) / width),
    variableState: { job: { value: ['b', 'c'], loading: false }, step: { value: '2m', loading: false } },
    datasourceStore: STORE,
    refreshKey: '',
  };
}

const asked: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push(`${url} ${String(init.body as URLSearchParams)}`);
    return new Response(JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: matrix(NOW) } }));
  });
});
afterEach(() => vi.useRealTimers());

const QUERIES: PrometheusTimeSeriesQuerySpec[] = [
  { query: 'up' },
  { query: 'up{job=~"$job"}', seriesNameFormat: '{{job}} {{ a }} of $job' },
  { query: 'rate(x[$__rate_interval]) + $__interval_ms / ${__interval}', minStep: '30s' },
  { query: 'x', minStep: '$step' as '2m' },
];

describe.each(QUERIES)('a panel asks and draws as the plugin of Perses does: $query', (spec) => {
  it.each([
    [15, 0],
    [15, 640],
    [60, 320],
    [24 * 60, 777],
    [30 * 24 * 60, 1200],
  ])('in %d minutes of %d pixels', async (minutes, width) => {
    const perses = context(minutes, width);
    asked.length = 0;
    const theirs = await getTimeSeriesData(spec, perses);
    const { timeRange, variableState: variables, suggestedStepMs = 0 } = perses;
    const ours = await askQuery(spec, { timeRange, variables, suggestedStepMs, datasources: STORE, moments: 'range' });
    expect(asked[1]).toBe(asked[0]);
    expect(ours.data).toEqual(onOwnSteps(theirs));
  });
});
