import { Link } from 'react-router-dom';
import { IconButton } from '@/kit/button/icon-button';
import { Bar, type BarSegment } from './bar';
import type { GlyphName } from './status-table';
import { StatusGlyph } from './status-glyph';
import styles from './progress.module.css';

type ProgressProps = {
  glyph: GlyphName;
  /** How far it is, or what came of it. */
  sentence: string;
  /** How much of it is done, and how; undefined once it is over. */
  bar: { label: string; total: number; segments: readonly BarSegment[] } | undefined;
  link: { to: string; words: string };
  onClose: () => void;
};

/** How far something is that was started here, on the page where it was started. */
export function Progress({ glyph, sentence, bar, link, onClose }: ProgressProps) {
  return (
    <div className={styles.progress} role="status">
      <StatusGlyph glyph={glyph} />
      <span className="strong">{sentence}</span>
      {bar && (
        <span className={styles.bar}>
          <Bar size="row" {...bar} />
        </span>
      )}
      <Link className={styles.link} to={link.to}>
        {link.words}
      </Link>
      <IconButton icon="close" label="Hide this" size="small" onClick={onClose} />
    </div>
  );
}

/** Keeps its room until it is known how far it is. */
export function ProgressRoom() {
  return <div className={styles.progress} />;
}
