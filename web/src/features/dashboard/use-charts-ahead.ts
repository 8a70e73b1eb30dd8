import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { loadPanelsAhead } from './chart/use-panel-component';

/** The kinds of panels that most dashboards have. */
const USUAL_KINDS = ['TimeSeriesChart', 'StatChart', 'GaugeChart'];

/** What some browsers know of the connection. */
type Connection = { connection?: { saveData?: boolean } };

/**
 * Fetches the charts while nothing else is going on: most people who see the list open one of its dashboards. Not for
 * those who save data.
 */
export function useChartsAhead(): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!('requestIdleCallback' in window) || (navigator as Connection).connection?.saveData) return undefined;
    const load = (): void => {
      void import('./view/dashboard-view').catch(() => undefined);
      void loadPanelsAhead(client, USUAL_KINDS);
    };
    const handle = window.requestIdleCallback(load, { timeout: 8000 });
    return () => window.cancelIdleCallback(handle);
  }, [client]);
}
