import type { TimeSeriesValueTuple } from '@perses-dev/core';
import { isFilled, readings, type ChartSeries, type Reading } from './series-model';

/** A series as it is given to ECharts: what is stacked stands on one grid of times. */
export type DrawnSeries = ChartSeries & {
  drawn: readonly TimeSeriesValueTuple[];
  /** Whether it lies below 0; its zeros do so too. */
  isBelow: boolean;
};

type Point = TimeSeriesValueTuple;

/** Every moment at which one of the series has a sample or a gap begins, in order. */
function gridOf(series: readonly ChartSeries[]): number[] {
  const times = new Set<number>();
  for (const one of series) for (const [at] of one.points) times.add(at);
  return [...times].sort((a, b) => a - b);
}

/** The value of a line between two of its samples, which is where it is drawn; none beside a gap. */
function between(before: Point | undefined, after: Point | undefined, at: number): number | null {
  if (!isFilled(before) || !isFilled(after)) return null;
  return before[1] + ((after[1] - before[1]) * (at - before[0])) / (after[0] - before[0]);
}

/**
 * The values of a series at the moments of a grid. Where another query has samples between two of its own, a line has
 * the value at which it passes there, and a bar has none. Before its start, after its end and in its gaps is nothing.
 */
function onGrid(one: ChartSeries, grid: readonly number[]): Point[] {
  let next = 0;
  return grid.map((at): Point => {
    while (next < one.points.length && (one.points[next]?.[0] ?? at) < at) next += 1;
    const point = one.points[next];
    if (point?.[0] === at) return [at, isFilled(point) ? point[1] : null];
    return [at, one.kind === 'bar' ? null : between(one.points[next - 1], point, at)];
  });
}

function isNegative(points: readonly Point[]): boolean {
  return points.some(([, value]) => (value ?? 0) < 0) && !points.some(([, value]) => (value ?? 0) > 0);
}

/** What is drawn of each series. ECharts adds by place in the list, not by time: hence the one grid for a stack. */
export function drawnSeries(series: readonly ChartSeries[]): DrawnSeries[] {
  const grid = gridOf(series.filter((one) => one.isStacked));
  return series.map((one) => {
    const drawn = one.isStacked
      ? onGrid(one, grid)
      : one.points.map((point): Point => [point[0], isFilled(point) ? point[1] : null]);
    return { ...one, drawn, isBelow: isNegative(drawn) };
  });
}

/** From where to where a series reaches at a moment: from 0, or from what it is stacked on. */
export type Layer = { series: ChartSeries; value: number; base: number; top: number };

function valueAt(one: DrawnSeries, at: number): number | null {
  let low = 0;
  let high = one.drawn.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const point = one.drawn[middle];
    if (!point) return null;
    if (point[0] === at) return point[1];
    if (point[0] < at) low = middle + 1;
    else high = middle - 1;
  }
  return between(one.drawn[high], one.drawn[low], at);
}

/** The layers of a stack at a moment: what is above 0 and what is below it are added apart. */
export function layersAt(drawn: readonly DrawnSeries[], at: number): Layer[] {
  const sums = { above: 0, below: 0 };
  return drawn
    .filter((one) => one.isStacked)
    .flatMap((one): Layer[] => {
      const value = valueAt(one, at);
      if (value === null) return [];
      const side = value < 0 || (value === 0 && one.isBelow) ? 'below' : 'above';
      const base = sums[side];
      sums[side] += value;
      return [{ series: one, value, base, top: sums[side] }];
    });
}

export type DrawnReading = Reading & { y: number };

/**
 * What every line shows at a moment, the highest value first, and where it is drawn. The layers of a stack are read at
 * that very moment: their sum is what stands there.
 */
export function drawnReadings(drawn: readonly DrawnSeries[], at: number): DrawnReading[] {
  const layers = layersAt(drawn, at).map(({ series, value, top }) => ({ series, at, value, y: top }));
  const lines = readings(
    drawn.filter((one) => !one.isStacked),
    at,
  ).map((reading) => ({ ...reading, y: reading.value }));
  return [...layers, ...lines].sort((a, b) => b.value - a.value);
}

export type Range = { low: number; high: number };

/** How far a stack reaches to both sides, over all moments. */
export function stackRange(drawn: readonly DrawnSeries[]): Range {
  const above = new Map<number, number>();
  const below = new Map<number, number>();
  for (const one of drawn.filter((candidate) => candidate.isStacked)) {
    for (const [at, value] of one.drawn) {
      const sums = (value ?? 0) < 0 ? below : above;
      sums.set(at, (sums.get(at) ?? 0) + (value ?? 0));
    }
  }
  return { low: lowest(below.values()), high: highest(above.values()) };
}

// Not Math.min(...values): thousands of arguments are too many for some engines.
function lowest(values: Iterable<number>): number {
  let low = 0;
  for (const value of values) low = Math.min(low, value);
  return low;
}

function highest(values: Iterable<number>): number {
  let high = 0;
  for (const value of values) high = Math.max(high, value);
  return high;
}
