import { Bar } from '@/kit/status/bar';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { useAgeNow, useTimeZone } from '@/kit/text/clock';
import { Sentence } from '@/kit/text/sentence';
import { formatCount } from '@/lib/numbers';
import { countOf, environmentName, faceOf, STATUS_ORDER, totalOf, type Environment, type HealthStatus } from './health';
import { columnNote } from './matrix';
import type { BarTone } from '@/kit/status/bar';
import styles from './matrix.module.css';

const TONES: Record<HealthStatus, BarTone> = { FAIL: 'failed', WARN: 'warning', UNKNOWN: 'unknown', PASS: 'ok' };

type MatrixHeadProps = { columns: readonly string[]; environments: readonly Environment[] };

export function MatrixHead({ columns, environments }: MatrixHeadProps) {
  return (
    <thead>
      <tr className={styles.head}>
        <th scope="col" className={styles.corner}>
          Dashboard
        </th>
        {columns.map((id) => (
          <EnvironmentHead
            key={id}
            name={environmentName(environments, id)}
            environment={environments.find((known) => known.id === id)}
          />
        ))}
      </tr>
    </thead>
  );
}

function EnvironmentHead({ name, environment }: { name: string; environment: Environment | undefined }) {
  const now = useAgeNow();
  const zone = useTimeZone();
  if (!environment) {
    return (
      <th scope="col">
        <span className={styles.name}>{name}</span>
      </th>
    );
  }
  const { counts } = environment;
  return (
    <th scope="col">
      <span className={styles.name}>{name}</span>
      <span className={styles.note}>
        <Sentence text={columnNote(environment, now, zone)} />
      </span>
      <Bar
        size="row"
        label={`${formatCount(totalOf(counts))} dashboards of ${name}`}
        segments={STATUS_ORDER.map((status) => ({
          tone: TONES[status],
          count: countOf(counts, status),
          label: faceOf(status).label.toLowerCase(),
        }))}
      />
      <span className={styles.counts}>
        {STATUS_ORDER.filter((status) => countOf(counts, status) > 0).map((status) => (
          <span key={status}>
            <StatusGlyph glyph={faceOf(status).glyph} size="inline" label={faceOf(status).label} />
            <span className="num">{formatCount(countOf(counts, status))}</span>
          </span>
        ))}
      </span>
    </th>
  );
}
