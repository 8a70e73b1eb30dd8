import { formatClock, formatDate, formatMoment, type Zone } from '@/lib/time';

export type MarkTone = 'ok' | 'neutral' | 'warning' | 'failed' | 'running';

/** What happened in one step of time, as marks on top of each other. */
export type Stack = {
  at: Date;
  until: Date;
  /** From the bottom up, one mark for `perMark` things. */
  marks: readonly MarkTone[];
  total: number;
  label: string;
};
export type StackStrip = { stacks: readonly Stack[]; perMark: number };

/** So many marks fit on top of each other. */
export const STACK_HEIGHT = 9;
const DAY_MS = 86_400_000;

/** How many things one mark stands for, so that the highest stack fits. */
export function thingsPerMark(totals: readonly number[]): number {
  return Math.max(1, Math.ceil(Math.max(0, ...totals) / STACK_HEIGHT));
}

/** Marks for counts of tones, from the bottom up. Each that occurs keeps one, however many it stands for: the tallest gives way. */
export function stackMarks(counts: readonly (readonly [MarkTone, number])[], perMark: number): MarkTone[] {
  const heights = counts.map(([, count]) => Math.ceil(count / perMark));
  while (heights.reduce((sum, height) => sum + height, 0) > STACK_HEIGHT) {
    const tallest = heights.indexOf(Math.max(...heights));
    heights[tallest] = (heights[tallest] ?? 1) - 1;
  }
  return counts.flatMap(([tone], index) => Array<MarkTone>(heights[index] ?? 0).fill(tone));
}

/** The range of time that a drag over the strip covers; undefined when it covers nothing that exists. */
export function draggedRange(strip: StackStrip, from: number, to: number): { from: Date; to: Date } | undefined {
  const first = strip.stacks[Math.max(0, Math.min(from, to))];
  const last = strip.stacks[Math.min(strip.stacks.length - 1, Math.max(from, to))];
  if (!first || !last || first.at >= last.until) return undefined;
  return { from: first.at, to: last.until };
}

/** Which stack a position over the strip falls on; `share` is 0 at the left edge and 1 at the right. */
export function stackAt(strip: StackStrip, share: number): number {
  const count = strip.stacks.length;
  return Math.min(count - 1, Math.max(0, Math.floor(share * count)));
}

export type AxisLabel = { text: string; share: number };

/** The labels under the strip: the first in full, then clocks or days, 'now' at the end of an open range. */
export function stripAxis(strip: StackStrip, isOpen: boolean, now: Date, count: number, zone?: Zone): AxisLabel[] {
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
