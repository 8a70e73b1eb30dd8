import createClient, { type Middleware } from 'openapi-fetch';
import { UNREACHABLE } from '@/lib/failure';
import { ApiError, readProblem } from './api-error';
import { forgetBegun, takeBegun } from './begun-reads';
import type { components, paths } from './schema.gen';

/** The shapes of the contract: Schema<'Me'>. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** These answer 401 to say that a password is wrong, not that the session is over. */
const SIGN_IN_PATHS = ['/api/v1/session', '/api/v1/links/', '/api/v1/me/password'];

let onSignedOut: () => void = () => undefined;

/** Sets what happens when the server says that nobody is signed in any more. */
export function setSignedOutHandler(handler: () => void): void {
  onSignedOut = handler;
}

/** Nobody is signed in any more, whoever found out. */
export function signedOut(): void {
  forgetBegun();
  onSignedOut();
}

function isAbort(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
}

const problems: Middleware = {
  async onResponse({ response, schemaPath }) {
    if (response.ok) return undefined;
    if (response.status === 401 && !SIGN_IN_PATHS.some((path) => schemaPath.startsWith(path))) signedOut();
    throw await readProblem(response);
  },
  onError({ error }) {
    if (error instanceof ApiError) return undefined;
    // Nobody waits for it any more: the reason goes on as it is.
    if (isAbort(error)) return undefined;
    return new ApiError({ status: 0, code: UNREACHABLE, message: 'The server does not answer' });
  },
};

/** A read that takes longer has failed: the connection hangs, or the server does. */
export const READ_WITHIN_MS = 30_000;
/** A change is not sent twice by itself: it gets the time that the server gives its longest work. */
export const WRITE_WITHIN_MS = 150_000;

const READS = ['GET', 'HEAD'];

/** Takes the read that was begun before the application was there, else sends the request. */
function sent(request: Request, signal: AbortSignal): Promise<Response> {
  const begun = request.method === 'GET' ? takeBegun(request.url) : undefined;
  // Looked up for each request, so that tests can put their own in its place.
  if (!begun) return globalThis.fetch(request, { signal });
  const end = (): void => begun.end(signal.reason);
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  return begun.answer;
}

/** Sends a request and ends it when no answer comes in time. */
export async function fetchInTime(request: Request): Promise<Response> {
  const isRead = READS.includes(request.method);
  const control = new AbortController();
  const timer = setTimeout(
    () =>
      control.abort(
        new ApiError({
          status: 0,
          code: UNREACHABLE,
          isTimeout: true,
          message: isRead
            ? 'The server does not answer'
            : 'The server did not answer in time. The change may have been made: look before you try again',
        }),
      ),
    isRead ? READ_WITHIN_MS : WRITE_WITHIN_MS,
  );
  const onAbort = (): void => control.abort(request.signal.reason);
  request.signal.addEventListener('abort', onAbort);
  if (request.signal.aborted) onAbort();
  try {
    // The time is that of the whole answer: a body that stops half way ends as well.
    return await sent(request, control.signal);
  } catch (error) {
    clearTimeout(timer);
    const { reason }: { reason: unknown } = control.signal;
    throw reason instanceof ApiError ? reason : error;
  }
}

/** The typed client of the API. A refusal is thrown as an ApiError: `read(api.GET('/api/v1/me'))`. */
export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  credentials: 'same-origin',
  fetch: fetchInTime,
  querySerializer: { array: { style: 'form', explode: true } },
});
api.use(problems);

/** The data of an answer that has some. */
export async function read<T>(answer: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  const { data } = await answer;
  if (data === undefined || data === null) {
    throw new ApiError({ status: 0, code: 'empty_answer', message: 'The server answered without the data' });
  }
  return data;
}

/** Waits for an answer that has no data. */
export async function done(answer: Promise<unknown>): Promise<void> {
  await answer;
}
