import { useCallback, useMemo, type ReactNode } from 'react';
import type { TimeRangeValue } from '@perses-dev/core';
import { TimeRangeProvider } from '@perses-dev/plugin-system';
import { isDuration } from '@/kit/date-time/time-window';
import type { TimeControl } from './use-time-state';

function isRelative(value: TimeRangeValue): value is Extract<TimeRangeValue, { pastDuration: string }> {
  return 'pastDuration' in value;
}

/** The time that is shown, and who hears of another one that is chosen in a chart. */
export type TimeChoice = Pick<TimeControl, 'window' | 'go'>;

/** Tells the panels the time of the dashboard, and hears the ranges that are dragged in charts. */
export function TimeScope({ time, children }: { time: TimeChoice; children: ReactNode }) {
  const { window, go } = time;
  const timeRange = useMemo<TimeRangeValue>(
    () =>
      window.kind === 'relative'
        ? { pastDuration: window.past }
        : { start: new Date(window.start), end: new Date(window.end) },
    [window],
  );
  const setTimeRange = useCallback(
    (value: TimeRangeValue) => {
      if (!isRelative(value)) go({ kind: 'absolute', start: value.start.getTime(), end: value.end.getTime() });
      else if (isDuration(value.pastDuration)) go({ kind: 'relative', past: value.pastDuration });
    },
    [go],
  );
  // The page refreshes by itself: Perses' own timer goes on in tabs that nobody sees.
  return (
    <TimeRangeProvider timeRange={timeRange} setTimeRange={setTimeRange} refreshInterval="0s">
      {children}
    </TimeRangeProvider>
  );
}
