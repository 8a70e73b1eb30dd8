import { describe, expect, it } from 'vitest';
import { isNews, lastText, type AddressTrace } from './address-trace';

describe('the trace of a parameter', () => {
  it('has news where the address changes by another hand', () => {
    const trace: AddressTrace = { seen: undefined, written: [] };
    expect(isNews(trace, undefined)).toBe(false);
    expect(isNews(trace, 'a')).toBe(true);
    expect(isNews(trace, 'a')).toBe(false);
    expect(isNews(trace, undefined)).toBe(true);
    expect(lastText(trace)).toBeUndefined();
  });

  it('takes a write that arrives late for no news', () => {
    const trace: AddressTrace = { seen: 'a', written: ['b', 'c'] };
    expect(lastText(trace)).toBe('c');
    expect(isNews(trace, 'a')).toBe(false);
    expect(isNews(trace, 'b')).toBe(false);
    expect(lastText(trace)).toBe('c');
    expect(isNews(trace, 'c')).toBe(false);
    expect(trace).toEqual({ seen: 'c', written: [] });
    expect(isNews(trace, 'b')).toBe(true);
  });

  it('forgets a way there and back that nobody saw', () => {
    const trace: AddressTrace = { seen: 'a', written: ['b', 'a'] };
    expect(isNews(trace, 'a')).toBe(false);
    expect(isNews(trace, 'b')).toBe(true);
  });
});
