import { readProblem } from '@/api/api-error';

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

/** Asks a source with a form. Throws an ApiError for a refusal, and what `fetch` throws when nobody answers. */
export async function post<Body>(
  { url, headers }: SourceAddress,
  path: string,
  params: Params,
  signal?: AbortSignal,
): Promise<Answered<Body>> {
  const response = await fetch(`${url}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: form(params),
    ...(signal && { signal }),
  });
  return answered(response);
}

/** Asks a source by an address alone, which a browser may keep. */
export async function get<Body>(
  { url, headers }: SourceAddress,
  path: string,
  params: Params,
): Promise<Answered<Body>> {
  const query = form(params).toString();
  const address = `${url}/api/v1/${path}${query === '' ? '' : `?${query}`}`;
  return answered(await fetch(address, { method: 'GET', ...(headers && { headers }) }));
}
