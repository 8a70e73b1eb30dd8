import { useEffect, useMemo, useRef, useState } from 'react';
import { useShortcuts } from '@/kit/keys/shortcuts';
import { ErrorPanel } from '@/kit/page/states';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { useTimeZone } from '@/kit/text/clock';
import { toFailure } from '@/lib/failure';
import { FilterChip } from '@/kit/chip/filter-chip';
import { pressLine } from './log-anchor';
import { copyItems, downloadItems } from './log-export';
import { LogFoot } from './log-foot';
import { extentCount, isFilterOn, type LogExtent } from './log-lines';
import { LogRowsView } from './log-rows';
import { LogToolbar } from './log-toolbar';
import { nextTimes } from './log-words';
import { useLogAddress, useLogLook } from './log-view-state';
import { useAllLines, useFilteredLines, useLogExtent } from './use-log-lines';
import { useLogScroll } from './use-log-scroll';
import { useLogSearch } from './use-log-search';
import { useLogSelection } from './use-log-selection';
import { useLogTail } from './use-log-tail';
import { useSearchKey } from './use-search-key';
import styles from './log-viewer.module.css';

type LogViewerProps = {
  project: string;
  run: string;
  /** What the run's record says about its log. */
  known: LogExtent;
  firstError: number | undefined;
  startedAt: string | undefined;
  /** The name of an item, for the chip of the filter. */
  itemName: (seq: number) => string;
  onRunChange: () => void;
};

/** The log of a run, of any length: searched on the server, drawn where one looks, followed at its end. */
export function LogViewer({ project, run, known, firstError, startedAt, itemName, onRunChange }: LogViewerProps) {
  const address = useMemo(() => ({ project, run }), [project, run]);
  const zone = useTimeZone();
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
  const keep = useLogSelection(boxRef);
  const search = useLogSearch(address, view.query, view.filter, !extent.isComplete);
  const scroll = useLogScroll({
    count: rows.count,
    isWrapped: look.isWrapped,
    layoutKey: JSON.stringify([run, view.filter, look.times]),
    startsAtEnd: !known.isComplete && view.anchor === undefined && view.query === '',
    keep,
  });
  const { visible } = scroll.window;
  const first = rows.seqAt(visible.from);
  const last = rows.seqAt(visible.to - 1);

  const from = rows.seqAt(scroll.window.rows.from) ?? 1;
  const to = rows.seqAt(scroll.window.rows.to - 1) ?? 1;
  if (from !== inSight.from || to !== inSight.to || visible.to !== inSight.lastRow)
    setInSight({ from, to, lastRow: visible.to });

  const goTo = (seq: number, place: 'nearest' | 'context'): void => scroll.toRow(rows.rowOf(seq), place);
  const jump = (step: 1 | -1): void => {
    const seq = search.jump(step, step === 1 ? first : last);
    if (seq !== undefined) goTo(seq, 'nearest');
  };
  const toFirstError =
    firstError === undefined
      ? undefined
      : () => {
          view.setAnchor({ from: firstError, to: firstError });
          goTo(firstError, 'context');
        };
  const pressed = useRef(view);
  pressed.current = view;
  const onPressLine = useMemo(
    () => (seq: number, isExtending: boolean) =>
      pressed.current.setAnchor(pressLine(pressed.current.anchor, seq, isExtending)),
    [],
  );

  // An address with a line: go there once the rows have their places.
  const wanted = useRef(view.anchor?.from);
  const canGo = rows.count > 0;
  useEffect(() => {
    if (wanted.current === undefined || !canGo) return;
    goTo(wanted.current, 'context');
    wanted.current = undefined;
  });

  useSearchKey(searchRef);
  useShortcuts('Log', [
    { keys: '/', label: 'Search the log', run: () => searchRef.current?.focus() },
    { keys: 'n', label: 'Next match', run: () => jump(1) },
    { keys: 'N', label: 'Previous match', run: () => jump(-1) },
    toFirstError && { keys: 'e', label: 'First error', run: toFirstError },
    { keys: 'w', label: 'Wrap long lines', run: look.toggleWrap },
    { keys: 't', label: 'Times', run: () => look.setTimes(nextTimes(look.times)) },
    { keys: 'G', label: 'To the end, and follow', run: scroll.follow },
  ]);

  const item = view.filter.item;
  const lookOfText = { times: look.times, startedAt, zone };
  return (
    <section ref={boxRef} className={styles.viewer} aria-label="Log">
      <LogToolbar
        searchRef={searchRef}
        query={view.query}
        onQuery={view.setQuery}
        matchLabel={search.label}
        hasMatches={search.hasMatches}
        onJump={jump}
        levels={view.filter.levels}
        onLevels={view.setLevels}
        itemChip={
          item !== undefined && (
            <FilterChip
              label="Item"
              isSingle
              values={[String(item)]}
              options={[{ value: String(item), label: itemName(item) }]}
              onChange={() => view.setItem(undefined)}
            />
          )
        }
        onFirstError={toFirstError}
        isWrapped={look.isWrapped}
        onWrap={look.toggleWrap}
        times={look.times}
        onTimes={() => look.setTimes(nextTimes(look.times))}
        copyItems={copyItems(rows, visible, view.anchor, lookOfText)}
        downloadItems={downloadItems(address, extent.last)}
      />
      <div
        ref={scroll.ref}
        className={styles.scroll}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label="Lines of the log"
        onScroll={scroll.onScroll}
      >
        {log.error && rows.count === 0 ? (
          <ErrorPanel failure={toFailure(log.error)} what="The log" onRetry={log.retry} />
        ) : rows.count === 0 ? (
          <p className={styles.empty}>{emptyText(isFiltered, extent)}</p>
        ) : (
          <LogRowsView
            rows={rows}
            window={scroll.window}
            times={look.times}
            startedAt={startedAt}
            query={view.query}
            anchor={view.anchor}
            currentMatch={search.current}
            isWrapped={look.isWrapped}
            onPressLine={onPressLine}
            onMeasure={scroll.measure}
          />
        )}
      </div>
      <LogFoot
        first={first}
        last={last}
        total={extentCount(extent)}
        below={Math.max(0, rows.count - visible.to)}
        unseen={scroll.unseen}
        isComplete={extent.isComplete}
        isFollowing={scroll.isFollowing}
        isFiltered={isFiltered}
        tail={tail}
        onFollow={scroll.follow}
      />
    </section>
  );
}

function emptyText(isFiltered: boolean, extent: LogExtent): string {
  if (isFiltered) return 'No line passes the filter.';
  return extent.isComplete
    ? 'This run wrote no lines, or they were cleaned up.'
    : 'No lines yet. They show here as they are written.';
}
