import { CopyButton } from '@/kit/button/copy-button';
import styles from './account.module.css';

type SecretBoxProps = { text: string; label: string; onCopied: () => void };

/** A secret that is shown once. A click into it selects all of it, to be copied by hand. */
export function SecretBox({ text, label, onCopied }: SecretBoxProps) {
  return (
    <div className={styles.secret} onCopy={onCopied}>
      <code>{text}</code>
      <CopyButton text={text} label={label} variant="outlined" size="default" onCopied={onCopied} />
    </div>
  );
}
