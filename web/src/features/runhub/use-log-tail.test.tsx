import { act, render, screen } from '@testing-library/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LiveProvider, useStreamControls } from '@/api/live';
import { createQueryClient } from '@/api/query-client';
import { FakeEventSource } from '@/test/event-source';
import { problem, serve } from '@/test/server';
import { sampleLine } from '@/test/samples/runs';
import { useLogExtent } from './use-log-lines';
import { useLogTail } from './use-log-tail';

const ADDRESS = { project: 'commerce', run: 'r1' };
const KNOWN = { first: 1, last: 2, isComplete: false };
const LOG = 'GET /api/v1/projects/commerce/runs/r1/logs';

function Probe() {
  const extent = useLogExtent(ADDRESS, KNOWN);
  const tail = useLogTail(ADDRESS, extent.last, !extent.isComplete, () => undefined);
  const controls = useStreamControls();
  return (
    <>
      <output>{`${extent.last} ${tail}`}</output>
      <button type="button" onClick={controls?.pause}>
        pause
      </button>
      <button type="button" onClick={controls?.resume}>
        go on
      </button>
    </>
  );
}

let last: number;
let isComplete: boolean;
let server: ReturnType<typeof serve>;

async function pass(ms: number): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(ms));
}

function stream(): FakeEventSource {
  const found = FakeEventSource.all.at(-1);
  if (!found) throw new Error('no stream was opened');
  return found;
}

function readings(): number {
  return server.requests.filter(({ path }) => path.endsWith('/logs')).length;
}

async function grow(to: number): Promise<void> {
  last = to;
  act(() => stream().tell('run.log', { run_id: 'r1', seq: to }));
  await pass(500);
}

beforeEach(async () => {
  vi.useFakeTimers();
  FakeEventSource.all = [];
  vi.stubGlobal('EventSource', FakeEventSource);
  last = 2;
  isComplete = false;
  server = serve({
    [LOG]: () => ({ body: { lines: [sampleLine(last)], first_seq: 1, last_seq: last, complete: isComplete } }),
  });
  render(
    <QueryClientProvider client={createQueryClient()}>
      <LiveProvider project="commerce">
        <Probe />
      </LiveProvider>
    </QueryClientProvider>,
  );
  await pass(0);
  act(() => stream().open());
  await pass(500);
});

afterEach(() => vi.useRealTimers());

it('reads what is new when the stream says that the log has grown, without a connection of its own', async () => {
  expect(screen.getByRole('status')).toHaveTextContent('2 live');
  const before = readings();
  await grow(7);
  expect(screen.getByRole('status')).toHaveTextContent('7 live');
  expect(readings()).toBe(before + 1);
  act(() => stream().tell('run.log', { run_id: 'another', seq: 99 }));
  await pass(500);
  expect(readings()).toBe(before + 1);
  expect(FakeEventSource.all).toHaveLength(1);
});

it('stands still while it is paused, and catches up', async () => {
  act(() => screen.getByText('pause').click());
  const before = readings();
  last = 9;
  await pass(60_000);
  expect(screen.getByRole('status')).toHaveTextContent('2 paused');
  expect(readings()).toBe(before);
  act(() => screen.getByText('go on').click());
  await pass(500);
  expect(screen.getByRole('status')).toHaveTextContent('9');
});

it('goes on after a reading that failed', async () => {
  server = serve({ [LOG]: problem(503, 'unavailable', 'Later') });
  await grow(5);
  expect(screen.getByRole('status')).toHaveTextContent('2 live');
  server = serve({ [LOG]: () => ({ body: { lines: [sampleLine(5)], first_seq: 1, last_seq: 5, complete: true } }) });
  await pass(10_000);
  expect(screen.getByRole('status')).toHaveTextContent('5 off');
});

it('asks no more for a log that is out of reach, until there is news of it', async () => {
  server = serve({ [LOG]: problem(403, 'forbidden', 'No') });
  await grow(5);
  expect(readings()).toBe(1);
  await pass(30_000);
  expect(readings()).toBe(1);
  await grow(6);
  expect(readings()).toBe(2);
});
