import { useState } from 'react';
import { Button } from '@/kit/button/button';
import { Card } from '@/kit/page/card';
import { counted } from '@/lib/numbers';
import { Evidence } from './evidence';
import styles from './evidence.module.css';
import type { ValidationRecord } from './health';
import { isTroubled, recordEvidence } from './panel-evidence';

/** What is wrong with its queries and answers; of what works on demand. */
export function EvidenceCard({ record }: { record: ValidationRecord }) {
  const all = recordEvidence(record);
  const troubled = all.filter(isTroubled);
  const [isWhole, setIsWhole] = useState(false);
  const rest = all.length - troubled.length;
  if (all.length === 0) return null;
  const shown = isWhole ? all : troubled;
  return (
    <Card title="Evidence" note={troubled.length === 0 && !isWhole ? 'every query has an answer' : undefined}>
      <div className={styles.list}>
        {shown.length > 0 && <Evidence evidence={shown} entry={record} />}
        {rest > 0 && (
          <span className={styles.more}>
            <Button size="small" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
              {isWhole
                ? 'Hide what works'
                : `Queries of ${counted(rest, 'panel')} that ${rest === 1 ? 'works' : 'work'}`}
            </Button>
          </span>
        )}
      </div>
    </Card>
  );
}
