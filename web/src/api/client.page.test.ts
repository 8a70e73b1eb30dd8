import { describe, expect, it, vi } from 'vitest';
import { UNREACHABLE } from '@/lib/failure';
import { problem, serve } from '@/test/server';
import { fieldError, formError, isApiError, readProblem, type ApiError } from './api-error';
import { api, done, read, READ_WITHIN_MS, setSignedOutHandler, WRITE_WITHIN_MS } from './client';
import { isWorthRetrying } from './query-client';

async function refusal(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isApiError(error)) throw new Error('it was not refused');
  return error;
}

const me = () => read(api.GET('/api/v1/me'));

describe('the client', () => {
  it('gives the data of an answer', async () => {
    serve({ 'GET /api/v1/me/tokens': { body: [] } });
    await expect(read(api.GET('/api/v1/me/tokens'))).resolves.toEqual([]);
  });

  it('takes an answer without data where none is expected', async () => {
    serve({ 'DELETE /api/v1/session': { status: 204 } });
    await expect(done(api.DELETE('/api/v1/session'))).resolves.toBeUndefined();
  });

  it('throws a problem with everything that a screen needs', async () => {
    serve({ 'GET /api/v1/me': problem(409, 'conflict', 'It is taken', [{ field: 'name', message: 'is taken' }]) });
    const error = await refusal(me());
    expect(error).toMatchObject({ status: 409, code: 'conflict', message: 'It is taken', requestId: 'req-1' });
    expect(error.fieldError('name')).toBe('is taken');
    expect(error.fieldError('other')).toBeUndefined();
  });

  it('makes a problem of what a proxy in between says', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<h1>Bad gateway</h1>', { status: 502 })));
    expect(await refusal(me())).toMatchObject({ status: 502, code: 'http_502' });
  });

  it('says that the server was not reached', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await refusal(me())).toMatchObject({ status: 0, code: UNREACHABLE });
  });

  it('tells when the session is over, but not when a password is wrong', async () => {
    const signedOut = vi.fn<() => void>();
    setSignedOutHandler(signedOut);
    const refused = problem(401, 'unauthenticated', 'Sign in first');
    serve({ 'GET /api/v1/me': refused, 'POST /api/v1/session': refused, 'PUT /api/v1/me/password': refused });
    await refusal(read(api.POST('/api/v1/session', { body: { login: 'a', password: 'b' } })));
    await refusal(done(api.PUT('/api/v1/me/password', { body: { current_password: 'a', new_password: 'b' } })));
    expect(signedOut).not.toHaveBeenCalled();
    await refusal(me());
    expect(signedOut).toHaveBeenCalledOnce();
  });

  it('passes the end of a request on as it is', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new DOMException('stopped', 'AbortError')));
    await expect(me()).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a server that never answers', () => {
  function hang(): void {
    vi.useFakeTimers();
    vi.stubGlobal('fetch', (_request: Request, { signal }: { signal: AbortSignal }) => {
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    });
  }

  it('is given up by a read, and nobody waits for it twice', async () => {
    hang();
    const answer = refusal(me());
    await vi.advanceTimersByTimeAsync(READ_WITHIN_MS);
    const error = await answer;
    expect(error).toMatchObject({ status: 0, code: UNREACHABLE, message: 'The server does not answer' });
    expect(isWorthRetrying(0, error)).toBe(false);
    vi.useRealTimers();
  });

  it('is given longer by a change, and the words say that it may have been made', async () => {
    hang();
    let isOver = false;
    const answer = refusal(done(api.DELETE('/api/v1/session'))).finally(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(WRITE_WITHIN_MS - 1);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect((await answer).message).toMatch(/may have been made/);
    vi.useRealTimers();
  });

  it('is told as silence when the asker gives less time', async () => {
    hang();
    vi.useRealTimers();
    const error = await refusal(done(api.DELETE('/api/v1/session', { signal: AbortSignal.timeout(5) })));
    expect(error).toMatchObject({ status: 0, code: UNREACHABLE });
  });

  it('ends at once when nobody waits any more', async () => {
    hang();
    const control = new AbortController();
    const answer = api.GET('/api/v1/me', { signal: control.signal }).catch((error: unknown) => error);
    control.abort();
    await expect(answer).resolves.toMatchObject({ name: 'AbortError' });
    vi.useRealTimers();
  });
});

describe('what a form shows', () => {
  it('is silent as a whole when every problem stands at a field', async () => {
    serve({
      'GET /api/v1/me': problem(400, 'invalid', 'Some fields are wrong', [{ field: 'name', message: 'is empty' }]),
    });
    const error = await refusal(me());
    expect(formError(error, ['name'])).toBeUndefined();
    expect(fieldError(error, 'name')).toBe('is empty');
    expect(formError(error, ['other'])).toBe('Some fields are wrong. name: is empty');
    expect(formError(null, [])).toBeUndefined();
  });
});

describe('isWorthRetrying', () => {
  it('tries again only where an answer may come', async () => {
    serve({ 'GET /api/v1/me': problem(503, 'unavailable', 'Later') });
    const silent = await refusal(me());
    serve({ 'GET /api/v1/me': problem(403, 'forbidden', 'No') });
    const refused = await refusal(me());
    expect(isWorthRetrying(0, silent)).toBe(true);
    expect(isWorthRetrying(2, silent)).toBe(false);
    expect(isWorthRetrying(0, refused)).toBe(false);
    expect(isWorthRetrying(0, new Error('a fault of the page'))).toBe(false);
  });

  it('asks no query again that was refused for what it is or by its source', async () => {
    const refused = (status: number, body: object) => readProblem(new Response(JSON.stringify(body), { status }));
    const said = { status: 'error', errorType: 'timeout', error: 'took too long' };
    expect(isWorthRetrying(0, await refused(503, { ...said, code: 'query_timeout' }))).toBe(false);
    expect(isWorthRetrying(0, await refused(502, { ...said, code: 'datasource_garbage' }))).toBe(false);
    // Nobody of ours: what stands in between may let the next one through.
    expect(isWorthRetrying(0, await refused(502, {}))).toBe(true);
    expect(isWorthRetrying(0, await refused(503, said))).toBe(true);
  });
});
