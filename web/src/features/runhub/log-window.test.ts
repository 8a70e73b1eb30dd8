import { describe, expect, it } from 'vitest';
import { evenHeights, MeasuredHeights, ROW_PX } from './log-heights';
import { isAtEnd, OVERSCAN, scrollTopFor, STEP, windowAt } from './log-window';
import { seededRandom } from '@/test/seeded-random';

describe('MeasuredHeights', () => {
  it('agrees with adding up every row, after any changes', () => {
    const random = seededRandom(42);
    for (let round = 0; round < 40; round += 1) {
      const count = 1 + Math.floor(random() * 120);
      const heights = new MeasuredHeights(count);
      const naive = Array<number>(count).fill(ROW_PX);
      for (let change = 0; change < 60; change += 1) {
        const row = Math.floor(random() * count);
        const height = ROW_PX * (1 + Math.floor(random() * 5));
        naive[row] = height;
        heights.measure(row, height);
      }
      let offset = 0;
      naive.forEach((height, row) => {
        expect(heights.offsetOf(row)).toBe(offset);
        expect(heights.rowAt(offset)).toBe(row);
        expect(heights.rowAt(offset + height - 1)).toBe(row);
        offset += height;
      });
      expect(heights.total).toBe(offset);
      expect(heights.rowAt(offset + 100)).toBe(count - 1);
      expect(heights.grownTo(count + 5).total).toBe(offset + 5 * ROW_PX);
    }
  });

  it('says whether a measurement is news', () => {
    const heights = new MeasuredHeights(3);
    expect(heights.measure(1, ROW_PX)).toBe(false);
    expect(heights.measure(1, 44)).toBe(true);
    expect(heights.measure(9, 44)).toBe(false);
  });
});

describe('windowAt', () => {
  it('always draws what is in sight, and no more than that and the rows around it', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 500; round += 1) {
      const count = Math.floor(random() * 200_000);
      const height = 100 + Math.floor(random() * 900);
      const heights = evenHeights(count);
      const scrollTop = random() * Math.max(0, heights.total - height);
      const drawn = windowAt(scrollTop, height, count, heights);
      if (count === 0) continue;
      expect(drawn.rows.from).toBeLessThanOrEqual(drawn.visible.from);
      expect(drawn.rows.to).toBeGreaterThanOrEqual(drawn.visible.to);
      expect(drawn.visible.from * ROW_PX).toBeLessThanOrEqual(scrollTop);
      expect(Math.min(count * ROW_PX, scrollTop + height)).toBeLessThanOrEqual(drawn.visible.to * ROW_PX);
      expect(drawn.rows.to - drawn.rows.from).toBeLessThanOrEqual(
        Math.ceil(height / ROW_PX) + 2 + 2 * OVERSCAN + 2 * STEP,
      );
      expect(drawn.top).toBe(drawn.rows.from * ROW_PX);
    }
  });

  it('is empty without rows', () => {
    expect(windowAt(0, 500, 0, evenHeights(0)).rows).toEqual({ from: 0, to: 0 });
  });

  it('keeps the rows of a selection drawn, up to a limit', () => {
    const heights = evenHeights(100_000);
    const kept = windowAt(ROW_PX * 1000, 400, 100_000, heights, { from: 700, to: 720 });
    expect(kept.rows.from).toBe(700);
    const far = windowAt(ROW_PX * 90_000, 400, 100_000, heights, { from: 700, to: 720 });
    expect(far.rows.from).toBe(90_000 - OVERSCAN);
  });
});

describe('scrolling', () => {
  const heights = evenHeights(1000);
  const viewport = { scrollTop: 2200, height: 440 };

  it('knows the end', () => {
    expect(isAtEnd(heights.total - 440, 440, heights.total)).toBe(true);
    expect(isAtEnd(heights.total - 480, 440, heights.total)).toBe(false);
    expect(isAtEnd(0, 440, 100)).toBe(true);
  });

  it('does not move for a row that is in sight', () => {
    expect(scrollTopFor(105, heights, viewport, 'nearest')).toBe(2200);
    expect(scrollTopFor(400, heights, viewport, 'nearest')).not.toBe(2200);
  });

  it('shows up to twenty lines before an anchor and keeps the line itself in sight', () => {
    const tall = { scrollTop: 0, height: 900 };
    expect(scrollTopFor(500, heights, tall, 'context')).toBe(480 * ROW_PX);
    const low = scrollTopFor(500, heights, viewport, 'context');
    expect(low).toBeLessThanOrEqual(500 * ROW_PX);
    expect(low + viewport.height).toBeGreaterThan(501 * ROW_PX);
    expect(scrollTopFor(3, heights, tall, 'context')).toBe(0);
  });
});
