import { vi } from 'vitest';

type Answer = { status?: number; body?: unknown };
type Request_ = { method: string; path: string; query: Record<string, string>; body: unknown };

type Answering = (request: Request_) => Answer | Promise<Answer>;

/** A server of answers by 'METHOD /path'. It keeps what it was asked; what it does not know is a 404. */
export function serve(answers: Record<string, Answer | Answering>): { requests: Request_[] } {
  const requests: Request_[] = [];
  vi.stubGlobal('fetch', async (input: Request) => {
    const { pathname: path, searchParams } = new URL(input.url);
    const text = await input.text();
    const query = Object.fromEntries(searchParams);
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const request = { method: input.method, path, query, body };
    requests.push(request);
    const found = answers[`${input.method} ${path}`] ?? problem(404, 'not_found', 'There is nothing at this address');
    const { status = 200, body: said } = typeof found === 'function' ? await found(request) : found;
    const type = status >= 400 ? 'application/problem+json' : 'application/json';
    return new Response(said === undefined ? null : JSON.stringify(said), {
      status,
      headers: { 'Content-Type': type },
    });
  });
  return { requests };
}

/** A problem document as the server sends it. */
export function problem(
  status: number,
  code: string,
  message: string,
  errors: { field: string; message: string }[] = [],
): Answer {
  const body = {
    type: 'about:blank',
    title: code,
    status,
    detail: message,
    code,
    message,
    request_id: 'req-1',
    errors,
  };
  return { status, body };
}

/** An answer that comes when the test says so. */
export function held(): { wait: Answering; answer: (answer: Answer) => void } {
  let answer: (answer: Answer) => void = () => undefined;
  const promise = new Promise<Answer>((resolve) => (answer = resolve));
  return { wait: () => promise, answer: (given) => answer(given) };
}
