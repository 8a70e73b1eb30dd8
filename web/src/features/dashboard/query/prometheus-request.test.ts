import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UNREACHABLE } from '@/lib/failure';
import { askByRequest } from './metric-source';
import { ANSWER_WITHIN_MS } from './prometheus-request';

const ADDRESS = { url: '/proxy/x', headers: undefined };
const RANGE = { query: 'up', start: 0, end: 60, step: 15 };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A server that begins to answer, or does not even do that, and hangs then: only the browser ends it. */
function hanging(isBegun: boolean): void {
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
    const ended = new Promise<never>((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('The user aborted a request.', 'AbortError')));
    });
    return isBegun ? Promise.resolve({ ok: true, headers: new Headers(), json: () => ended }) : ended;
  });
}

describe('a question', () => {
  it.each([false, true])('fails when its answer does not come, to its end, in time (begun: %s)', async (isBegun) => {
    hanging(isBegun);
    const asked = askByRequest(ADDRESS, RANGE, undefined).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN_MS);
    expect(await asked).toMatchObject({
      code: UNREACHABLE,
      isTimeout: true,
      message: 'No answer came within 130 seconds',
    });
  });

  it('ends when nobody waits for its answer, which is no failure of the server', async () => {
    hanging(false);
    const control = new AbortController();
    const asked = askByRequest(ADDRESS, RANGE, control.signal).catch((error: unknown) => error);
    control.abort();
    expect(await asked).toMatchObject({ name: 'AbortError' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    [
      '{"source":"main","step":15,"cache":"hit","age_seconds":2,"stale":false}',
      { source: 'main', stepMs: 15_000, cache: 'hit', ageMs: 2000, isStale: false },
    ],
    [undefined, {}],
  ])('is answered with what the server tells in its header: %s', async (told, meta) => {
    const data = { resultType: 'matrix', result: [] };
    const headers = told === undefined ? undefined : { 'X-Dashkeep-Meta': told };
    vi.stubGlobal('fetch', async () => Response.json({ status: 'success', data }, headers && { headers }));
    const answer = await askByRequest(ADDRESS, RANGE, undefined);
    expect(answer).toEqual({ data, warnings: [], meta });
  });
});
