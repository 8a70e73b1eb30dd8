import type { ChartSeries } from './series-model';

export type ValueAxis = { min: number; max: number; interval: number };

/** The data of a chart may lie this far above 0 before an axis that begins there flattens it. */
const FLAT = 0.75;

type Range = { low: number; high: number };

function stackedHigh(series: readonly ChartSeries[]): number {
  const sums = new Map<number, number>();
  for (const one of series) {
    for (const [at, value] of one.points) if (value !== null && value > 0) sums.set(at, (sums.get(at) ?? 0) + value);
  }
  return Math.max(0, ...sums.values());
}

/** The lowest and the highest value, infinities left out; 0 and 1 where there is none. */
function dataRange(series: readonly ChartSeries[]): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const one of series) {
    for (const [, value] of one.points) {
      if (value === null || !Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) return { low: 0, high: 1 };
  const stacked = series.filter((one) => one.isStacked);
  return stacked.length > 0 ? { low: Math.min(0, low), high: Math.max(high, stackedHigh(stacked)) } : { low, high };
}

const STEPS = [1, 2, 2.5, 5, 10];

/** The round step of which about so many fill the span. */
function niceStep(span: number, count: number): number {
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = STEPS.find((candidate) => candidate * power >= rough * 0.999) ?? 10;
  return factor * power;
}

type Wish = { min?: number | undefined; max?: number | undefined };

/** The ends and the steps of a value axis: what the author asks for, else round and honest ones. */
export function valueAxis(
  series: readonly ChartSeries[],
  wish: Wish,
  thresholds: readonly number[],
  count: number,
): ValueAxis {
  const { low, high } = dataRange(series);
  const top = wish.max ?? Math.max(high, ...thresholds);
  const isFilled = series.some((one) => one.kind === 'bar' || one.isStacked || one.areaOpacity > 0);
  const beginsAtZero = low >= 0 && (isFilled || low < top * FLAT);
  const bottom = wish.min ?? (beginsAtZero ? 0 : low);
  const span = top > bottom ? top - bottom : Math.abs(top) || 1;
  if (wish.min !== undefined && wish.max !== undefined && wish.max > wish.min) {
    return { min: wish.min, max: wish.max, interval: evenStep(span, count) };
  }
  const interval = niceStep(span, count);
  const min = wish.min ?? Math.floor((beginsAtZero ? 0 : bottom) / interval + 1e-9) * interval;
  const reach = wish.max ?? Math.ceil(top / interval - 1e-9) * interval;
  return { min, max: reach > min ? reach : min + interval, interval };
}

/** A step that divides the span evenly, so that the axis ends where the author said. */
function evenStep(span: number, count: number): number {
  const rough = niceStep(span, count);
  return span / Math.max(1, Math.round(span / rough));
}
