import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { StatusGlyph } from './status-glyph';
import type { StatusFace } from './status-table';
import styles from './status-word.module.css';

type StatusWordProps = {
  face: StatusFace;
  /** What follows the word in grey: '3 of 6 panels, 3 h'. */
  detail?: ReactNode;
  /** A word other than the table's, for a sentence of its own: 'Muted until 18:00'. */
  label?: string;
  weight?: 'body' | 'strong';
};

/** A state as people read it: shape, word, colour. */
export function StatusWord({ face, detail, label, weight = 'strong' }: StatusWordProps) {
  return (
    <span className={styles.word}>
      <StatusGlyph glyph={face.glyph} />
      <span className={cx(weight === 'strong' && 'strong')}>{label ?? face.label}</span>
      {detail !== undefined && <span className={cx('cut', styles.detail)}>{detail}</span>}
    </span>
  );
}
