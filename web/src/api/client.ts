import createClient, { type Middleware } from 'openapi-fetch';
import { UNREACHABLE } from '@/lib/failure';
import { ApiError, readProblem } from './api-error';
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
  onSignedOut();
}

const problems: Middleware = {
  async onResponse({ response, schemaPath }) {
    if (response.ok) return undefined;
    if (response.status === 401 && !SIGN_IN_PATHS.some((path) => schemaPath.startsWith(path))) signedOut();
    throw await readProblem(response);
  },
  onError({ error }) {
    // Nobody waits for it any more: the reason goes on as it is.
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    return new ApiError({ status: 0, code: UNREACHABLE, message: 'The server does not answer' });
  },
};

/** The typed client of the API. A refusal is thrown as an ApiError: `read(api.GET('/api/v1/me'))`. */
export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? '',
  credentials: 'same-origin',
  // Looked up for each request, so that tests can put their own in its place.
  fetch: (request) => globalThis.fetch(request),
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
