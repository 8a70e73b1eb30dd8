import { describe, expect, it } from 'vitest';
import type { VersionEntry } from '../dashboard-api';
import { readPair, versionDays, withChosen } from './version-days';

const NOW = new Date('2026-11-20T08:42:00Z');

function entry(version: number, savedAt: string): VersionEntry {
  return { version, saved_at: savedAt, saved_by: 'm.okafor', message: '', summary: '', current: false };
}

const versions = [
  entry(3, '2026-11-20T08:00:00Z'),
  entry(2, '2026-11-19T22:30:00Z'),
  entry(1, '2026-11-19T23:10:00Z'),
  entry(0, '2026-11-12T08:00:00Z'),
];

describe('the days of a history', () => {
  it('are those of the zone', () => {
    expect(versionDays(versions, NOW, 'UTC').map((day) => [day.label, day.versions.length])).toEqual([
      ['Today', 1],
      ['Yesterday', 2],
      ['Thu 12 Nov 2026', 1],
    ]);
    expect(
      versionDays(
        [versions[2]].flatMap((one) => one ?? []),
        NOW,
        'Europe/Berlin',
      )[0]?.label,
    ).toBe('Today');
  });
});

describe('the pair that is compared', () => {
  it('is the newest and the one before, or what the address says', () => {
    expect(readPair(new URLSearchParams(), versions)).toEqual({ from: 2, to: 3 });
    expect(readPair(new URLSearchParams('from=3&to=1'), versions)).toEqual({ from: 1, to: 3 });
    expect(readPair(new URLSearchParams('from=1&to=1'), versions)).toEqual({ from: 2, to: 3 });
    expect(readPair(new URLSearchParams(), [entry(0, NOW.toISOString())])).toBeUndefined();
  });

  it('takes in the version that is chosen', () => {
    expect(withChosen({ from: 2, to: 3 }, 0, 3)).toEqual({ from: 0, to: 3 });
    expect(withChosen({ from: 0, to: 2 }, 3, 3)).toEqual({ from: 0, to: 3 });
    expect(withChosen({ from: 0, to: 3 }, 2, 3)).toEqual({ from: 2, to: 3 });
    expect(withChosen(undefined, 1, 3)).toEqual({ from: 1, to: 3 });
  });
});
