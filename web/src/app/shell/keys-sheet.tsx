import { Kbd } from '@/kit/keys/kbd';
import { useShortcutGroups } from '@/kit/keys/shortcuts';
import { Dialog } from '@/kit/overlay/dialog';
import styles from './keys-sheet.module.css';

/** Every key that acts on the page that is open. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  const groups = useShortcutGroups();
  return (
    <Dialog title="Keys" description="Keys act on this page, never while you type." onClose={onClose} width="wide">
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
