import { useEffect } from 'react';
import { useLatest } from './use-latest';

/** Does something once a value has been the same for so long, and not when the component has gone before. */
export function useAfterPause(value: unknown, pauseMs: number, run: () => void): void {
  const latest = useLatest(run);
  useEffect(() => {
    const timer = setTimeout(latest, pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs, latest]);
}
