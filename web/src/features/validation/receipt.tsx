import { Link } from 'react-router-dom';
import { Card } from '@/kit/page/card';
import { useNow, useTimeZone } from '@/kit/text/clock';
import type { ValidationRecord } from './health';
import { checkedLine, triedLine } from './report';
import styles from './report.module.css';

/** When, by what and how often it was checked. */
export function Receipt({ project, record }: { project: string; record: ValidationRecord }) {
  const now = useNow();
  const zone = useTimeZone();
  return (
    <Card title="Receipt">
      <dl className={styles.receipt}>
        <dt>Checked</dt>
        <dd>{checkedLine(record, now, zone)}</dd>
        <dt>Policy</dt>
        <dd>
          {record.policy_id === undefined ? (
            (record.policy ?? 'none, by hand')
          ) : (
            <Link to={`/p/${project}/health/policies/${record.policy_id}`}>{record.policy ?? 'Policy'}</Link>
          )}
        </dd>
        <dt>Tried</dt>
        <dd>{triedLine(record)}</dd>
        {record.dashboard_version !== undefined && (
          <>
            <dt>Version</dt>
            <dd className="num">{record.dashboard_version}</dd>
          </>
        )}
        {record.run_id !== undefined && (
          <>
            <dt>Run</dt>
            <dd>
              <Link to={`/p/${project}/runs/${record.run_id}`}>
                <code>{record.run_id.slice(0, 13)}</code>
              </Link>
            </dd>
          </>
        )}
      </dl>
    </Card>
  );
}
