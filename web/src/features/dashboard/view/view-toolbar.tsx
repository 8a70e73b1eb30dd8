import { useTimeRange } from '@perses-dev/plugin-system';
import { useShortcuts } from '@/kit/keys/shortcuts';
import { useNow, useTimeZone } from '@/kit/text/clock';
import { pan, zoomOut } from '@/kit/date-time/time-window';
import { FreshnessChip } from '../time/freshness-chip';
import { TimeMenu } from '../time/time-menu';
import { useAutoRefresh } from '../time/use-auto-refresh';
import type { TimeControl } from '../time/use-time-state';
import { VariableControls } from './variable-controls';
import styles from './view-toolbar.module.css';

/** Variables at the left; freshness and time at the right. */
export function ViewToolbar({ time }: { time: TimeControl }) {
  const { refresh } = useTimeRange();
  const zone = useTimeZone();
  const now = useNow();
  const { window } = time;
  // What lies wholly in the past does not change any more.
  const isOver = window.kind === 'absolute' && window.end < now.getTime() - 60_000;
  const seconds = isOver ? 0 : time.refresh;
  useAutoRefresh(seconds);
  const zoom = (): void => time.go(zoomOut(window, Date.now()));
  useShortcuts('Dashboard', [
    { keys: 't z', label: 'Zoom out', run: zoom },
    { keys: 't ArrowLeft', label: 'Earlier', run: () => time.go(pan(window, 'earlier', Date.now())) },
    { keys: 't ArrowRight', label: 'Later', run: () => time.go(pan(window, 'later', Date.now())) },
    { keys: 'r', label: 'Refresh now', run: refresh },
  ]);
  return (
    <div className={styles.bar}>
      <VariableControls />
      <div className={styles.end}>
        <FreshnessChip refresh={seconds} />
        <TimeMenu time={time} zone={zone} onZoomOut={zoom} onRefresh={refresh} />
      </div>
    </div>
  );
}
