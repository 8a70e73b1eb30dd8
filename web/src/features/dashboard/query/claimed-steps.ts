import type { TimeSeriesData } from '@perses-dev/core';

/**
 * An answer that claims the steps on which its last number stands, and the first of them not before what it claimed.
 * Charts of cells look for numbers at these very moments: what was asked of the end of the window alone is of no step of
 * the range that was asked before.
 */
export function onOwnSteps(data: TimeSeriesData): TimeSeriesData {
  const { timeRange, stepMs = 0, series } = data;
  const last = series.reduce((latest, { values }) => Math.max(latest, values.at(-1)?.[0] ?? -Infinity), -Infinity);
  if (!timeRange || stepMs <= 0 || last === -Infinity) return data;
  const sinceStart = last - timeRange.start.getTime();
  if (sinceStart % stepMs === 0) return data;
  const steps = Math.max(0, Math.floor(sinceStart / stepMs));
  return { ...data, timeRange: { start: new Date(last - steps * stepMs), end: new Date(last) } };
}
