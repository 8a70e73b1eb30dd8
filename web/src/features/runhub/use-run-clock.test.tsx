import { renderHook } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import type { StreamState } from '@/api/stream-words';
import { useRunClock } from './use-run-clock';

const SINCE = Date.parse('2026-11-30T16:43:00Z');
const stream = vi.hoisted(() => ({ state: { state: 'live' } as StreamState }));

vi.mock('@/api/live', () => ({ useStreamState: () => stream.state }));

beforeEach(() => {
  stream.state = { state: 'live' };
});

it('goes on while the server is heard', () => {
  const { now, staleSince } = renderHook(() => useRunClock(true)).result.current;
  expect(Math.abs(Date.now() - now.getTime())).toBeLessThan(60_000);
  expect(staleSince).toBeUndefined();
});

it('stands at the moment since when nothing is heard', () => {
  stream.state = { state: 'stale', since: SINCE };
  const { now, staleSince } = renderHook(() => useRunClock(true)).result.current;
  expect([now, staleSince]).toEqual([new Date(SINCE), new Date(SINCE)]);
});

it('leaves a finished run as it is: nothing more will be heard of it', () => {
  stream.state = { state: 'stale', since: SINCE };
  expect(renderHook(() => useRunClock(false)).result.current.staleSince).toBeUndefined();
});
