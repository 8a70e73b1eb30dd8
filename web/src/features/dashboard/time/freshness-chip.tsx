import { useIsPaused } from '@/api/live';
import { formatAge, formatClock } from '@/lib/time';
import { Pill } from '@/kit/status/pill';
import { STALE_FACE } from '@/kit/status/status-table';
import { useAgeNow, useTimeZone } from '@/kit/text/clock';
import { useFreshness } from './freshness';
import styles from './freshness-chip.module.css';

/** The ring runs towards the next refresh. */
function Ring({ at, seconds }: { at: number; seconds: number }) {
  return (
    <svg className={styles.ring} viewBox="0 0 14 14" fill="none" strokeWidth="2" aria-hidden="true">
      <circle className={styles.track} cx="7" cy="7" r="5" />
      {seconds > 0 && (
        <circle key={at} className={styles.run} cx="7" cy="7" r="5" style={{ animationDuration: `${seconds}s` }} />
      )}
    </svg>
  );
}

/** When the data of the dashboard was read: 'Updated 4 s ago', or 'Stale since 09:36'. Paused, it grows older. */
export function FreshnessChip({ refresh }: { refresh: number }) {
  const freshness = useFreshness();
  const now = useAgeNow('second');
  const zone = useTimeZone();
  const isPaused = useIsPaused();
  switch (freshness.state) {
    case 'none':
      return null;
    case 'waiting':
      return <span className={styles.chip}>Reading</span>;
    case 'stale':
      return <Pill face={STALE_FACE} label={`Stale since ${formatClock(new Date(freshness.since), zone)}`} />;
    case 'fresh':
      return (
        <span className={`${styles.chip ?? ''} num`}>
          <Ring at={freshness.at} seconds={isPaused ? 0 : refresh} />
          Updated {formatAge(new Date(freshness.at), new Date(Math.max(now.getTime(), freshness.at)), zone)}
        </span>
      );
  }
}
