import type { TimeSeriesValueTuple } from '@perses-dev/core';

/** The lines (one for each stretch without a gap) and areas of a sparkline in a box. */
export type SparkPath = { line: string; area: string };

/** NaN and infinity, which a quotient of nothing gives, are gaps like a missing value. */
function isDrawn(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

/** Draws values into a box; nothing when there are fewer than two. */
export function sparkPath(
  points: readonly TimeSeriesValueTuple[],
  width: number,
  height: number,
  /** From when to when the box reaches; without it as far as the values. */
  span?: readonly [start: number, end: number],
): SparkPath | undefined {
  const values = points.map(([, value]) => value).filter(isDrawn);
  const first = span?.[0] ?? points[0]?.[0];
  const last = span?.[1] ?? points.at(-1)?.[0];
  if (values.length < 2 || first === undefined || last === undefined || last === first || height <= 2) return undefined;
  const low = Math.min(...values);
  const high = Math.max(...values);
  // The first sample may lie before the range, which is rounded to its step.
  const x = (at: number): string => (Math.min(1, Math.max(0, (at - first) / (last - first))) * width).toFixed(1);
  // A value that never changes is a line at half the height.
  const y = (value: number): string =>
    (high === low ? height / 2 : 1 + (1 - (value - low) / (high - low)) * (height - 2)).toFixed(1);
  let line = '';
  let area = '';
  let from: string | undefined;
  let before = '';
  for (const [at, value] of points) {
    if (!isDrawn(value)) {
      if (from !== undefined) area += `L${before} ${height}L${from} ${height}Z`;
      from = undefined;
      continue;
    }
    const step = `${from === undefined ? 'M' : 'L'}${x(at)} ${y(value)}`;
    from ??= x(at);
    line += step;
    area += step;
    before = x(at);
  }
  if (from !== undefined) area += `L${before} ${height}L${from} ${height}Z`;
  return { line, area };
}
