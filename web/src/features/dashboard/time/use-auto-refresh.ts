import { useEffect, useRef } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useTimeRange } from '@perses-dev/plugin-system';
import { useIsPaused } from '@/api/live';

/**
 * Whether panels of the builder still wait for their answers: with another refresh Perses would let go of them, and what is
 * slower than the refreshes would never be seen. The panels of the view look to that themselves.
 */
function isAsking(client: QueryClient): boolean {
  const predicate = ({ queryKey: [first] }: { queryKey: readonly unknown[] }): boolean =>
    typeof first === 'object' && first !== null && 'kind' in first && first.kind === 'TimeSeriesQuery';
  return client.isFetching({ predicate }) > 0;
}

/** Reads the data again every so many seconds while somebody can see it, and at once when they come back or go on. */
export function useAutoRefresh(seconds: number): void {
  const { refresh } = useTimeRange();
  const client = useQueryClient();
  const isPaused = useIsPaused();
  const last = useRef<number>();
  useEffect(() => {
    if (seconds <= 0) last.current = undefined;
    if (seconds <= 0 || isPaused) return undefined;
    const due = (): void => {
      if (document.hidden || Date.now() - (last.current ?? 0) < seconds * 1000 - 50 || isAsking(client)) return;
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
  }, [seconds, isPaused, refresh, client]);
}
