import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readTime, writeTime, type TimeDefaults, type TimeState } from './time-url';

export type TimeControl = TimeState & {
  /** Another time is a step that Back undoes. */
  go: (window: TimeState['window']) => void;
  /** Refresh and zone replace: going back through them helps nobody. */
  set: (change: Pick<Partial<TimeState>, 'refresh' | 'zone'>) => void;
};

/** The time of a dashboard, which lives in the address. */
export function useTimeState(defaults: TimeDefaults): TimeControl {
  const [params, setParams] = useSearchParams();
  const { window: defaultWindow, refresh: defaultRefresh } = defaults;
  const key = params.toString();
  // One object for one address: the charts draw anew when it changes.
  const state = useMemo(
    () => readTime(new URLSearchParams(key), { window: defaultWindow, refresh: defaultRefresh }),
    [key, defaultWindow, defaultRefresh],
  );
  const go = useCallback(
    (window: TimeState['window']) => setParams((current) => writeTime(current, { window })),
    [setParams],
  );
  const set = useCallback(
    (change: Pick<Partial<TimeState>, 'refresh' | 'zone'>) =>
      setParams((current) => writeTime(current, change), { replace: true }),
    [setParams],
  );
  return { ...state, go, set };
}
