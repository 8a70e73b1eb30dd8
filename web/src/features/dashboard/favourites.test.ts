import { describe, expect, it } from 'vitest';
import { opened, toggled } from './favourites';

const ref = (name: string, project = 'p') => ({ project, name });

describe('stars', () => {
  it('are given and taken, of one project only', () => {
    expect(toggled([ref('a', 'q')], 'p', 'a')).toEqual([ref('a'), ref('a', 'q')]);
    expect(toggled([ref('a'), ref('a', 'q')], 'p', 'a')).toEqual([ref('a', 'q')]);
  });
});

describe('what was opened', () => {
  it('stands at the head, once, and at most ten of it', () => {
    const many = Array.from({ length: 10 }, (_, index) => ref(`d${index}`));
    expect(opened(many, 'p', 'd3')).toHaveLength(10);
    expect(opened(many, 'p', 'd3')[0]).toEqual(ref('d3'));
    expect(opened(many, 'p', 'new').at(-1)).toEqual(ref('d8'));
  });
});
