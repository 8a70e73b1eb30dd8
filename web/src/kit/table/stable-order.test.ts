import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/test/seeded-random';
import { stableOrder } from './stable-order';

const order = (before: string[], rows: string[]): string => stableOrder(before, rows, (row) => row).join('');

describe('stableOrder', () => {
  it('keeps what was shown in its place, adds at the end, lets go what is gone', () => {
    expect(order(['a', 'b', 'c'], ['c', 'a', 'b'])).toBe('abc');
    expect(order(['a', 'b', 'c'], ['x', 'c', 'a'])).toBe('acx');
    expect(order([], ['b', 'a'])).toBe('ba');
  });

  it('never loses or doubles a row', () => {
    const random = seededRandom(4);
    const pick = (): string[] => [...'abcdefgh'].filter(() => random() > 0.4).sort(() => random() - 0.5);
    for (let round = 0; round < 300; round += 1) {
      const rows = pick();
      expect([...order(pick(), rows)].sort()).toEqual([...rows].sort());
    }
  });
});
