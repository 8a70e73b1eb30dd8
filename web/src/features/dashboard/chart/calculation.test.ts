import type { CalculationType } from '@perses-dev/core';
import { describe, expect, it } from 'vitest';
import { calculated } from './calculation';

const NAN = Number.NaN;

const CASES: [values: (number | null)[], want: Partial<Record<CalculationType, unknown>>][] = [
  [[7, 7, NAN], { last: NAN, 'last-number': 7, first: 7, 'first-number': 7, mean: 7, sum: 14, min: 7, max: 7 }],
  [[NAN, null, 2, 4], { last: 4, 'last-number': 4, first: NAN, 'first-number': 2, mean: 3, sum: 6, min: 2, max: 4 }],
  [[-3, null], { last: null, 'last-number': -3, mean: -3, sum: -3, min: -3, max: -3 }],
  [[Infinity, 1], { max: Infinity, min: 1, mean: Infinity, first: Infinity }],
  [[NAN, NAN], { last: NAN, 'last-number': NAN, mean: NAN, sum: NAN, min: NAN, max: NAN }],
  [[], { last: undefined, 'last-number': undefined, mean: undefined, sum: undefined }],
];

describe('the calculations of a series', () => {
  it.each(CASES)('of %j', (values, want) => {
    const points = values.map((value, at): [number, number | null] => [at, value]);
    const found = Object.keys(want).map((name) => [name, calculated(points, name as CalculationType)]);
    expect(Object.fromEntries(found)).toEqual(want);
  });
});
