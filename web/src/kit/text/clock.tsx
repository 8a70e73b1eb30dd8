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

/** Stops lengths and countdowns where they are, or lets them go on. Ages go on: what stands still grows older. */
export function setClockStopped(isStoppedNow: boolean): void {
  if (isStopped === isStoppedNow) return;
  isStopped = isStoppedNow;
  // Stopped times stand at the moment of the stop, also those that nobody shows yet.
  for (const ticker of Object.values(TICKERS)) ticker.tick();
}

/** One timer for all who want the same rhythm. Between two ticks the time stands still, as React wants it. */
function createTicker(intervalMs: number, stands: () => boolean): Ticker {
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
        if (!stands()) current = Date.now();
        timer = setInterval(() => {
          if (!stands()) tick();
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
      if (!stands() && listeners.size === 0 && Date.now() - current >= 1000) current = Date.now();
      return current;
    },
  };
}

type Rhythm = 'second' | 'minute';

const EVERY_MS: Record<Rhythm, number> = { second: 1000, minute: 15_000 };

function createTickers(stands: () => boolean): Record<Rhythm, Ticker> {
  return { second: createTicker(EVERY_MS.second, stands), minute: createTicker(EVERY_MS.minute, stands) };
}

const TICKERS = createTickers(() => isStopped);
const AGE_TICKERS = createTickers(() => false);

/** The present, as often as the reader needs it. It stands still while the page is paused. */
export function useNow(rhythm: Rhythm = 'minute'): Date {
  const ticker = TICKERS[rhythm];
  return new Date(useSyncExternalStore(ticker.subscribe, ticker.now));
}

/** The present for how old something is: it goes on while the page is paused. */
export function useAgeNow(rhythm: Rhythm = 'minute'): Date {
  const ticker = AGE_TICKERS[rhythm];
  return new Date(useSyncExternalStore(ticker.subscribe, ticker.now));
}
