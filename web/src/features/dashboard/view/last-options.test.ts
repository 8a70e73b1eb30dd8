import { describe, expect, it } from 'vitest';
import { LastOptions } from './last-options';

describe('the choices of a variable', () => {
  it('stay while they are read again, and when that fails', () => {
    const last = new LastOptions<string>();
    expect(last.read(undefined, 'namespace=a')).toBeUndefined();
    expect(last.read(['x'], 'namespace=a')).toEqual(['x']);
    expect(last.read(undefined, 'namespace=a')).toEqual(['x']);
  });

  it('are forgotten when what they depend on changes', () => {
    const last = new LastOptions<string>();
    last.read(['x'], 'namespace=a');
    expect(last.read(undefined, 'namespace=b')).toBeUndefined();
  });
});
