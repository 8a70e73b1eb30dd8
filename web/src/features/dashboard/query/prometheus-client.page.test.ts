import { describe, expect, it, vi } from 'vitest';
import { PrometheusDatasource } from '@perses-dev/prometheus-plugin/lib/plugins/prometheus-datasource';
import { createPrometheusClient } from './prometheus-client';
import { explainQueryError } from './query-failure';

const REFUSAL = {
  status: 'error',
  errorType: 'bad_data',
  error: 'start lies more than 90 days back; that is how far back queries may look',
  code: 'query_too_old',
  message: 'start lies more than 90 days back; that is how far back queries may look',
  request_id: '7f3a',
};

/** The server's answer, as it goes over the wire. */
function serve(status: number, body: unknown) {
  const answer = () => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  const asked = vi.fn(async (_url: string, _init: RequestInit) => answer());
  vi.stubGlobal('fetch', asked);
  return asked;
}

const OPTIONS = { proxyUrl: '/proxy/projects/a/datasources/b' };
const ours = () => createPrometheusClient({}, OPTIONS);
const theirs = () => PrometheusDatasource.createClient({}, OPTIONS);

const WINDOW = { query: 'up', start: 0, end: 60, step: 15 };

async function failureOf(asked: Promise<unknown>) {
  return explainQueryError(await asked.catch((error: unknown) => error));
}

describe('a query that the server refuses', () => {
  it.each(['rangeQuery', 'instantQuery'] as const)('keeps its code on the way to the panel (%s)', async (method) => {
    serve(400, REFUSAL);
    const failure = await failureOf(ours()[method](WINDOW));
    expect(failure).toMatchObject({ kind: 'too_old', code: 'query_too_old', requestId: '7f3a', detail: REFUSAL.error });
  });

  it('keeps it for a variable too', async () => {
    serve(400, REFUSAL);
    expect((await failureOf(ours().labelValues({ labelName: 'job' }))).code).toBe('query_too_old');
  });
});

describe('a query that is answered', () => {
  const asks: [string, (client: ReturnType<typeof ours>) => Promise<unknown>][] = [
    ['a range', (client) => client.rangeQuery(WINDOW)],
    ['a moment', (client) => client.instantQuery({ query: 'up', time: 60 })],
    ['the values of a label', (client) => client.labelValues({ labelName: 'a/b', 'match[]': ['up', 'x{y="z"}'] })],
    ['the names of labels', (client) => client.labelNames({ start: 0, end: 60, 'match[]': ['up'] })],
    ['series', (client) => client.series({ 'match[]': ['up'] })],
    ['what metrics mean', (client) => client.metricMetadata({ metric: 'up' })],
    ['the tree of a query', (client) => client.parseQuery({ query: 'up' })],
  ];

  it.each(asks)('is asked for %s in the very words of Perses', async (_, ask) => {
    const own = serve(200, { status: 'success' });
    await ask(ours());
    const of = serve(200, { status: 'success' });
    await ask(theirs());
    const words = (asked: typeof own) => asked.mock.calls.map(([url, init]) => [url, { ...init, signal: undefined }]);
    expect(words(own)).toEqual(words(of));
  });

  it('gives the answer', async () => {
    serve(200, { status: 'success', data: { resultType: 'matrix', result: [] } });
    const answer = await ours().rangeQuery(WINDOW);
    expect(answer).toMatchObject({ status: 'success', data: { resultType: 'matrix', result: [] } });
  });

  it('goes by the server, whatever address the document names, with the headers that it wants', async () => {
    const asked = serve(200, { status: 'success' });
    const proxy = { kind: 'HTTPProxy', spec: { url: 'http://a:9090', headers: { 'X-Scope-OrgID': 'a' } } } as const;
    const spec = { directUrl: 'http://prometheus.example:9090', proxy };
    await createPrometheusClient(spec, OPTIONS).rangeQuery(WINDOW);
    expect(asked).toHaveBeenCalledWith(
      `${OPTIONS.proxyUrl}/api/v1/query_range`,
      expect.objectContaining({ headers: expect.objectContaining({ 'X-Scope-OrgID': 'a' }) as unknown }),
    );
  });
});
