import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { cx } from '@/lib/cx';
import styles from './list-row.module.css';

type ListRowProps = {
  glyph?: ReactNode;
  title: ReactNode;
  /** Grey words after the title. */
  detail?: ReactNode;
  /** What stands at the right: a time, a number, a button. */
  end?: ReactNode;
  to?: string;
  /** Two lines with the detail below the title, 44 and more high. */
  isTall?: boolean;
};

/** A row of a list inside a card. One line; the title never gives way first. */
export function ListRow({ glyph, title, detail, end, to, isTall }: ListRowProps) {
  const name = to === undefined ? title : <Link to={to}>{title}</Link>;
  return (
    <li className={cx(styles.row, isTall && styles.tall)}>
      {glyph}
      <span className={styles.words}>
        <span className={cx('cut', styles.title)}>{name}</span>
        {detail !== undefined && <span className={cx('cut', styles.detail)}>{detail}</span>}
      </span>
      {end !== undefined && <span className={styles.end}>{end}</span>}
    </li>
  );
}
