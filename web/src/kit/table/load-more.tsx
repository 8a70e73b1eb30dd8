import { counted, formatCount } from '@/lib/numbers';
import { Button } from '@/kit/button/button';
import styles from './load-more.module.css';

type LoadMoreProps = {
  shown: number;
  /** How many there are in all, when that is known. */
  total?: number | undefined;
  /** The things: 'dashboard'. */
  noun: string;
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
  pageSize?: number;
};

/** The foot of a list that comes in pieces. */
export function LoadMore({ shown, total, noun, hasMore, isLoading, onMore, pageSize }: LoadMoreProps) {
  const words =
    total === undefined ? `${counted(shown, noun)} shown` : `${formatCount(shown)} of ${formatCount(total)} shown`;
  const next = pageSize === undefined || total === undefined ? pageSize : Math.min(pageSize, total - shown);
  return (
    <div className={styles.foot}>
      <span role="status">{words}</span>
      {hasMore && (
        <Button size="small" isBusy={isLoading} onClick={onMore}>
          {next === undefined ? 'Load more' : `Load ${formatCount(next)} more`}
        </Button>
      )}
    </div>
  );
}
