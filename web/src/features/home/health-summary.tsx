import { Link } from 'react-router-dom';
import type { Schema } from '@/api/client';
import { Bar, type BarTone } from '@/kit/status/bar';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { HEALTH_STATES, healthFace, type HealthState } from '@/kit/status/status-table';
import { counted, formatCount } from '@/lib/numbers';
import styles from './home.module.css';

type HealthSummaryProps = { project: string; causes: Schema<'HealthCauses'> };

const TONES: Record<HealthState, BarTone> = { FAIL: 'failed', WARN: 'warning', UNKNOWN: 'unknown', PASS: 'ok' };

function countOf(counts: Schema<'HealthCounts'>, state: HealthState): number {
  const all: Record<HealthState, number> = {
    FAIL: counts.fail,
    WARN: counts.warn,
    UNKNOWN: counts.unknown,
    PASS: counts.pass,
  };
  return all[state];
}

/** All dashboards in one bar; each count leads to its list. */
export function HealthSummary({ project, causes: { counts } }: HealthSummaryProps) {
  const total = counts.pass + counts.warn + counts.fail + counts.unknown;
  if (total === 0) return null;
  return (
    <div className={styles.summary}>
      <Bar
        label={`Health of ${counted(total, 'dashboard')}`}
        segments={HEALTH_STATES.map((state) => ({
          tone: TONES[state],
          count: countOf(counts, state),
          label: healthFace(state).label.toLowerCase(),
        }))}
      />
      <div className={styles.counts}>
        {HEALTH_STATES.filter((state) => countOf(counts, state) > 0).map((state) => (
          <Link
            key={state}
            className={styles.count}
            to={`/p/${project}/health?view=list&status=${state.toLowerCase()}`}
          >
            <StatusGlyph glyph={healthFace(state).glyph} size="inline" />
            <span className="num strong">{formatCount(countOf(counts, state))}</span>
            <span className="secondary">{healthFace(state).label.toLowerCase()}</span>
          </Link>
        ))}
        <span className={styles.total}>{counted(total, 'dashboard')}</span>
      </div>
    </div>
  );
}
