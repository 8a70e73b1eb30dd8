import { plainSentence } from '@/kit/text/sentence-parts';
import { useNow } from '@/kit/text/clock';
import { cx } from '@/lib/cx';
import type { HealthEntry } from './health';
import { recoveryNote } from './health-words';
import styles from './health.module.css';

/** Why an asset is as it is, in grey: what is wrong, or that it just works again. */
export function HealthReason({ entry }: { entry: HealthEntry }) {
  const note = recoveryNote(entry, useNow());
  // The cause says it as Health and the runs do, and shorter; the whole of it is at hand.
  const text = plainSentence(note ?? entry.cause ?? entry.summary);
  if (text === '') return null;
  return (
    <span className={cx('cut', styles.reason)} title={plainSentence(note ?? entry.summary)}>
      {text}
    </span>
  );
}
