import { useEffect } from 'react';

/** Fetches the charts while nothing else is going on: most people who see the list open one of its dashboards. */
export function useChartsAhead(): void {
  useEffect(() => {
    if (!('requestIdleCallback' in window)) return undefined;
    const handle = window.requestIdleCallback(() => void import('./view/dashboard-view').catch(() => undefined), {
      timeout: 8000,
    });
    return () => window.cancelIdleCallback(handle);
  }, []);
}
