import type { Line } from './start-panels';

/** Seconds between two readings, and between two points. */
export const EVERY = 15;
/** What is drawn at most; younger data is drawn from its start. */
export const SECONDS = 15 * 60;

/** From where the charts are drawn. Nothing is older than the start until they are full. */
export function reachWords(lines: readonly Line[]): string {
  const times = lines.flatMap(({ readings }) => readings.map(({ at }) => at));
  const length = times.length === 0 ? 0 : Math.max(...times) - Math.min(...times);
  return length >= (SECONDS - EVERY) * 1000 ? `last ${SECONDS / 60} minutes` : 'since the start';
}
