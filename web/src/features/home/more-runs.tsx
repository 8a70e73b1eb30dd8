import { Link } from 'react-router-dom';
import { formatCount } from '@/lib/numbers';
import styles from './home.module.css';

/** The last row of a list of runs: how many it does not show, and where they are. */
export function MoreRuns({ count, to }: { count: number; to: string }) {
  if (count <= 0) return null;
  return (
    <li className={styles.moreRuns}>
      <Link to={to}>{formatCount(count)} more</Link>
    </li>
  );
}
