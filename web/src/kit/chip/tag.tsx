import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { Tooltip } from '@/kit/overlay/tooltip';
import styles from './chip.module.css';

/** A word about a thing. Grey: tags have no colours. */
export function Tag({ children }: { children: ReactNode }) {
  return (
    <span className={styles.tag}>
      <span className="cut">{children}</span>
    </span>
  );
}

/** The first tags of a row on one line, cut where they have no room; the rest is a number whose tooltip names them. */
export function TagList({ tags, shown = 2 }: { tags: readonly string[]; shown?: number }) {
  const rest = tags.slice(shown);
  return (
    <span className={styles.tags} title={tags.join(', ')}>
      {tags.slice(0, shown).map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
      {rest.length > 0 && (
        <Tooltip text={rest.join(', ')}>
          <span className={cx(styles.tag, styles.more, 'num')}>+{rest.length}</span>
        </Tooltip>
      )}
    </span>
  );
}
