import { useEffect, useRef } from 'react';
import { useTimeRange } from '@perses-dev/plugin-system';

/** Reads the data again every so many seconds while somebody can see it, and at once when they come back. */
export function useAutoRefresh(seconds: number): void {
  const { refresh } = useTimeRange();
  const last = useRef(0);
  useEffect(() => {
    if (seconds <= 0) return undefined;
    const due = (): void => {
      if (document.hidden || Date.now() - last.current < seconds * 1000 - 50) return;
      last.current = Date.now();
      refresh();
    };
    last.current = Date.now();
    const timer = setInterval(due, seconds * 1000);
    document.addEventListener('visibilitychange', due);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', due);
    };
  }, [seconds, refresh]);
}
