import type { RowHeights } from './log-heights';

export type RowRange = { from: number; to: number };

export type LogWindow = {
  /** Rows to draw: from included, to not. */
  rows: RowRange;
  /** Rows that are wholly or partly in sight. */
  visible: RowRange;
  /** Where the first drawn row stands, in pixels. */
  top: number;
  total: number;
};

/** Rows drawn above and below what is in sight: a flick of the wheel finds them ready. */
export const OVERSCAN = 40;
/** The drawn rows change in steps of so many: between two steps scrolling moves what is drawn, and nothing else. */
export const STEP = 20;
/** A selection keeps its rows drawn, up to this many. */
const MAX_KEPT = 3000;

function clampRow(row: number, count: number): number {
  return Math.min(count, Math.max(0, row));
}

/**
 * Which rows to draw for a scroll position. `keep` are rows with a selection in them: taken out of the
 * document they would drop it, so that they stay drawn while it lasts.
 */
export function windowAt(
  scrollTop: number,
  height: number,
  count: number,
  heights: RowHeights,
  keep?: RowRange,
): LogWindow {
  if (count === 0) return { rows: { from: 0, to: 0 }, visible: { from: 0, to: 0 }, top: 0, total: 0 };
  const first = heights.rowAt(scrollTop);
  const last = heights.rowAt(scrollTop + height);
  const visible = { from: clampRow(first, count), to: clampRow(last + 1, count) };
  let from = clampRow(Math.floor((visible.from - OVERSCAN) / STEP) * STEP, count);
  let to = clampRow(Math.ceil((visible.to + OVERSCAN) / STEP) * STEP, count);
  if (keep) {
    const keptFrom = Math.min(from, clampRow(keep.from, count));
    const keptTo = Math.max(to, clampRow(keep.to, count));
    if (keptTo - keptFrom <= MAX_KEPT) {
      from = keptFrom;
      to = keptTo;
    }
  }
  return { rows: { from, to }, visible, top: heights.offsetOf(from), total: heights.total };
}

/** Within this many pixels of the end the log counts as being at its end. */
export const END_SLACK_PX = 8;

export function isAtEnd(scrollTop: number, height: number, total: number): boolean {
  return scrollTop + height >= total - END_SLACK_PX;
}

/** How far to scroll so that a row comes into sight with some lines before it. */
export function scrollTopFor(
  row: number,
  heights: RowHeights,
  viewport: { scrollTop: number; height: number },
  place: 'nearest' | 'context',
  contextRows = 20,
): number {
  const top = heights.offsetOf(row);
  const bottom = heights.offsetOf(row + 1);
  const limit = Math.max(0, heights.total - viewport.height);
  const clamp = (value: number): number => Math.min(limit, Math.max(0, value));
  if (place === 'nearest') {
    const isInSight = top >= viewport.scrollTop && bottom <= viewport.scrollTop + viewport.height;
    return isInSight ? viewport.scrollTop : clamp(top - viewport.height / 3);
  }
  // Twenty lines before it where they fit: the line itself must stay in the upper two thirds.
  const before = Math.min(top - heights.offsetOf(Math.max(0, row - contextRows)), (viewport.height * 2) / 3);
  return clamp(top - before);
}
