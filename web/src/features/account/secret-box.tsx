import { CopyButton } from '@/kit/button/copy-button';
import styles from './account.module.css';

/** A secret that is shown once. A click into it selects all of it. */
export function SecretBox({ text, label }: { text: string; label: string }) {
  return (
    <div className={styles.secret}>
      <code>{text}</code>
      <CopyButton text={text} label={label} variant="outlined" size="default" />
    </div>
  );
}
