import type { Sign, StreamDeps } from './stream-words';

/** A server that takes longer for a sign of life counts as silent. */
const SIGN_WITHIN_MS = 10_000;

async function ask(url: string): Promise<Response> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), SIGN_WITHIN_MS);
  try {
    return await fetch(new Request(new URL(url, globalThis.location.origin), { signal: control.signal }));
  } finally {
    clearTimeout(timer);
  }
}

async function ping(): Promise<Sign> {
  const { status } = await ask('/api/v1/me');
  if (status === 401) return 'signed out';
  return status < 500 ? 'alive' : undefined;
}

/** The code of a refused stream; one that is let in now is ended at once. */
async function refusal(url: string): Promise<string | undefined> {
  const answer = await ask(url);
  if (answer.ok) {
    await answer.body?.cancel();
    return undefined;
  }
  const problem: unknown = await answer.json();
  return typeof problem === 'object' && problem !== null && 'code' in problem && typeof problem.code === 'string'
    ? problem.code
    : undefined;
}

/** The stream by the means of the browser, in a page or in a worker. */
export function browserDeps(): StreamDeps {
  return {
    open: (url) => new EventSource(url),
    ping,
    refusal,
    now: () => Date.now(),
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>), // made by setTimer above
  };
}
