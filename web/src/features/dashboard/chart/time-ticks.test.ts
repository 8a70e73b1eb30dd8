import { describe, expect, it, vi } from 'vitest';
import { tickLabel, timeTicks, zoneOffset } from './time-ticks';

const at = (text: string): number => Date.parse(text);

describe('ticks of the time axis', () => {
  it('are round moments, as many as have room', () => {
    const ticks = timeTicks(at('2026-11-20T02:40:00Z'), at('2026-11-20T08:40:00Z'), 700, 'Europe/Berlin');
    expect(ticks.at.map((tick) => tickLabel(tick, ticks.step, 'Europe/Berlin'))).toEqual([
      '04:00',
      '05:00',
      '06:00',
      '07:00',
      '08:00',
      '09:00',
    ]);
  });

  it('follow the clock of the zone, not of UTC', () => {
    const ticks = timeTicks(at('2026-11-20T00:10:00Z'), at('2026-11-20T06:10:00Z'), 280, 'Asia/Kolkata');
    expect(ticks.at.map((tick) => tickLabel(tick, ticks.step, 'Asia/Kolkata'))).toEqual(
      ['06:00', '08:00', '10:00'].slice(0, ticks.at.length),
    );
    expect(zoneOffset(at('2026-11-20T00:00:00Z'), 'Asia/Kolkata')).toBe(5.5 * 3_600_000);
  });

  it.each([
    ['put back', '2026-10-22T10:00:00Z', '2026-10-29T09:00:00Z'],
    ['put forward', '2026-03-26T10:00:00Z', '2026-04-02T09:00:00Z'],
  ])('stand at noon and midnight on both sides of a clock that is %s', (_, start, end) => {
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' });
    const ticks = timeTicks(at(start), at(end), 1400, 'Europe/Berlin');
    expect(ticks.step).toBe(12 * 3_600_000);
    expect(new Set(ticks.at.map((tick) => clock.format(tick)))).toEqual(new Set(['12:00', '00:00']));
    expect(ticks.at).toHaveLength(14);
  });

  it('are evenly apart in the hours in which a clock is put back', () => {
    const ticks = timeTicks(at('2026-10-24T23:00:00Z'), at('2026-10-25T04:00:00Z'), 600, 'Europe/Berlin');
    expect(new Set(ticks.at.slice(1).map((tick, index) => tick - (ticks.at[index] ?? 0)))).toEqual(
      new Set([ticks.step]),
    );
  });

  it('make one formatter for a zone, however many there are', () => {
    const Formatter = Intl.DateTimeFormat;
    const made = vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(function make(zone, options) {
      return new Formatter(zone, options);
    });
    try {
      timeTicks(at('2026-01-01T00:00:00Z'), at('2026-06-30T00:00:00Z'), 2000, 'Pacific/Chatham');
      zoneOffset(at('2026-01-01T00:00:00Z'), 'Pacific/Chatham');
      expect(made).toHaveBeenCalledOnce();
    } finally {
      made.mockRestore();
    }
  });

  it('name the date at midnight', () => {
    expect(tickLabel(at('2026-11-19T23:00:00Z'), 3_600_000, 'Europe/Berlin')).toBe('20 Nov');
    expect(tickLabel(at('2026-11-20T08:00:05Z'), 5000, 'UTC')).toBe('08:00:05');
  });

  it('have years where the same day of several years has a tick', () => {
    const ticks = timeTicks(at('2020-01-01T00:00:00Z'), at('2026-11-30T00:00:00Z'), 700, 'UTC');
    const labels = ticks.at.map((tick) => tickLabel(tick, ticks.step, 'UTC'));
    expect(labels[0]).toMatch(/^\d+ \w{3} 2020$/);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('have room for one at least', () => {
    expect(timeTicks(0, 3_600_000, 10, 'UTC').at.length).toBeGreaterThan(0);
  });
});
