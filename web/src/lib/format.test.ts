import { describe, expect, it } from 'vitest';
import { formatBytes } from './bytes';
import { formatDuration, formatSeconds } from './duration';
import { toFailure, PAGE_FAULT } from './failure';
import { counted, formatCount, formatPercent, orDash, plural } from './numbers';

describe('formatDuration', () => {
  it.each([
    [0, '<1 ms'],
    [0.4, '<1 ms'],
    [1, '1 ms'],
    [240, '240 ms'],
    [38_000, '38 s'],
    [59_999, '59 s'],
    [11 * 60_000, '11 m'],
    [42 * 60_000 + 8000, '42 m 8 s'],
    [3 * 3600_000 + 50 * 60_000, '3 h 50 m'],
    [52 * 3600_000, '2 d 4 h'],
    [-5, '<1 ms'],
  ])('%i ms is %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });

  it('takes seconds too', () => {
    expect(formatSeconds(64)).toBe('1 m 4 s');
  });
});

describe('numbers', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1204, '1 204'],
    [1_234_567, '1 234 567'],
    [-1204, '−1 204'],
  ])('%i is %s', (value, words) => {
    expect(formatCount(value)).toBe(words);
  });

  it('agrees with its noun', () => {
    expect(counted(1, 'dashboard')).toBe('1 dashboard');
    expect(counted(0, 'dashboard')).toBe('0 dashboards');
    expect(plural(2, 'policy', 'policies')).toBe('policies');
  });

  it('never rounds something to nothing, nor nearly all to all', () => {
    expect(formatPercent(0.001)).toBe('<1 %');
    expect(formatPercent(0.999)).toBe('99 %');
    expect(formatPercent(0)).toBe('0 %');
    expect(formatPercent(1)).toBe('100 %');
  });

  it('marks an empty cell', () => {
    expect(orDash('')).toBe('–');
    expect(orDash(undefined)).toBe('–');
    expect(orDash('x')).toBe('x');
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1536, '1.54 kB'],
    [1_073_741_824, '1.07 GB'],
    [999_999, '1 MB'],
    [205_000, '205 kB'],
  ])('%i is %s', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });
});

describe('toFailure', () => {
  it('keeps what the API said', () => {
    const failure = { status: 409, code: 'conflict', message: 'It is taken', requestId: 'r' };
    expect(toFailure(failure)).toBe(failure);
  });

  it('says of anything else that the page is at fault', () => {
    expect(toFailure(new TypeError('x is not a function'))).toEqual({
      status: 0,
      code: PAGE_FAULT,
      message: 'x is not a function',
    });
    expect(toFailure('text').message).toBe('text');
  });
});
