import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';
import type { Zone } from '@/lib/time';

const ZoneContext = createContext<Zone>(undefined);

/** Sets the zone in which times are shown: the preference of the person, else that of the browser. */
export function TimeZoneProvider({ zone, children }: { zone: Zone; children: ReactNode }) {
  return <ZoneContext.Provider value={zone}>{children}</ZoneContext.Provider>;
}

export function useTimeZone(): Zone {
  return useContext(ZoneContext);
}

type Ticker = {
  subscribe: (listener: () => void) => () => void;
  now: () => number;
  /** Takes the time and tells it. */
  tick: () => void;
};

let isStopped = false;

/** Stops all times and countdowns where they are, or lets them go on. */
export function setClockStopped(isStoppedNow: boolean): void {
  if (isStopped === isStoppedNow) return;
  isStopped = isStoppedNow;
  // Stopped times stand at the moment of the stop, also those that nobody shows yet.
  for (const ticker of Object.values(TICKERS)) ticker.tick();
}

/** One timer for all who want the same rhythm. Between two ticks the time stands still, as React wants it. */
function createTicker(intervalMs: number): Ticker {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let current = Date.now();
  const tick = (): void => {
    current = Date.now();
    for (const listener of listeners) listener();
  };
  return {
    tick,
    subscribe: (listener) => {
      if (listeners.size === 0) {
        if (!isStopped) current = Date.now();
        timer = setInterval(() => {
          if (!isStopped) tick();
        }, intervalMs);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearInterval(timer);
      };
    },
    now: () => {
      // Nobody keeps it running: take the time anew, at most once a second, so that renders agree.
      if (!isStopped && listeners.size === 0 && Date.now() - current >= 1000) current = Date.now();
      return current;
    },
  };
}

const TICKERS: Record<'second' | 'minute', Ticker> = { second: createTicker(1000), minute: createTicker(15_000) };

/** The present, as often as the reader needs it. */
export function useNow(rhythm: 'second' | 'minute' = 'minute'): Date {
  const ticker = TICKERS[rhythm];
  return new Date(useSyncExternalStore(ticker.subscribe, ticker.now));
}
