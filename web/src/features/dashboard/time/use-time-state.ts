import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { usePreferences } from '@/api/preferences';
import { useLatest } from '@/lib/use-latest';
import type { TimeWindow } from '@/kit/date-time/time-window';
import type { DashboardDocument } from '../document/dashboard-document';
import { readTime, timeDefaults, writeTime, type TimeState } from './time-url';

export type TimeControl = TimeState & {
  /** Another time is a step that Back undoes. */
  go: (window: TimeWindow) => void;
  /** Refresh and zone replace: going back through them helps nobody. */
  set: (change: Pick<Partial<TimeState>, 'refresh' | 'zone'>) => void;
};

/** One object for one window: every panel asks again when it changes. */
function useSameWindow(window: TimeWindow): TimeWindow {
  const key = JSON.stringify(window);
  // oxlint-disable-next-line react/exhaustive-deps
  return useMemo(() => window, [key]);
}

/** The time of a dashboard, which lives in the address. */
export function useTimeState({ spec }: DashboardDocument): TimeControl {
  const [params, setParams] = useSearchParams();
  const defaults = timeDefaults(spec, usePreferences());
  const state = readTime(params, defaults);
  const window = useSameWindow(state.window);
  // The router's setter is another one after each step. The time's must not be: with it every panel asks again.
  const go = useLatest((next: TimeWindow) => setParams((current) => writeTime(current, { window: next })));
  const set = useLatest((change: Pick<Partial<TimeState>, 'refresh' | 'zone'>) =>
    setParams((current) => writeTime(current, change), { replace: true }),
  );
  return { ...state, window, go, set };
}
