import { type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { cx } from '@/lib/cx';
import { useNamesPage } from './page-title';
import styles from './page.module.css';

type PageProps = {
  /** What the tab of the browser says. */
  title: string;
  children: ReactNode;
  /** A form: not wider than 600. */
  isForm?: boolean;
};

/** A page inside the shell: its margins, and its name in the tab. */
export function Page({ title, children, isForm }: PageProps) {
  useNamesPage(title);
  return <div className={cx(styles.page, isForm && styles.form)}>{children}</div>;
}

export type Crumb = { label: ReactNode; to: string };

type PageHeadProps = {
  /** The answer of the page, as a sentence. */
  title: ReactNode;
  /** One line: the cause, and when it was checked. */
  sub?: ReactNode;
  glyph?: ReactNode;
  crumbs?: readonly Crumb[];
  /** What stands beside the title: pills, a star. */
  beside?: ReactNode;
  /** Buttons, the filled one last. */
  actions?: ReactNode;
};

export function PageHead({ title, sub, glyph, crumbs, beside, actions }: PageHeadProps) {
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        {crumbs && crumbs.length > 0 && (
          <nav className={styles.crumbs} aria-label="Where this page is">
            {crumbs.map((crumb, index) => (
              <span key={crumb.to}>
                {index > 0 && <span aria-hidden="true"> / </span>}
                <Link to={crumb.to}>{crumb.label}</Link>
              </span>
            ))}
          </nav>
        )}
        <div className={styles.line}>
          {glyph}
          <h1 className={styles.title}>{title}</h1>
          {beside}
        </div>
        {sub !== undefined && <p className={styles.sub}>{sub}</p>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
