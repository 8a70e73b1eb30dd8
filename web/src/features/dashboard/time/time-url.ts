import { isTimeZone } from '@/lib/time';
import { durationMs, isDuration, type TimeWindow } from '@/kit/date-time/time-window';

/** What the address says about time, in Perses' own parameters: start, end, refresh; tz is ours. */
export type TimeState = {
  window: TimeWindow;
  /** How often the data is read again, in seconds; 0 is never. */
  refresh: number;
  /** The zone that was chosen for this page; undefined is the one of the person. */
  zone: string | undefined;
};

export type TimeDefaults = { window: TimeWindow; refresh: number };

const SHORTEST_REFRESH_S = 5;
const LONGEST_REFRESH_S = 300;

export const REFRESH_CHOICES: readonly number[] = [0, 5, 10, 15, 30, 60, 300];

function readWindow(params: URLSearchParams): TimeWindow | undefined {
  const start = params.get('start') ?? '';
  const end = params.get('end') ?? '';
  if (isDuration(start) && durationMs(start) > 0) return { kind: 'relative', past: start };
  if (!/^\d+$/.test(start) || !/^\d+$/.test(end) || Number(end) <= Number(start)) return undefined;
  return { kind: 'absolute', start: Number(start), end: Number(end) };
}

/** Addresses and documents may ask for anything; panels are read again every five seconds at most. */
function readRefresh(text: string | null): number | undefined {
  if (text === null || (text !== '0s' && !isDuration(text))) return undefined;
  const seconds = durationMs(text) / 1000;
  return seconds <= 0 ? 0 : Math.min(LONGEST_REFRESH_S, Math.max(SHORTEST_REFRESH_S, seconds));
}

export function readTime(params: URLSearchParams, defaults: TimeDefaults): TimeState {
  const refresh = params.get('refresh');
  const zone = params.get('tz');
  return {
    window: readWindow(params) ?? defaults.window,
    refresh: readRefresh(refresh) ?? defaults.refresh,
    zone: zone !== null && isTimeZone(zone) ? zone : undefined,
  };
}

/** The address with another time; every other parameter stays. */
export function writeTime(params: URLSearchParams, change: Partial<TimeState>): URLSearchParams {
  const next = new URLSearchParams(params);
  if (change.window?.kind === 'relative') {
    next.set('start', change.window.past);
    next.delete('end');
  } else if (change.window) {
    next.set('start', String(Math.round(change.window.start)));
    next.set('end', String(Math.round(change.window.end)));
  }
  if (change.refresh !== undefined) next.set('refresh', `${change.refresh}s`);
  if ('zone' in change) {
    if (change.zone === undefined) next.delete('tz');
    else next.set('tz', change.zone);
  }
  return next;
}

type Durations = { duration?: string | undefined; refreshInterval?: string | undefined };
type Wishes = { default_range?: string | undefined; refresh_interval?: number | undefined };

const FALLBACK_RANGE = '1h';
const FALLBACK_REFRESH_S = 15;

/** What a dashboard shows before anybody chose: its own wish, then that of the person. */
export function timeDefaults(document: Durations, person: Wishes): TimeDefaults {
  const range = [document.duration, person.default_range].find(
    (candidate) => candidate !== undefined && durationMs(candidate) > 0,
  );
  const past = range !== undefined && isDuration(range) ? range : FALLBACK_RANGE;
  // '0s' is a wish too: off.
  const own = readRefresh(document.refreshInterval ?? null);
  return {
    window: { kind: 'relative', past },
    refresh: own ?? person.refresh_interval ?? FALLBACK_REFRESH_S,
  };
}

/** 'Off', '15 s', '5 m'. */
export function refreshLabel(seconds: number): string {
  if (seconds === 0) return 'Off';
  return seconds < 60 || seconds % 60 !== 0 ? `${seconds} s` : `${seconds / 60} m`;
}
