import type { ThresholdOptions } from '@perses-dev/core';
import type { Threshold } from './chart-option';
import type { ChartSeries } from './series-model';
import { drawnSeries } from './stack-model';
import { dataRange } from './value-axis';

/** The threshold lines of a panel in values of its axis; per cent are a share of the axis. */
export function thresholdLines(
  thresholds: ThresholdOptions | undefined,
  series: readonly ChartSeries[],
  axis: { min?: number | undefined; max?: number | undefined },
  defaultColour: string,
): Threshold[] {
  const low = axis.min ?? 0;
  const span = (axis.max ?? Math.max(0, dataRange(drawnSeries(series)).high)) - low;
  return (thresholds?.steps ?? []).map((step, index) => ({
    value: thresholds?.mode === 'percent' ? low + (step.value / 100) * span : step.value,
    colour: step.color ?? thresholds?.defaultColor ?? defaultColour,
    name: step.name ?? `Threshold ${index + 1}`,
  }));
}
