import { useState, type ReactNode } from 'react';
import { useAfterPause } from '@/lib/use-after-pause';
import { MOTION } from '@/kit/theme/tokens';
import styles from './skeleton.module.css';

/** Shows its children only when the wait is longer than people notice. */
export function AfterDelay({ children }: { children: ReactNode }) {
  const [isLate, setIsLate] = useState(false);
  useAfterPause(undefined, MOTION.skeletonDelay, () => setIsLate(true));
  return isLate ? <>{children}</> : null;
}

type SkeletonProps = { width?: string; height?: 'text' | 'title' | 'row' | 'chart' };

/** A grey shape in the place and size of what will come. It does not shimmer. */
export function Skeleton({ width = '100%', height = 'text' }: SkeletonProps) {
  return <span className={styles.shape} data-height={height} style={{ width }} aria-hidden="true" />;
}

const WIDTHS = ['30%', '22%', '35%', '25%', '28%', '20%'] as const;

/** Rows of a table or a list that is on its way, in their final height. */
export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  return (
    <AfterDelay>
      <div className={styles.rows} role="status" aria-label="Loading">
        {Array.from({ length: rows }, (_, index) => (
          <div key={index} className={styles.row}>
            <span className={styles.dot} />
            <Skeleton width={WIDTHS[index % WIDTHS.length] ?? '30%'} />
            <span className={styles.space} />
            <Skeleton width="15%" />
            <Skeleton width="7%" />
          </div>
        ))}
      </div>
    </AfterDelay>
  );
}

/** What stands inside a page that is on its way: its sentence, then its rows. */
export function SkeletonBody({ rows = 6 }: { rows?: number }) {
  return (
    <>
      <AfterDelay>
        <Skeleton width="32%" height="title" />
        <Skeleton width="45%" />
      </AfterDelay>
      <SkeletonRows rows={rows} />
    </>
  );
}

/** A whole page that is on its way. */
export function SkeletonPage({ rows = 6 }: { rows?: number }) {
  return (
    <div className={styles.page}>
      <SkeletonBody rows={rows} />
    </div>
  );
}
