import { describe, expect, it } from 'vitest';
import { isoDay, monthGrid, shiftMonth } from './month-grid';

describe('the calendar', () => {
  it('shows weeks from Monday', () => {
    const grid = monthGrid(2026, 11);
    expect(grid).toHaveLength(6);
    expect(grid[0]?.map(isoDay)).toEqual([
      '2026-10-26',
      '2026-10-27',
      '2026-10-28',
      '2026-10-29',
      '2026-10-30',
      '2026-10-31',
      '2026-11-01',
    ]);
    expect(isoDay(monthGrid(2027, 2)[0]?.[0] ?? { year: 0, month: 1, day: 1 })).toBe('2027-02-01');
  });

  it('goes over the turn of the year', () => {
    expect(shiftMonth({ year: 2026, month: 12 }, 1)).toEqual({ year: 2027, month: 1 });
    expect(shiftMonth({ year: 2026, month: 1 }, -1)).toEqual({ year: 2025, month: 12 });
  });
});
