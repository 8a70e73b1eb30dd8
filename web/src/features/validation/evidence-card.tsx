import { useState } from 'react';
import { Button } from '@/kit/button/button';
import { Card } from '@/kit/page/card';
import { Evidence } from './evidence';
import styles from './evidence.module.css';
import type { ValidationRecord } from './health';
import { evidenceWords, isTroubled, recordEvidence } from './panel-evidence';

/** What is wrong with its queries and answers; of what works on demand. */
export function EvidenceCard({ record }: { record: ValidationRecord }) {
  const all = recordEvidence(record);
  const troubled = all.filter(isTroubled);
  const [isWhole, setIsWhole] = useState(false);
  const { note, rest } = evidenceWords(all);
  if (all.length === 0) return null;
  const shown = isWhole ? all : troubled;
  return (
    <Card title="Evidence" note={note}>
      <div className={styles.list}>
        {shown.length > 0 && <Evidence evidence={shown} entry={record} />}
        {rest !== undefined && (
          <span className={styles.more}>
            <Button size="small" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
              {isWhole ? 'Hide what works' : rest}
            </Button>
          </span>
        )}
      </div>
    </Card>
  );
}
