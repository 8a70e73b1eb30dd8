import type { KeyboardEvent } from 'react';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { Strip } from '@/kit/chart/strip';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { Person } from '@/kit/text/person';
import { useNow } from '@/kit/text/clock';
import type { useRowCursor } from '@/kit/table/use-row-cursor';
import { cx } from '@/lib/cx';
import { faceOf, type HealthEntry } from './health';
import { panelsNote, recoveryNote } from './health-words';
import styles from './health.module.css';

type AssetRowProps = {
  entry: HealthEntry;
  /** Another one has the same title: the URL name tells them apart. */
  isNamesake: boolean;
  /** The side sheet shows it. */
  isOpen: boolean;
  rowProps: ReturnType<ReturnType<typeof useRowCursor>>;
  onOpen: (isWholePage: boolean) => void;
};

const WIDE_STRIP = 30;
const NARROW_STRIP = 12;

/** One asset of a cause. Enter or a press opens its sheet, o its whole report. */
export function AssetRow({ entry, isNamesake, isOpen, rowProps: { ref, onKeyDown, ...rest }, onOpen }: AssetRowProps) {
  const now = useNow();
  const isNarrow = useIsNarrow();
  const note = recoveryNote(entry, now) ?? panelsNote(entry);
  const face = faceOf(entry.status);
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    onKeyDown(event);
    if (event.key === 'o') onOpen(true);
  };
  return (
    <li className={styles.assetItem}>
      <button
        {...rest}
        ref={(element) => ref(element)}
        type="button"
        className={styles.asset}
        data-open={isOpen || undefined}
        onKeyDown={onKey}
        onClick={(event) => onOpen(event.ctrlKey || event.metaKey)}
      >
        <StatusGlyph glyph={face.glyph} size="inline" label={face.label} />
        <span className={styles.assetTitle}>
          {entry.title}
          {isNamesake && <span className={styles.urlName}> {entry.asset}</span>}
        </span>
        <span className={cx('num', styles.assetPanels)}>{note}</span>
        <span className={styles.assetOwner}>{entry.owner !== undefined && <Person name={entry.owner} />}</span>
        <Strip
          marks={entry.strip.map((state) => ({ state }))}
          size={isNarrow ? 'narrow' : 'list'}
          slots={isNarrow ? NARROW_STRIP : WIDE_STRIP}
        />
      </button>
    </li>
  );
}
