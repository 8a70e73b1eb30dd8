import { useCallback, useLayoutEffect, useRef, useState, type RefCallback } from 'react';
import { useElementSetUp } from '@/lib/use-element-set-up';
import { evenHeights, MeasuredHeights, type RowHeights } from './log-heights';
import { isAtEnd, scrollTopFor, windowAt, type LogWindow, type RowRange } from './log-window';

export type LogScroll = {
  /** For the box that scrolls. */
  ref: RefCallback<HTMLDivElement>;
  focus: () => void;
  window: LogWindow;
  isFollowing: boolean;
  /** Lines that came while the log did not follow. */
  unseen: number;
  onScroll: () => void;
  follow: () => void;
  stopFollowing: () => void;
  toRow: (row: number, place: 'nearest' | 'context') => void;
  /** Tells the heights of drawn rows, when lines wrap. */
  measure: (heights: readonly { row: number; height: number }[]) => void;
};

type Options = {
  count: number;
  isWrapped: boolean;
  /** Changes when all heights change: the filter, the width. */
  layoutKey: string;
  startsAtEnd: boolean;
  /** Rows that a selection needs. */
  keep: RowRange | undefined;
};

type Place = { top: number; height: number };

/** While somebody scrolls within what is drawn, the numbers in the foot are told so often. */
const REST_MS = 100;

function useHeights(
  count: number,
  isWrapped: boolean,
  layoutKey: string,
): { heights: RowHeights; measured: MeasuredHeights | undefined } {
  const kept = useRef<{ key: string; count: number; heights: MeasuredHeights }>();
  if (!isWrapped) return { heights: evenHeights(count), measured: undefined };
  const known = kept.current;
  if (known?.key !== layoutKey || known.count > count)
    kept.current = { key: layoutKey, count, heights: new MeasuredHeights(count) };
  else if (known.count < count) kept.current = { key: layoutKey, count, heights: known.heights.grownTo(count) };
  const measured = kept.current?.heights ?? new MeasuredHeights(count);
  return { heights: measured, measured };
}

/** Where the log stands, which rows to draw for it, and whether it follows what is being written. */
export function useLogScroll({ count, isWrapped, layoutKey, startsAtEnd, keep }: Options): LogScroll {
  const ref = useRef<HTMLDivElement | null>(null);
  const [place, setPlace] = useState<Place>({ top: 0, height: 600 });
  const [isFollowing, setIsFollowing] = useState(startsAtEnd);
  const [countAtPause, setCountAtPause] = useState(count);
  const [, setVersion] = useState(0);
  const { heights, measured } = useHeights(count, isWrapped, layoutKey);

  const readPlace = useCallback((): void => {
    const box = ref.current;
    if (box) setPlace({ top: box.scrollTop, height: box.clientHeight });
  }, []);

  const drawn = windowAt(place.top, place.height, count, heights, keep);
  const rest = useRef<ReturnType<typeof setTimeout>>();
  // Within the drawn rows the browser scrolls alone; only their edge, and rest, are worth drawing again.
  const followPlace = (box: HTMLElement): void => {
    const next = windowAt(box.scrollTop, box.clientHeight, count, heights, keep);
    clearTimeout(rest.current);
    if (next.rows.from !== drawn.rows.from || next.rows.to !== drawn.rows.to) readPlace();
    else rest.current = setTimeout(readPlace, REST_MS);
  };

  const watch = useCallback(
    (box: HTMLDivElement) => {
      const observer = new ResizeObserver(readPlace);
      observer.observe(box);
      readPlace();
      return () => observer.disconnect();
    },
    [readPlace],
  );
  const setBox = useElementSetUp(watch, ref);

  // Following: the end stays in sight as the log grows and as its rows turn out to be higher.
  useLayoutEffect(() => {
    const box = ref.current;
    if (isFollowing && box) box.scrollTop = heights.total;
  }, [isFollowing, heights.total]);

  const pause = (): void => {
    if (isFollowing) setCountAtPause(count);
    setIsFollowing(false);
  };

  return {
    ref: setBox,
    focus: () => ref.current?.focus({ preventScroll: true }),
    window: drawn,
    isFollowing,
    unseen: isFollowing ? 0 : Math.max(0, count - countAtPause),
    onScroll: () => {
      const box = ref.current;
      if (!box) return;
      followPlace(box);
      if (isAtEnd(box.scrollTop, box.clientHeight, heights.total)) setIsFollowing(true);
      else pause();
    },
    follow: () => {
      setIsFollowing(true);
      const box = ref.current;
      if (box) box.scrollTop = heights.total;
    },
    stopFollowing: pause,
    toRow: (row, where) => {
      const box = ref.current;
      if (!box || row < 0) return;
      pause();
      box.scrollTop = scrollTopFor(row, heights, { scrollTop: box.scrollTop, height: box.clientHeight }, where);
      readPlace();
    },
    measure: (entries) => {
      const box = ref.current;
      if (!measured || !box) return;
      const firstRow = measured.rowAt(box.scrollTop);
      const before = measured.offsetOf(firstRow);
      const changed = entries.map(({ row, height }) => measured.measure(row, height)).some(Boolean);
      if (!changed) return;
      // Rows above grew or shrank: what is in sight stays where it is.
      const shift = measured.offsetOf(firstRow) - before;
      if (shift !== 0 && !isFollowing) box.scrollTop += shift;
      setVersion((version) => version + 1);
    },
  };
}
