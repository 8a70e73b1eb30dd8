import { Link, useLocation } from 'react-router-dom';
import { Icon } from '@/kit/icon/icon';
import { Kbd } from '@/kit/keys/kbd';
import { useShortcutGroups } from '@/kit/keys/shortcuts';
import { Dialog } from '@/kit/overlay/dialog';
import { helpOf } from './help-of';
import styles from './keys-sheet.module.css';

/** The documentation of the page that is open, and every key that acts on it. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  const groups = useShortcutGroups();
  const help = helpOf(useLocation().pathname);
  return (
    <Dialog
      title="Help and keys"
      description="Keys act on this page, never while you type."
      onClose={onClose}
      width="wide"
    >
      <p className={styles.documentation}>
        <Icon name="file" />
        <Link to={help.to} onClick={onClose}>
          {`Documentation: ${help.title}`}
        </Link>
        <Link to="/help/quickstart" onClick={onClose}>
          All pages
        </Link>
      </p>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.name}>
            <h3 className={styles.title}>{group.name}</h3>
            <dl>
              {group.shortcuts.map((shortcut) => (
                <div key={`${shortcut.keys} ${shortcut.label}`} className={styles.row}>
                  <dt>{shortcut.label}</dt>
                  <dd>
                    <Kbd keys={shortcut.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
