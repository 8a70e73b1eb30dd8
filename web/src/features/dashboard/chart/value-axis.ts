import type { FormatOptions } from '@perses-dev/core';
import { stackRange, type DrawnSeries, type Range } from './stack-model';
import { tickValue } from './value-format';

export type ValueAxis = { min: number; max: number; interval: number };

/** The lowest and the highest that is drawn, sums of stacks among it; 0 and 1 where there is nothing. */
export function dataRange(series: readonly DrawnSeries[]): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const one of series) {
    for (const [, value] of one.drawn) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) return { low: 0, high: 1 };
  const stack = stackRange(series);
  return { low: Math.min(low, stack.low), high: Math.max(high, stack.high) };
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

/**
 * The ends and the steps of a value axis: what the author asks for, else round ones that have 0 in them. An axis that
 * begins near the data makes a mountain of a molehill: that is for the author to ask.
 */
export function valueAxis(
  series: readonly DrawnSeries[],
  wish: Wish,
  thresholds: readonly number[],
  count: number,
): ValueAxis {
  const { low, high } = dataRange(series);
  const top = wish.max ?? Math.max(0, high, ...thresholds);
  const bottom = wish.min ?? Math.min(0, low, ...thresholds);
  const span = top > bottom ? top - bottom : Math.abs(top) || 1;
  if (wish.min !== undefined && wish.max !== undefined && wish.max > wish.min) {
    return { min: wish.min, max: wish.max, interval: evenStep(span, count) };
  }
  const interval = niceStep(span, count);
  const min = wish.min ?? Math.floor(bottom / interval + 1e-9) * interval;
  // + 0: an end at -0 would have the label '-0'.
  const reach = wish.max ?? Math.ceil(top / interval - 1e-9) * interval + 0;
  return { min, max: reach > min ? reach : min + interval, interval };
}

/** A step that divides the span evenly, so that the axis ends where the author said. */
function evenStep(span: number, count: number): number {
  const rough = niceStep(span, count);
  return span / Math.max(1, Math.round(span / rough));
}

/** The values that have a label. What sums of steps leave beside 0 is 0: -0.3 + 3 * 0.1 is 5.55e-17. */
export function axisTicks({ min, max, interval }: ValueAxis): number[] {
  const count = Math.min(20, Math.floor((max - min) / interval + 1e-9));
  const ticks = Array.from({ length: count + 1 }, (_, index) => min + index * interval);
  return ticks.map((value) => (Math.abs(value) < interval * 1e-9 ? 0 : value));
}

const MOST_PLACES = 6;

/** The format in which no two ticks have one label: '5 s' five times says nothing. */
export function axisFormat(axis: ValueAxis, format: FormatOptions): FormatOptions {
  const ticks = axisTicks(axis);
  const tells = (candidate: FormatOptions): boolean =>
    new Set(ticks.map((value) => tickValue(value, candidate, axis.max))).size === ticks.length;
  if (tells(format)) return format;
  const places = 'decimalPlaces' in format ? (format.decimalPlaces ?? 0) : 0;
  for (let more = places + 1; more <= MOST_PLACES; more += 1) {
    const finer = { ...format, decimalPlaces: more } as FormatOptions; // of the same unit
    if (tells(finer)) return finer;
  }
  return format;
}
