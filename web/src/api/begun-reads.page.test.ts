import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { api, READ_WITHIN_MS, setSignedOutHandler } from './client';
import { problem, serve } from '@/test/server';

const ME = `${window.location.origin}/api/v1/me`;

function begin(answer: Promise<Response>): unknown[] {
  const ended: unknown[] = [];
  window.dashkeepBegun = new Map([[ME, { answer, end: (reason) => ended.push(reason) }]]);
  return ended;
}

function json(body: unknown, status = 200): Promise<Response> {
  return Promise.resolve(
    new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }),
  );
}

beforeEach(() => void vi.spyOn(performance, 'now').mockReturnValue(500));
afterEach(() => {
  delete window.dashkeepBegun;
  setSignedOutHandler(() => undefined);
});

it('a read that was begun is taken once, and asked for after that', async () => {
  begin(json({ from: 'begun' }));
  const { requests } = serve({ 'GET /api/v1/me': { body: { from: 'server' } } });
  expect((await api.GET('/api/v1/me')).data).toEqual({ from: 'begun' });
  expect(requests).toHaveLength(0);
  expect((await api.GET('/api/v1/me')).data).toEqual({ from: 'server' });
});

it('one that is old is not taken', async () => {
  begin(json({ from: 'begun' }));
  vi.spyOn(performance, 'now').mockReturnValue(10_001);
  serve({ 'GET /api/v1/me': { body: { from: 'server' } } });
  expect((await api.GET('/api/v1/me')).data).toEqual({ from: 'server' });
});

it('a refusal that was begun is one, and what else was begun goes with the session', async () => {
  begin(json({ code: 'unauthenticated' }, 401));
  window.dashkeepBegun?.set('other', { answer: json({}), end: () => undefined });
  const out = vi.fn();
  setSignedOutHandler(out);
  await expect(api.GET('/api/v1/me')).rejects.toMatchObject({ status: 401 });
  expect(out).toHaveBeenCalledOnce();
  expect(window.dashkeepBegun?.size).toBe(0);
});

it('a refusal of one that was asked for forgets what was begun too', async () => {
  window.dashkeepBegun = new Map([['other', { answer: json({}), end: () => undefined }]]);
  serve({ 'GET /api/v1/me': problem(401, 'unauthenticated', 'Sign in first') });
  await expect(api.GET('/api/v1/me')).rejects.toMatchObject({ status: 401 });
  expect(window.dashkeepBegun.size).toBe(0);
});

it('one that nobody waits for any more ends', async () => {
  const ended = begin(new Promise(() => undefined));
  const control = new AbortController();
  void api.GET('/api/v1/me', { signal: control.signal }).catch(() => undefined);
  await vi.waitFor(() => expect(window.dashkeepBegun?.size).toBe(0));
  control.abort('left');
  expect(ended).toEqual(['left']);
});

it('one that takes too long ends as every other', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const ended = begin(new Promise(() => undefined));
  void api.GET('/api/v1/me').catch(() => undefined);
  await vi.advanceTimersByTimeAsync(READ_WITHIN_MS);
  expect(ended).toMatchObject([{ isTimeout: true }]);
  vi.useRealTimers();
});
