import { describe, expect, it } from 'vitest';
import type { ChartSeries } from './series-model';
import { drawnSeries } from './stack-model';
import { axisFormat, valueAxis as axisOf, type ValueAxis } from './value-axis';
import { tickValue } from './value-format';

type Arguments = Parameters<typeof axisOf>;

function valueAxis(series: readonly ChartSeries[], ...rest: [Arguments[1], Arguments[2], Arguments[3]]): ValueAxis {
  return axisOf(drawnSeries(series), ...rest);
}

function line(values: (number | null)[], change: Partial<ChartSeries> = {}): ChartSeries {
  return {
    id: 'a',
    name: 'a',
    colour: '',
    kind: 'line',
    lineStyle: 'solid',
    areaOpacity: 0,
    isStacked: false,
    points: values.map((value, index) => [index, value]),
    ...change,
  };
}

describe('the value axis', () => {
  it('begins at 0 and ends round', () => {
    expect(valueAxis([line([62, 449])], {}, [], 5)).toEqual({ min: 0, max: 500, interval: 100 });
    expect(valueAxis([line([0.004, 0.0156])], {}, [], 2)).toEqual({ min: 0, max: 0.02, interval: 0.01 });
  });

  it('has 0 in it unless the author asks for another beginning', () => {
    expect(valueAxis([line([95, 99])], {}, [], 4).min).toBe(0);
    expect(valueAxis([line([-95, -99])], {}, [], 4).max).toBe(0);
    expect(valueAxis([line([95, 99])], { min: 90 }, [], 4).min).toBe(90);
  });

  it('has room for a stack on both sides of 0', () => {
    const stack = { isStacked: true };
    const series = [line([30, 30], stack), line([-30, -45], stack), line([30, 40], stack), line([-30, -15], stack)];
    expect(valueAxis(series, {}, [], 4)).toEqual({ min: -100, max: 100, interval: 50 });
  });

  it('never has one label twice', () => {
    const axis = { min: 4.8, max: 5.2, interval: 0.1 };
    const format = axisFormat(axis, { unit: 'seconds', decimalPlaces: 0 });
    const labels = [4.8, 4.9, 5, 5.1, 5.2].map((value) => tickValue(value, format, axis.max));
    expect(new Set(labels).size).toBe(5);
    const plain = { unit: 'decimal' } as const;
    expect(axisFormat({ min: 0, max: 4, interval: 1 }, plain)).toBe(plain);
  });

  it('ends where the author says, with even steps', () => {
    expect(valueAxis([line([0.5, 0.8])], { min: 0, max: 1 }, [], 2)).toEqual({ min: 0, max: 1, interval: 0.5 });
    expect(valueAxis([line([30e9, 40e9])], { min: 0, max: 80e9 }, [], 2)).toEqual({
      min: 0,
      max: 80e9,
      interval: 40e9,
    });
  });

  it('shows every threshold', () => {
    expect(valueAxis([line([10, 100])], {}, [240], 4).max).toBeGreaterThanOrEqual(240);
  });

  it('has room for a stack', () => {
    const stack = { isStacked: true };
    expect(valueAxis([line([30, 30], stack), line([30, 40], { ...stack, id: 'b' })], {}, [], 4).max).toBe(80);
  });

  it('goes below 0, and survives constants and nothing', () => {
    expect(valueAxis([line([-3, 7])], {}, [], 4)).toEqual({ min: -5, max: 7.5, interval: 2.5 });
    expect(valueAxis([line([6, 6])], {}, [], 2).max).toBeGreaterThanOrEqual(6);
    expect(valueAxis([line([0, 0])], {}, [], 2).max).toBeGreaterThan(0);
    expect(valueAxis([line([null])], {}, [], 2)).toEqual({ min: 0, max: 1, interval: 0.5 });
  });
});
