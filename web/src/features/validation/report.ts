import { formatDuration } from '@/lib/duration';
import { counted, formatCount, plural } from '@/lib/numbers';
import { plainSentence } from '@/lib/plain-sentence';
import { formatClock, formatDate, formatMoment, parseTime, type Zone } from '@/lib/time';
import type { StripMark } from '@/kit/chart/strip-model';
import type { GlyphName } from '@/kit/status/status-table';
import {
  faceOf,
  type CheckStep,
  type HealthCounts,
  type HealthReport,
  type PanelResult,
  type RecordEntry,
  type ValidationRecord,
} from './health';

/** '94.4 % healthy': of the checks that had an outcome. */
export function healthyShare(counts: HealthCounts): string | undefined {
  const decided = counts.pass + counts.warn + counts.fail;
  if (decided === 0) return undefined;
  const share = (counts.pass / decided) * 100;
  // Rounding must not turn nearly all into all.
  const shown = share < 100 && share > 99.9 ? '99.9' : share.toFixed(1).replace(/\.0$/, '');
  return `${shown} % healthy`;
}

/** How many checks a strip shows: 'Last 2 checks'. */
export function lastChecks(count: number): string {
  if (count === 0) return 'No checks yet';
  return count === 1 ? 'Last check' : `Last ${formatCount(count)} checks`;
}

export function historyMark(record: RecordEntry, now: Date, zone?: Zone): StripMark {
  const moment = formatMoment(parseTime(record.finished_at), now, zone);
  const summary = record.summary === '' ? '' : `: ${plainSentence(record.summary)}`;
  return { state: record.status, label: `${faceOf(record.status).label}, ${moment}${summary}` };
}

export type HistoryLabel = { text: string; share: number };

/** So many marks are as wide as a label: of a full strip in a narrow and in a wide window. */
const MARKS_OF_LABEL = { narrow: 20, wide: 10 };

/** How many labels have room under a strip of so many checks. */
export function labelCount(checks: number, isNarrow: boolean): number {
  const room = Math.floor(checks / (isNarrow ? MARKS_OF_LABEL.narrow : MARKS_OF_LABEL.wide));
  return Math.min(isNarrow ? 2 : 5, Math.max(1, room));
}

/** Labels under the strip: the oldest, a few between, the newest with its clock. */
export function historyLabels(history: readonly RecordEntry[], count: number, now: Date, zone?: Zone): HistoryLabel[] {
  if (history.length === 0) return [];
  const last = history.length - 1;
  const steps = Math.min(count, history.length);
  if (steps === 1) return [{ text: formatMoment(parseTime(history[last]?.finished_at ?? now), now, zone), share: 1 }];
  return Array.from({ length: steps }, (_, index) => {
    const share = index / (steps - 1);
    const at = parseTime(history[Math.round(share * last)]?.finished_at ?? now);
    const isEnd = index === steps - 1;
    const isToday = formatDate(at, now, zone) === formatDate(now, now, zone);
    const text = isEnd && isToday ? `today ${formatClock(at, zone)}` : formatMoment(at, now, zone);
    return { text, share };
  });
}

/** What the full width of a time bar stands for, in milliseconds: the slowest panel, but at least a second. */
export function timeScale(panels: readonly PanelResult[]): number {
  return Math.max(1000, ...panels.map((panel) => panel.duration_ms ?? 0));
}

/** '2.1 s', '240 ms', '<1 ms', '–' for what was not asked. */
export function panelTime(ms: number | undefined): string {
  if (ms === undefined) return '–';
  return ms < 999.5 ? formatDuration(ms) : `${(ms / 1000).toFixed(1)} s`;
}

export const STEP_GLYPHS: Record<CheckStep['state'], GlyphName> = {
  pass: 'ok',
  warn: 'warning',
  fail: 'failed',
  unknown: 'unknown',
  skipped: 'skipped',
};

export const STEP_WORDS: Record<CheckStep['state'], string> = {
  pass: 'passed',
  warn: 'warns',
  fail: 'fails',
  unknown: 'unknown',
  skipped: 'not tried',
};

/** '10 more dashboards have the ' before the link 'same cause'. */
export function sameCauseNote(report: HealthReport): string | undefined {
  const others = report.same_cause.length;
  if (others === 0) return undefined;
  return `${counted(others, 'more dashboard')} ${plural(others, 'has', 'have')} the`;
}

export type ReceiptLine = { name: string; text: string };

/** 'Fri 05:52:14, took 31 s' */
export function checkedLine(record: ValidationRecord, now: Date, zone?: Zone): string {
  const at = parseTime(record.finished_at);
  const day = formatMoment(at, now, zone)
    .replace(/\d\d:\d\d$/, '')
    .trim();
  const clock = formatClock(at, zone, 'seconds');
  const took = formatDuration(Date.parse(record.finished_at) - Date.parse(record.started_at));
  return `${day === '' ? clock : `${day}${day.includes(' ') ? ',' : ''} ${clock}`}, took ${took}`;
}

/** 'once', '2 times' */
export function triedLine(record: ValidationRecord): string {
  return record.attempts <= 1 ? 'once' : `${formatCount(record.attempts)} times`;
}

/** What a deletion takes with it, for the question before it. */
export function deletionLines(report: HealthReport, now: Date, zone?: Zone): string[] {
  const records = report.history.length;
  const first = report.history[0];
  const since = first === undefined ? '' : `, the oldest from ${formatMoment(parseTime(first.finished_at), now, zone)}`;
  const shown = records >= 90 ? 'at least 90 reports' : counted(records, 'report');
  return [
    `${shown} of ${report.entry.title}${since}`,
    'their findings and times of panels',
    'the strip and the state: it is unknown until the next check',
  ];
}
