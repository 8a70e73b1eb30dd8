import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { formatCount } from '@/lib/numbers';
import styles from './tabs.module.css';

export type Tab = { label: string; to: string; count?: number | undefined; isCurrent: boolean };

/** Views of one page. Each has an address, so that Back goes to the one before. */
export function Tabs({ label, tabs, aside }: { label: string; tabs: readonly Tab[]; aside?: ReactNode }) {
  return (
    <div className={styles.bar}>
      <nav className={styles.tabs} aria-label={label}>
        {tabs.map((tab) => (
          <Link key={tab.label} className={styles.tab} to={tab.to} aria-current={tab.isCurrent ? 'page' : undefined}>
            {tab.label}
            {tab.count !== undefined && <span className={styles.count}>{formatCount(tab.count)}</span>}
          </Link>
        ))}
      </nav>
      {aside !== undefined && <div className={styles.aside}>{aside}</div>}
    </div>
  );
}
