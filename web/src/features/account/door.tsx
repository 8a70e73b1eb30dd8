import type { ReactNode } from 'react';
import { Logo } from '@/kit/icon/logo';
import { useServerVersion } from './api';
import { MarkField } from './mark-field';
import styles from './door.module.css';

/** The frame of the pages in front of the sign-in: a form at the left, the field of marks at the right. */
export function Door({ children }: { children: ReactNode }) {
  const version = useServerVersion();
  return (
    <div className={styles.door}>
      <div className={styles.half}>
        <header className={styles.brand}>
          <Logo withName large />
        </header>
        <main className={styles.middle}>
          <div className={styles.form}>{children}</div>
        </main>
        <footer className={styles.foot}>
          <span>Dashkeep {version}</span>
          <span>English</span>
        </footer>
      </div>
      <div className={styles.picture}>
        <MarkField />
      </div>
    </div>
  );
}

/** The heading of such a page. */
export function DoorHead({ title, children }: { title: string; children: ReactNode }) {
  return (
    <header className={styles.head}>
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.sub}>{children}</p>
    </header>
  );
}
