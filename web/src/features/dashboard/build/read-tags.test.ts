import { describe, expect, it } from 'vitest';
import { readTags } from './read-tags';

describe('tags', () => {
  it('are told apart by commas, each once', () => {
    expect(readTags(' slo, 24x7 ,, slo ').tags).toEqual(['slo', '24x7']);
    expect(readTags('').tags).toEqual([]);
  });

  it('are few and short', () => {
    expect(readTags('x'.repeat(51)).fault).toContain('50');
    expect(readTags(Array.from({ length: 21 }, (_, index) => `t${index}`).join()).fault).toContain('20');
  });
});
