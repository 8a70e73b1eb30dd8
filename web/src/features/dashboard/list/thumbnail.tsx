import { sketchOf } from './thumbnail-model';
import styles from './catalog.module.css';

const BLOCK = 7;

/** A sketch of a dashboard: blocks and a line, in the frame of a row. */
export function Thumbnail({ name, panels }: { name: string; panels: number }) {
  const { path, colour, blocks } = sketchOf(name, panels);
  return (
    <svg className={styles.thumbnail} viewBox="0 0 36 20" aria-hidden="true">
      <rect className={styles.thumbnailFrame} x="0.5" y="0.5" width="35" height="19" rx="2.5" />
      {Array.from({ length: blocks }, (_, index) => (
        <rect
          key={index}
          className={styles.thumbnailBlock}
          x={5 + index * (BLOCK + 2)}
          y="4"
          width={BLOCK}
          height="3"
          rx="1"
        />
      ))}
      <path d={path} transform="translate(6 9)" fill="none" stroke={`var(--series-${colour})`} strokeWidth="1" />
    </svg>
  );
}
