import { describe, expect, it } from 'vitest';
import {
  formatAbsolute,
  formatAge,
  formatClock,
  formatDate,
  formatExactClock,
  formatMoment,
  formatUntil,
  isTimeZone,
  startOfDay,
} from './time';

const BERLIN = 'Europe/Berlin';
const NOW = new Date('2026-11-20T09:42:10+01:00'); // a Friday
const at = (text: string): Date => new Date(`${text}+01:00`);

describe('formatMoment', () => {
  it.each([
    ['2026-11-20T05:52:00', '05:52'],
    ['2026-11-19T18:04:00', 'Thu 18:04'],
    ['2026-11-14T00:30:00', 'Sat 00:30'],
    ['2026-11-21T02:00:00', 'Sat 02:00'],
    ['2026-11-13T23:59:00', '13 Nov'],
    ['2025-11-12T08:00:00', '12 Nov 2025'],
    ['2026-09-09T08:00:00', '9 Sep'],
  ])('%s reads %s', (text, words) => {
    expect(formatMoment(at(text), NOW, BERLIN)).toBe(words);
  });

  it('takes the day from the zone of the reader, not from UTC', () => {
    const lateEvening = new Date('2026-11-19T23:30:00Z');
    expect(formatMoment(lateEvening, NOW, BERLIN)).toBe('00:30');
    expect(formatMoment(lateEvening, NOW, 'UTC')).toBe('Thu 23:30');
  });
});

describe('formatAge', () => {
  it.each([
    ['2026-11-20T09:42:10', 'now'],
    ['2026-11-20T09:42:06', '4 s ago'],
    ['2026-11-20T09:30:10', '12 min ago'],
    ['2026-11-20T07:30:00', '2 h ago'],
    ['2026-11-20T00:10:00', '9 h ago'],
    ['2026-11-19T23:00:00', '10 h ago'],
    ['2026-11-19T12:00:00', 'yesterday'],
    ['2026-11-17T12:00:00', '3 d ago'],
    ['2026-11-12T12:00:00', '12 Nov'],
  ])('%s reads %s', (text, words) => {
    expect(formatAge(at(text), NOW, BERLIN)).toBe(words);
  });

  it('does not say that something is in the past when a clock is a little ahead', () => {
    expect(formatAge(new Date(NOW.getTime() + 5000), NOW, BERLIN)).toBe('now');
  });
});

describe('formatUntil', () => {
  it.each([
    [12_000, 'in 12 s'],
    [4 * 60_000, 'in 4 min'],
    [2 * 3600_000, 'in 2 h'],
    [16 * 3600_000, 'Sat 01:42'],
    [-1, 'now'],
  ])('%i ms ahead reads %s', (ms, words) => {
    expect(formatUntil(new Date(NOW.getTime() + ms), NOW, BERLIN)).toBe(words);
  });
});

describe('the other forms', () => {
  it('names the zone in the absolute time', () => {
    expect(formatAbsolute(NOW, BERLIN)).toBe('Fri 20 Nov 2026, 09:42:10 CET');
    expect(formatAbsolute(NOW, 'UTC')).toBe('Fri 20 Nov 2026, 08:42:10 UTC');
  });

  it('writes midnight as 00:00', () => {
    expect(formatClock(at('2026-11-20T00:00:00'), BERLIN)).toBe('00:00');
    expect(formatClock(NOW, BERLIN, 'seconds')).toBe('09:42:10');
  });

  it('names the year only when it is another one', () => {
    expect(formatDate(at('2026-01-02T10:00:00'), NOW, BERLIN)).toBe('2 Jan');
    expect(formatDate(at('2027-03-28T10:00:00'), NOW, BERLIN)).toBe('28 Mar 2027');
  });

  it('knows zones from other text', () => {
    expect(isTimeZone('Europe/Berlin')).toBe(true);
    expect(isTimeZone('Mars/Base')).toBe(false);
  });
});

describe('formatExactClock', () => {
  it.each([
    ['2026-10-25T00:15:00Z', 'Europe/Berlin', '02:15:00 CEST'],
    ['2026-10-25T01:15:00Z', 'Europe/Berlin', '02:15:00 CET'],
    ['2026-10-25T22:59:59Z', 'Europe/Berlin', '23:59:59 CET'],
    ['2026-10-25T23:00:00Z', 'Europe/Berlin', '00:00:00'],
    ['2026-10-24T21:59:59Z', 'Europe/Berlin', '23:59:59'],
    ['2026-03-29T01:15:00Z', 'Europe/Berlin', '03:15:00 CEST'],
    ['2026-11-01T05:15:00Z', 'America/New_York', '01:15:00 GMT-4'],
    ['2026-11-01T06:15:00Z', 'America/New_York', '01:15:00 GMT-5'],
    ['2026-10-25T01:15:00Z', 'UTC', '01:15:00'],
  ])('%s in %s is %s', (at, zone, text) => {
    expect(formatExactClock(new Date(at), zone)).toBe(text);
  });
});

describe('startOfDay', () => {
  it.each([
    ['2026-11-20T08:42:10.500Z', 'Europe/Berlin', '2026-11-19T23:00:00.000Z'],
    ['2026-11-19T23:00:00.000Z', 'Europe/Berlin', '2026-11-19T23:00:00.000Z'],
    ['2026-11-20T08:42:00.000Z', 'Asia/Kolkata', '2026-11-19T18:30:00.000Z'],
    // The night has one hour more, or one less.
    ['2026-10-25T12:00:00.000Z', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
    ['2026-03-29T12:00:00.000Z', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
  ])('of %s in %s is %s', (now, zone, start) => {
    expect(startOfDay(new Date(now), zone).toISOString()).toBe(start);
  });
});
