import { Button } from '@/kit/button/button';
import { Kbd } from '@/kit/keys/kbd';
import { followLabel, rangeWord } from './log-words';
import type { TailState } from './use-log-tail';
import styles from './log-viewer.module.css';

type LogFootProps = {
  first: number | undefined;
  last: number | undefined;
  total: number;
  below: number;
  unseen: number;
  isComplete: boolean;
  isFollowing: boolean;
  isFiltered: boolean;
  tail: TailState;
  onFollow: () => void;
};

const TAIL_WORDS: Record<TailState, string> = {
  off: 'complete',
  live: 'live',
  connecting: 'connecting',
  polling: 'read every 5 s: there is no live connection',
  paused: 'paused',
};

export function LogFoot(props: LogFootProps) {
  const { first, last, total, below, unseen, isComplete, isFollowing, isFiltered, tail, onFollow } = props;
  const isAtEnd = isFollowing && below === 0;
  return (
    <footer className={styles.foot}>
      <span className="num">{rangeWord(first, last, total)}</span>
      <span className={styles.tail}>{isFiltered ? 'filtered' : TAIL_WORDS[tail]}</span>
      <span className={styles.keys}>
        <Kbd keys="n" />
        <Kbd keys="N" /> match
      </span>
      <Button
        size="small"
        icon="arrowDown"
        aria-pressed={isAtEnd}
        disabledReason={isAtEnd && isComplete ? 'This is the end of the log' : undefined}
        onClick={onFollow}
      >
        <span className="num">{isAtEnd && !isComplete ? 'Following' : followLabel(below, isComplete, unseen)}</span>
        <Kbd keys="G" />
      </Button>
    </footer>
  );
}
