const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/**
 * A measured length of time in its two largest units: '3 h 50 m', '42 m 8 s', '2 d 4 h', '38 s', '240 ms'. What was
 * measured took some time: under a millisecond it is '<1 ms'.
 */
export function formatDuration(ms: number): string {
  const length = Math.max(0, ms);
  if (length < 1) return '<1 ms';
  if (length < SECOND_MS) return `${Math.round(length)} ms`;
  const seconds = Math.floor(length / SECOND_MS);
  if (length < MINUTE_MS) return `${seconds} s`;
  if (length < HOUR_MS) return pair(Math.floor(length / MINUTE_MS), 'm', seconds % 60, 's');
  if (length < DAY_MS) return pair(Math.floor(length / HOUR_MS), 'h', Math.floor(length / MINUTE_MS) % 60, 'm');
  return pair(Math.floor(length / DAY_MS), 'd', Math.floor(length / HOUR_MS) % 24, 'h');
}

/** How long something has lasted as far as people care: never under a second. */
export function formatElapsed(ms: number): string {
  return formatDuration(Math.max(ms, SECOND_MS));
}

/** A length in whole seconds, as the API gives it. */
export function formatSeconds(seconds: number): string {
  return formatDuration(seconds * SECOND_MS);
}
