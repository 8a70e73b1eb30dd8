import { describe, expect, it } from 'vitest';
import { sparkPath } from './sparkline';

describe('a sparkline', () => {
  it('goes from the left to the right, low to high', () => {
    expect(
      sparkPath(
        [
          [0, 1],
          [10, 3],
        ],
        100,
        22,
      ),
    ).toEqual({ line: 'M0.0 21.0L100.0 1.0', area: 'M0.0 21.0L100.0 1.0L100.0 22L0.0 22Z' });
  });

  it('is cut where a value is missing', () => {
    expect(
      sparkPath(
        [
          [0, 1],
          [5, null],
          [10, 3],
        ],
        100,
        22,
      )?.line,
    ).toBe('M0.0 21.0M100.0 1.0');
  });

  it('is cut where a quotient of nothing is no number', () => {
    const points: [number, number | null][] = [
      [0, 1],
      [5, Number.NaN],
      [7, Number.POSITIVE_INFINITY],
      [10, 3],
    ];
    expect(sparkPath(points, 100, 22)?.line).toBe('M0.0 21.0M100.0 1.0');
    expect(sparkPath(points.slice(0, 3), 100, 22)).toBeUndefined();
  });

  it('is level when nothing changes, and nothing when there is nothing', () => {
    expect(
      sparkPath(
        [
          [0, 2],
          [10, 2],
        ],
        10,
        10,
      )?.line,
    ).toBe('M0.0 5.0L10.0 5.0');
    expect(sparkPath([[0, 2]], 10, 10)).toBeUndefined();
  });
});
