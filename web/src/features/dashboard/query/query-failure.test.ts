import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api/api-error';
import { UNREACHABLE } from '@/lib/failure';
import { explainQueryError } from './query-failure';

function refusal(status: number, code: string, message = 'x'): ApiError {
  return new ApiError({ status, code, message, requestId: '7f3a' });
}

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
    const failure = explainQueryError(refusal(400, 'query_too_old', 'start lies more than 90 days back'));
    expect(failure).toMatchObject({ kind: 'too_old', detail: 'start lies more than 90 days back' });
    expect(failure.advice).toContain('query_lookback');
  });

  it.each([
    ['datasource_refused', 503, 'The source refuses the sign-in'],
    ['datasource_busy', 503, 'Too many queries at once for this source'],
    ['datasource_unreachable', 503, 'The source does not answer'],
    ['datasource_garbage', 502, 'The source does not answer'],
    ['query_timeout', 503, 'The source took too long'],
    ['query_execution', 422, 'The source refuses the query'],
    ['query_rejected', 400, 'The source refuses the query'],
    ['http_418', 418, 'The source refuses the query'],
  ])('says of code %s of the source: %s', (code, status, title) => {
    expect(explainQueryError(refusal(status, code)).title).toBe(title);
  });

  it.each([
    ['query_too_old', 400],
    ['query_too_many_points', 400],
    ['query_too_costly', 422],
    ['query_too_complex', 400],
    ['query_parameter', 400],
    ['query_syntax', 400],
    ['label_conflict', 400],
    ['no_namespaces', 403],
    ['too_many_series', 422],
    ['answer_too_large', 422],
    ['destination_not_allowed', 503],
  ])('blames no source for code %s, a refusal of Dashkeep', (code, status) => {
    expect(explainQueryError(refusal(status, code)).title).not.toMatch(/^The source/);
  });

  it('sends nobody to edit who may not', () => {
    const errors = [
      failed('1:12: parse error: unexpected "}"', 400),
      failed('Cannot read properties of undefined'),
      failed("No datasource found for kind 'PrometheusDatasource' and name 'x'"),
      refusal(422, 'query_execution'),
      refusal(400, 'query_too_complex'),
    ];
    for (const error of errors) {
      expect(explainQueryError(error, true).advice).toMatch(/^Edit the panel/);
      expect(explainQueryError(error, false).advice).not.toMatch(/edit/i);
    }
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

  it('says how long it waited for an answer that did not come in time', () => {
    const late = new ApiError({ status: 0, code: UNREACHABLE, message: 'No answer came within 9 s', isTimeout: true });
    expect(explainQueryError(late)).toMatchObject({ kind: 'unreachable', detail: 'No answer came within 9 s' });
  });

  it('keeps what the server says of it', () => {
    expect(explainQueryError(refusal(502, 'upstream_unavailable', 'thanos-eu does not answer'))).toMatchObject({
      kind: 'source_down',
      code: 'upstream_unavailable',
      requestId: '7f3a',
      detail: 'thanos-eu does not answer',
    });
  });
});
