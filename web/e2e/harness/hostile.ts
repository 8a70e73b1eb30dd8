import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { BrowserContext } from '@playwright/test';
import { freePort } from './dashkeep';

/** Texts that an attacker would put wherever people read a text. The scripts in them set `hostile`. */
export const MARKUP = '"><img src=//evil.invalid onerror=hostile=1>';
export const VECTOR = '<svg/onload=hostile=1>';
export const STYLED = '<a href=//evil.invalid style=position:fixed;inset:0>x</a>';
export const LINK = '[x](javascript:hostile=1)';
export const LONG = 'W'.repeat(50);
/** No name may turn the direction of writing; texts with room may. */
export const REVERSED = 'invoice\u202Efdp.exe';
export const PROTOTYPE = '__proto__';
export const TEMPLATE = '{{constructor.constructor("hostile=1")()}}';

/** Each is one line, and short enough for every field. */
export const TEXTS = {
  markup: MARKUP,
  vector: VECTOR,
  link: LINK,
  long: LONG,
  prototype: PROTOTYPE,
  template: TEMPLATE,
} as const;

/** With the escapes that terminals obey; for texts that may hold control characters. */
export const TERMINAL = '\u001B[31mred\u001B[0m \u001B]8;;javascript:hostile=1\u0007click\u001B]8;;\u0007';

/** For texts with room. */
export const ALL = [...Object.values(TEXTS), STYLED, REVERSED, TERMINAL, '</script><script>hostile=1</script>'].join(
  ' ',
);

declare global {
  interface Window {
    hostile?: unknown;
    tellTest?: (what: string) => void;
  }
}

/** What hostile texts achieved in the pages of a context: a script that ran, a dialog, a request elsewhere, changed objects. */
export class Intrusions {
  readonly #origin: string;
  readonly #seen: string[] = [];

  constructor(origin: string) {
    this.#origin = origin;
  }

  async watch(context: BrowserContext): Promise<void> {
    await context.exposeFunction('tellTest', (what: string) => this.#seen.push(what));
    await context.addInitScript(() => {
      Object.defineProperty(window, 'hostile', {
        set: () => {
          window.tellTest?.('a script ran');
        },
      });

      const usual = new Set(Object.getOwnPropertyNames(Object.prototype));
      setInterval(() => {
        const added = Object.getOwnPropertyNames(Object.prototype).filter((name) => !usual.has(name));
        for (const name of added) {
          usual.add(name);
          window.tellTest?.(`every object has ${name} now`);
        }
      }, 20);
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        window.tellTest?.(`against the policy: ${violatedDirective} ${blockedURI}`),
      );
    });
    context.on('dialog', (dialog) => {
      this.#seen.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    context.on('request', (request) => {
      const url = new URL(request.url());
      const isOurs = url.origin === this.#origin || ['data:', 'blob:'].includes(url.protocol);
      if (!isOurs) this.#seen.push(`a request: ${request.url()}`);
    });
  }

  found(): readonly string[] {
    return this.#seen;
  }
}

/** The metric whose labels are hostile, and one that is refused in hostile words. */
export const METRIC = 'hostile_metric';
export const REFUSED = 'hostile_refused';

/** A label's name may be any word, those of JavaScript too. */
const LABELS = Object.values(TEXTS).map((note, index) => ({
  __name__: METRIC,
  ['__proto__']: note,
  constructor: note,
  note,
  terminal: TERMINAL,
  index: String(index),
}));

async function parametersOf(request: IncomingMessage): Promise<URLSearchParams> {
  const { searchParams } = new URL(request.url ?? '/', 'http://source');
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return new URLSearchParams([...searchParams, ...new URLSearchParams(body)]);
}

function answerOf(path: string, parameters: URLSearchParams): unknown {
  const end = Number(parameters.get('end') ?? parameters.get('time') ?? Date.now() / 1000);
  if (path.endsWith('/query')) {
    return {
      resultType: 'vector',
      result: LABELS.map((metric, index) => ({ metric, value: [end, String(index + 1)] })),
    };
  }
  if (path.endsWith('/query_range')) {
    const [start, step] = [Number(parameters.get('start')), Number(parameters.get('step'))];
    const moments = Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, index) => start + index * step);
    const result = LABELS.map((metric, index) => ({ metric, values: moments.map((at) => [at, String(index + 1)]) }));
    return { resultType: 'matrix', result };
  }
  if (path.endsWith('/values'))
    return path.includes('__name__') ? [METRIC, ...Object.values(TEXTS)] : Object.values(TEXTS);
  if (path.endsWith('/labels')) return Object.keys(LABELS[0] ?? {});
  if (path.endsWith('/series')) return LABELS;
  if (path.endsWith('/metadata')) return { [METRIC]: [{ type: 'gauge', help: MARKUP, unit: VECTOR }] };
  return {};
}

export type HostileSource = { url: string; stop: () => Promise<void> };

/** Answers as a Prometheus would whose metrics somebody else writes. */
export async function startHostileSource(): Promise<HostileSource> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parameters = await parametersOf(request);
    const isRefused = (parameters.get('query') ?? '').includes(REFUSED);
    response.writeHead(isRefused ? 422 : 200, { 'Content-Type': 'application/json' });
    response.end(
      JSON.stringify(
        isRefused
          ? { status: 'error', errorType: 'execution', error: ALL }
          : { status: 'success', data: answerOf(new URL(request.url ?? '/', 'http://source').pathname, parameters) },
      ),
    );
  };
  const server = createServer((request, response) => void answer(request, response));
  const port = await freePort();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
