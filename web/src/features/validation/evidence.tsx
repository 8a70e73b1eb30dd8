import { useTimeZone } from '@/kit/text/clock';
import type { ValidationRecord } from './health';
import { evidenceLines } from './report';
import styles from './asset-sheet.module.css';

const MOST_FINDINGS = 12;

/** What the check was told, word for word. */
export function Evidence({ record }: { record: ValidationRecord }) {
  const { head, findings } = evidenceLines(record, useTimeZone());
  const shown = findings.slice(0, MOST_FINDINGS);
  return (
    <pre className={styles.evidence} tabIndex={0} aria-label="What the check was told">
      <span className={styles.evidenceHead}>{head.join('\n')}</span>
      {'\n'}
      {shown.join('\n')}
      {findings.length > shown.length && `\n${findings.length - shown.length} more`}
    </pre>
  );
}
