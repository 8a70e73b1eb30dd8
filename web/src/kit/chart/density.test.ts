import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/test/seeded-random';
import { densityDrawing, niceTop, type Density } from './density';

const SIZE = { width: 400, height: 100 };
const DENSITY: Density = {
  startsAt: new Date('2026-11-21T00:30:00Z'),
  bucketSeconds: 300,
  ceiling: 4.3,
  own: [0, 2, 5],
  others: [0, 1, 1],
};

describe('the drawing of a plan', () => {
  it('draws bars that add up to what is planned and cuts them at the ceiling', () => {
    const random = seededRandom(8);
    for (let round = 0; round < 300; round += 1) {
      const own = Array.from({ length: 12 }, () => random() * 6);
      const others = Array.from({ length: 12 }, () => random() * 4);
      const drawing = densityDrawing({ ...DENSITY, own, others }, 'this policy', SIZE, 'UTC');
      const top = Number(drawing.ticks.at(-1)?.text);
      drawing.bars.forEach((bar, index) => {
        const sum = (own[index] ?? 0) + (others[index] ?? 0);
        const height = bar.own.height + bar.others.height + bar.over.height;
        expect(height).toBeCloseTo((sum / top) * 100, 1);
        // Within a hair of the ceiling either answer is right.
        expect(bar.over.height > 0.01 === sum > 4.3 || Math.abs(sum - 4.3) < 0.02).toBe(true);
        expect(Math.min(bar.over.y, bar.own.y, bar.others.y)).toBeGreaterThanOrEqual(-0.01);
      });
    }
  });

  it.each([
    [5, 60, '00:30 00:31 00:32 00:33 00:34 00:35'],
    [7, 60, '00:30 00:32 00:34 00:36'],
    [36, 300, '00:30 01:00 01:30 02:00 02:30 03:00 03:30'],
  ])('says the time where bars of whole minutes meet (%d of %d s)', (count, bucketSeconds, labels) => {
    const own = Array.from({ length: count }, () => 1);
    const { hours, bars } = densityDrawing({ ...DENSITY, own, others: [], bucketSeconds }, 'this policy', SIZE, 'UTC');
    expect(hours.map(({ text }) => text).join(' ')).toBe(labels);
    const edges = [...bars.map(({ x }) => x), 400];
    expect(hours.every(({ x }) => edges.some((edge) => Math.abs(edge - x) < 0.001))).toBe(true);
  });

  it('keeps the bars in sight when the ceiling is far away, and stands without bars', () => {
    const far = densityDrawing({ ...DENSITY, ceiling: 1000 }, 'this policy', SIZE, 'UTC');
    expect(Math.max(...far.bars.map((bar) => bar.own.height))).toBeGreaterThan(40);
    expect(far.ceilingY).toBeUndefined();
    expect(far.ceilingLabel).toMatch(/^ceiling far above: 1.000 a minute$/);
    expect(densityDrawing({ ...DENSITY, own: [], others: [] }, 'this policy', SIZE).bars).toEqual([]);
    expect([0, 0.3, 4.3, 5.4, 11, 100].map((value) => Number(niceTop(value).toFixed(3)))).toEqual([
      1, 0.4, 6, 6, 20, 100,
    ]);
  });
});
