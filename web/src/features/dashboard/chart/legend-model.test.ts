import { describe, expect, it } from 'vitest';
import { clicked, isShown } from './legend-model';

const ALL = ['a', 'b', 'c'];

describe('a click in the legend', () => {
  it('shows one line alone, and a second one all again', () => {
    const alone = clicked('all', 'b', ALL, false);
    expect(alone).toEqual(['b']);
    expect(isShown(alone, 'a')).toBe(false);
    expect(clicked(alone, 'b', ALL, false)).toBe('all');
  });

  it('with the modifier takes a line away and gives it back', () => {
    const without = clicked('all', 'b', ALL, true);
    expect(without).toEqual(['a', 'c']);
    expect(clicked(without, 'b', ALL, true)).toBe('all');
    expect(clicked(['a'], 'a', ALL, true)).toBe('all');
  });
});
