import { FilterChip } from '@/kit/chip/filter-chip';
import { ErrorPanel } from '@/kit/page/states';
import { useTimeZone } from '@/kit/text/clock';
import { toFailure } from '@/lib/failure';
import { copyItems, downloadItems } from './log-export';
import { LogFoot } from './log-foot';
import { extentCount, type LogExtent } from './log-lines';
import { LogRowsView } from './log-rows';
import { LogToolbar } from './log-toolbar';
import { nextTimes } from './log-words';
import { useLogViewer, type LogSource, type LogViewerState } from './use-log-viewer';
import styles from './log-viewer.module.css';

type LogViewerProps = LogSource & {
  startedAt: string | undefined;
  /** The name of an item, for the chip of the filter. */
  itemName: (seq: number) => string;
};

/** The log of a run, of any length: searched on the server, drawn where one looks, followed at its end. */
export function LogViewer({ startedAt, itemName, ...source }: LogViewerProps) {
  const state = useLogViewer(source);
  const { log, scroll } = state;
  const { visible } = scroll.window;
  return (
    <section ref={state.boxRef} className={styles.viewer} aria-label="Log">
      <LogHead state={state} startedAt={startedAt} itemName={itemName} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it scrolls: the keyboard stops there */}
      <div
        ref={scroll.ref}
        className={styles.scroll}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label="Lines of the log"
        onScroll={scroll.onScroll}
        // Enter on the lines themselves goes from match to match, with Shift backwards, as it does in the field.
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.target === event.currentTarget) state.jump(event.shiftKey ? -1 : 1);
        }}
      >
        <LogBody state={state} startedAt={startedAt} />
      </div>
      <LogFoot
        first={state.first}
        last={state.last}
        total={extentCount(log.extent)}
        below={Math.max(0, log.rows.count - visible.to)}
        unseen={scroll.unseen}
        isComplete={log.extent.isComplete}
        isFollowing={scroll.isFollowing}
        isFiltered={state.isFiltered}
        tail={state.tail}
        onFollow={scroll.follow}
      />
    </section>
  );
}

type PartProps = { state: LogViewerState; startedAt: string | undefined };

function LogHead({ state, startedAt, itemName }: PartProps & Pick<LogViewerProps, 'itemName'>) {
  const { address, view, look, log, search, scroll } = state;
  const zone = useTimeZone();
  const { item } = view.filter;
  return (
    <LogToolbar
      searchRef={state.searchRef}
      query={view.query}
      onQuery={state.find}
      matchLabel={search.label}
      hasMatches={search.hasMatches}
      onJump={state.jump}
      onEnter={state.enter}
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
      onFirstError={state.toFirstError}
      isWrapped={look.isWrapped}
      onWrap={look.toggleWrap}
      times={look.times}
      onTimes={() => look.setTimes(nextTimes(look.times))}
      copyItems={copyItems(log.rows, scroll.window.visible, view.anchor, { times: look.times, startedAt, zone })}
      downloadItems={downloadItems(address, log.extent.last)}
    />
  );
}

function LogBody({ state, startedAt }: PartProps) {
  const { view, look, log, scroll, search } = state;
  if (log.rows.count === 0) {
    return log.error ? (
      <ErrorPanel failure={toFailure(log.error)} what="The log" onRetry={log.retry} />
    ) : (
      <p className={styles.empty}>{emptyText(state.isFiltered, log.extent)}</p>
    );
  }
  const { rows, top, total } = scroll.window;
  return (
    <LogRowsView
      rows={log.rows}
      from={rows.from}
      to={rows.to}
      top={top}
      total={total}
      times={look.times}
      startedAt={startedAt}
      query={view.query}
      anchor={view.anchor}
      currentMatch={search.current}
      isWrapped={look.isWrapped}
      onPressLine={state.onPressLine}
      onMeasure={state.onMeasure}
    />
  );
}

function emptyText(isFiltered: boolean, extent: LogExtent): string {
  if (isFiltered) return 'No line passes the filter.';
  return extent.isComplete
    ? 'This run wrote no lines, or they were cleaned up.'
    : 'No lines yet. They show here as they are written.';
}
