import { useEffect } from 'react';

/** What some browsers know of the connection. */
type Connection = { connection?: { saveData?: boolean } };

/**
 * Fetches the charts while nothing else is going on: most people who see the list open one of its dashboards. Not for
 * those who save data.
 */
export function useChartsAhead(): void {
  useEffect(() => {
    if (!('requestIdleCallback' in window) || (navigator as Connection).connection?.saveData) return undefined;
    const handle = window.requestIdleCallback(() => void import('./view/dashboard-view').catch(() => undefined), {
      timeout: 8000,
    });
    return () => window.cancelIdleCallback(handle);
  }, []);
}
