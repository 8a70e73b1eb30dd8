import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { createQueryClient } from '@/api/query-client';
import { readDocument } from '../document/dashboard-document';
import { DashboardCanvas } from './dashboard-canvas';
import type { DashboardData } from './dashboard-scope';

const DATASOURCE = {
  kind: 'GlobalDatasource',
  metadata: { name: 'main' },
  spec: { default: true, plugin: { kind: 'PrometheusDatasource', spec: { scrapeInterval: '15s' } } },
} as const;

/** One datasource at an address that no project has. */
const DATA: DashboardData = {
  sharedVariables: [],
  datasources: {
    buildProxyUrl: ({ name }) => `/shared/token/${name}`,
    getDatasource: () => Promise.resolve(undefined),
    getGlobalDatasource: () => Promise.resolve(DATASOURCE),
    listDatasources: () => Promise.resolve([]),
    listGlobalDatasources: () => Promise.resolve([DATASOURCE]),
  },
};

const QUERY = {
  kind: 'TimeSeriesQuery',
  spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: { query: 'up{job="$job"}' } } },
};

const DOCUMENT = readDocument({
  kind: 'Dashboard',
  metadata: { name: 'shared', project: 'default', version: 1 },
  spec: {
    variables: [
      {
        kind: 'ListVariable',
        spec: { name: 'job', plugin: { kind: 'StaticListVariable', spec: { values: ['api', 'web'] } } },
      },
    ],
    panels: {
      up: {
        kind: 'Panel',
        spec: { display: { name: 'Up of $job' }, plugin: { kind: 'StatChart', spec: {} }, queries: [QUERY] },
      },
    },
    layouts: [
      { kind: 'Grid', spec: { items: [{ x: 0, y: 0, width: 24, height: 8, content: { $ref: '#/spec/panels/up' } }] } },
    ],
  },
});

class Observer {
  observe = () => undefined;
  disconnect = () => undefined;
}

it('draws a dashboard without a session and without a router, from where its data come', async () => {
  // Everything is in sight as it is.
  for (const observer of ['IntersectionObserver', 'ResizeObserver']) vi.stubGlobal(observer, Observer);
  const asked = vi.fn((_url: string, _init?: RequestInit) =>
    Promise.resolve(
      Response.json({
        status: 'success',
        data: { resultType: 'matrix', result: [{ metric: { job: 'api' }, values: [[Date.now() / 1000, '42']] }] },
      }),
    ),
  );
  vi.stubGlobal('fetch', asked);
  render(
    <QueryClientProvider client={createQueryClient()}>
      <DashboardCanvas
        document={DOCUMENT}
        data={DATA}
        time={{ window: { kind: 'relative', past: '15m' }, go: () => undefined }}
        zone="UTC"
        permissions={{ canEdit: false }}
      />
    </QueryClientProvider>,
  );
  expect(await screen.findByRole('heading', { name: 'Up of api' })).toBeDefined();
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  const [url, init] = asked.mock.calls[0] ?? [];
  expect(url).toBe('/shared/token/main/api/v1/query_range');
  expect(String(init?.body as URLSearchParams)).toContain(encodeURIComponent('up{job="api"}'));
  expect(screen.queryByRole('button', { name: /alone/ })).toBeNull();
});
