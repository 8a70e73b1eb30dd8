import { describe, expect, it } from 'vitest';
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

  it('name the date at midnight', () => {
    expect(tickLabel(at('2026-11-19T23:00:00Z'), 3_600_000, 'Europe/Berlin')).toBe('20 Nov');
    expect(tickLabel(at('2026-11-20T08:00:05Z'), 5000, 'UTC')).toBe('08:00:05');
  });

  it('have room for one at least', () => {
    expect(timeTicks(0, 3_600_000, 10, 'UTC').at.length).toBeGreaterThan(0);
  });
});
