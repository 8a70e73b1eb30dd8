import { Link } from 'react-router-dom';
import { Card } from '@/kit/page/card';
import { Sentence } from '@/kit/text/sentence';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { formatMoment, parseTime } from '@/lib/time';
import { dashboardPath, type HealthReport, type ReportChange } from './health';
import styles from './report.module.css';

/** What is different from the last check that was good: the first place to look. */
export function Changed({ project, report }: { project: string; report: HealthReport }) {
  const now = useNow();
  const zone = useTimeZone();
  const { changed = [], entry, last_good_at: lastGood } = report;
  if (entry.status === 'PASS' || lastGood === undefined) return null;
  return (
    <Card isFlush title="Changed since the last good check" note={formatMoment(parseTime(lastGood), now, zone)}>
      {changed.length === 0 ? (
        <p className={styles.nothing}>Nothing that Dashkeep can see: neither the dashboard nor its datasources.</p>
      ) : (
        <ul className={styles.changes}>
          {changed.map((change) => (
            <li key={`${change.what}-${change.text}`}>
              <span className={styles.what}>{change.what}</span>
              <span>
                <Sentence text={change.text} />
              </span>
              <DiffLink to={diffPath(project, report, change)} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function diffPath(project: string, { entry }: HealthReport, change: ReportChange): string | undefined {
  const dashboard = dashboardPath(project, entry);
  if (dashboard === undefined || change.from_version === undefined || change.to_version === undefined) return undefined;
  return `${dashboard}/history?from=${change.from_version}&to=${change.to_version}`;
}

function DiffLink({ to }: { to: string | undefined }) {
  return to === undefined ? <span /> : <Link to={to}>Show the difference</Link>;
}
