import { describe, expect, it } from 'vitest';
import type { ChartSeries } from './series-model';
import { stepMoment } from './step-moment';

function line(...times: number[]): ChartSeries {
  return {
    id: 'a',
    name: 'a',
    colour: '',
    kind: 'line',
    lineStyle: 'solid',
    areaOpacity: 0,
    isStacked: false,
    points: times.map((time) => [time, 1]),
  };
}

describe('walking along a chart by keyboard', () => {
  it('begins with the newest moment', () => {
    expect(stepMoment([line(0, 10), line(0, 5, 15)], undefined, -1)).toBe(15);
    expect(stepMoment([], undefined, 1)).toBeUndefined();
  });

  it('goes to the nearest moment of any line', () => {
    const lines = [line(0, 10, 20), line(0, 5, 15)];
    expect(stepMoment(lines, 10, 1)).toBe(15);
    expect(stepMoment(lines, 10, -1)).toBe(5);
  });

  it('stays at the ends', () => {
    expect(stepMoment([line(0, 10)], 10, 1)).toBe(10);
    expect(stepMoment([line(0, 10)], 0, -1)).toBe(0);
  });
});
