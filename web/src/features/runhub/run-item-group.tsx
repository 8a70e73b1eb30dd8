import { Link } from 'react-router-dom';
import { IconButton } from '@/kit/button/icon-button';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { Sentence } from '@/kit/text/sentence';
import { plainSentence } from '@/kit/text/sentence-parts';
import { formatCount } from '@/lib/numbers';
import { cx } from '@/lib/cx';
import { itemNote, moreLabel, OUTCOMES, type ItemGroup, type Outcome } from './item-groups';
import type { Item } from './run';
import styles from './run.module.css';

type RunItemGroupProps = {
  group: ItemGroup;
  /** All items are in sight that are loaded. */
  isWhole: boolean;
  /** The item whose lines the log shows. */
  chosen: number | undefined;
  onChoose: (seq: number) => void;
  onMore: () => void;
};

/** What went wrong is listed at once; of what is well a few, and of what was passed over none. */
const FIRST_ITEMS: Record<Outcome, number> = {
  fail: 20,
  warn: 10,
  awaiting_input: 20,
  unchecked: 20,
  failed: 20,
  warned: 10,
  running: 5,
  queued: 0,
  pass: 3,
  done: 3,
  skipped: 0,
};

export function RunItemGroup({ group, isWhole, chosen, onChoose, onMore }: RunItemGroupProps) {
  const shown = isWhole ? group.items : group.items.slice(0, FIRST_ITEMS[group.outcome]);
  const more = moreLabel(group, shown.length);
  const look = OUTCOMES[group.outcome];
  return (
    <section className={styles.group} aria-label={`${look.label}: ${plainSentence(group.sentence)}`}>
      <header className={styles.groupHead}>
        <StatusGlyph glyph={look.glyph} label={look.label} />
        <div className={styles.groupWords}>
          <h3 className={styles.sentence}>
            <Sentence text={group.sentence} />
          </h3>
          {group.nextAction !== undefined && <p className={styles.action}>{group.nextAction}</p>}
        </div>
        <span className={cx('num', styles.groupCount)}>{formatCount(group.count)}</span>
      </header>
      <ul>
        {shown.map((item) => (
          <ItemRow
            key={item.seq}
            item={item}
            withMessage={!group.saysAll}
            isChosen={item.seq === chosen}
            onChoose={() => onChoose(item.seq)}
          />
        ))}
      </ul>
      {more !== undefined && (
        <button type="button" className={styles.more} onClick={onMore}>
          {more}
        </button>
      )}
    </section>
  );
}

/** Only addresses of this application are followed. */
function isOwnPath(link: string | undefined): link is string {
  return link !== undefined && /^\/(?![/\\])/.test(link);
}

type ItemRowProps = {
  item: Item;
  /** Its own message, where the head of the group does not say it all. */
  withMessage: boolean;
  isChosen: boolean;
  onChoose: () => void;
};

function ItemRow({ item, withMessage, isChosen, onChoose }: ItemRowProps) {
  const hasLines = item.first_log_seq !== undefined;
  return (
    <li className={styles.item} data-open={isChosen || undefined}>
      <span
        className={cx('cut', styles.itemTitle)}
        title={item.message ? `${item.title}: ${plainSentence(item.message)}` : item.title}
      >
        {isOwnPath(item.link) ? <Link to={item.link}>{item.title}</Link> : item.title}
      </span>
      {withMessage && item.message !== undefined && item.message !== '' && (
        <span className={cx('cut', styles.itemMessage)} title={plainSentence(item.message)}>
          {plainSentence(item.message)}
        </span>
      )}
      <span className={cx('num', styles.itemNote)}>{itemNote(item)}</span>
      <IconButton
        icon="file"
        size="small"
        label={isChosen ? 'Show the whole log' : `Log of ${item.title}`}
        isPressed={isChosen}
        disabledReason={hasLines ? undefined : 'It wrote no lines'}
        onClick={onChoose}
      />
    </li>
  );
}
