import { keyCaps } from './shortcut-match';
import styles from './kbd.module.css';

/** Keys as caps: <Kbd keys="Mod+k" />. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keyCaps(keys).map((cap) => (
        <kbd key={cap} className={styles.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}
