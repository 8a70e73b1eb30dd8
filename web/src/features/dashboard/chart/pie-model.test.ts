import { describe, expect, it } from 'vitest';
import { entitiesOf, slotColour } from './colour-book';
import { createColourBook } from './dashboard-colours';
import { pieSlices, slicePath } from './pie-model';

const PALETTE = Array.from({ length: 10 }, (_, index) => `#0000${index}0`);

function slices(values: Record<string, number | null>, sort?: 'asc' | 'desc', book = createColourBook()) {
  const series = Object.entries(values).map(([code, value]) => ({
    name: code,
    labels: { code },
    values: [[0, value]] as [number, number | null][],
  }));
  const definition = { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: {} } } };
  const spec = { calculation: 'last' as const, ...(sort && { sort }) };
  return pieSlices([{ definition, data: { series } }], spec, book, PALETTE);
}

describe('a pie', () => {
  it('divides the whole; what has no part has none', () => {
    const all = slices({ a: 30, b: 10, c: Number.NaN, d: null, e: -5 });
    expect(all.map((one) => one.share)).toEqual([0.75, 0.25, undefined, undefined, undefined]);
    expect(all[1]?.from).toBe(0.75);
    expect(slices({ a: 0 }).map((one) => one.share)).toEqual([undefined]);
  });

  it('has its order, and its colours whatever that is', () => {
    const book = createColourBook();
    const largest = slices({ a: 10, b: 30 }, 'asc', book);
    const smallest = slices({ a: 10, b: 30 }, 'desc', book);
    expect(largest.map((one) => one.name)).toEqual(['b', 'a']);
    expect(smallest.map((one) => one.name)).toEqual(['a', 'b']);
    expect(largest[0]?.colour).toBe(smallest[1]?.colour);
  });

  it('gives an entity the colour that it has in the charts of the dashboard', () => {
    const book = createColourBook();
    const series = { name: 'rate', labels: { code: 'b' }, values: [] };
    const [slot] = book.assign(entitiesOf([{ series, queryIndex: 0 }]));
    const slice = slices({ a: 1, b: 2, c: 3 }, undefined, book).find((one) => one.name === 'b');
    expect(slice?.colour).toBe(slotColour(slot ?? -1, PALETTE));
  });

  it('of one is a whole circle', () => {
    expect(slicePath(10, 10, 0, 1)).toBe('M10.00 0.00A10 10 0 1 1 10.00 20.00A10 10 0 1 1 10.00 0.00Z');
    expect(slicePath(10, 10, 0, 0.25)).toBe('M10 10L10.00 0.00A10 10 0 0 1 20.00 10.00Z');
  });
});
