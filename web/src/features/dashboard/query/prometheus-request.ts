import { ApiError, readProblem } from '@/api/api-error';
import { UNREACHABLE } from '@/lib/failure';

/**
 * An answer that takes longer never comes: by then the server has given up the slowest query that its settings allow, which
 * is two minutes, and said so.
 */
export const ANSWER_WITHIN_MS = 130_000;

/** What goes with a request to a source; a list goes as one value each. */
export type Params = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Where a datasource is asked, below which Prometheus' own paths stand, and the headers that its document adds. */
export type SourceAddress = { url: string; headers: Readonly<Record<string, string>> | undefined };

/** An answer of Prometheus as it came; `rawResponse` is what Perses' parts read. */
export type Answered<Body> = Body & { rawResponse: Response };

function form(params: Params): URLSearchParams {
  const given = Object.entries(params).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  );
  return new URLSearchParams(given);
}

/** A refusal is thrown with its code: by a message nobody may tell what went wrong. */
async function answered<Body>(response: Response): Promise<Answered<Body>> {
  if (!response.ok) throw await readProblem(response);
  const body = (await response.json()) as Body; // what Prometheus' API promises
  return { ...body, rawResponse: response };
}

/** Asks by a request that ends when nobody waits any more, or when the answer is not there, to its end, in time. */
async function inTime<Body>(url: string, init: RequestInit, wanted: AbortSignal | undefined): Promise<Answered<Body>> {
  const control = new AbortController();
  const late = new ApiError({
    status: 0,
    code: UNREACHABLE,
    isTimeout: true,
    message: `No answer came within ${ANSWER_WITHIN_MS / 1000} seconds`,
  });
  const timer = setTimeout(() => control.abort(late), ANSWER_WITHIN_MS);
  const onAbort = (): void => control.abort(wanted?.reason);
  wanted?.addEventListener('abort', onAbort);
  if (wanted?.aborted) onAbort();
  try {
    return await answered<Body>(await fetch(url, { ...init, signal: control.signal }));
  } catch (error) {
    // Of a body that was cut browsers say that it was, not why.
    throw control.signal.reason === late ? late : error;
  } finally {
    clearTimeout(timer);
    wanted?.removeEventListener('abort', onAbort);
  }
}

/** Asks a source with a form. Throws an ApiError for a refusal or none in time, and what `fetch` throws when nobody answers. */
export async function post<Body>(
  { url, headers }: SourceAddress,
  path: string,
  params: Params,
  signal?: AbortSignal,
): Promise<Answered<Body>> {
  return inTime(
    `${url}/api/v1/${path}`,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: form(params),
    },
    signal,
  );
}

/** Asks a source by an address alone, which a browser may keep. */
export async function get<Body>(
  { url, headers }: SourceAddress,
  path: string,
  params: Params,
  signal?: AbortSignal,
): Promise<Answered<Body>> {
  const query = form(params).toString();
  const address = `${url}/api/v1/${path}${query === '' ? '' : `?${query}`}`;
  return inTime(address, { method: 'GET', ...(headers && { headers }) }, signal);
}
