import { describe, expect, it } from 'vitest';
import { answerMeta } from './answer-meta';

const NO_HEADERS = new Headers();

describe('what an answer tells of itself', () => {
  it('is absent where the server tells nothing', () => {
    expect(answerMeta({ status: 'success' }, NO_HEADERS)).toEqual({});
  });

  it('stands in the body', () => {
    const meta = { source: 'thanos', step: 60, age_seconds: 1.5, stale: false, cache: 'hit' };
    expect(answerMeta({ meta }, NO_HEADERS)).toEqual({ source: 'thanos', stepMs: 60_000, ageMs: 1500, isStale: false });
  });

  it('stands in a header where the body is the source’s own', () => {
    const headers = new Headers({ 'Dashkeep-Meta': '{"stale":true,"age_seconds":120}' });
    expect(answerMeta({ status: 'success' }, headers)).toEqual({ ageMs: 120_000, isStale: true });
  });

  it.each(['', 'null', '[]', '{', '{"step":"1m","age_seconds":-1,"stale":"yes","source":""}'])(
    'is absent where it says nothing that can be read: %s',
    (text) => {
      expect(answerMeta({ meta: 7 }, new Headers({ 'Dashkeep-Meta': text }))).toEqual({});
    },
  );
});
