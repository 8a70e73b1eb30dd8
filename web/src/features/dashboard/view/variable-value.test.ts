import { describe, expect, it } from 'vitest';
import { nextValue, valueWords } from './variable-value';

const ALL = '$__all';
const options = ['a', 'b', 'c'].map((value) => ({ value, label: value.toUpperCase() }));

describe('choosing values', () => {
  it('one at a time never leaves none', () => {
    expect(nextValue('a', ['b'], false)).toBe('b');
    expect(nextValue('a', [], false)).toBe('a');
  });

  it('of several: All stands alone', () => {
    expect(nextValue(['a'], ['a', 'b'], true)).toEqual(['a', 'b']);
    expect(nextValue(['a'], ['a', ALL], true)).toBe(ALL);
    expect(nextValue(ALL, [ALL, 'b'], true)).toEqual(['b']);
    expect(nextValue(['a'], [], true)).toEqual(['a']);
  });
});

describe('the words of a value', () => {
  it('are short', () => {
    expect(valueWords('a', options)).toBe('A');
    expect(valueWords(ALL, options)).toBe('All 3');
    expect(valueWords(['a', 'b', 'c'], options)).toBe('A, B +1');
    expect(valueWords(null, options)).toBe('none');
    expect(valueWords('gone', options)).toBe('gone');
  });
});
