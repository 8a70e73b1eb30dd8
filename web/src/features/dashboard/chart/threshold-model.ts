import type { FormatOptions, ThresholdOptions } from '@perses-dev/core';
import type { Threshold } from './chart-option';
import type { ChartSeries } from './series-model';
import { drawnSeries } from './stack-model';
import { dataRange } from './value-axis';

/** What 0 and 100 per cent of a panel are, in its values. */
export type Whole = { low: number; high: number };

/** The value that is 100 per cent in a unit of per cent; undefined for other units. */
export function unitWhole(format: FormatOptions): number | undefined {
  if (format.unit === 'percent' || format.unit === '%') return 100;
  return format.unit === 'percent-decimal' ? 1 : undefined;
}

/** What steps in per cent are of where a panel has no end: the whole of its unit, else 100. */
export function wholeOf(format: FormatOptions): Whole {
  return { low: 0, high: unitWhole(format) ?? 100 };
}

/**
 * The steps of a panel in its values, the lowest first, however the document orders them. Per cent are of the whole, or
 * of the `max` that the thresholds have themselves. A step without a colour takes one of the palette by its place.
 */
export function thresholdSteps(
  thresholds: ThresholdOptions | undefined,
  { low, high }: Whole,
  palette: readonly string[],
): Threshold[] {
  const span = (thresholds?.max ?? high) - low;
  return (thresholds?.steps ?? [])
    .map(({ value, color, name }, index) => ({
      value: thresholds?.mode === 'percent' ? low + (value * span) / 100 : value,
      colour: color,
      name: name ?? `Threshold ${index + 1}`,
    }))
    .sort((a, b) => a.value - b.value)
    .map((step, index) => ({ ...step, colour: step.colour ?? palette[index % palette.length] ?? '' }));
}

/** The highest step that a value has reached; undefined below all of them. */
export function reachedStep(value: number, steps: readonly Threshold[]): Threshold | undefined {
  return steps.findLast((step) => value >= step.value);
}

/** The threshold lines of a chart; per cent are of its axis. */
export function thresholdLines(
  thresholds: ThresholdOptions | undefined,
  series: readonly ChartSeries[],
  axis: { min?: number | undefined; max?: number | undefined },
  palette: readonly string[],
): Threshold[] {
  const high = axis.max ?? Math.max(0, dataRange(drawnSeries(series)).high);
  return thresholdSteps(thresholds, { low: axis.min ?? 0, high }, palette);
}
