import { act, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { renderPage } from '@/test/render';
import { useStartLines } from './start-data';
import type { StartPanel } from './start-panels';

let isPaused = false;
vi.mock('@/api/live', () => ({ useIsPaused: () => isPaused, useKeptFresh: () => undefined }));

const PANEL: StartPanel = { key: 'up', title: 'Up', unit: '', kind: 'value', queries: [{ text: 'up', legend: '' }] };

function Probe() {
  return <output>{useStartLines(PANEL).isSuccess ? 'read' : 'reading'}</output>;
}

afterEach(() => void vi.useRealTimers());

it.each([
  ['again after 15 seconds', false, 2],
  ['once while the person wants nothing to change', true, 1],
])('the charts are read %s', async (_, paused, times) => {
  isPaused = paused;
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const fetched = vi.fn(async (_request: Request, _init?: RequestInit) => Response.json({ data: { result: [] } }));
  vi.stubGlobal('fetch', fetched);
  renderPage(<Probe />);
  await screen.findByText('read');
  await act(() => vi.advanceTimersByTimeAsync(16_000));
  expect(fetched).toHaveBeenCalledTimes(times);
  // The client's own signal ends what takes too long.
  expect(fetched.mock.calls[0]?.[1]?.signal).toBeInstanceOf(AbortSignal);
});
