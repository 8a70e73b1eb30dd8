import { counted, formatCount } from '@/lib/numbers';
import { formatClock, type Zone } from '@/lib/time';
import { plainText } from './log-ansi';
import type { LogLine } from './run';

export type LogTimes = 'clock' | 'elapsed' | 'off';

export const LOG_TIMES: readonly LogTimes[] = ['clock', 'elapsed', 'off'];

/** The next way of showing times: clock, since the start, none. */
export function nextTimes(times: LogTimes): LogTimes {
  return LOG_TIMES[(LOG_TIMES.indexOf(times) + 1) % LOG_TIMES.length] ?? 'clock';
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** +0:42, +12:08, +1:02:08 since the start of the run. */
export function formatElapsed(ms: number): string {
  const length = Math.max(0, ms);
  const hours = Math.floor(length / HOUR_MS);
  const minutes = Math.floor(length / MINUTE_MS) % 60;
  const seconds = two(Math.floor(length / SECOND_MS) % 60);
  return hours > 0 ? `+${hours}:${two(minutes)}:${seconds}` : `+${minutes}:${seconds}`;
}

export function lineTime(line: LogLine, times: LogTimes, startedAt: string | undefined, zone?: Zone): string {
  switch (times) {
    case 'clock':
      return formatClock(new Date(line.at), zone, 'seconds');
    case 'elapsed':
      return formatElapsed(Date.parse(line.at) - Date.parse(startedAt ?? line.at));
    case 'off':
      return '';
  }
}

/** A line as text, as it goes to the clipboard. */
export function lineText(line: LogLine, times: LogTimes, startedAt: string | undefined, zone?: Zone): string {
  const time = lineTime(line, times, startedAt, zone);
  return `${time === '' ? '' : `${time} `}${line.level.padEnd(7)} ${plainText(line.message)}`;
}

/** 'Lines 288 to 309 of 412' */
export function rangeWord(first: number | undefined, last: number | undefined, total: number): string {
  if (first === undefined || last === undefined || total === 0) return 'No lines yet';
  return `Lines ${formatCount(first)} to ${formatCount(last)} of ${formatCount(total)}`;
}

/** What the button that leads to the end says: 'Follow, 103 below', '12 new lines', 'To the end'. */
export function followLabel(below: number, isComplete: boolean, unseen: number): string {
  if (!isComplete && unseen > 0) return counted(unseen, 'new line');
  if (isComplete) return below === 0 ? 'At the end' : `To the end, ${formatCount(below)} below`;
  return below === 0 ? 'Follow' : `Follow, ${formatCount(below)} below`;
}

/** From this size on the log is offered compressed: it would be slow to open otherwise. */
export const COMPRESS_FROM_LINES = 40_000;
