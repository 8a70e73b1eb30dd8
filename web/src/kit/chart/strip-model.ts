import type { HealthState } from '@/kit/status/status-table';

export type StripMark = {
  state: HealthState;
  /** What the mark is about, for hover: 'Failing, Fri 05:52'. */
  label?: string;
};

export type StripSize = 'narrow' | 'list' | 'sheet' | 'report';

/** In px of the drawing. */
export const STRIP_SIZES: Record<StripSize, { width: number; gap: number; height: number }> = {
  narrow: { width: 3, gap: 1.5, height: 14 },
  list: { width: 4, gap: 1.5, height: 16 },
  sheet: { width: 10, gap: 3.2, height: 26 },
  report: { width: 9.6, gap: 3.16, height: 26 },
};

/** Height is the state, so that a strip reads without colour: the share of the full height. */
const HEIGHTS: Record<HealthState, number> = { PASS: 0.42, WARN: 0.72, FAIL: 1, UNKNOWN: 0.42 };

export type StripBar = { x: number; y: number; width: number; height: number; mark: StripMark };

/** Places the newest `slots` marks, the newest at the right end. Older slots stay free when there are fewer. */
export function layoutStrip(marks: readonly StripMark[], size: StripSize, slots: number): StripBar[] {
  const { width, gap, height } = STRIP_SIZES[size];
  const shown = marks.slice(-slots);
  const offset = slots - shown.length;
  return shown.map((mark, index) => {
    const barHeight = Math.round(HEIGHTS[mark.state] * height);
    return { x: (offset + index) * (width + gap), y: height - barHeight, width, height: barHeight, mark };
  });
}

export function stripWidth(size: StripSize, slots: number): number {
  const { width, gap } = STRIP_SIZES[size];
  return Math.max(0, slots * (width + gap) - gap);
}

const WORDS: readonly (readonly [HealthState, string])[] = [
  ['FAIL', 'failing'],
  ['WARN', 'warning'],
  ['PASS', 'healthy'],
  ['UNKNOWN', 'unknown'],
];

/** The strip in words: 'Last 30 checks: 1 failing, 29 healthy'. */
export function describeStrip(marks: readonly StripMark[]): string {
  if (marks.length === 0) return 'Never checked';
  const counts = WORDS.map(([state, word]) => ({ word, count: marks.filter((mark) => mark.state === state).length }));
  const parts = counts.filter(({ count }) => count > 0).map(({ word, count }) => `${count} ${word}`);
  const head = marks.length === 1 ? 'Last check' : `Last ${marks.length} checks`;
  return `${head}: ${parts.join(', ')}`;
}
