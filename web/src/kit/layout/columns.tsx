import type { ReactNode } from 'react';
import styles from './columns.module.css';

/** The main matter, and beside it what is smaller; below each other when there is no room. */
export function Columns({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>{children}</div>
      <div className={styles.stack}>{aside}</div>
    </div>
  );
}

/** Things below each other with the distance of cards, or of form fields. */
export function Stack({ children, gap = 'cards' }: { children: ReactNode; gap?: 'cards' | 'fields' | 'tight' }) {
  return (
    <div className={styles.stack} data-gap={gap}>
      {children}
    </div>
  );
}
