import { memo, type MouseEvent } from 'react';
import { cx } from '@/lib/cx';
import type { AnsiStyle } from './log-ansi';
import { paintLine } from './log-paint';
import type { LogLine } from './run';
import styles from './log-viewer.module.css';

export type LogRowProps = {
  seq: number;
  row: number;
  line: LogLine | undefined;
  time: string;
  query: string;
  isChosen: boolean;
  /** The match of the search that was jumped to. */
  isCurrent: boolean;
  onPress: (seq: number, isExtending: boolean) => void;
};

function styleNames(style: AnsiStyle): string {
  return cx(
    style.isBold && styles.bold,
    style.isDim && styles.dim,
    style.isItalic && styles.italic,
    style.isUnderlined && styles.underlined,
  );
}

function Message({ line, query, isCurrent }: Pick<LogRowProps, 'query' | 'isCurrent'> & { line: LogLine }) {
  return (
    <span className={styles.message}>
      {paintLine(line.message, query).map((span, index) => {
        const className = styleNames(span.style);
        // The pieces of a line never move: their place is their name.
        if (span.isHit) {
          return (
            <mark key={index} className={cx(styles.hit, className)} data-current={isCurrent}>
              {span.text}
            </mark>
          );
        }
        if (span.isRedacted) {
          return (
            <span key={index} className={styles.redacted} title="A secret was taken out before the line was stored">
              {span.text.slice(1, -1)}
            </span>
          );
        }
        if (className === '' && span.style.colour === undefined) return span.text;
        return (
          <span key={index} className={className} data-colour={span.style.colour}>
            {span.text}
          </span>
        );
      })}
    </span>
  );
}

/** One line of the log. Its number is its address: a press chooses it, with Shift a range. */
export const LogRow = memo(function LogRow({ seq, row, line, time, query, isChosen, isCurrent, onPress }: LogRowProps) {
  const press = (event: MouseEvent): void => {
    event.preventDefault();
    onPress(seq, event.shiftKey);
  };
  return (
    <div
      className={styles.row}
      data-row={row}
      data-seq={seq}
      data-level={line?.level}
      data-chosen={isChosen || isCurrent || undefined}
    >
      <a className={cx(styles.seq, 'num')} href={`#L${seq}`} tabIndex={-1} aria-label={`Line ${seq}`} onClick={press}>
        {seq}
      </a>
      {line ? (
        <>
          {time !== '' && <span className={cx(styles.time, 'num')}>{time}</span>}
          <span className={styles.level}>{line.level}</span>
          <Message line={line} query={query} isCurrent={isCurrent} />
        </>
      ) : (
        <span className={styles.missing} />
      )}
    </div>
  );
});
