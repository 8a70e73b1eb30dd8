import { act, screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { LiveProvider } from '@/api/live';
import { FakeEventSource } from '@/test/event-source';
import { renderPage } from '@/test/render';
import { serve } from '@/test/server';
import { useCatalogEntry } from '@/api/queries/catalog';
import { useChangedSince } from './list/use-catalog';

function Probe() {
  const entry = useCatalogEntry('commerce', 'latency').data;
  const changed = useChangedSince('commerce', new Date(0));
  return <output>{`${entry?.health.status} ${changed}`}</output>;
}

beforeEach(() => {
  FakeEventSource.all = [];
  vi.stubGlobal('EventSource', FakeEventSource);
});

function answer(status: string, changed: number): void {
  const items = [{ name: 'latency', health: { status, strip: [] } }];
  serve({ 'GET /api/v1/projects/commerce/catalog': { body: { items, counts: { changed } } } });
}

it('the pill of a dashboard and the changes of today follow the stream', async () => {
  answer('PASS', 1);
  renderPage(
    <LiveProvider project="commerce">
      <Probe />
    </LiveProvider>,
  );
  expect(await screen.findByText('PASS 1')).toBeInTheDocument();
  const [stream] = FakeEventSource.all;
  answer('FAIL', 1);
  act(() => stream?.tell('health', { environment: 'builtin', asset: 'latency' }));
  expect(await screen.findByText('FAIL 1')).toBeInTheDocument();
  answer('FAIL', 307);
  act(() => stream?.tell('dashboard', { name: 'other' }));
  expect(await screen.findByText('FAIL 307')).toBeInTheDocument();
});
