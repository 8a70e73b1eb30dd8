import { useEffect, useRef } from 'react';
import { useTimeRange } from '@perses-dev/plugin-system';
import { useIsPaused } from '@/api/live';

/** Reads the data again every so many seconds while somebody can see it, and at once when they come back or go on. */
export function useAutoRefresh(seconds: number): void {
  const { refresh } = useTimeRange();
  const isPaused = useIsPaused();
  const last = useRef<number>();
  useEffect(() => {
    if (seconds <= 0) last.current = undefined;
    if (seconds <= 0 || isPaused) return undefined;
    const due = (): void => {
      if (document.hidden || Date.now() - (last.current ?? 0) < seconds * 1000 - 50) return;
      last.current = Date.now();
      refresh();
    };
    if (last.current === undefined) last.current = Date.now();
    else due();
    const timer = setInterval(due, seconds * 1000);
    document.addEventListener('visibilitychange', due);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', due);
    };
  }, [seconds, isPaused, refresh]);
}
