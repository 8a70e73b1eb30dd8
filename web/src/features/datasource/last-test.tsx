import { formatMoment } from '@/lib/time';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { useLastTest } from './api';
import type { DatasourceScope } from './datasource-model';
import { testInWords } from './test-model';
import styles from './datasource.module.css';

/** What the last test said, beside the datasource: 'Not reachable · tested 12:04'. */
export function LastTest({ scope, name, none }: { scope: DatasourceScope; name: string; none: string }) {
  const test = useLastTest(scope, name);
  const now = useNow();
  const zone = useTimeZone();
  if (!test) return <>{none}</>;
  return (
    <span className={styles.state}>
      <StatusGlyph glyph={test.ok ? 'ok' : 'failed'} size="inline" />
      <span className="cut">
        {testInWords(test)} · tested {formatMoment(new Date(test.at), now, zone)}
      </span>
    </span>
  );
}
