import { describe, expect, it } from 'vitest';
import { allZones, findZones, zoneNote } from './time-zones';

const NOW = new Date('2026-11-20T08:42:10Z');

describe('time zones', () => {
  it('are found by the words of their name', () => {
    const zones = allZones();
    expect(findZones(zones, 'berlin')[0]).toBe('Europe/Berlin');
    expect(findZones(zones, 'new york')[0]).toBe('America/New_York');
    expect(findZones(zones, 'europe rome')).toEqual(['Europe/Rome']);
    expect(findZones(zones, 'atlantis')).toEqual([]);
    expect(findZones(zones, '')[0]).toBe('UTC');
  });

  it('tell how far they are now', () => {
    expect(zoneNote('Europe/Berlin', NOW)).toBe('now UTC+1');
    expect(zoneNote('Europe/Berlin', new Date('2026-07-01T00:00:00Z'))).toBe('now UTC+2');
    expect(zoneNote('Moon/Base', NOW)).toBe('');
  });
});
