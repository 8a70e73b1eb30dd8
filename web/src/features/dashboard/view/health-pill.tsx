import { formatMoment, parseTime } from '@/lib/time';
import { Pill } from '@/kit/status/pill';
import { healthFace } from '@/kit/status/status-table';
import { useNow, useTimeZone } from '@/kit/text/clock';
import type { CatalogEntry } from '../dashboard-api';
import { dashboardPaths } from '../dashboard-paths';
import { plainSentence } from '@/kit/text/sentence-parts';
import styles from './view-header.module.css';

/** Whether the dashboard works, and where that is explained. */
export function HealthPill({ project, entry }: { project: string; entry: CatalogEntry }) {
  const now = useNow();
  const zone = useTimeZone();
  const { status, summary, checked_at: checkedAt } = entry.health;
  const checked =
    checkedAt === undefined ? 'never checked' : `checked ${formatMoment(parseTime(checkedAt), now, zone)}`;
  return (
    <Pill
      face={healthFace(status)}
      detail={
        <span className={`cut ${styles.health ?? ''}`} title={summary === '' ? undefined : plainSentence(summary)}>
          {status === 'PASS' || summary === '' ? checked : plainSentence(summary)}
        </span>
      }
      to={dashboardPaths.report(project, entry.name)}
    />
  );
}
