import { describe, expect, it } from 'vitest';
import { timeAsTyped, typedTime, typedWindow } from './typed-time';

const NOW = Date.parse('2026-11-20T08:42:00Z');
const BERLIN = 'Europe/Berlin';
const iso = (typed: string, zone = BERLIN): string | undefined => {
  const at = typedTime(typed, NOW, zone);
  return at === undefined ? undefined : new Date(at).toISOString();
};

describe('a typed time', () => {
  it.each([
    ['now', '2026-11-20T08:42:00.000Z'],
    ['now-6h', '2026-11-20T02:42:00.000Z'],
    ['now - 1h30m', '2026-11-20T07:12:00.000Z'],
    ['45m', '2026-11-20T07:57:00.000Z'],
    ['08:50', '2026-11-20T07:50:00.000Z'],
    ['8:50:05', '2026-11-20T07:50:05.000Z'],
    ['yesterday', '2026-11-18T23:00:00.000Z'],
    ['2026-11-19', '2026-11-18T23:00:00.000Z'],
    ['2026-07-01 12:00', '2026-07-01T10:00:00.000Z'],
    ['12 Nov 08:00', '2026-11-12T07:00:00.000Z'],
    ['12 November 2025', '2025-11-11T23:00:00.000Z'],
  ])('‘%s’ is %s', (typed, at) => {
    expect(iso(typed)).toBe(at);
  });

  it.each(['', 'soon', '25:00', '12:99', '31 Feb', '2026-13-01', 'now-x', '12 Foo'])('‘%s’ is none', (typed) => {
    expect(iso(typed)).toBeUndefined();
  });

  it('can be typed as it is shown', () => {
    const at = Date.parse('2026-11-20T07:50:05Z');
    expect(timeAsTyped(at, BERLIN)).toBe('2026-11-20 08:50:05');
    expect(typedTime(timeAsTyped(at, BERLIN), NOW, BERLIN)).toBe(at);
    expect(timeAsTyped(at, 'UTC')).toBe('2026-11-20 07:50:05');
  });
});

describe('a typed range', () => {
  it.each([
    ['now-3h', 'now', '3h'],
    ['now - 1h30m', 'NOW', '1h30m'],
    ['45m', ' now ', '45m'],
  ])('from ‘%s’ to ‘%s’ moves on with the time', (from, to, past) => {
    expect(typedWindow(from, to, NOW, BERLIN)).toEqual({ kind: 'relative', past });
  });

  it('between two moments stands where it is', () => {
    expect(typedWindow('now-6h', 'now-3h', NOW, BERLIN)).toEqual({
      kind: 'absolute',
      start: NOW - 6 * 3_600_000,
      end: NOW - 3 * 3_600_000,
    });
  });

  it.each([
    ['now', 'now'],
    ['0m', 'now'],
    ['now', 'now-1h'],
    ['soon', 'now'],
  ])('from ‘%s’ to ‘%s’ is none', (from, to) => {
    expect(typedWindow(from, to, NOW, BERLIN)).toBeUndefined();
  });
});
