import { formatClock, formatDate, formatMoment, type Zone } from '@/lib/time';
import { counted } from '@/lib/numbers';
import type { RunsBucket } from './run';

export type StripTone = 'ok' | 'neutral' | 'warning' | 'failed' | 'running';
export type StripStack = {
  at: Date;
  until: Date;
  /** From the bottom up, one mark for `perMark` runs. */
  marks: readonly StripTone[];
  total: number;
  label: string;
};
export type RunsStrip = { stacks: readonly StripStack[]; perMark: number };

/** So many marks fit on top of each other. */
export const STACK_HEIGHT = 9;
const DAY_MS = 86_400_000;

const TONES: readonly (readonly [tone: StripTone, field: keyof Omit<RunsBucket, 'at'>, word: string])[] = [
  ['ok', 'succeeded', 'succeeded'],
  ['neutral', 'cancelled', 'cancelled'],
  ['warning', 'partially_succeeded', 'partly succeeded'],
  ['failed', 'failed', 'failed'],
  ['running', 'active', 'active'],
];

function total(bucket: RunsBucket): number {
  return TONES.reduce((sum, [, field]) => sum + bucket[field], 0);
}

/** Every state that occurs keeps a mark, however many runs one stands for: the tallest part gives way. */
function marksOf(bucket: RunsBucket, perMark: number): StripTone[] {
  const heights = TONES.map(([, field]) => Math.ceil(bucket[field] / perMark));
  while (heights.reduce((sum, height) => sum + height, 0) > STACK_HEIGHT) {
    const tallest = heights.indexOf(Math.max(...heights));
    heights[tallest] = (heights[tallest] ?? 1) - 1;
  }
  return TONES.flatMap(([tone], index) => Array<StripTone>(heights[index] ?? 0).fill(tone));
}

function words(bucket: RunsBucket): string {
  const parts = TONES.filter(([, field]) => bucket[field] > 0).map(([, field, word]) => `${bucket[field]} ${word}`);
  return parts.length === 0 ? 'no runs' : parts.join(', ');
}

/** The runs over time as stacks of marks. `end` is where the last bucket ends. */
export function stripOf(buckets: readonly RunsBucket[], end: Date, now: Date, zone?: Zone): RunsStrip {
  const highest = Math.max(0, ...buckets.map(total));
  const perMark = Math.max(1, Math.ceil(highest / STACK_HEIGHT));
  const stacks = buckets.map((bucket, index): StripStack => {
    const at = new Date(bucket.at);
    const next = buckets[index + 1];
    return {
      at,
      until: next ? new Date(next.at) : end,
      marks: marksOf(bucket, perMark),
      total: total(bucket),
      label: `${formatMoment(at, now, zone)}: ${words(bucket)}`,
    };
  });
  return { stacks, perMark };
}

/** The range of time that a drag over the strip covers; undefined when it covers nothing that exists. */
export function draggedRange(strip: RunsStrip, from: number, to: number): { from: Date; to: Date } | undefined {
  const first = strip.stacks[Math.max(0, Math.min(from, to))];
  const last = strip.stacks[Math.min(strip.stacks.length - 1, Math.max(from, to))];
  if (!first || !last || first.at >= last.until) return undefined;
  return { from: first.at, to: last.until };
}

/** Which stack a position over the strip falls on; `share` is 0 at the left edge and 1 at the right. */
export function stackAt(strip: RunsStrip, share: number): number {
  const count = strip.stacks.length;
  return Math.min(count - 1, Math.max(0, Math.floor(share * count)));
}

export type AxisLabel = { text: string; share: number };

/** The labels under the strip: the first in full, then clocks or days, 'now' at the end of an open range. */
export function stripAxis(strip: RunsStrip, isOpen: boolean, now: Date, count: number, zone?: Zone): AxisLabel[] {
  const [first] = strip.stacks;
  const last = strip.stacks.at(-1);
  if (!first || !last) return [];
  const start = first.at.getTime();
  const length = last.until.getTime() - start;
  return Array.from({ length: count }, (_, index): AxisLabel => {
    const share = index / (count - 1);
    const at = new Date(start + length * share);
    if (index === count - 1 && isOpen) return { text: 'now', share };
    if (length > 2 * DAY_MS) return { text: formatDate(at, now, zone), share };
    return { text: index === 0 ? formatMoment(at, now, zone) : formatClock(at, zone), share };
  });
}

/** What the strip says to somebody who does not see it. */
export function stripSummary(strip: RunsStrip): string {
  const runs = strip.stacks.reduce((sum, stack) => sum + stack.total, 0);
  return `${counted(runs, 'run')} over time, ${strip.stacks.length} steps`;
}
