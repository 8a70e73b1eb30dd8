import { describe, expect, it } from 'vitest';
import { sketchOf } from './thumbnail-model';

describe('the picture of a row', () => {
  it('is always the same for a dashboard, and another one for others', () => {
    expect(sketchOf('web', 6)).toEqual(sketchOf('web', 6));
    expect(sketchOf('web', 6).path).not.toBe(sketchOf('web-2', 6).path);
  });

  it('stays in its box', () => {
    const heights = sketchOf('checkout-latency', 6)
      .path.slice(1)
      .split('L')
      .map((point) => Number(point.split(' ')[1]));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...heights)).toBeLessThanOrEqual(7);
    expect(sketchOf('x', 0).blocks).toBe(1);
  });
});
