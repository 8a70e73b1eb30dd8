import { describe, expect, it } from 'vitest';
import { copyName, nameFault, slug } from './slug';

describe('the name in addresses', () => {
  it.each([
    ['Model serving, ranker-v4', 'model-serving-ranker-v4'],
    ['  Größe & Öl — Łódź ', 'grosse-ol-lodz'],
    ['***', ''],
    ['a'.repeat(80), 'a'.repeat(75)],
  ])('of ‘%s’ is ‘%s’', (title, name) => {
    expect(slug(title)).toBe(name);
  });

  it('says what is wrong with it', () => {
    expect(nameFault('checkout-latency')).toBeUndefined();
    expect(nameFault('')).toBe('Give it a name');
    expect(nameFault('Demo_v1.2'.toLowerCase())).toBeUndefined();
    expect(nameFault('a b')).toContain('hyphens');
    expect(nameFault('..')).toContain('hyphens');
    expect(nameFault('new')).toContain('taken');
    expect(nameFault('a'.repeat(76))).toContain('75');
  });

  it('of a copy counts on', () => {
    expect(copyName('web')).toBe('web-copy');
    expect(copyName('web-copy')).toBe('web-copy-2');
    expect(copyName('web-copy-9')).toBe('web-copy-10');
    expect(copyName('a'.repeat(75))).toHaveLength(75);
  });
});
