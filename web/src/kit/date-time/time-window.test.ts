import { describe, expect, it } from 'vitest';
import {
  durationMs,
  durationWords,
  pan,
  relativeOf,
  resolve,
  windowLabel,
  zoomOut,
  type TimeWindow,
} from './time-window';

const NOW = Date.parse('2026-11-20T08:42:00Z');
const HOUR = 3_600_000;
const last = (past: `${number}h` | `${number}m` | `${number}d`): TimeWindow => ({ kind: 'relative', past });
const from = (start: number, end: number): TimeWindow => ({ kind: 'absolute', start, end });

describe('zooming out', () => {
  it('climbs the ladder and stays relative', () => {
    expect(zoomOut(last('15m'), NOW)).toEqual(last('30m'));
    expect(zoomOut(last('6h'), NOW)).toEqual(last('12h'));
    expect(zoomOut(last('4h'), NOW)).toEqual(last('6h'));
  });

  it('ends at the top', () => {
    expect(zoomOut(last('365d'), NOW)).toEqual(last('365d'));
  });

  it('doubles what lies in the past around its middle', () => {
    const start = NOW - 10 * HOUR;
    expect(zoomOut(from(start, start + 2 * HOUR), NOW)).toEqual(from(start - HOUR, start + 3 * HOUR));
  });

  it('becomes relative again where it reaches the present', () => {
    expect(zoomOut(from(NOW - 2 * HOUR, NOW - HOUR / 4), NOW)).toEqual(last('3h'));
  });
});

describe('panning', () => {
  it('goes half a window back', () => {
    expect(pan(last('6h'), 'earlier', NOW)).toEqual(from(NOW - 9 * HOUR, NOW - 3 * HOUR));
  });

  it('goes forward and follows the present again when it gets there', () => {
    const back = from(NOW - 9 * HOUR, NOW - 3 * HOUR);
    expect(pan(back, 'later', NOW)).toEqual(last('6h'));
    expect(pan(back, 'later', NOW + 3000)).toEqual(last('6h'));
    expect(pan(from(NOW - 20 * HOUR, NOW - 18 * HOUR), 'later', NOW)).toEqual(from(NOW - 19 * HOUR, NOW - 17 * HOUR));
    expect(pan(last('6h'), 'later', NOW)).toEqual(last('6h'));
  });
});

describe('words of a time', () => {
  it('are short', () => {
    expect(windowLabel(last('6h'), new Date(NOW), 'Europe/Berlin')).toBe('Last 6 hours');
    expect(windowLabel(last('1h'), new Date(NOW), undefined)).toBe('Last 1 hour');
    expect(windowLabel(from(NOW - 2 * HOUR, NOW - HOUR), new Date(NOW), 'Europe/Berlin')).toBe('07:42 to 08:42');
  });

  it('name the days when they are not today', () => {
    const start = NOW - 30 * HOUR;
    expect(windowLabel(from(start, start + HOUR), new Date(NOW), 'Europe/Berlin')).toBe('19 Nov 03:42 to 04:42');
    expect(windowLabel(from(start, NOW), new Date(NOW), 'Europe/Berlin')).toBe('19 Nov 03:42 to 20 Nov 09:42');
  });

  it.each([
    ['2020-01-01T00:00:00Z', '2020-11-30T16:29:00Z', '1 Jan 2020 00:00 to 30 Nov 2020 16:29'],
    ['2025-12-31T00:00:00Z', '2026-01-01T06:00:00Z', '31 Dec 2025 00:00 to 1 Jan 2026 06:00'],
    ['2025-11-20T07:00:00Z', '2026-11-20T08:00:00Z', '20 Nov 2025 07:00 to 20 Nov 2026 08:00'],
    ['2025-11-20T07:00:00Z', '2025-11-20T08:00:00Z', '20 Nov 2025 07:00 to 08:00'],
  ])('have years when one is not this year (%s, %s)', (start, end, words) => {
    expect(windowLabel(from(Date.parse(start), Date.parse(end)), new Date(NOW), 'UTC')).toBe(words);
  });

  it('have seconds when they are needed', () => {
    expect(windowLabel(from(NOW - 90_000, NOW), new Date(NOW), 'UTC')).toBe('08:40:30 to 08:42:00');
  });
});

describe('durations', () => {
  it('are read and written', () => {
    expect(durationMs('1h30m')).toBe(5_400_000);
    expect(durationMs('nonsense')).toBe(0);
    expect(relativeOf(21_600_000)).toBe('6h');
    expect(relativeOf(5_400_000)).toBe('1h30m');
    expect(durationWords('7d')).toBe('7 days');
    expect(durationWords('1h30m')).toBe('1 h 30 m');
    expect(resolve(last('1h'), NOW)).toEqual({ start: NOW - HOUR, end: NOW });
  });
});
