import { useMemo, useRef, useState, type RefObject } from 'react';
import { useShortcuts } from '@/kit/keys/shortcuts';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { useLatest } from '@/lib/use-latest';
import { usePendingAction } from '@/lib/use-pending-action';
import { pressLine } from './log-anchor';
import type { LogAddress } from './log-cache';
import { isFilterOn, type LogExtent } from './log-lines';
import { nextTimes } from './log-words';
import { useLogAddress, useLogLook, type LogAddressControl, type LogLook } from './log-view-state';
import { useAllLines, useFilteredLines, useLogExtent, type LogState } from './use-log-lines';
import { useLogScroll, type LogScroll } from './use-log-scroll';
import { useLogSearch, type LogSearch } from './use-log-search';
import { useLogSelection } from './use-log-selection';
import { useLogTail, type TailState } from './use-log-tail';
import { useSearchKey } from './use-search-key';

export type LogSource = {
  project: string;
  run: string;
  /** What the run's record says about its log. */
  known: LogExtent;
  firstError: number | undefined;
  onRunChange: () => void;
};

export type LogViewerState = {
  address: LogAddress;
  view: LogAddressControl;
  look: LogLook;
  log: LogState;
  scroll: LogScroll;
  search: LogSearch;
  tail: TailState;
  isFiltered: boolean;
  /** The numbers of the first and the last line in sight. */
  first: number | undefined;
  last: number | undefined;
  jump: (step: 1 | -1) => void;
  /** Searches for another text. */
  find: (query: string) => void;
  /** Leaves the search for a match of a text, from where `n` leads on; it stays there when nothing matches. */
  enter: (text: string, step: 1 | -1) => void;
  toFirstError: (() => void) | undefined;
  onPressLine: (seq: number, isExtending: boolean) => void;
  onMeasure: LogScroll['measure'];
  boxRef: RefObject<HTMLDivElement>;
  searchRef: RefObject<HTMLInputElement>;
};

/** Everything that the log viewer knows: lines, place, search, filter, keys. */
export function useLogViewer({ project, run, known, firstError, onRunChange }: LogSource): LogViewerState {
  const address = useMemo(() => ({ project, run }), [project, run]);
  const view = useLogAddress();
  const look = useLogLook(useIsNarrow());
  const searchRef = useRef<HTMLInputElement>(null);
  const boxRef = useRef<HTMLDivElement>(null);
  const [inSight, setInSight] = useState({ from: 1, to: 1, lastRow: 0 });
  const isFiltered = isFilterOn(view.filter);

  const extent = useLogExtent(address, known);
  const all = useAllLines(address, extent, inSight, !isFiltered);
  const filtered = useFilteredLines(address, extent, view.filter, inSight.lastRow);
  const log = isFiltered ? filtered : all;
  const { rows } = log;
  const tail = useLogTail(address, extent.last, !extent.isComplete, onRunChange);
  const search = useLogSearch(address, view.query, view.filter, !extent.isComplete);
  const scroll = useLogScroll({
    count: rows.count,
    isWrapped: look.isWrapped,
    layoutKey: JSON.stringify([run, view.filter, look.times]),
    startsAtEnd: !known.isComplete && view.anchor === undefined && view.query === '',
    keep: useLogSelection(boxRef),
  });
  const { visible, rows: drawn } = scroll.window;
  const first = rows.seqAt(visible.from);
  const last = rows.seqAt(visible.to - 1);

  const from = rows.seqAt(drawn.from) ?? 1;
  const to = rows.seqAt(drawn.to - 1) ?? 1;
  if (from !== inSight.from || to !== inSight.to || drawn.to !== inSight.lastRow) {
    setInSight({ from, to, lastRow: drawn.to });
  }

  const goTo = (seq: number, place: 'nearest' | 'context'): void => scroll.toRow(rows.rowOf(seq), place);
  const jump = (step: 1 | -1): void => {
    const seq = search.jump(step, step === 1 ? first : last);
    if (seq !== undefined) goTo(seq, 'nearest');
  };
  // The address lags behind typing, and the matches behind the address.
  const leaving = usePendingAction<{ text: string; step: 1 | -1 }>(({ text, step }) => {
    if (text !== view.query || !search.isAnswered) return false;
    if (search.hasMatches && document.activeElement === searchRef.current) {
      scroll.focus();
      jump(step);
    }
    return true;
  });
  const toFirstError = (): void => {
    if (firstError === undefined) return;
    view.setAnchor({ from: firstError, to: firstError });
    goTo(firstError, 'context');
  };

  // An address with a line: go there once the rows have their places.
  usePendingAction((seq: number) => {
    if (rows.count === 0) return false;
    goTo(seq, 'context');
    return true;
  }, view.anchor?.from);

  useSearchKey(searchRef);
  useShortcuts('Log', [
    { keys: '/', label: 'Search the log', run: () => searchRef.current?.focus() },
    { keys: 'n', label: 'Next match', run: () => jump(1) },
    { keys: 'N', label: 'Previous match', run: () => jump(-1) },
    firstError !== undefined && { keys: 'e', label: 'First error', run: toFirstError },
    { keys: 'w', label: 'Wrap long lines', run: look.toggleWrap },
    { keys: 't', label: 'Times', run: () => look.setTimes(nextTimes(look.times)) },
    { keys: 'G', label: 'To the end, and follow', run: scroll.follow },
  ]);

  return {
    address,
    view,
    look,
    log,
    scroll,
    search,
    tail,
    isFiltered,
    first,
    last,
    jump,
    find: (query) => {
      leaving.drop();
      view.setQuery(query);
    },
    enter: (text, step) => leaving.ask({ text, step }),
    toFirstError: firstError === undefined ? undefined : toFirstError,
    onPressLine: useLatest((seq: number, isExtending: boolean) =>
      view.setAnchor(pressLine(view.anchor, seq, isExtending)),
    ),
    onMeasure: useLatest(scroll.measure),
    boxRef,
    searchRef,
  };
}
