import type { ComponentProps } from 'react';
import { Link } from 'react-router-dom';
import { Tag } from '@/kit/chip/tag';
import { Icon } from '@/kit/icon/icon';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { Elapsed } from '@/kit/text/relative-time';
import { Sentence } from '@/kit/text/sentence';
import { formatCount, plural } from '@/lib/numbers';
import { plainSentence } from '@/lib/plain-sentence';
import { AssetRow } from './asset-row';
import type { CauseView } from './cause-list';
import { assetKey, environmentName, faceOf, type Environment, type HealthEntry } from './health';
import type { useRowCursor } from '@/kit/table/use-row-cursor';
import styles from './health.module.css';

/** What was never checked has been so for no time that anybody knows. */
const NEVER_CHECKED = 'never_checked';

type RowProps = ReturnType<ReturnType<typeof useRowCursor>>;

type CauseRowProps = {
  view: CauseView;
  environments: readonly Environment[];
  /** The asset whose sheet is open. */
  openKey: string | undefined;
  headProps: RowProps;
  assetProps: (entry: HealthEntry) => RowProps;
  onToggle: () => void;
  onOpenAsset: (entry: HealthEntry, isWholePage: boolean) => void;
  onMore: () => void;
  /** Where the list shows what a cause does not hold any more. */
  listAddress: string;
};

export function CauseRow(props: CauseRowProps) {
  const { view, environments, openKey, headProps, assetProps, onToggle, onOpenAsset, onMore, listAddress } = props;
  const { cause, isOpen, assets, hidden, elsewhere } = view;
  const face = faceOf(cause.status);
  return (
    <li className={styles.cause} data-open={isOpen}>
      <button
        {...asButton(headProps)}
        type="button"
        className={styles.causeHead}
        aria-expanded={isOpen}
        onClick={onToggle}
      >
        <span className={styles.chevron}>
          <Icon name={isOpen ? 'chevronDown' : 'chevronRight'} />
        </span>
        <StatusGlyph glyph={face.glyph} label={face.label} />
        <span className={styles.causeWords}>
          <span className={styles.sentence} title={plainSentence(cause.sentence)}>
            <Sentence text={cause.sentence} />
          </span>
          {cause.is_new && <Tag>new</Tag>}
        </span>
        <span className={styles.causeWhere}>{where(cause.environments, environments)}</span>
        <span className={styles.causeCount}>
          <span className="num strong">{formatCount(cause.count)}</span> {plural(cause.count, 'dashboard')}
        </span>
        <span className={styles.causeAge}>
          {cause.code === NEVER_CHECKED ? '–' : <Elapsed since={cause.since} rhythm="minute" />}
        </span>
      </button>
      {isOpen && (
        <ul className={styles.assets}>
          {cause.next_action !== undefined && <li className={styles.nextAction}>{cause.next_action}</li>}
          {assets.map((entry) => (
            <AssetRow
              key={assetKey(entry)}
              entry={entry}
              isNamesake={view.namesakes.has(entry.title)}
              isOpen={assetKey(entry) === openKey}
              rowProps={assetProps(entry)}
              onOpen={(isWholePage) => onOpenAsset(entry, isWholePage)}
            />
          ))}
          {hidden > 0 && (
            <li>
              <button type="button" className={styles.more} onClick={onMore}>
                {formatCount(hidden)} more
              </button>
            </li>
          )}
          {hidden === 0 && elsewhere > 0 && (
            <li className={styles.elsewhere}>
              <Link to={listAddress}>{formatCount(elsewhere)} more in the list</Link>
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

/** The cursor's props fit any element; a button takes them as its own. */
function asButton({ ref, ...rest }: RowProps): ComponentProps<'button'> {
  return { ...rest, ref: (element) => ref(element) };
}

function where(ids: readonly string[], environments: readonly Environment[]): string {
  const [first] = ids;
  return ids.length === 1 && first !== undefined ? environmentName(environments, first) : `${ids.length} environments`;
}
