import { describe, expect, it } from 'vitest';
import {
  chartSeries,
  insteadOfNumbers,
  nearbyReadings,
  nearestIndex,
  pointAt,
  readings,
  snap,
  withGaps,
} from './series-model';
import type { TimeSeriesResult } from './time-series-spec';

const PALETTE = ['one', 'two', 'three'];

function result(...series: { name: string; values: [number, number | null][] }[]): TimeSeriesResult {
  return {
    definition: { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: {} } } },
    data: { stepMs: 10, series },
  };
}

describe('a chart without numbers', () => {
  it.each([
    ['NaN', [Number.NaN, Number.NaN]],
    ['infinity', [Infinity, -Infinity]],
    ['NaN and infinity', [Number.NaN, Infinity]],
    [undefined, [Infinity, 1]],
    [undefined, [Number.NaN, 0]],
    [undefined, []],
  ])('says %s in their place of %s', (words, values) => {
    const one = { name: 'a', values: values.map((value, index): [number, number] => [index, value]) };
    expect(insteadOfNumbers([result({ name: 'b', values: [] }), result(one)])).toBe(words);
  });
});

describe('the lines of a chart', () => {
  it('take the colours in order over all queries, where the document asks for that', () => {
    const lines = chartSeries(
      [result({ name: 'a', values: [] }, { name: 'b', values: [] }), result({ name: 'c', values: [] })],
      { visual: { palette: { mode: 'categorical' } } },
      PALETTE,
    );
    expect(lines.map((line) => [line.name, line.colour])).toEqual([
      ['a', 'one'],
      ['b', 'two'],
      ['c', 'three'],
    ]);
  });

  it('follow the settings of their query', () => {
    const spec = {
      querySettings: [{ queryIndex: 1, colorMode: 'fixed' as const, colorValue: 'mine', lineStyle: 'dashed' as const }],
    };
    const lines = chartSeries([result({ name: 'a', values: [] }), result({ name: 'b', values: [] })], spec, PALETTE);
    expect(lines[1]).toMatchObject({ colour: 'mine', lineStyle: 'dashed' });
  });

  it('have their own ids even when two have one name', () => {
    const lines = chartSeries([result({ name: 'a', values: [] }), result({ name: 'a', values: [] })], {}, PALETTE);
    expect(lines.map((line) => line.id)).toEqual(['a', 'a (2)']);
  });

  it('have a hole where nothing was measured', () => {
    expect(
      withGaps(
        [
          [0, 1],
          [10, 2],
          [40, 3],
        ],
        10,
      ),
    ).toEqual([
      [0, 1],
      [10, 2],
      [20, null],
      [40, 3],
    ]);
    expect(
      withGaps(
        [
          [0, 1],
          [40, 3],
        ],
        undefined,
      ),
    ).toEqual([
      [0, 1],
      [40, 3],
    ]);
  });
});

describe('reading a chart', () => {
  const lines = chartSeries(
    [
      result(
        {
          name: 'low',
          values: [
            [0, 1],
            [10, 2],
            [20, 3],
          ],
        },
        {
          name: 'high',
          values: [
            [0, 9],
            [10, 8],
          ],
        },
      ),
    ],
    {},
    PALETTE,
  );

  it('finds the nearest point', () => {
    expect(
      nearestIndex(
        [
          [0, 1],
          [10, 2],
          [20, 3],
        ],
        14,
      ),
    ).toBe(1);
    expect(nearestIndex([], 14)).toBe(-1);
  });

  it('gives the values at one moment, the highest first', () => {
    expect(readings(lines, 9).map((one) => [one.series.name, one.value])).toEqual([
      ['high', 8],
      ['low', 2],
    ]);
  });

  it('says nothing where a line has ended', () => {
    const [, high] = lines;
    expect(high && pointAt(high, 40)).toBeUndefined();
  });

  it('snaps to a moment that was measured', () => {
    expect(snap(lines, 13)).toBe(10);
    expect(snap([], 13)).toBeUndefined();
  });

  it('shows the rows around the line under the pointer', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({
      series: { ...lines[0], id: `s${index}` },
      at: 0,
      value: 20 - index,
    })) as never;
    expect(nearbyReadings(many, 's10', 4).map((one) => one.series.id)).toEqual(['s8', 's9', 's10', 's11']);
    expect(nearbyReadings(many, undefined, 4).map((one) => one.series.id)).toEqual(['s0', 's1', 's2', 's3']);
  });
});
