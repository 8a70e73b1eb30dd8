import type { ReactNode } from 'react';
import styles from './text.module.css';

/** The name of a thing inside a sentence: a database, a column, a metric. */
export function Code({ children }: { children: ReactNode }) {
  return <code className={styles.code}>{children}</code>;
}
