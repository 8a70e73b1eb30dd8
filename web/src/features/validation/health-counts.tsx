import { Bar, type BarTone } from '@/kit/status/bar';
import { CountFilters } from '@/kit/status/count-filters';
import { useIsNarrow } from '@/kit/responsive/use-narrow';
import { StatusGlyph } from '@/kit/status/status-glyph';
import { cx } from '@/lib/cx';
import { formatCount, formatPercent } from '@/lib/numbers';
import { countOf, faceOf, STATUS_ORDER, totalOf, type HealthCauses, type HealthStatus } from './health';
import { causeDetail } from './health-words';
import type { HealthFilterControl } from './use-health-filter';
import styles from './health.module.css';

const TONES: Record<HealthStatus, BarTone> = { FAIL: 'failed', WARN: 'warning', UNKNOWN: 'unknown', PASS: 'ok' };

function detailOf(causes: HealthCauses, status: HealthStatus): string | undefined {
  const total = totalOf(causes.counts);
  switch (status) {
    case 'FAIL':
      if (causes.counts.fail === 0) return 'none';
      if (causes.new_failing === undefined) return causeDetail(causes.causes, 'FAIL');
      return causes.new_failing === 0 ? 'none new' : `${formatCount(causes.new_failing)} new`;
    case 'PASS':
      return total === 0 ? undefined : `${formatPercent(causes.counts.pass / total)} of ${formatCount(total)}`;
    case 'WARN':
    case 'UNKNOWN':
      return (
        causeDetail(causes.causes, status) ??
        (causes.counts.unknown > 0 && status === 'UNKNOWN' ? 'never checked' : 'none')
      );
  }
}

type HealthCountsBarProps = { causes: HealthCauses; control: HealthFilterControl };

/** The counts, which filter what is below; one line under a bar when the window is narrow. */
export function HealthCountsBar(props: HealthCountsBarProps) {
  const isNarrow = useIsNarrow();
  if (isNarrow) return <NarrowCounts {...props} />;
  const { causes, control } = props;
  return (
    <CountFilters
      label="States"
      value={control.filter.status}
      onChange={(status) => control.change({ status, sheet: undefined })}
      counts={STATUS_ORDER.map((status) => ({
        value: status,
        glyph: faceOf(status).glyph,
        count: countOf(causes.counts, status),
        label: faceOf(status).label,
        detail: detailOf(causes, status),
      }))}
    />
  );
}

function NarrowCounts({ causes: { counts }, control: { filter, change } }: HealthCountsBarProps) {
  return (
    <div className={styles.counts}>
      <Bar
        label={`Health of ${formatCount(totalOf(counts))} dashboards`}
        segments={STATUS_ORDER.map((status) => ({
          tone: TONES[status],
          count: countOf(counts, status),
          label: faceOf(status).label.toLowerCase(),
        }))}
      />
      <div className={styles.narrowCounts} role="group" aria-label="States">
        {STATUS_ORDER.map((status) => (
          <button
            key={status}
            type="button"
            className={styles.narrowCount}
            aria-pressed={filter.status === status}
            onClick={() => change({ status: filter.status === status ? undefined : status, sheet: undefined })}
          >
            <StatusGlyph glyph={faceOf(status).glyph} size="inline" />
            <span className={cx('num', styles.number)}>{formatCount(countOf(counts, status))}</span>
            {faceOf(status).label.toLowerCase()}
          </button>
        ))}
      </div>
    </div>
  );
}
