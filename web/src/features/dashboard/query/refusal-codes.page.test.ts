import { describe, expect, it, vi } from 'vitest';
import { PrometheusDatasource } from '@perses-dev/prometheus-plugin/lib/plugins/prometheus-datasource';
import { explainQueryError } from './query-failure';
import { withRefusalCodes } from './refusal-codes';

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
  const asked = vi.fn(async () => answer());
  vi.stubGlobal('fetch', asked);
  return asked;
}

function clientOf(plugin: typeof PrometheusDatasource) {
  return plugin.createClient({}, { proxyUrl: '/proxy/projects/a/datasources/b' });
}

const WINDOW = { query: 'up', start: 0, end: 60, step: 15 };

async function failureOf(asked: Promise<unknown>) {
  return explainQueryError(await asked.catch((error: unknown) => error));
}

describe('a query that the server refuses', () => {
  it.each(['rangeQuery', 'instantQuery'] as const)('keeps its code on the way to the panel (%s)', async (method) => {
    serve(400, REFUSAL);
    const failure = await failureOf(clientOf(withRefusalCodes(PrometheusDatasource))[method](WINDOW));
    expect(failure).toMatchObject({ kind: 'too_old', code: 'query_too_old', requestId: '7f3a', detail: REFUSAL.error });
  });

  it('loses it where Perses asks by itself: the day it does not, this file can go', async () => {
    serve(400, REFUSAL);
    expect((await failureOf(clientOf(PrometheusDatasource).rangeQuery(WINDOW))).code).toBeUndefined();
  });
});

describe('a query that is answered', () => {
  it('is asked in the very words of Perses', async () => {
    const own = serve(200, { status: 'success' });
    await clientOf(withRefusalCodes(PrometheusDatasource)).rangeQuery(WINDOW);
    const theirs = serve(200, { status: 'success' });
    await clientOf(PrometheusDatasource).rangeQuery(WINDOW);
    expect(own.mock.calls).toEqual(theirs.mock.calls);
  });

  it('gives the answer', async () => {
    serve(200, { status: 'success', data: { resultType: 'matrix', result: [] } });
    const answer = await clientOf(withRefusalCodes(PrometheusDatasource)).rangeQuery(WINDOW);
    expect(answer).toMatchObject({ status: 'success', data: { resultType: 'matrix', result: [] } });
  });
});
