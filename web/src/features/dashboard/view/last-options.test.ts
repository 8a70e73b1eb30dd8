import { describe, expect, it } from 'vitest';
import { lastOptions, type LastOptions } from './last-options';

const NOTHING: LastOptions<string> = { scope: undefined, options: undefined };

describe('the choices of a variable', () => {
  it('stay while they are read again, and when that fails', () => {
    expect(lastOptions(NOTHING, undefined, 'namespace=a').options).toBeUndefined();
    const read = lastOptions(NOTHING, ['x'], 'namespace=a');
    expect(read.options).toEqual(['x']);
    expect(lastOptions(read, undefined, 'namespace=a')).toBe(read);
    expect(lastOptions(read, read.options, 'namespace=a')).toBe(read);
  });

  it('are forgotten when what they depend on changes', () => {
    const read = lastOptions(NOTHING, ['x'], 'namespace=a');
    expect(lastOptions(read, undefined, 'namespace=b').options).toBeUndefined();
  });
});
