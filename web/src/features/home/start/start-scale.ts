import type { Line, Reading } from './start-panels';
import { EVERY } from './start-time';

export type Box = { width: number; height: number };
export type Scale = { from: number; to: number; most: number };

const STEPS: readonly number[] = [1, 2, 2.5, 5, 10];

/** The next round number from a value on: the top of an axis. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return (STEPS.find((step) => step * power >= value) ?? 10) * power;
}

/** From the first reading, not from before there was any: no empty chart with a line at its end. */
export function scaleOf(lines: readonly Line[]): Scale | undefined {
  const readings = lines.flatMap((line) => line.readings);
  if (readings.length < 2) return undefined;
  const times = readings.map(({ at }) => at);
  const from = Math.min(...times);
  const to = Math.max(...times);
  if (from === to) return undefined;
  return { from, to, most: roundUp(Math.max(...readings.map(({ value }) => value))) };
}

function place({ at, value }: Reading, { from, to, most }: Scale, { width, height }: Box): string {
  const x = ((at - from) / (to - from)) * width;
  const y = height - (Math.max(0, value) / most) * height;
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

/** Parts of a line without a gap: where a point is missing, nothing is drawn. */
function stretches(readings: readonly Reading[]): Reading[][] {
  const parts: Reading[][] = [];
  for (const reading of readings) {
    const part = parts.at(-1);
    const before = part?.at(-1);
    if (part && before && reading.at - before.at <= EVERY * 1000) part.push(reading);
    else parts.push([reading]);
  }
  return parts;
}

function stretchPath(readings: readonly Reading[], scale: Scale, box: Box): string {
  const path = readings.map((reading, index) => `${index === 0 ? 'M' : 'L'}${place(reading, scale, box)}`).join('');
  // A point that stands alone is a dot.
  return readings.length === 1 ? `${path}h0` : path;
}

export function linePath(readings: readonly Reading[], scale: Scale, box: Box): string {
  return stretches(readings)
    .map((part) => stretchPath(part, scale, box))
    .join('');
}

function stretchArea(readings: readonly Reading[], scale: Scale, box: Box): string {
  const [first] = readings;
  const last = readings.at(-1);
  if (!first || !last) return '';
  const foot = (reading: Reading): string => place({ ...reading, value: 0 }, scale, box);
  return `${stretchPath(readings, scale, box)}L${foot(last)}L${foot(first)}Z`;
}

export function areaPath(readings: readonly Reading[], scale: Scale, box: Box): string {
  return stretches(readings)
    .map((part) => stretchArea(part, scale, box))
    .join('');
}

/** Those whose newest values are the largest, in their order, and how many are left out. */
export function largestLines(lines: readonly Line[], most: number): { shown: Line[]; rest: number } {
  const last = ({ readings }: Line): number => readings.at(-1)?.value ?? 0;
  const largest = new Set([...lines].sort((a, b) => last(b) - last(a)).slice(0, most));
  return { shown: lines.filter((line) => largest.has(line)), rest: lines.length - largest.size };
}
