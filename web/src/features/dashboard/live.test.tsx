import { act, screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { LiveProvider } from '@/api/live';
import { FakeEventSource } from '@/test/event-source';
import { renderPage } from '@/test/render';
import { serve } from '@/test/server';
import { useCatalogEntry } from './dashboard-api';
import { useLatestChanges } from './list/use-catalog';

function Probe() {
  const entry = useCatalogEntry('commerce', 'latency').data;
  const latest = useLatestChanges('commerce');
  return <output>{`${entry?.health.status} ${latest?.join()}`}</output>;
}

beforeEach(() => {
  FakeEventSource.all = [];
  vi.stubGlobal('EventSource', FakeEventSource);
});

function answer(status: string, updated_at: string): void {
  const items = [{ name: 'latency', health: { status, strip: [] }, updated_at }];
  serve({ 'GET /api/v1/projects/commerce/catalog': { body: { items, counts: {} } } });
}

it('the pill of a dashboard and the changes of today follow the stream', async () => {
  answer('PASS', 'yesterday');
  renderPage(
    <LiveProvider project="commerce">
      <Probe />
    </LiveProvider>,
  );
  expect(await screen.findByText('PASS yesterday')).toBeInTheDocument();
  const [stream] = FakeEventSource.all;
  answer('FAIL', 'yesterday');
  act(() => stream?.tell('health', { environment: 'builtin', asset: 'latency' }));
  expect(await screen.findByText('FAIL yesterday')).toBeInTheDocument();
  answer('FAIL', 'now');
  act(() => stream?.tell('dashboard', { name: 'other' }));
  expect(await screen.findByText('FAIL now')).toBeInTheDocument();
});
