import { memo, useLayoutEffect, useRef, type ClipboardEvent } from 'react';
import { useTimeZone } from '@/kit/text/clock';
import { isInAnchor, type LineAnchor } from './log-anchor';
import type { LogRows } from './log-lines';
import { LogRow } from './log-row';
import { lineText, lineTime, type LogTimes } from './log-words';
import styles from './log-viewer.module.css';

type LogRowsViewProps = {
  rows: LogRows;
  /** The rows to draw, where they stand, and the height of all. */
  from: number;
  to: number;
  top: number;
  total: number;
  times: LogTimes;
  startedAt: string | undefined;
  query: string;
  anchor: LineAnchor | undefined;
  currentMatch: number | undefined;
  isWrapped: boolean;
  onPressLine: (seq: number, isExtending: boolean) => void;
  onMeasure: (heights: readonly { row: number; height: number }[]) => void;
};

/** The rows of a selection that goes over more than one line; undefined otherwise. */
export function selectedRows(container: HTMLElement): { from: number; to: number } | undefined {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const rowOf = (node: Node | null): number | undefined => {
    const element = node instanceof Element ? node : node?.parentElement;
    const row = element?.closest<HTMLElement>('[data-row]');
    return row && container.contains(row) ? Number(row.dataset['row']) : undefined;
  };
  const from = rowOf(selection.anchorNode);
  const to = rowOf(selection.focusNode);
  if (from === undefined || to === undefined || from === to) return undefined;
  return { from: Math.min(from, to), to: Math.max(from, to) };
}

/** The drawn part of the log. It stays as it is while somebody scrolls within it. */
export const LogRowsView = memo(function LogRowsView(props: LogRowsViewProps) {
  const {
    rows,
    from,
    to,
    top,
    total,
    times,
    startedAt,
    query,
    anchor,
    currentMatch,
    isWrapped,
    onPressLine,
    onMeasure,
  } = props;
  const ref = useRef<HTMLDivElement>(null);
  const zone = useTimeZone();

  useLayoutEffect(() => {
    if (!isWrapped || !ref.current) return;
    const heights = [...ref.current.children].flatMap((element) =>
      element instanceof HTMLElement ? [{ row: Number(element.dataset['row']), height: element.offsetHeight }] : [],
    );
    onMeasure(heights);
  });

  // Columns that are not text would come along otherwise, and lines would be torn apart.
  const copy = (event: ClipboardEvent): void => {
    const selected = ref.current && selectedRows(ref.current);
    if (!selected) return;
    const texts: string[] = [];
    for (let row = selected.from; row <= selected.to; row += 1) {
      const line = rows.lineAt(row);
      if (line) texts.push(lineText(line, times, startedAt, zone));
    }
    event.clipboardData.setData('text/plain', texts.join('\n'));
    event.preventDefault();
  };

  const drawn: number[] = [];
  for (let row = from; row < to; row += 1) drawn.push(row);
  return (
    <div className={styles.canvas} style={{ height: total }} onCopy={copy}>
      <div ref={ref} className={styles.rows} data-wrap={isWrapped} style={{ transform: `translateY(${top}px)` }}>
        {drawn.map((row) => {
          const seq = rows.seqAt(row);
          if (seq === undefined) return null;
          const line = rows.lineAt(row);
          return (
            <LogRow
              key={seq}
              seq={seq}
              row={row}
              line={line}
              time={line ? lineTime(line, times, startedAt, zone) : ''}
              query={query}
              isChosen={isInAnchor(anchor, seq)}
              isCurrent={seq === currentMatch}
              onPress={onPressLine}
            />
          );
        })}
      </div>
    </div>
  );
});
