import { cx } from '@/lib/cx';
import styles from './logo.module.css';

const MARK =
  'M1.6 9h1.8a.6.6 0 0 1 .6.6v4.8a.6.6 0 0 1-.6.6H2.2A1.2 1.2 0 0 1 1 13.8V9.6A.6.6 0 0 1 1.6 9zM5.6 6h1.8a.6.6 0 0 1 .6.6v7.8a.6.6 0 0 1-.6.6H5.6a.6.6 0 0 1-.6-.6V6.6A.6.6 0 0 1 5.6 6zM9.6 1h1a.4.4 0 0 1 .4.4V3h2V1.4a.4.4 0 0 1 .4-.4h1a.6.6 0 0 1 .6.6v12.2a1.2 1.2 0 0 1-1.2 1.2H9.6a.6.6 0 0 1-.6-.6V1.6A.6.6 0 0 1 9.6 1zM12 5.2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6z';

type LogoProps = { withName?: boolean; large?: boolean };

/** The mark: a bar chart whose last bar is a keep with a lit window. */
export function Logo({ withName = false, large = false }: LogoProps) {
  return (
    <span className={cx(styles.logo, large && styles.large)}>
      <svg className={styles.mark} viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
        <path fillRule="evenodd" d={MARK} />
      </svg>
      {withName && <span className={styles.name}>Dashkeep</span>}
    </span>
  );
}
