const HOUR_MS = 3_600_000;

/** A time of day as policies write it, in UTC. */
export const clock = (at: number): string => new Date(at).toISOString().slice(11, 16);

type Window = {
  days: readonly number[];
  window_start: string;
  window_end: string;
  time_zone: string;
};

function daily(from: number): Window {
  return {
    days: [0, 1, 2, 3, 4, 5, 6],
    window_start: clock(from),
    window_end: clock(from + HOUR_MS),
    time_zone: 'UTC',
  };
}

/** A daily window that is open, so that what a window shows is there whenever the tests run. */
export const openWindow = (): Window => daily(Date.now() - HOUR_MS / 4);

/** A daily window that is neither open nor about to be, whenever the tests run. */
export const laterWindow = (): Window => daily(Date.now() + 6 * HOUR_MS);
