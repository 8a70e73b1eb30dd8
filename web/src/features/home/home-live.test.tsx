import { act, screen } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { LiveProvider } from '@/api/live';
import { FakeEventSource } from '@/test/event-source';
import { renderPage } from '@/test/render';
import { serve } from '@/test/server';
import { useHomeDashboards } from './home-data';

function Probe() {
  return <output>{useHomeDashboards('commerce', ['latency']).known.get('latency')?.health.status}</output>;
}

beforeEach(() => {
  FakeEventSource.all = [];
  vi.stubGlobal('EventSource', FakeEventSource);
});

function answer(status: string): void {
  serve({ 'GET /api/v1/projects/commerce/catalog': { body: { items: [{ name: 'latency', health: { status } }] } } });
}

it('the state of a favourite follows the stream', async () => {
  answer('PASS');
  renderPage(
    <LiveProvider project="commerce">
      <Probe />
    </LiveProvider>,
  );
  expect(await screen.findByText('PASS')).toBeInTheDocument();
  answer('FAIL');
  act(() => FakeEventSource.all[0]?.tell('health', { environment: 'builtin', asset: 'latency' }));
  expect(await screen.findByText('FAIL')).toBeInTheDocument();
});
