import { IconButton } from '@/kit/button/icon-button';
import { Tag } from '@/kit/chip/tag';
import { Menu } from '@/kit/overlay/menu';
import { Person } from '@/kit/text/person';
import { RelativeTime } from '@/kit/text/relative-time';
import type { VersionEntry } from '../dashboard-api';
import styles from './history.module.css';

type VersionRowProps = {
  entry: VersionEntry;
  isChosen: boolean;
  whyNoRestore: string | undefined;
  onChoose: () => void;
  onRestore: () => void;
  onExport: () => void;
};

/** One version: who, when, why, and what changed. A press takes it into the comparison. */
export function VersionRow({ entry, isChosen, whyNoRestore, onChoose, onRestore, onExport }: VersionRowProps) {
  const name = `Version ${entry.version}`;
  return (
    <li className={styles.version} data-chosen={isChosen || undefined}>
      <button type="button" className={styles.pick} aria-pressed={isChosen} onClick={onChoose}>
        {name}
      </button>
      <span className={styles.who}>
        <Person name={entry.saved_by === '' ? 'Dashkeep' : entry.saved_by} />
      </span>
      <span className={styles.end}>
        {entry.current && <Tag>current</Tag>}
        <RelativeTime at={entry.saved_at} form="moment" />
        <Menu
          label={name}
          align="end"
          items={[
            {
              label: `Restore ${name.toLowerCase()}`,
              icon: 'undo',
              onSelect: onRestore,
              disabledReason: entry.current ? 'It is the current one' : whyNoRestore,
            },
            { label: 'Download as JSON', icon: 'download', onSelect: onExport },
          ]}
          trigger={(control) => (
            <IconButton {...control} icon="more" label={`More about ${name.toLowerCase()}`} size="small" />
          )}
        />
      </span>
      <p className={styles.summary}>
        {entry.message !== '' && <span className={styles.message}>{entry.message}. </span>}
        {entry.summary}
        {entry.restored_from !== undefined && ` (restored from version ${entry.restored_from})`}
      </p>
    </li>
  );
}
