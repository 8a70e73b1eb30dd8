import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { Tooltip } from '@/kit/overlay/tooltip';
import { useIsCut } from '@/kit/text/use-is-cut';
import styles from './chip.module.css';

/** A word about a thing. Grey: tags have no colours. */
export function Tag({ children }: { children: ReactNode }) {
  return (
    <span className={styles.tag}>
      <span className="cut">{children}</span>
    </span>
  );
}

/** How many letters of tags stand beside each other in a narrow column. */
const ROOM = 15;

/** The first tag, and those behind it that are short enough to stand beside it. */
function firstOf(tags: readonly string[], most: number): readonly string[] {
  let letters = 0;
  const count = tags.slice(0, most).findIndex((tag, index) => (letters += tag.length) > ROOM && index > 0);
  return tags.slice(0, count < 0 ? most : count);
}

/**
 * The first tags of a row on one line, cut where they have no room, and the number of the rest. While not all are in sight
 * the line is a stop of the keyboard, and its tooltip names them.
 */
export function TagList({ tags, shown = 2 }: { tags: readonly string[]; shown?: number }) {
  const all = tags.join(', ');
  const { isCut, ref } = useIsCut(all);
  const first = firstOf(tags, shown);
  const rest = tags.length - first.length;
  const hidesSome = isCut || rest > 0;
  return (
    <Tooltip text={hidesSome ? all : ''} isName>
      <span
        ref={ref}
        className={styles.tags}
        data-tooltip
        {...(hidesSome && { role: 'group', 'aria-label': `Tags: ${all}`, tabIndex: 0 })}
      >
        {first.map((tag) => (
          <Tag key={tag}>{tag}</Tag>
        ))}
        {rest > 0 && <span className={cx(styles.tag, styles.more, 'num')}>+{rest}</span>}
      </span>
    </Tooltip>
  );
}
