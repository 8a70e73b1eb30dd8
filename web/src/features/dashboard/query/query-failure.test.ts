import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api/api-error';
import { UNREACHABLE } from '@/lib/failure';
import { explainQueryError } from './query-failure';

function failed(message: string, status = 0): Error {
  return Object.assign(new Error(message), { status });
}

describe('a query that failed', () => {
  it('names the place of a syntax error', () => {
    const failure = explainQueryError(failed('invalid parameter "query": 1:12: parse error: unexpected "}"', 400));
    expect(failure).toMatchObject({ kind: 'syntax', place: { line: 1, column: 12 }, detail: 'unexpected "}"' });
    expect(failure.title).toContain('line 1, column 12');
  });

  it('knows how our server names the place', () => {
    const failure = explainQueryError(
      failed('The query cannot be read at line 2, column 18: unexpected end of input', 400),
    );
    expect(failure).toMatchObject({
      kind: 'syntax',
      place: { line: 2, column: 18 },
      detail: 'unexpected end of input',
    });
  });

  it('of a time long ago names the setting that allows more', () => {
    const problem = { message: 'start lies more than 90 days back', code: 'query_too_old' };
    const failure = explainQueryError(failed(JSON.stringify(problem), 400));
    expect(failure.kind).toBe('too_old');
    expect(failure.advice).toContain('query_lookback');
  });

  it.each([
    ['datasource_refused', 'The source refuses the sign-in'],
    ['datasource_busy', 'The source asks for fewer requests'],
    ['datasource_unreachable', 'The source does not answer'],
    ['datasource_garbage', 'The source does not answer'],
  ])('says of code %s what a check says', (code, title) => {
    expect(explainQueryError(failed(JSON.stringify({ code, message: 'x' }), 503)).title).toBe(title);
  });

  it.each([
    ['exceeded maximum resolution of 11,000 points per timeseries', 400, 'too_many'],
    ['query processing would load too many samples into memory', 422, 'too_many'],
    ['query timed out in expression evaluation', 503, 'timeout'],
    ['dial tcp: connection refused', 502, 'source_down'],
    ['prometheus: Service Unavailable', 503, 'source_down'],
    ['Cannot read properties of undefined', 0, 'page'],
    ['Failed to fetch dynamically imported module: /assets/table.js', 0, 'page'],
    ["No datasource found for kind 'PrometheusDatasource' and name 'x'", 0, 'no_source'],
    ['forbidden', 403, 'denied'],
    ['who are you', 401, 'signed_out'],
    ['many-to-many matching not allowed', 422, 'refused'],
  ])('‘%s’ (%d) is %s', (message, status, kind) => {
    expect(explainQueryError(failed(message, status)).kind).toBe(kind);
  });

  it.each([
    ['Chrome', new TypeError('Failed to fetch')],
    ['Firefox', new TypeError('NetworkError when attempting to fetch resource.')],
    ['Safari', new TypeError('Load failed')],
    ['an answer that stops half way', new TypeError('network error')],
    ['the client of the API', new ApiError({ status: 0, code: UNREACHABLE, message: 'The server does not answer' })],
  ])('without an answer of Dashkeep blames no source (%s)', (_, error) => {
    const failure = explainQueryError(error);
    expect(failure).toMatchObject({
      kind: 'unreachable',
      title: 'Dashkeep does not answer',
      code: UNREACHABLE,
      detail: UNREACHABLE,
    });
    expect(`${failure.title} ${failure.advice}`).not.toMatch(/source|fetch/i);
  });

  it('reads a problem document that Perses passes on as text', () => {
    const body = JSON.stringify({
      code: 'upstream_unavailable',
      message: 'Prometheus thanos-eu does not answer',
      request_id: '7f3a',
    });
    expect(explainQueryError(failed(body, 502))).toMatchObject({
      kind: 'source_down',
      code: 'upstream_unavailable',
      requestId: '7f3a',
      detail: 'Prometheus thanos-eu does not answer',
    });
  });
});
