import { useId, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import styles from './card.module.css';

type CardProps = {
  title?: ReactNode;
  /** A number or a grey word beside the title. */
  note?: ReactNode;
  /** A link or a small button at the right of the head. */
  aside?: ReactNode;
  /** Rows reach the edges: leave out the padding. */
  isFlush?: boolean;
  children: ReactNode;
};

/** A framed region with a head of 40. It has a border and no shadow; put no card into a card. */
export function Card({ title, note, aside, isFlush, children }: CardProps) {
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={title === undefined ? undefined : id}>
      {title !== undefined && (
        <header className={styles.head}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          {note !== undefined && <span className={cx('cut', styles.note)}>{note}</span>}
          {aside !== undefined && <span className={styles.aside}>{aside}</span>}
        </header>
      )}
      <div className={cx(!isFlush && styles.body)}>{children}</div>
    </section>
  );
}
