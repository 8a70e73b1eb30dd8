import { describe, expect, it } from 'vitest';
import { answerMeta } from './answer-meta';

const NO_HEADERS = new Headers();

describe('what an answer tells of itself', () => {
  it('is absent where the server tells nothing', () => {
    expect(answerMeta({ status: 'success' }, NO_HEADERS)).toEqual({});
  });

  it('stands in the body', () => {
    const meta = { source: 'thanos', step: 60, age_seconds: 1.5, stale: false, cache: 'hit' };
    expect(answerMeta({ meta }, NO_HEADERS)).toEqual({
      source: 'thanos',
      stepMs: 60_000,
      cache: 'hit',
      ageMs: 1500,
      isStale: false,
    });
  });

  it('stands in a header where the body is the source’s own', () => {
    const told = '{"source":"main","step":15,"cache":"miss","age_seconds":120,"stale":true}';
    expect(answerMeta({ status: 'success' }, new Headers({ 'X-Dashkeep-Meta': told }))).toEqual({
      source: 'main',
      stepMs: 15_000,
      cache: 'miss',
      ageMs: 120_000,
      isStale: true,
    });
  });

  it.each(['', 'null', '[]', '{', '{"step":"1m","age_seconds":-1,"stale":"yes","source":"","cache":"warm"}'])(
    'is absent where it says nothing that can be read: %s',
    (text) => {
      expect(answerMeta({ meta: 7 }, new Headers({ 'X-Dashkeep-Meta': text }))).toEqual({});
    },
  );
});
